// `menu`: one choice by key. A key that begins a longer one waits a moment for the rest.

import type { MenuKey, MenuOp } from '../../dsl/index.ts';
import { type Turn, goto } from '../turn.ts';
import type { Heard, Listener } from './input.ts';

/** How long a key that is the beginning of another waits for it. */
const prefixWaitMs = 3_000;

export const menuListener = (op: MenuOp): Listener => ({
  options: op,
  firstMs: op.waitMs,
  onDigits: (turn, digits) => {
    const beginsLonger = op.keys.some(({ key }) => key.length > digits.length && key.startsWith(digits));
    return beginsLonger ? { kind: 'more', lengthMs: prefixWaitMs } : choice(turn, op, digits);
  },
  onSilence: (turn, digits) => choice(turn, op, digits),
});

function choice(turn: Turn, op: MenuOp, digits: string): Heard {
  const chosen = op.keys.find(({ key }) => key === digits);
  return chosen === undefined
    ? { kind: 'noMatch', correction: null }
    : { kind: 'done', next: choose(turn, op, chosen) };
}

function choose(turn: Turn, op: MenuOp, { key, label, target }: MenuKey): ReturnType<typeof goto> {
  turn.fact({ kind: 'keyChosen', call: turn.frame.call, menu: op.name, key, label });
  return goto(target);
}
