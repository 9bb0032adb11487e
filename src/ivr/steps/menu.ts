// `menu`: one choice by key. A key that begins a longer one waits a moment for the rest.

import type { InputPrompts, MenuKey, MenuOp } from '../../dsl/index.ts';
import { type Next, type Turn, goto } from '../turn.ts';
import { expectSurplus } from '../typed-ahead.ts';
import type { Scope } from '../values/scope.ts';
import type { Heard, Listener } from './input.ts';
import { liveKeys } from './live-keys.ts';

/** How long a key that is the beginning of another waits for it. */
const prefixWaitMs = 3_000;

export const menuListener = (turn: Turn, op: MenuOp): Listener => ({
  options: op,
  noInput: op.noInput,
  noMatch: op.noMatch,
  firstMs: op.waitMs,
  scope: null,
  keys: op.keys,
  ...byKey(turn, op, null, ({ key, label, target }) => {
    noteKey(turn, op, { key, label });
    return goto(target);
  }),
});

/** Which key was chosen; of a secret one only that it was. */
export function noteKey(
  turn: Turn,
  { name, secrecy }: Pick<InputPrompts, 'name' | 'secrecy'>,
  { key, label }: Pick<MenuKey, 'key' | 'label'>,
): void {
  const shown = secrecy === 'secret' ? { key: '', label: '' } : { key, label };
  turn.fact({ kind: 'keyChosen', call: turn.frame.call, menu: name, ...shown });
}

type Key = Pick<MenuKey, 'key' | 'label' | 'when'>;

interface Choice<Pressed> {
  readonly keys: readonly Pressed[];
  readonly endKeys: string;
}

/** Listening for one of some keys; `choose` says what it means. `scope` null: that of the flow. */
export function byKey<Pressed extends Key>(
  turn: Turn,
  { keys, endKeys }: Choice<Pressed>,
  scope: Scope | null,
  choose: (key: Pressed) => Next,
): Pick<Listener, 'onDigits' | 'onSilence'> {
  const live = (): readonly Pressed[] => liveKeys(turn, keys, scope ?? turn.scope());
  const choice = (digits: string): Heard => {
    const chosen = live().find(({ key }) => key === digits);
    return chosen === undefined ? { kind: 'noMatch', correction: null } : { kind: 'done', next: () => choose(chosen) };
  };
  return {
    onDigits: (digits) => {
      if (isClosed(digits, endKeys)) return choice(digits.slice(0, -endKeys.length));
      const beginsLonger = live().some(({ key }) => key.length > digits.length && key.startsWith(digits));
      if (beginsLonger) return { kind: 'more', lengthMs: prefixWaitMs };
      const heard = choice(digits);
      if (heard.kind === 'done' && endKeys !== '') expectSurplus(turn, { endKeys, betweenDigitsMs: prefixWaitMs });
      return heard;
    },
    onSilence: choice,
  };
}

/** An end key by itself closes nothing: it may be a key of the menu. */
const isClosed = (digits: string, endKeys: string): boolean =>
  endKeys !== '' && digits.length > endKeys.length && digits.endsWith(endKeys);
