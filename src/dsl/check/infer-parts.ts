// The parts of infer.ts for records, lists and the arguments of functions. Not here: any other expression.

import type { ExpressionNode } from '../ast.ts';
import type { Type } from '../types.ts';
import type { Signature, Taken } from './built-in.ts';
import { reportUnknown } from './scope.ts';
import type { Scope } from './scope.ts';
import type { State } from './states.ts';

const unknown: Type = { kind: 'unknown' };

/** The place of an expression, and the walk that its parts go on with. */
export interface Walk {
  readonly state: State;
  readonly scope: Scope;
  readonly infer: (node: ExpressionNode, state: State, scope: Scope) => Type;
  readonly expect: (node: ExpressionNode, wanted: Type, state: State, scope: Scope) => void;
}

/** Every field but the optional ones, no others. */
export function expectRecord(
  node: ExpressionNode & { kind: 'record' },
  name: string,
  { state, scope, infer, expect }: Walk,
): void {
  const fields = scope.declarations.fieldsOf(name) ?? new Map<string, Type>();
  scope.note(node, { kind: 'value', type: { kind: 'record', name } });
  for (const { name: field, value } of node.fields) {
    const wanted = fields.get(field.text);
    if (wanted === undefined) {
      reportUnknown(field, `field of ${name}`, [...fields.keys()], scope.report);
      infer(value, state, scope);
    } else expect(value, wanted, state, scope);
  }
  const given = node.fields.map((field) => field.name.text);
  const missing = [...fields].filter(([field, type]) => type.kind !== 'optional' && !given.includes(field));
  if (missing.length === 0) return;
  const names = missing.map(([field]) => `\`${field}\``).join(', ');
  const span = {
    ...node.span,
    endLine: node.span.line,
    endColumn: node.span.column + 1,
    endOffset: node.span.offset + 1,
  };
  scope.report({ code: 'FIL301', message: `This ${name} has no ${names}`, span, hint: `add ${names}.` });
}

/** The longest list that can be written. */
const listLengthMax = 100;

/** A list where a list is needed. */
export function expectList(node: ExpressionNode & { kind: 'list' }, wanted: Type & { kind: 'List' }, here: Walk): void {
  here.scope.note(node, { kind: 'value', type: wanted });
  for (const item of node.items) here.expect(item, wanted.of, here.state, here.scope);
  if (node.items.length <= listLengthMax) return;
  const message = `This list has ${node.items.length} items`;
  here.scope.report({ code: 'FIL301', message, span: node.span, hint: `write at most ${listLengthMax}.` });
}

/** The type of a list that stands by itself: that of its first item. */
export function inferList(node: ExpressionNode & { kind: 'list' }, walk: Walk): Type {
  const { state, scope, infer } = walk;
  const [first, ...others] = node.items;
  const type = first === undefined ? unknown : infer(first, state, scope);
  if (type.kind === 'unknown' || type.kind === 'none') {
    for (const item of others) infer(item, state, scope);
    return unknown;
  }
  const list = { kind: 'List', of: type } as const;
  expectList({ ...node, items: others }, list, walk);
  return list;
}

/** A record cannot stand by itself: its type would not be known. */
export function refuseRecord(node: ExpressionNode & { kind: 'record' }, { state, scope, infer }: Walk): Type {
  for (const { value } of node.fields) infer(value, state, scope);
  const span = {
    ...node.span,
    endLine: node.span.line,
    endColumn: node.span.column + 1,
    endOffset: node.span.offset + 1,
  };
  scope.report({
    code: 'FIL301',
    message: 'The type of this record is not known here',
    span,
    hint: 'write it where a record is needed, or give its type: `let x: Type = { ... }`.',
  });
  return unknown;
}

/** The arguments of a call against what its function takes. */
export function checkArguments(node: ExpressionNode & { kind: 'call' }, signature: Signature, walk: Walk): void {
  const { state, scope, infer } = walk;
  for (const [index, argument] of node.arguments.entries()) {
    const wanted = signature.takes[index];
    if (wanted === undefined) infer(argument, state, scope);
    else expectTaken(argument, wanted, walk);
  }
  if (node.arguments.length === signature.takes.length) return;
  const message = `\`${node.name.text}\` takes ${signature.takes.length} values, not ${node.arguments.length}`;
  scope.report({ code: 'FIL301', message, span: node.name.span, hint: `write \`${signature.form}\`.` });
}

function expectTaken(argument: ExpressionNode, wanted: Taken, { state, scope, expect }: Walk): void {
  if (wanted.kind !== 'hours' && wanted.kind !== 'queue' && wanted.kind !== 'skill') {
    expect(argument, wanted, state, scope);
    return;
  }
  scope.note(argument, { kind: 'named', what: wanted.kind });
  if (argument.kind !== 'name') {
    const message = `This must be the name of ${wanted.kind === 'hours' ? 'opening hours' : `a ${wanted.kind}`}`;
    scope.report({ code: 'FIL301', message, span: argument.span, hint: 'write its name, without quotes.' });
    return;
  }
  if (wanted.kind !== 'hours') return;
  const visible = [...scope.declarations.visibleIn(argument.span.file).values()].filter(({ kind }) => kind === 'hours');
  const names = visible.map(({ name }) => name.text);
  if (!names.includes(argument.name)) {
    reportUnknown({ text: argument.name, span: argument.span }, '`hours`', names, scope.report);
  }
}
