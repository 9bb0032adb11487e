// From expressions and uses of prompts to their compiled form: places are dropped, names become what they were found to mean.
// Not here: types, which were checked.

import type { ArgumentNode, ExpressionNode, PatternNode, PromptRef } from './ast.ts';
import type { ProjectModel } from './check/model.ts';
import type { Expression, OperandType, Pattern, PromptUse, ValueType } from './program.ts';
import type { Type } from './types.ts';
import { withoutOptional } from './types.ts';

/** What expressions need of a checked project. */
export type Meanings = Pick<ProjectModel, 'meanings' | 'declarations' | 'prompts'>;

/** The compiled form of an expression. */
export function compileExpression(node: ExpressionNode, project: Meanings): Expression {
  const inner = (each: ExpressionNode): Expression => compileExpression(each, project);
  switch (node.kind) {
    case 'literal':
      return { kind: 'literal', value: node.value, ...(node.type.kind === 'Duration' ? { type: 'Duration' } : {}) };
    case 'none':
      return { kind: 'literal', value: null };
    case 'name':
      return compileName(node, project);
    case 'field':
      return compileField(node, project);
    case 'call':
      return { kind: 'apply', name: node.name.text, arguments: node.arguments.map(inner) };
    case 'not':
      return { kind: 'not', operand: inner(node.operand) };
    case 'binary':
      return {
        kind: 'binary',
        operator: node.operator,
        left: inner(node.left),
        right: inner(node.right),
        types: [operandType(node.left, node.right, project), operandType(node.right, node.left, project)],
      };
    case 'default':
      return { kind: 'default', value: inner(node.value), otherwise: inner(node.otherwise) };
    case 'conditional':
      return {
        kind: 'conditional',
        condition: inner(node.condition),
        then: inner(node.then),
        otherwise: inner(node.otherwise),
      };
    case 'list':
      return { kind: 'list', items: node.items.map(inner) };
    case 'record':
      return compileRecord(node, project);
  }
}

function compileName(node: ExpressionNode & { kind: 'name' }, { meanings }: Meanings): Expression {
  const meaning = meanings.get(node);
  if (meaning?.kind === 'member' || meaning?.kind === 'named') return { kind: 'literal', value: node.name };
  if (meaning?.kind === 'number')
    return { kind: 'apply', name: 'number', arguments: [{ kind: 'literal', value: node.name }] };
  return { kind: 'variable', name: node.name };
}

function compileField({ of, field }: ExpressionNode & { kind: 'field' }, project: Meanings): Expression {
  const object = of.kind === 'name' && (of.name === 'call' || of.name === 'waiting') ? of.name : null;
  if (object !== null) return { kind: 'ambient', object, field: field.text };
  return { kind: 'field', of: compileExpression(of, project), field: field.text };
}

/** Fields that were left out are there as none, so that a record always has all of them. */
function compileRecord(node: ExpressionNode & { kind: 'record' }, project: Meanings): Expression {
  const meaning = project.meanings.get(node);
  const type = meaning?.kind === 'value' ? withoutOptional(meaning.type) : null;
  const names = type?.kind === 'record' ? [...(project.declarations.fieldsOf(type.name)?.keys() ?? [])] : [];
  const none: Expression = { kind: 'literal', value: null };
  const given = node.fields.map(({ name, value }) => [name.text, compileExpression(value, project)] as const);
  return {
    kind: 'record',
    fields: { ...Object.fromEntries(names.map((name) => [name, none])), ...Object.fromEntries(given) },
  };
}

/** The type of one side of an operator; a literal that took its type from the other side has that one's. */
function operandType(node: ExpressionNode, other: ExpressionNode, { meanings }: Meanings): OperandType {
  const own = typeOf(meanings.get(node));
  const type = own ?? typeOf(meanings.get(other));
  if (type === null) return 'Text';
  const inner = withoutOptional(type);
  return inner.kind === 'unknown' ? 'Text' : inner.kind;
}

function typeOf(meaning: ReturnType<Meanings['meanings']['get']>): Type | null {
  if (meaning === undefined) return null;
  if (meaning.kind === 'value') return meaning.type;
  if (meaning.kind === 'member') return { kind: 'enum', name: meaning.enumName };
  return meaning.kind === 'number' ? { kind: 'Phone' } : null;
}

/** The compiled form of the use of a prompt. */
export function compilePrompt(node: PromptRef | { readonly kind: 'keys' }, project: Meanings): PromptUse {
  if (node.kind === 'keys') return { kind: 'keys' };
  if (node.kind === 'text') return { kind: 'text', text: node.text };
  const formats = node.arguments.flatMap(({ name, format }) =>
    format === null ? [] : [[name.text, format.text] as const],
  );
  const given = { ...promptDefaults(node.name.text, project), ...compileArguments(node.arguments, project) };
  const use = { kind: 'prompt', name: node.name.text, arguments: given } as const;
  return formats.length === 0 ? use : { ...use, formats: Object.fromEntries(formats) };
}

/** What the reference language says of parameters that may be left out. */
const promptDefaults = (name: string, project: Meanings): Readonly<Record<string, Expression>> =>
  Object.fromEntries(
    [...(project.prompts.entries.get(name)?.params ?? [])].flatMap(([param, { node }]) =>
      node.initial === null ? [] : [[param, compileExpression(node.initial, project)] as const],
    ),
  );

/** Named arguments by name. */
export const compileArguments = (
  given: readonly ArgumentNode[],
  project: Meanings,
): Readonly<Record<string, Expression>> =>
  Object.fromEntries(given.map(({ name, value }) => [name.text, compileExpression(value, project)]));

/** A pattern; a name is a member of an enum unless the value is a number, when it is a word of plural. */
export function compilePattern(node: PatternNode, of: Type | null): Pattern {
  switch (node.kind) {
    case 'name':
      return of?.kind === 'Number' || of?.kind === 'Score'
        ? { kind: 'plural', word: node.name.text }
        : { kind: 'value', value: node.name.text };
    case 'number':
      return { kind: 'range', min: node.min, max: node.max };
    case 'text':
      return { kind: 'value', value: node.text };
    case 'boolean':
      return { kind: 'value', value: node.value };
    case 'none':
      return { kind: 'none' };
  }
}

/** The type of a checked expression. */
export function typeOfNode(node: ExpressionNode, { meanings }: Meanings): Type | null {
  return typeOf(meanings.get(node));
}

/** In a project without errors every value has a type. */
export function compiledType(type: Type): ValueType {
  if (type.kind === 'none' || type.kind === 'unknown') throw new Error('A checked value has a type');
  return type;
}
