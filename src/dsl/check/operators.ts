// What operators do to types. Not here: walking over expressions (infer.ts).

import type { BinaryOperator } from '../program.ts';
import { fits, withoutOptional } from '../types.ts';
import type { Type } from '../types.ts';

const booleanType: Type = { kind: 'Boolean' };
const amounts: readonly Type['kind'][] = ['Number', 'Money', 'Duration'];
const points: readonly Type['kind'][] = ['Date', 'DateTime'];

/** The type of what an operator gives, or null when it does not work on these types. A Score counts as a Number. */
export function arithmetic(operator: BinaryOperator, left: Type, right: Type): Type | null {
  const one = plain(left);
  const other = plain(right);
  if (operator === '*' || operator === '/') return amounts.includes(one.kind) && other.kind === 'Number' ? one : null;
  if (operator === '+' || operator === '-') return sum(operator, one, other);
  const orderly = amounts.includes(one.kind) || points.includes(one.kind) || one.kind === 'Time';
  return orderly && one.kind === other.kind ? booleanType : null;
}

const plain = (type: Type): Type => (type.kind === 'Score' ? { kind: 'Number' } : type);

function sum(operator: '+' | '-', one: Type, other: Type): Type | null {
  if (amounts.includes(one.kind) && one.kind === other.kind) return one;
  if (points.includes(one.kind)) {
    if (other.kind === 'Duration') return one;
    return operator === '-' && one.kind === other.kind ? { kind: 'Duration' } : null;
  }
  const text: Type = { kind: 'Text' };
  return operator === '+' && fits(one, text) && fits(other, text) ? text : null;
}

/** What an operator works on, as a hint. */
export function operatorHint(operator: BinaryOperator): string {
  if (operator === '+' || operator === '-') {
    return 'Numbers, Moneys, Durations go together, a Date or DateTime with a Duration; `+` also joins Texts.';
  }
  if (operator === '*' || operator === '/')
    return 'the left side is a Number, a Money or a Duration, the right side a Number.';
  return 'both sides must be Numbers, Moneys, Durations, Dates, DateTimes or Times.';
}

/** Whether two values can be equal: T with T, also T?, and none with any T?. */
export function comparable(one: Type, other: Type): boolean {
  if (one.kind === 'none') return other.kind !== 'none' && fits(one, other);
  if (other.kind === 'none') return fits(other, one);
  return fits(withoutOptional(one), withoutOptional(other)) || fits(withoutOptional(other), withoutOptional(one));
}
