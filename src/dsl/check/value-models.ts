// The values of a flow: where each is born, where it may be seen, and its type. Not here: whether a use is right (values.ts).

import type { AskNode, ExpressionNode, FlowNode, Name, RequestNode, RunNode, Statement, TypeNode } from '../ast.ts';
import type { Type } from '../types.ts';
import { statementsOf } from '../walk.ts';
import type { Placed } from '../walk.ts';
import { callFields, functions, outboundCallFields } from './built-in.ts';
import type { Declarations } from './declarations.ts';
import type { Graph } from './graph.ts';
import { infer } from './infer.ts';
import { operationNamed } from './operations.ts';
import type { Scope } from './scope.ts';
import { nothingKnown } from './states.ts';
import type { State } from './states.ts';

/** A value of a flow: where it is born and where it may be seen. */
export interface ValueModel {
  readonly name: Name;
  readonly origin: 'param' | 'var' | 'let' | 'collect' | 'voicemail' | 'forEach';
  readonly type: Type;
  /** For a `var` or parameter with a first value. */
  readonly initial: ExpressionNode | null;
  /** The step or handler that gives it; null for a `var` or parameter. */
  readonly place: string | null;
  /** The block that alone sees it; null: the whole flow. */
  readonly region: object | null;
  readonly secrecy: 'plain' | 'secret';
}

/** What is known of a flow before its values. */
export interface Known {
  readonly declarations: Declarations;
  readonly graph: Graph;
  readonly states: ReadonlyMap<number, State>;
  readonly regions: ReadonlyMap<Statement, readonly object[]>;
}

type Source =
  | { readonly kind: 'type'; readonly type: TypeNode }
  | { readonly kind: 'value'; readonly value: ExpressionNode | AskNode | RequestNode | RunNode; readonly at: Statement }
  | { readonly kind: 'item'; readonly list: ExpressionNode; readonly at: Statement }
  | { readonly kind: 'recording' };

/** A value as it is written, before its type is worked out. */
export interface ValueDeclaration extends Omit<ValueModel, 'type'> {
  readonly source: Source;
}

/** All declarations of values in the order of the text, duplicates included. */
export function valuesDeclaredIn(
  flow: FlowNode,
  regions: ReadonlyMap<Statement, readonly object[]>,
): readonly ValueDeclaration[] {
  const before =
    (origin: 'param' | 'var') =>
    (node: {
      readonly name: Name;
      readonly type: TypeNode;
      readonly initial: ExpressionNode | null;
    }): ValueDeclaration => ({
      name: node.name,
      origin,
      source: { kind: 'type', type: node.type },
      initial: node.initial,
      place: null,
      region: null,
      secrecy: 'plain',
    });
  return [
    ...(flow.params ?? []).map(before('param')),
    ...flow.variables.map(before('var')),
    ...statementsOf(flow).flatMap((placed) => declaredBy(placed, regions)),
  ];
}

function declaredBy(
  { statement, place }: Placed,
  regions: ReadonlyMap<Statement, readonly object[]>,
): readonly ValueDeclaration[] {
  const common = { initial: null, place, region: regions.get(statement)?.at(-1) ?? null, secrecy: 'plain' } as const;
  if (statement.kind === 'collect') {
    const source: Source = { kind: 'type', type: statement.type };
    return [{ ...common, name: statement.name, origin: 'collect', source, secrecy: statement.secrecy }];
  }
  if (statement.kind === 'voicemail') {
    return [{ ...common, name: statement.name, origin: 'voicemail', source: { kind: 'recording' } }];
  }
  if (statement.kind === 'forEach') {
    const source: Source = { kind: 'item', list: statement.list, at: statement };
    return [{ ...common, name: statement.name, origin: 'forEach', source, region: statement.body }];
  }
  if (statement.kind !== 'let') return [];
  const { name, type, value } = statement;
  const source: Source = type === null ? { kind: 'value', value, at: statement } : { kind: 'type', type };
  return [{ ...common, name, origin: 'let', source }];
}

/** The fields of `call` in a flow. Whoever may be run by both kinds of flows sees what both have. */
export const callFieldsOf = (flow: FlowNode): ReadonlyMap<string, Type> =>
  flow.kind === 'flow' && flow.entries.length === 0 ? outboundCallFields : callFields;

/** Gives every value its type; a `let` without one takes that of what it is made from, at its own place. */
export function valuesOf(flow: FlowNode, known: Known): readonly ValueModel[] {
  const declared = valuesDeclaredIn(flow, known.regions);
  const types = new Map<string, Type>();
  const busy = new Set<string>();
  const typeOf = (name: string): Type | null => {
    const found = types.get(name);
    if (found !== undefined) return found;
    const declaration = declared.find((each) => each.name.text === name);
    if (declaration === undefined) return null;
    // A value made from itself has no type; values.ts reports that it is not given yet.
    if (busy.has(name)) return { kind: 'unknown' };
    busy.add(name);
    const type = sourceType(declaration.source, known, silentScope(typeOf, flow, known.declarations));
    types.set(name, type);
    return type;
  };
  const first = declared.filter(
    ({ name }, index) => declared.findIndex((each) => each.name.text === name.text) === index,
  );
  return first.map(({ source, ...value }) => ({
    ...value,
    type: typeOf(value.name.text) ?? (source.kind === 'recording' ? { kind: 'Recording' } : { kind: 'unknown' }),
  }));
}

const silentScope = (typeOf: Scope['typeOf'], flow: FlowNode, declarations: Declarations): Scope => ({
  typeOf,
  names: () => [],
  callFields: callFieldsOf(flow),
  declarations,
  functions,
  numbers: new Set(),
  unset: () => undefined,
  given: () => true,
  note: () => undefined,
  report: () => undefined,
});

function sourceType(source: Source, known: Known, scope: Scope): Type {
  if (source.kind === 'recording') return { kind: 'Recording' };
  if (source.kind === 'type') return known.declarations.typeOf(source.type);
  const at = known.graph.of.get(source.at);
  const state = (at === undefined ? undefined : known.states.get(at)) ?? nothingKnown;
  if (source.kind === 'item') {
    const list = infer(source.list, state, scope);
    return list.kind === 'List' ? list.of : { kind: 'unknown' };
  }
  const { value } = source;
  if (value.kind === 'ask' || value.kind === 'request' || value.kind === 'run') {
    return resultType(value, known.declarations) ?? { kind: 'unknown' };
  }
  const type = infer(value, state, scope);
  return type.kind === 'none' ? { kind: 'unknown' } : type;
}

/** The type of what a question, a request or a subflow gives; null when it gives nothing or does not exist. */
export function resultType(node: AskNode | RequestNode | RunNode, declarations: Declarations): Type | null {
  const visible = declarations.visibleIn(node.span.file);
  if (node.kind === 'ask') {
    const question = visible.get(node.question.text);
    return question?.kind === 'question' ? declarations.typeOf(question.node.type) : null;
  }
  if (node.kind === 'request') {
    const returns = operationNamed(node.target, declarations)?.returns ?? null;
    return returns === null ? null : declarations.typeOf(returns);
  }
  const target = visible.get(node.target.parts[0].text);
  const isRun = target?.kind === 'subflow' || target?.kind === 'script';
  return isRun && target.node.returns !== null ? declarations.typeOf(target.node.returns) : null;
}
