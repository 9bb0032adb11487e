// Frames at their beginning: of a call, of an agent's script, and of what an earlier release stored. Pure.
// Not here: what a frame holds (frame.ts).

import type { Instant } from '../base/clock.ts';
import type { CallId, LegId } from '../base/ids.ts';
import type { Program, Value } from '../dsl/index.ts';
import type { Frame, Level, SealedFrame } from './frame.ts';

/** Who calls, and which flow of which program answers. */
export interface NewCall {
  readonly call: CallId;
  readonly leg: LegId;
  /** The person on the line; null: withheld. */
  readonly caller: string | null;
  /** Our number. */
  readonly called: string;
  readonly program: Program;
  readonly flow: string;
  readonly now: Instant;
}

/** What is known beforehand of a call that we placed. */
export interface PlacedCall {
  /** The flow's parameters by name. */
  readonly arguments: Readonly<Record<string, Value>>;
  /** How often this person was tried, this time included. */
  readonly attempt: number;
}

/** The frame of a call that nothing has happened to; its first event is `begin`, or for a placed one `answeringMachine`. */
export function newFrame(of: NewCall, placed: PlacedCall | null = null): Frame {
  const { call, leg, caller, called, program, flow, now } = of;
  return {
    ...newLevel(flow, placed?.arguments ?? {}, now),
    ...{ call, leg, caller, called, program: program.hash },
    startedAt: now,
    language: program.flows[flow]?.languages[0] ?? '',
    ...blank,
    line: placed === null ? 'ringing' : 'up',
    attempt: placed?.attempt ?? null,
    wait: { kind: 'begin' },
  };
}

/** A script as its call opens it; `number` is another one for each that this call opens. */
export interface OpenedScript {
  readonly script: string;
  readonly given: Readonly<Record<string, Value>>;
  readonly number: number;
}

/** A script makes ids with its call's name too: its numbers begin where no flow comes to. */
const serialsPerScript = 1_000_000;

/** The frame of a script that an agent is shown during the call of `caller`; its first event is `begin`. */
export const scriptFrame = (caller: Frame, { script, given, number }: OpenedScript, now: Instant): Frame => ({
  ...caller,
  ...newLevel(script, given, now),
  ...blank,
  serial: number * serialsPerScript,
  attempt: caller.attempt,
  agent: caller.agent,
  startedAt: now,
  line: 'up',
  wait: { kind: 'begin' },
});

/** A flow at its beginning. */
export const newLevel = (flow: string, variables: Readonly<Record<string, Value>>, now: Instant): Level => ({
  flow,
  address: 0,
  part: 'steps',
  step: '',
  stepAt: now,
  variables,
  asked: [],
  limit: 'open',
});

const blank = {
  stack: [],
  attempt: null,
  agent: null,
  typed: '',
  surplus: null,
  recording: 'off',
  stay: null,
  waited: null,
  selfService: { kind: 'stopped', spentMs: 0 },
  serial: 0,
  faultCount: 0,
} as const satisfies Partial<Frame>;

/** A frame as any release stored it: the first ones did not say since when they were in their step, nor had a stack. */
export type StoredFrame = Omit<Frame, keyof typeof blank | 'stepAt'> & Partial<SealedFrame>;

/** The frame of a stored one: what did not exist yet in an earlier release is as it is at the beginning. */
export function restoredFrame(stored: StoredFrame): SealedFrame {
  const { flow, startedAt, stack } = stored;
  const whole: SealedFrame = {
    ...newLevel(flow, {}, startedAt),
    ...blank,
    ...stored,
    stepAt: stored.stepAt ?? startedAt,
  };
  return stack === undefined ? { ...whole, stay: stayOf(whole) } : whole;
}

/** A caller whom the earlier release left waiting in a line. */
function stayOf({ wait, address, serial, stepAt }: Frame): Frame['stay'] {
  if (wait.kind !== 'queue') return null;
  return {
    ...{ queue: wait.queue, address, depth: 0, visit: serial, joinedAt: stepAt, after: wait.after },
    ...{ block: 'none', room: 'out', meanwhileDone: [], offersDone: [], everyDone: [], asked: '' },
  };
}
