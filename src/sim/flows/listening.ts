// Who listens to a caller's keys at this moment, read from the frame of the call. Pure. Not here: what a key does (src/ivr).

import type { Digit } from '../../call/index.ts';
import type { Op, Program } from '../../dsl/index.ts';
import type { Frame } from '../../ivr/index.ts';

const keys: readonly Digit[] = [
  ...(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#', 'A', 'B', 'C', 'D'] as const),
];

/** The keys of a telephone in a text; what is none is left out. */
export const digitsOf = (text: string): readonly Digit[] =>
  Array.from(text).flatMap((letter) => keys.find((key) => key === letter) ?? []);

/** The statement at which the call is. */
export const statementOf = (frame: Frame, program: Program): Op | null =>
  program.flows[frame.flow]?.ops[frame.address] ?? null;

/** Whether these keys, pressed now, are heard: after a prompt, or during it where keys interrupt it. */
export function listensToKeys(frame: Frame | null, program: Program, pressed: string): boolean {
  if (frame === null) return false;
  const { wait } = frame;
  const op = statementOf(frame, program);
  if (wait.kind === 'queue') return wait.stage.kind === 'offering' || wait.stage.kind === 'offered';
  if (wait.kind === 'voicemail' && op?.op === 'voicemail') {
    const ends = op.endKeys !== '' && op.endKeys.includes(pressed.slice(0, 1));
    return wait.stage.kind === 'recording' ? op.endKeys !== '' : !ends && op.bargeIn !== 'off';
  }
  if (wait.kind !== 'input') return false;
  if (wait.stage.kind === 'listening') return true;
  return wait.stage.kind === 'prompting' && op !== null && bargeInOf(op, program) !== 'off';
}

function bargeInOf(op: Op, program: Program): 'on' | 'off' | 'keep' {
  if (op.op === 'ask') return program.questions[op.question]?.bargeIn ?? 'on';
  return op.op === 'menu' || op.op === 'collect' ? op.bargeIn : 'off';
}

/** Whether the call takes a message, or is about to. */
export const isAtVoicemail = (frame: Frame | null): boolean => frame?.wait.kind === 'voicemail';
