// `collect`: several digits into a variable, closed by a key, by length or by silence.

import type { CollectOp, DigitsOptions, Value, ValueType } from '../../dsl/index.ts';
import { type Next, type Turn, next } from '../turn.ts';
import type { Scope } from '../values/scope.ts';
import { valueOfDigits } from '../values/typed-digits.ts';
import { expectSurplus } from '../typed-ahead.ts';
import type { Heard, Listener } from './input.ts';

export const collectListener = (turn: Turn, op: CollectOp): Listener => ({
  options: op,
  noInput: op.noInput,
  noMatch: op.noMatch,
  firstMs: op.firstDigitMs,
  scope: null,
  keys: [],
  ...byDigits(turn, op, { name: op.variable, type: op.type, scope: null }, (value, digitCount) => {
    turn.set(op.variable, value);
    turn.fact({ kind: 'inputCollected', call: turn.frame.call, input: op.name, digitCount });
    return next;
  }),
});

/** What the digits become. `name` is that of the new value in `valid when`; `scope` null: that of the flow. */
export interface Collected {
  readonly name: string;
  readonly type: ValueType;
  readonly scope: Scope | null;
}

/** Listening for digits; `take` gets a value that is well formed and valid. */
export function byDigits(
  turn: Turn,
  op: DigitsOptions,
  as: Collected,
  take: (value: Value, digitCount: number) => Next,
): Pick<Listener, 'onDigits' | 'onSilence'> {
  const close = (digits: string): Heard => {
    const correction = op.valid?.otherwiseSay ?? null;
    const value = digits.length < op.lengthMin ? null : valueOfDigits(digits, as.type, turn.frame.called);
    if (value === null || !isValid(turn, op, as, value)) return { kind: 'noMatch', correction };
    return { kind: 'done', next: () => take(value, digits.length) };
  };
  return {
    onDigits: (digits) => {
      const ended = op.endKeys !== '' && digits.endsWith(op.endKeys);
      const pressed = ended ? digits.slice(0, -op.endKeys.length) : digits;
      if (ended) return close(pressed);
      if (pressed.length >= op.lengthMax) {
        if (op.endKeys !== '') expectSurplus(turn, op);
        return close(pressed);
      }
      return { kind: 'more', lengthMs: op.betweenDigitsMs };
    },
    onSilence: close,
  };
}

/** `valid when` sees the new value. */
export function isValid(turn: Turn, { valid }: Pick<DigitsOptions, 'valid'>, as: Collected, value: Value): boolean {
  if (valid === null) return true;
  const { variables } = as.scope ?? turn.scope();
  return turn.holds(valid.when, turn.scope({ ...variables, [as.name]: value }));
}
