// Keys pressed before a question was asked, for a question that says `barge-in keep`. Not here: questions.

import type { Digit } from '../call/index.ts';
import type { DigitsOptions, Program } from '../dsl/index.ts';
import type { Turn } from './turn.ts';

/** More keys than any question takes; what is pressed beyond is dropped. */
const typedMax = 32;

/** Keeps a key that nobody listens to now. */
export function typeAhead(turn: Turn, digit: Digit): void {
  const { wait, typed } = turn.frame;
  const isIdle = wait.kind === 'say' || wait.kind === 'pause' || wait.kind === 'request';
  if (isIdle && typed.length < typedMax && keepsKeys(turn.program)) turn.change({ typed: typed + digit });
}

/** Takes the keys pressed so far: they are kept for one question at most. */
export function takeTyped(turn: Turn): string {
  const { typed } = turn.frame;
  if (typed !== '') turn.change({ typed: '' });
  return typed;
}

/** A full number needs no end key, but callers press it out of habit: it must not answer the next question. */
export function expectSurplus(
  turn: Turn,
  { endKeys, betweenDigitsMs }: Pick<DigitsOptions, 'endKeys' | 'betweenDigitsMs'>,
): void {
  turn.change({ surplus: { keys: endKeys, until: turn.now + betweenDigitsMs } });
}

/** Whether the key only closes a number that was full already. It does so once, and soon. */
export function isSurplus(turn: Turn, digit: Digit): boolean {
  const { surplus } = turn.frame;
  if (surplus === null) return false;
  turn.change({ surplus: null });
  return surplus.keys.includes(digit) && turn.now <= surplus.until;
}

const known = new WeakMap<Program, boolean>();

/** Whether any question of the program would use them: else a key during a prompt changes nothing. */
function keepsKeys(program: Program): boolean {
  const before = known.get(program);
  if (before !== undefined) return before;
  const ops = Object.values(program.flows).flatMap((flow) => flow.ops);
  const keeps =
    ops.some((op) => (op.op === 'menu' || op.op === 'collect') && op.bargeIn === 'keep') ||
    Object.values(program.questions).some(({ bargeIn }) => bargeIn === 'keep');
  known.set(program, keeps);
  return keeps;
}
