// Tells those who record conversations and keep recordings what happens to calls and talks, as it was recorded, and after an
// absence as it is. Not here: what follows from it (src/conversation, src/recordings).

import type { Clock } from './base/clock.ts';
import type { CallId } from './base/ids.ts';
import type { Log } from './base/log.ts';
import type { Entry } from './base/machine.ts';
import type { Fact } from './call/index.ts';
import type { Recorder } from './call/ports.ts';
import {
  type TalkRecordings,
  type Talking,
  conversationOf,
  startTalkRecordings,
  talkOf,
} from './conversation/index.ts';
import type { Frame } from './ivr/index.ts';
import { type Recordings, type RecordingsParts, startRecordings } from './recordings/index.ts';
import type { StoredStates } from './stored-decode.ts';

export interface RecordingWireParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly record: (entry: Entry<Fact>) => void;
  readonly telephony: { readonly recorder: Recorder };
  readonly recordingStore: Pick<RecordingsParts, 'shelf' | 'index'>;
}

export interface RecordingWires {
  readonly recordings: Recordings;
  readonly talkRecordings: TalkRecordings;
  /** Records an entry, and tells of it those whom it concerns. */
  readonly record: (entry: Entry<Fact>) => void;
  /** After an absence: the calls and talks that go on. */
  readonly resume: (frames: readonly Frame[], talks: readonly Talking[]) => void;
}

/** Starts both from what is stored. */
export function wireRecordings(parts: RecordingWireParts, stored: StoredStates): RecordingWires {
  const { recorder } = parts.telephony;
  const recordings = startRecordings({ ...parts, ...parts.recordingStore, source: recorder }, stored.recordings);
  const record = (entry: Entry<Fact>): void => {
    parts.record({ ...entry, changes: { ...entry.changes, ...recordings.noted(entry) } });
    recordings.told(entry);
    tellTalks(talkRecordings, entry);
  };
  const talkRecordings = startTalkRecordings({ ...parts, record, recorder }, stored.talkRecordings);
  return {
    recordings,
    talkRecordings,
    record,
    resume: (frames, going) => {
      const running = new Set(frames.map(({ call }) => call));
      recordings.resume((call) => running.has(call));
      resumeTalks(talkRecordings, frames, going);
    },
  };
}

/** What an entry means to the recordings. */
function tellTalks(recordings: TalkRecordings, { facts, changes }: Entry<Fact>): void {
  for (const [key, value] of Object.entries(changes)) {
    const found = conversationOf(key, value);
    if (found !== null) tellTalk(recordings, found.call, found.state);
  }
  for (const fact of facts) if (fact.kind === 'callEnded') recordings.callEnded(fact.call);
}

/** A talk with another agent is another talk. */
function tellTalk(recordings: TalkRecordings, call: CallId, state: Talking | null): void {
  const talk = state === null ? null : talkOf(state);
  const before = recordings.sides(call);
  if (before !== null && before.agentLeg !== talk?.sides.agentLeg) recordings.talkEnded(call);
  if (talk !== null) recordings.talkBegan(call, talk.sides, talk.caller);
}

/** What was decided and not told when we died is told now; what was told is said again. */
function resumeTalks(recordings: TalkRecordings, frames: readonly Frame[], talks: readonly Talking[]): void {
  const running = new Set(frames.map(({ call }) => call));
  const talking = new Map(talks.map((talk) => [talk.call, talk]));
  for (const call of recordings.calls()) {
    if (!running.has(call)) recordings.callEnded(call);
    else tellTalk(recordings, call, talking.get(call) ?? null);
  }
  for (const { call, recording } of frames) recordings.wished(call, recording === 'masked' ? 'paused' : recording);
  for (const [call, talk] of talking) tellTalk(recordings, call, talk);
  recordings.resume();
}
