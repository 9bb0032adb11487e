// The type of every expression, and whether it may stand where it does: FIL201, FIL301, FIL302. Uses of values that may be
// unset are handed on (values.ts reports each value once). Not here: which places hold expressions.

import type { ExpressionNode } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import type { Span } from '../program.ts';
import { fits, optionally, typeText, withoutOptional } from '../types.ts';
import type { Type } from '../types.ts';
import { functions, waitingFields } from './built-in.ts';
import { waitedFact } from './facts.ts';
import { checkArguments, expectList, expectRecord, inferList, refuseRecord } from './infer-parts.ts';
import { convertLiteral } from './literals.ts';
import { arithmetic, comparable, operatorHint } from './operators.ts';
import { reportUnknown } from './scope.ts';
import type { Scope } from './scope.ts';
import { assuming, factKey } from './states.ts';
import type { State } from './states.ts';

const booleanType: Type = { kind: 'Boolean' };
const unknown: Type = { kind: 'unknown' };

/** The type of an expression; what is wrong inside it is reported on the way. */
export function infer(node: ExpressionNode, state: State, scope: Scope): Type {
  const type = inferred(node, state, scope);
  scope.note(node, { kind: 'value', type });
  return type;
}

function inferred(node: ExpressionNode, state: State, scope: Scope): Type {
  switch (node.kind) {
    case 'literal':
      return node.type;
    case 'none':
      return { kind: 'none' };
    case 'name':
      return inferName(node, state, scope);
    case 'field':
      return inferField(node, state, scope);
    case 'call':
      return inferCall(node, state, scope);
    case 'not':
      expect(node.operand, booleanType, state, scope);
      return booleanType;
    case 'binary':
      return inferBinary(node, state, scope);
    case 'default':
      return inferDefault(node, state, scope);
    case 'conditional':
      return inferConditional(node, state, scope);
    case 'list':
      return inferList(node, { state, scope, infer, expect });
    case 'record':
      return refuseRecord(node, { state, scope, infer, expect });
  }
}

/** Reports an expression whose value may not stand where `wanted` is needed. */
export function expect(node: ExpressionNode, wanted: Type, state: State, scope: Scope): void {
  const inner = withoutOptional(wanted);
  if (node.kind === 'conditional') {
    expect(node.condition, booleanType, state, scope);
    expect(node.then, wanted, assuming(state, node.condition, true), scope);
    expect(node.otherwise, wanted, assuming(state, node.condition, false), scope);
    scope.note(node, { kind: 'value', type: wanted });
    return;
  }
  if (convertLiteral(node, inner, scope.report) === 'converted' || isMember(node, inner, scope)) return;
  const here = { state, scope, infer, expect };
  if (node.kind === 'record' && inner.kind === 'record') return expectRecord(node, inner.name, here);
  if (node.kind === 'list' && inner.kind === 'List') return expectList(node, inner, here);
  const type = infer(node, state, scope);
  if (fits(type, wanted)) return;
  if (type.kind === 'optional' && fits(type.of, wanted)) reportOptional(node, scope.report);
  else mismatch(node.span, type, `${typeText(wanted)} is needed`, scope.report);
}

/** Where an enum is expected a bare name is its member. A visible value of that name leaves open which is meant. */
function isMember(node: ExpressionNode, wanted: Type, scope: Scope): boolean {
  if (node.kind !== 'name' || wanted.kind !== 'enum') return false;
  if (!scope.declarations.membersOf(wanted.name).includes(node.name)) return false;
  if (scope.typeOf(node.name) !== null) {
    const message = `\`${node.name}\` is both a value and a member of ${wanted.name}`;
    scope.report({ code: 'FIL203', message, span: node.span, hint: 'rename the value.' });
  }
  scope.note(node, { kind: 'member', enumName: wanted.name });
  return true;
}

interface Here {
  readonly state: State;
  readonly scope: Scope;
}

function inferName(node: ExpressionNode & { kind: 'name' }, state: State, scope: Scope): Type {
  const type = scope.typeOf(node.name);
  if (type === null) {
    if (scope.numbers.has(node.name)) {
      scope.note(node, { kind: 'number' });
      return { kind: 'Phone' };
    }
    reportUnknown({ text: node.name, span: node.span }, 'value', scope.names(), scope.report);
    return unknown;
  }
  if (!scope.given(node.name, state)) scope.unset(node.name, node.span);
  return narrowed(node, type, state);
}

const narrowed = (node: ExpressionNode, type: Type, state: State): Type => {
  const key = factKey(node);
  return type.kind === 'optional' && key !== null && state.present.has(key) ? type.of : type;
};

function inferField(node: ExpressionNode & { kind: 'field' }, state: State, scope: Scope): Type {
  const { of, field } = node;
  if (of.kind === 'name' && scope.typeOf(of.name) === null && (of.name === 'call' || of.name === 'waiting')) {
    return inferAmbient(node, of.name, { state, scope });
  }
  const owner = infer(of, state, scope);
  const type = owner.kind === 'optional' ? owner.of : owner;
  if (type.kind === 'unknown') return unknown;
  if (owner.kind === 'optional' && node.access === 'sure') reportOptional(of, scope.report);
  const fields = type.kind === 'record' ? scope.declarations.fieldsOf(type.name) : null;
  const found = fields?.get(field.text);
  if (found === undefined) {
    if (fields !== null) reportUnknown(field, `field of ${typeText(type)}`, [...fields.keys()], scope.report);
    else {
      const message = `A ${typeText(type)} has no field \`${field.text}\``;
      scope.report({
        code: 'FIL301',
        message,
        span: field.span,
        hint: 'only records, `call` and `waiting` have fields.',
      });
    }
    return unknown;
  }
  const own = narrowed(node, found, state);
  return owner.kind === 'optional' && node.access === 'maybe' ? narrowed(node, optionally(own), state) : own;
}

function inferAmbient(
  node: ExpressionNode & { kind: 'field' },
  object: 'call' | 'waiting',
  { state, scope }: Here,
): Type {
  const fields = object === 'waiting' ? waitingFields : scope.callFields;
  const type = fields?.get(node.field.text);
  if (type === undefined) {
    if (fields === null) {
      const message = `There is no \`${object}\` here`;
      scope.report({ code: 'FIL201', message, span: node.of.span, hint: 'pass what is needed as a parameter.' });
    } else reportUnknown(node.field, `field of \`${object}\``, [...fields.keys()], scope.report);
    return unknown;
  }
  if (object === 'waiting' && !state.assigned.has(waitedFact)) scope.unset(waitedFact, node.of.span);
  return narrowed(node, type, state);
}

function inferCall(node: ExpressionNode & { kind: 'call' }, state: State, scope: Scope): Type {
  const { name } = node;
  const signature = functions.get(name.text) ?? scope.functions.get(name.text);
  if (signature === undefined) {
    reportUnknown(name, 'function', [...functions.keys(), ...scope.functions.keys()], scope.report);
    for (const argument of node.arguments) infer(argument, state, scope);
    return unknown;
  }
  if (name.text === 'length' && node.arguments[0] !== undefined)
    return inferLength(node, node.arguments[0], { state, scope });
  checkArguments(node, signature, { state, scope, infer, expect });
  return signature.gives;
}

/** `length` takes a Text, what becomes Text, or a list. */
function inferLength(node: ExpressionNode & { kind: 'call' }, argument: ExpressionNode, { state, scope }: Here): Type {
  const type = operand(argument, state, scope);
  if (type.kind !== 'List' && !fits(type, { kind: 'Text' })) {
    mismatch(argument.span, type, 'Text, Digits or a List is needed', scope.report);
  }
  if (node.arguments.length > 1) {
    const message = `\`length\` takes 1 value, not ${node.arguments.length}`;
    scope.report({ code: 'FIL301', message, span: node.name.span, hint: 'write `length(text)`.' });
  }
  return { kind: 'Number' };
}

function inferBinary(node: ExpressionNode & { kind: 'binary' }, state: State, scope: Scope): Type {
  const { operator, left, right } = node;
  if (operator === 'and' || operator === 'or') {
    expect(left, booleanType, state, scope);
    expect(right, booleanType, assuming(state, left, operator === 'and'), scope);
    return booleanType;
  }
  if (operator === 'is' || operator === 'is not') {
    inferEquality(node, state, scope);
    return booleanType;
  }
  const one = operand(left, state, scope);
  const other = operand(right, state, scope);
  if (one.kind === 'unknown' || other.kind === 'unknown') return unknown;
  const result = arithmetic(operator, one, other);
  if (result !== null) return result;
  const message = `\`${operator}\` does not work on ${typeText(one)} and ${typeText(other)}`;
  scope.report({ code: 'FIL301', message, span: node.span, hint: operatorHint(operator) });
  return unknown;
}

/** The type of an operand, which must not be none. */
function operand(node: ExpressionNode, state: State, scope: Scope): Type {
  const type = infer(node, state, scope);
  if (type.kind !== 'optional') return type;
  reportOptional(node, scope.report);
  return type.of;
}

/** `is` compares equal types; a T? also with a T and with none, whatever was tested before. */
function inferEquality(node: ExpressionNode & { kind: 'binary' }, state: State, scope: Scope): void {
  const { left, right } = node;
  const untested = withoutTest(withoutTest(state, left), right);
  const one = sideType(left, right, { state: untested, scope });
  const other = sideType(right, left, { state: untested, scope });
  if (one === null || other === null || comparable(one, other)) return;
  const none = one.kind === 'none' ? other : other.kind === 'none' ? one : null;
  const message =
    none === null ? `${typeText(one)} and ${typeText(other)} are never equal` : `A ${typeText(none)} is never none`;
  scope.report({ code: 'FIL301', message, span: node.span, hint: 'compare values of the same type.' });
}

/** The type of one side; null when it took the type of the other one. */
function sideType(side: ExpressionNode, other: ExpressionNode, { state, scope }: Here): Type | null {
  if (side.kind !== 'literal' && side.kind !== 'name') return infer(side, state, scope);
  if (side.kind === 'name' && scope.typeOf(side.name) !== null && other.kind !== 'name')
    return infer(side, state, scope);
  const silent: Scope = { ...scope, report: () => undefined, unset: () => undefined, note: () => undefined };
  const wanted = withoutOptional(infer(other, state, silent));
  // What is wrong with the other side was said; unless both are names that nothing has, this one is no news.
  const isEcho = wanted.kind === 'unknown' && !(other.kind === 'name' && scope.typeOf(other.name) === null);
  if (isEcho && side.kind === 'name' && scope.typeOf(side.name) === null) return infer(side, state, silent);
  if (convertLiteral(side, wanted, scope.report) === 'converted' || isMember(side, wanted, scope)) return null;
  return infer(side, state, scope);
}

function withoutTest(state: State, node: ExpressionNode): State {
  const key = factKey(node);
  return key === null ? state : { ...state, present: new Set([...state.present].filter((fact) => fact !== key)) };
}

function inferDefault(node: ExpressionNode & { kind: 'default' }, state: State, scope: Scope): Type {
  const type = infer(node.value, withoutTest(state, node.value), scope);
  if (type.kind !== 'optional' && type.kind !== 'unknown') {
    const message = `A ${typeText(type)} is never none, so \`default\` replaces nothing`;
    scope.report({ code: 'FIL301', message, span: node.value.span, hint: 'leave `default` out.' });
  }
  const inner = withoutOptional(type);
  expect(node.otherwise, inner, state, scope);
  return inner;
}

function inferConditional(node: ExpressionNode & { kind: 'conditional' }, state: State, scope: Scope): Type {
  expect(node.condition, booleanType, state, scope);
  const one = infer(node.then, assuming(state, node.condition, true), scope);
  const other = infer(node.otherwise, assuming(state, node.condition, false), scope);
  if (one.kind === 'none') return optionally(other);
  if (other.kind === 'none') return optionally(one);
  if (fits(one, other)) return other;
  if (fits(other, one)) return one;
  const message = `The two values are ${typeText(one)} and ${typeText(other)}`;
  scope.report({
    code: 'FIL301',
    message,
    span: node.otherwise.span,
    hint: 'give values of one type after `then` and `else`.',
  });
  return unknown;
}

function reportOptional(node: ExpressionNode, report: Report): void {
  const key = factKey(node);
  const hint =
    key === null
      ? 'write `... default replacement`.'
      : `test it first (\`if ${key} is none -> ...\`), or write \`${key} default ...\`.`;
  const message = key === null ? 'This may be none' : `\`${key}\` may be none here`;
  report({ code: 'FIL302', message, span: node.span, hint });
}

function mismatch(span: Span, type: Type, needed: string, report: Report): void {
  const found = type.kind === 'none' ? 'none' : `a ${typeText(type)}`;
  report({
    code: 'FIL301',
    message: `This is ${found}, and ${needed}`,
    span,
    hint: `give a value of the right type here.`,
  });
}
