// What the checks know of a project beyond its trees: the values of each flow with their types, its languages, the ways of a
// call, the prompts, the settings. Not here: any message.

import type { ExpressionNode, FlowNode, HandlerNode, Name, SourceModule, Statement } from '../ast.ts';
import type { ValueType } from '../program.ts';
import type { PromptIndex } from '../prompt-index.ts';
import type { Type } from '../types.ts';
import { handlerPlace, inOutcome, statementsOf } from '../walk.ts';
import { buildGraph } from './graph.ts';
import type { Graph, Place } from './graph.ts';
import { infer } from './infer.ts';
import type { Scope } from './infer.ts';
import { nothingKnown, statesOf } from './states.ts';
import type { State } from './states.ts';

/** What `fil.json` says, its defaults filled in. */
export interface Settings {
  /** The locale whose prompt parameters count, and the language of flows that name none. */
  readonly reference: string;
  readonly timezone: string;
  /** The folder of audio files, from the root. */
  readonly audio: string;
}

/** A value of a flow: where it is born and where it may be seen. */
export interface ValueModel {
  readonly name: Name;
  readonly origin: 'var' | 'let' | 'collect';
  readonly type: Type;
  /** For a `var` with a first value. */
  readonly initial: ExpressionNode | null;
  /** The step or handler that gives it; null for a `var`. */
  readonly place: string | null;
  /** The handler that alone sees it; null: the whole flow. */
  readonly scope: HandlerNode | null;
}

export interface FlowModel {
  readonly node: FlowNode;
  readonly languages: readonly string[];
  /** Of two values of one name the first. */
  readonly values: readonly ValueModel[];
  readonly graph: Graph;
  /** What is known before each node that a call can reach. */
  readonly states: ReadonlyMap<number, State>;
}

/** A project as the checks see it. */
export interface ProjectModel {
  readonly modules: readonly SourceModule[];
  readonly flows: readonly FlowModel[];
  readonly prompts: PromptIndex;
  readonly settings: Settings;
}

/** Works out what there is to know of one flow. */
export function modelFlow(node: FlowNode, settings: Settings): FlowModel {
  const graph = buildGraph(node);
  const states = statesOf(graph);
  const declared = declarationsOf(node);
  const languages = node.languages.length > 0 ? node.languages.map(({ text }) => text) : [settings.reference];
  return { node, languages: [...new Set(languages)], values: typed(declared, graph, states), graph, states };
}

/** The values that can be seen at a place: those of the flow, and those of the handler itself. */
export function visibleAt(values: readonly ValueModel[], place: Place): readonly ValueModel[] {
  return values.filter(({ scope }) => scope === null || (place.kind === 'handler' && place.handler === scope));
}

/** A value as it is written, before its type is worked out. */
interface Declaration extends Omit<ValueModel, 'type'> {
  readonly written: ValueType | null;
  /** For a `let` without a type: what it is made from. */
  readonly source: { readonly value: ExpressionNode; readonly statement: Statement } | null;
}

/** All declarations of values in the order of the text, duplicates included. */
export function declarationsOf(flow: FlowNode): readonly Declaration[] {
  const vars = flow.variables.map(({ name, type, initial }): Declaration => ({
    name,
    origin: 'var',
    written: type.type,
    source: null,
    initial,
    place: null,
    scope: null,
  }));
  const inHandlers = flow.handlers.flatMap((handler) =>
    inOutcome(handler.outcome).flatMap((statement) => declaredBy(statement, handlerPlace(handler), handler)),
  );
  const handlers = new Set(flow.handlers.map(handlerPlace));
  const inSteps = statementsOf(flow).flatMap(({ statement, place }) =>
    handlers.has(place) ? [] : declaredBy(statement, place, null),
  );
  return [...vars, ...inHandlers, ...inSteps];
}

function declaredBy(statement: Statement, place: string, scope: HandlerNode | null): readonly Declaration[] {
  const common = { initial: null, place, scope };
  if (statement.kind === 'collect') {
    return [{ ...common, name: statement.name, origin: 'collect', written: statement.type.type, source: null }];
  }
  if (statement.kind !== 'let') return [];
  const { name, type, value } = statement;
  return [
    {
      ...common,
      name,
      origin: 'let',
      written: type?.type ?? null,
      source: type === null ? { value, statement } : null,
    },
  ];
}

/** Gives every value its type; a `let` without one takes that of its expression, at its own place. */
function typed(
  declared: readonly Declaration[],
  graph: Graph,
  states: ReadonlyMap<number, State>,
): readonly ValueModel[] {
  const known = new Map<string, Type>();
  const busy = new Set<string>();
  const typeOf = (name: string): Type | null => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const declaration = declared.find((each) => each.name.text === name);
    if (declaration === undefined) return null;
    // A value made from itself has no type; values.ts reports that it is not given yet.
    if (busy.has(name)) return { kind: 'unknown' };
    busy.add(name);
    const type = declaration.written ?? inferred(declaration);
    known.set(name, type);
    return type;
  };
  const silent: Scope = { typeOf, names: () => [], unset: () => undefined, given: () => true, report: () => undefined };
  const inferred = ({ source }: Declaration): Type => {
    if (source === null) return { kind: 'unknown' };
    const at = graph.nodes.find((node) => node.kind === 'statement' && node.statement === source.statement);
    return infer(source.value, (at === undefined ? undefined : states.get(at.id)) ?? nothingKnown, silent);
  };
  const first = declared.filter(
    ({ name }, index) => declared.findIndex((each) => each.name.text === name.text) === index,
  );
  return first.map(({ name, origin, initial, place, scope }) => ({
    name,
    origin,
    initial,
    place,
    scope,
    type: typeOf(name.text) ?? { kind: 'unknown' },
  }));
}
