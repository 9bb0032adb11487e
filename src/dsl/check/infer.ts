// The type of every expression, and whether it may stand where it does: FIL201, FIL301, FIL302. Uses of values that may be
// unset are handed on (values.ts reports each value once). Not here: which places hold expressions.

import type { ExpressionNode, Name } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { nearest } from '../nearest.ts';
import type { BinaryOperator, Span } from '../program.ts';
import { fits, isDigits, isPhone, typeText, withoutOptional } from '../types.ts';
import type { Type } from '../types.ts';
import { laterFields, laterFunctions } from '../words.ts';
import { callFields, functions } from './built-in.ts';
import { assuming, factKey } from './states.ts';
import type { State } from './states.ts';

/** What the names of a flow mean at one place. */
export interface Scope {
  /** The type of a value, or null when there is none of this name. */
  readonly typeOf: (name: string) => Type | null;
  readonly names: () => readonly string[];
  /** Hears of each use of a value that may not have been given. */
  readonly unset: (name: string, span: Span) => void;
  /** Whether a value needs to be given on the way here (a `var` does not). */
  readonly given: (name: string, state: State) => boolean;
  readonly report: Report;
}

const booleanType: Type = { kind: 'Boolean' };
const unknown: Type = { kind: 'unknown' };

/** The type of an expression; what is wrong inside it is reported on the way. */
export function infer(node: ExpressionNode, state: State, scope: Scope): Type {
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
  }
}

/** Reports an expression whose value may not stand where `wanted` is needed. */
export function expect(node: ExpressionNode, wanted: Type, state: State, scope: Scope): void {
  if (node.kind === 'conditional') {
    expect(node.condition, booleanType, state, scope);
    expect(node.then, wanted, assuming(state, node.condition, true), scope);
    expect(node.otherwise, wanted, assuming(state, node.condition, false), scope);
    return;
  }
  const literal = convertLiteral(node, wanted, scope);
  if (literal === 'converted') return;
  const type = infer(node, state, scope);
  if (fits(type, wanted)) return;
  if (type.kind === 'optional' && fits(type.of, wanted)) reportOptional(node, scope.report);
  else mismatch(node.span, type, `${typeText(wanted)} is needed`, scope.report);
}

/** A text literal becomes Digits or Phone where these are needed, if it has their form. */
function convertLiteral(node: ExpressionNode, wanted: Type, { report }: Scope): 'converted' | 'other' {
  const to = withoutOptional(wanted).kind;
  if (node.kind !== 'literal' || typeof node.value !== 'string' || node.type.kind !== 'Text') return 'other';
  if (to !== 'Digits' && to !== 'Phone') return 'other';
  const right = to === 'Digits' ? isDigits(node.value) : isPhone(node.value);
  if (right) return 'converted';
  const form = to === 'Digits' ? 'digits only, such as "1234"' : 'an international number such as "+33180001122"';
  report({
    code: 'FIL301',
    message: to === 'Digits' ? 'This text is not made of digits' : 'This text is no telephone number',
    span: node.span,
    hint: `write ${form}.`,
  });
  return 'converted';
}

function inferName(node: ExpressionNode & { kind: 'name' }, state: State, scope: Scope): Type {
  const type = scope.typeOf(node.name);
  if (type === null) {
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
  if (of.kind === 'name' && of.name === 'call') {
    const type = callFields.get(field.text);
    if (type !== undefined) return narrowed(node, type, state);
    if (laterFields.includes(field.text)) reportLater(field.span, `call.${field.text}`, scope.report);
    else reportUnknown(field, 'field of `call`', [...callFields.keys()], scope.report);
    return unknown;
  }
  if (of.kind === 'name' && of.name === 'waiting') {
    reportLater(node.span, `waiting.${field.text}`, scope.report);
    return unknown;
  }
  const type = infer(of, state, scope);
  if (type.kind === 'unknown') return unknown;
  const hint = 'only `call` has fields in this release.';
  scope.report({
    code: 'FIL301',
    message: `A ${typeText(type)} has no field \`${field.text}\``,
    span: field.span,
    hint,
  });
  return unknown;
}

function inferCall(node: ExpressionNode & { kind: 'call' }, state: State, scope: Scope): Type {
  const { name } = node;
  const signature = functions.get(name.text);
  if (signature === undefined) {
    if (laterFunctions.includes(name.text)) reportLater(name.span, name.text, scope.report);
    else reportUnknown(name, 'function', [...functions.keys()], scope.report);
    for (const argument of node.arguments) infer(argument, state, scope);
    return unknown;
  }
  for (const [index, argument] of node.arguments.entries()) {
    const wanted = signature.takes[index];
    if (wanted === undefined) infer(argument, state, scope);
    else expect(argument, wanted, state, scope);
  }
  if (node.arguments.length !== signature.takes.length) {
    const message = `\`${name.text}\` takes ${signature.takes.length} values, not ${node.arguments.length}`;
    scope.report({ code: 'FIL301', message, span: name.span, hint: `write \`${signature.form}\`.` });
  }
  return signature.gives;
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

/** The type of what an operator gives, or null when it does not work on these types. */
function arithmetic(operator: BinaryOperator, one: Type, other: Type): Type | null {
  const measurable = one.kind === 'Number' || one.kind === 'Duration';
  const alike = one.kind === other.kind;
  if (operator === '*' || operator === '/') return measurable && other.kind === 'Number' ? one : null;
  if (operator === '+' || operator === '-') {
    if (measurable && alike) return one;
    const texts = fits(one, { kind: 'Text' }) && fits(other, { kind: 'Text' });
    return operator === '+' && texts ? { kind: 'Text' } : null;
  }
  return measurable && alike ? booleanType : null;
}

const operatorHint = (operator: BinaryOperator): string => {
  if (operator === '+') return 'add two Numbers, two Durations or two Texts.';
  if (operator === '*' || operator === '/') return 'the left side is a Number or a Duration, the right side a Number.';
  return 'both sides must be Numbers, or both Durations.';
};

/** `is` compares equal types; a T? also with a T and with none, whatever was tested before. */
function inferEquality(node: ExpressionNode & { kind: 'binary' }, state: State, scope: Scope): void {
  const { left, right } = node;
  const untested = { ...state, present: new Set<string>() };
  const one = infer(left, untested, scope);
  const other = infer(right, untested, scope);
  if (convertedSide(left, other, scope) || convertedSide(right, one, scope)) return;
  if (comparable(one, other)) return;
  const none = one.kind === 'none' ? other : other.kind === 'none' ? one : null;
  const message =
    none === null ? `${typeText(one)} and ${typeText(other)} are never equal` : `A ${typeText(none)} is never none`;
  scope.report({ code: 'FIL301', message, span: node.span, hint: 'compare values of the same type.' });
}

const convertedSide = (literal: ExpressionNode, other: Type, scope: Scope): boolean =>
  other.kind !== 'unknown' && convertLiteral(literal, other, scope) === 'converted';

function comparable(one: Type, other: Type): boolean {
  if (one.kind === 'none') return other.kind !== 'none' && fits(one, other);
  if (other.kind === 'none') return fits(other, one);
  return fits(withoutOptional(one), withoutOptional(other)) || fits(withoutOptional(other), withoutOptional(one));
}

function inferDefault(node: ExpressionNode & { kind: 'default' }, state: State, scope: Scope): Type {
  const type = infer(node.value, { ...state, present: new Set() }, scope);
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

function reportLater(span: Span, what: string, report: Report): void {
  const message = `This release does not know \`${what}\` yet`;
  report({ code: 'FIL103', message, span, label: 'comes with a later release', hint: 'leave it out for now.' });
}

/** Reports a name that nothing has, with the nearest ones. */
export function reportUnknown(name: Name, what: string, known: readonly string[], report: Report): void {
  const near = nearest(name.text, known);
  const hint =
    near === ''
      ? known.length === 0
        ? 'declare it first.'
        : `known here: ${known
            .slice(0, 8)
            .map((each) => `\`${each}\``)
            .join(', ')}.`
      : near.slice(2);
  report({ code: 'FIL201', message: `There is no ${what} \`${name.text}\``, span: name.span, hint });
}
