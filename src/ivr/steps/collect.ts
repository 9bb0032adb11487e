// `collect`: several digits into a variable, closed by a key, by length or by silence.

import type { CollectOp, Value } from '../../dsl/index.ts';
import { type Turn, next } from '../turn.ts';
import type { Heard, Listener } from './input.ts';

export const collectListener = (op: CollectOp): Listener => ({
  options: op,
  firstMs: op.firstDigitMs,
  onDigits: (turn, digits) => {
    const ended = op.endKeys !== '' && digits.endsWith(op.endKeys);
    const number = ended ? digits.slice(0, -op.endKeys.length) : digits;
    if (ended || number.length >= op.lengthMax) return close(turn, op, number);
    return { kind: 'more', lengthMs: op.betweenDigitsMs };
  },
  onSilence: (turn, digits) => close(turn, op, digits),
});

/** The number is complete: it is kept if it is well formed and valid. `valid when` sees the new value. */
function close(turn: Turn, op: CollectOp, digits: string): Heard {
  const correction = op.valid?.otherwiseSay ?? null;
  const value = digits.length < op.lengthMin ? null : read(op, digits);
  if (value === null) return { kind: 'noMatch', correction };
  const before = turn.frame.variables;
  turn.set(op.variable, value);
  if (op.valid !== null && !turn.holds(op.valid.when)) {
    turn.change({ variables: before });
    return { kind: 'noMatch', correction };
  }
  turn.fact({ kind: 'inputCollected', call: turn.frame.call, input: op.name, digitCount: digits.length });
  return { kind: 'done', next };
}

/** The value that the digits stand for; null when they stand for none. `*` and `#` are no part of a number. */
function read(op: CollectOp, digits: string): Value {
  if (!/^\d+$/.test(digits)) return null;
  return op.type.kind === 'Number' ? Number(digits) : digits;
}
