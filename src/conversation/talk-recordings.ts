// Runs one recording machine per call whose conversation is to be recorded. Not here: decisions (talk-recording.ts).

import type { Clock } from '../base/clock.ts';
import type { CallId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { type Entry, type Machine, startMachine } from '../base/machine.ts';
import { type Fact, insist } from '../call/index.ts';
import type { Recorder } from '../call/ports.ts';
import {
  type Sides,
  type TalkRecording,
  type TalkRecordingEffect,
  type TalkRecordingEvent,
  noTalkRecording,
  talkRecordingTransition,
} from './talk-recording.ts';

export interface TalkRecordingPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly record: (entry: Entry<Fact>) => void;
  readonly recorder: Pick<Recorder, 'follow' | 'unfollow'>;
}

/** All recordings of conversations, asked for or under way. */
export interface TalkRecordings {
  /** What the flow of a call wishes; a call that wishes nothing has none. */
  readonly wished: (call: CallId, wish: 'off' | 'on' | 'paused') => void;
  /** What the agent wishes; `notRecorded` when the call's conversation is not being recorded. */
  readonly agentWished: (call: CallId, wish: 'on' | 'paused') => 'done' | 'notRecorded';
  /** The talk of a call began, is found to be under way, or goes on with the caller on hold or back from it. */
  readonly talkBegan: (call: CallId, sides: Sides, caller: 'with' | 'held') => void;
  readonly talkEnded: (call: CallId) => void;
  readonly callEnded: (call: CallId) => void;
  /** We are back after an absence: asks again for what is under way. */
  readonly resume: () => void;
  readonly calls: () => readonly CallId[];
  /** Who talks in the call's recording; null: nobody now. */
  readonly sides: (call: CallId) => Sides | null;
}

/** The stored name of a call's recording. */
export const talkRecordingKey = (call: CallId): string => `talkRecording/${call}`;

type TalkRecordingMachine = Machine<TalkRecording, TalkRecordingEvent>;

export function startTalkRecordings(ports: TalkRecordingPorts, restored: Iterable<TalkRecording>): TalkRecordings {
  const machines = new Map<CallId, TalkRecordingMachine>();
  const post = (call: CallId, event: TalkRecordingEvent): void => {
    const machine = machines.get(call);
    machine?.post(event);
    if (machine?.state().kind === 'none') machines.delete(call);
  };
  for (const state of restored)
    if (state.kind !== 'none') machines.set(state.call, startTalkRecording(ports, { call: state.call, state, post }));
  return {
    wished: (call, wish) => {
      if (!machines.has(call) && wish === 'off') return;
      if (!machines.has(call)) machines.set(call, startTalkRecording(ports, { call, state: noTalkRecording, post }));
      post(call, { kind: 'wished', call, wish });
    },
    agentWished: (call, wish) => {
      if (machines.get(call)?.state().kind !== 'talking') return 'notRecorded';
      post(call, { kind: 'agentWished', wish });
      return 'done';
    },
    talkBegan: (call, sides, caller) => post(call, { kind: 'talkBegan', sides, caller }),
    talkEnded: (call) => post(call, { kind: 'talkEnded' }),
    callEnded: (call) => post(call, { kind: 'callEnded' }),
    resume: () => {
      for (const call of [...machines.keys()]) post(call, { kind: 'resumed' });
    },
    calls: () => [...machines.keys()],
    sides: (call) => {
      const state = machines.get(call)?.state();
      return state?.kind === 'talking' ? state.sides : null;
    },
  };
}

interface Start {
  readonly call: CallId;
  readonly state: TalkRecording;
  readonly post: (call: CallId, event: TalkRecordingEvent) => void;
}

/** What did not succeed is asked for again after this long. */
const againMs = 2_000;

function startTalkRecording(ports: TalkRecordingPorts, { call, state, post }: Start): TalkRecordingMachine {
  const { clock, log, record } = ports;
  return startMachine<TalkRecording, TalkRecordingEvent, Fact, TalkRecordingEffect>({
    name: 'talkRecording',
    state,
    now: clock.now,
    transition: talkRecordingTransition,
    changes: (before, after) =>
      before === after ? {} : { [talkRecordingKey(call)]: after.kind === 'none' ? null : after },
    record,
    // Both sides begin at the same time; what is asked for one side keeps its order.
    lane: ({ recording }) => recording,
    perform: async (effect) => {
      await perform(ports, effect);
      if (effect.kind === 'unfollow') post(call, { kind: 'left', recording: effect.recording });
    },
    onFault: (fault) => {
      log.error('The recording of a conversation could not decide on an event.', { call, fault });
      return 'goOn';
    },
    onEffectFault: (fault, lane) => {
      log.error('A side of a conversation is not recorded as it should be; trying again.', { recording: lane, fault });
      clock.after(againMs, () => post(call, { kind: 'resumed' }));
    },
  });
}

/** Rejects when it is to be tried again. A leg that is gone says no more: what it said before is in the file. */
async function perform({ clock, recorder }: TalkRecordingPorts, effect: TalkRecordingEffect): Promise<void> {
  const { recording } = effect;
  await insist(clock, () =>
    effect.kind === 'follow' ? recorder.follow(recording, effect.leg) : recorder.unfollow(recording),
  );
}
