// Tells those who record conversations and keep recordings what happens to calls and talks, as it was recorded, and after an
// absence as it is. Not here: what follows from it (src/conversation, src/recordings).

import type { Clock } from './base/clock.ts';
import type { CallId } from './base/ids.ts';
import type { Log } from './base/log.ts';
import type { Entry } from './base/machine.ts';
import type { Fact } from './call/index.ts';
import type { Recorder } from './call/ports.ts';
import { type Sides, type TalkRecordings, startTalkRecordings } from './conversation/index.ts';
import type { Frame } from './ivr/index.ts';
import { type Recordings, type RecordingsParts, startRecordings } from './recordings/index.ts';
import type { StoredStates } from './stored-decode.ts';

interface Talk extends Sides {
  readonly call: CallId;
}

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
  readonly resume: (frames: readonly Frame[], talks: readonly Talk[]) => void;
}

/** `talks` are those that the ACD knows at the moment. */
export function wireRecordings(
  parts: RecordingWireParts,
  stored: StoredStates,
  talks: () => readonly Talk[],
): RecordingWires {
  const { recorder } = parts.telephony;
  const recordings = startRecordings({ ...parts, ...parts.recordingStore, source: recorder }, stored.recordings);
  const record = (entry: Entry<Fact>): void => {
    parts.record({ ...entry, changes: { ...entry.changes, ...recordings.noted(entry) } });
    recordings.told(entry);
    tellTalks(talkRecordings, entry.facts, talks);
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

/** What these facts mean to the recordings; `talks` are those that the ACD knows now. */
function tellTalks(recordings: TalkRecordings, facts: readonly Fact[], talks: () => readonly Talk[]): void {
  for (const fact of facts) {
    if (fact.kind === 'conversationBegan') {
      const talk = talks().find(({ call }) => call === fact.call);
      if (talk !== undefined) recordings.talkBegan(fact.call, sidesOf(talk));
    } else if (fact.kind === 'conversationEnded') recordings.talkEnded(fact.call);
    else if (fact.kind === 'callEnded') recordings.callEnded(fact.call);
  }
}

/** What was decided and not told when we died is told now; what was told is said again. */
function resumeTalks(recordings: TalkRecordings, frames: readonly Frame[], talks: readonly Talk[]): void {
  const running = new Set(frames.map(({ call }) => call));
  const talking = new Set(talks.map(({ call }) => call));
  for (const call of recordings.calls()) {
    if (!running.has(call)) recordings.callEnded(call);
    else if (!talking.has(call)) recordings.talkEnded(call);
  }
  for (const { call, recording } of frames) recordings.wished(call, recording === 'masked' ? 'paused' : recording);
  for (const talk of talks) recordings.talkBegan(talk.call, sidesOf(talk));
  recordings.resume();
}

const sidesOf = ({ callerLeg, agentLeg }: Talk): Sides => ({ callerLeg, agentLeg });
