// Keeps what was recorded: every recording that a record tells of is noted in that very record, and followed until it is
// found in the index, whatever dies meanwhile. Not here: decisions (keeping.ts), files, SQL.

import { unreachable } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import type { CallId, RecordingId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { type Changes, type Entry, type Machine, startMachine } from '../base/machine.ts';
import { type Fact, readRecorded } from '../call/index.ts';
import { assemble } from './assemble.ts';
import {
  type Keeping,
  type KeepingEffect,
  type KeepingEvent,
  type MadeRecording,
  keepingOf,
  keepingTransition,
  madeBy,
} from './keeping.ts';
import type { KeptRecording, RecordingIndex, RecordingShelf, RecordingSource } from './ports.ts';

export interface RecordingsParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly record: (entry: Entry<Fact>) => void;
  readonly source: RecordingSource;
  readonly shelf: Pick<RecordingShelf, 'put'>;
  readonly index: Pick<RecordingIndex, 'put'>;
}

/** All recordings that are not settled yet. */
export interface Recordings {
  /** What an entry that is about to be recorded adds: the recordings that begin to be kept by it. */
  readonly noted: (entry: Entry<Fact>) => Changes;
  /** The entry was recorded. */
  readonly told: (entry: Entry<Fact>) => void;
  /** We are back after an absence; `isRunning` tells the calls that go on. */
  readonly resume: (isRunning: (call: CallId) => boolean) => void;
  readonly underWay: () => readonly Keeping[];
}

/** The stored name of a recording that is not settled. */
export const keepingKey = (recording: RecordingId): string => `recording/${recording}`;

/** Waits after a failure, doubled each time, in milliseconds. */
const retryMs = { first: 1_000, longest: 60_000 } as const;
/** A message with less sound than this holds nothing; the flow takes the same for no input. */
const messageSoundMsMin = 1_000;

type KeepingMachine = Machine<Keeping, KeepingEvent>;

export function startRecordings(parts: RecordingsParts, restored: Iterable<Keeping>): Recordings {
  const machines = new Map<RecordingId, KeepingMachine>();
  const post = (recording: RecordingId, event: KeepingEvent): void => {
    const machine = machines.get(recording);
    machine?.post(event);
    if (machine?.state().kind === 'none') machines.delete(recording);
  };
  const begin = (state: Keeping): void => {
    if (state.kind !== 'none') machines.set(state.of.recording, startKeeping(parts, state, post));
  };
  for (const state of restored) begin(state);
  const made = (): MadeRecording[] =>
    [...machines.values()].flatMap((machine) => {
      const state = machine.state();
      return state.kind === 'made' ? [state.of] : [];
    });
  const over = (isOver: (call: CallId) => boolean): void => {
    for (const { recording, call } of made()) if (isOver(call)) post(recording, { kind: 'callOver' });
  };
  return {
    noted: ({ facts, at }) =>
      Object.fromEntries(madeBy(facts, at).map((of) => [keepingKey(of.recording), keepingOf(of)])),
    told: ({ facts, at }) => {
      for (const of of madeBy(facts, at)) {
        for (const before of made()) if (isReplaced(before, of)) post(before.recording, { kind: 'replaced' });
        begin(keepingOf(of));
        post(of.recording, { kind: 'again' });
      }
      const ended = new Set(facts.flatMap((fact) => (fact.kind === 'callEnded' ? [fact.call] : [])));
      if (ended.size > 0) over((call) => ended.has(call));
    },
    resume: (isRunning) => {
      over((call) => !isRunning(call));
      for (const recording of [...machines.keys()]) post(recording, { kind: 'again' });
    },
    underWay: () => [...machines.values()].map((machine) => machine.state()),
  };
}

/** A message of the same name in the same call: the caller was not content with it. */
const isReplaced = (before: MadeRecording, after: MadeRecording): boolean =>
  after.made === 'voicemail' && before.call === after.call && before.voicemail === after.voicemail;

function startKeeping(
  parts: RecordingsParts,
  state: Exclude<Keeping, { kind: 'none' }>,
  post: (recording: RecordingId, event: KeepingEvent) => void,
): KeepingMachine {
  const { clock, log, record } = parts;
  const { recording } = state.of;
  const attempts: { delayMs: number } = { delayMs: retryMs.first };
  return startMachine<Keeping, KeepingEvent, Fact, KeepingEffect>({
    name: 'recording',
    state,
    now: clock.now,
    transition: keepingTransition,
    changes: (before, after) =>
      before === after ? {} : { [keepingKey(recording)]: after.kind === 'none' ? null : after },
    record,
    lane: () => recording,
    perform: async (effect) => {
      post(recording, await perform(parts, effect));
      attempts.delayMs = retryMs.first;
    },
    onFault: (fault) => {
      log.error('A recording could not decide on an event.', { recording, fault });
      return 'goOn';
    },
    onEffectFault: (fault) => {
      log.warn('A recording could not be kept yet; trying again.', { recording, fault });
      clock.after(attempts.delayMs, () => post(recording, { kind: 'again' }));
      attempts.delayMs = Math.min(retryMs.longest, attempts.delayMs * 2);
    },
  });
}

/** Does one thing and gives what follows from it. Rejects when it is to be tried again. */
async function perform(parts: RecordingsParts, effect: KeepingEffect): Promise<KeepingEvent> {
  switch (effect.kind) {
    case 'fetch':
      return fetch(parts, effect.of);
    case 'index':
      await parts.index.put(effect.kept);
      return { kind: 'indexed' };
    case 'clear':
      for (const name of effect.of.pieces.flat()) await parts.source.remove(name);
      return { kind: 'cleared' };
    default:
      return unreachable(effect);
  }
}

async function fetch({ source, shelf, log }: RecordingsParts, of: MadeRecording): Promise<KeepingEvent> {
  const { pieces, ...rest } = of;
  const sounds = [];
  for (const piece of pieces) {
    const sides = [];
    for (const name of piece) sides.push(soundOf(await source.read(name)));
    sounds.push(sides);
  }
  const assembled = assemble(sounds);
  if (assembled === null) {
    log.error('Nothing is left of a recording.', { recording: of.recording, call: of.call });
    return { kind: 'fetched', kept: { ...rest, ...nothing } };
  }
  const { channelCount, lengthMs, state, soundMs } = assembled;
  if (of.made === 'voicemail' && soundMs < messageSoundMsMin) return { kind: 'empty' };
  const filed = await shelf.put(assembled.blocks());
  const sound = of.made === 'voicemail' ? soundMs : null;
  return { kind: 'fetched', kept: { ...rest, ...filed, channelCount, lengthMs, state, soundMs: sound } };
}

const soundOf = (file: Uint8Array | null) => (file === null ? null : readRecorded(file));

const nothing = {
  ...{ state: 'failed', lengthMs: 0, soundMs: null, channelCount: 0, bytes: 0, digest: null },
} as const satisfies Partial<KeptRecording>;
