// What the journal holds, as the machines' states again. The journal is ours and carries a format version, so a value of
// the right key is taken as it is; one that is not even an object is left out and told.

import type { Log } from './base/log.ts';
import type { OpenLeg } from './call/index.ts';
import type { NotesPlace } from './call/ports.ts';
import type { Ending, TalkRecording, Talking } from './conversation/index.ts';
import { type SealedFrame, type StoredFrame, restoredFrame } from './ivr/index.ts';
import type { Keeping } from './recordings/index.ts';
import type { Agent, Queue, WaitingCall } from './queue/index.ts';

export interface StoredStates {
  readonly frames: readonly SealedFrame[];
  readonly conversations: readonly (Talking | Ending)[];
  readonly queues: readonly Queue[];
  readonly agents: readonly Agent[];
  readonly waiting: readonly WaitingCall[];
  readonly legs: readonly OpenLeg[];
  readonly recordings: readonly Keeping[];
  readonly talkRecordings: readonly TalkRecording[];
  /** How far the notes of unserved calls were read. */
  readonly unserved: NotesPlace | null;
}

/** The states by kind; the part of a key before `/` says which. */
export function decodeStored(state: ReadonlyMap<string, unknown>, log: Log): StoredStates {
  const of = <State>(prefix: string): State[] => {
    const found: State[] = [];
    for (const [key, value] of state) {
      if (!key.startsWith(`${prefix}/`)) continue;
      if (typeof value === 'object' && value !== null) found.push(value as State);
      else log.error('A stored state is not readable and is left out.', { key });
    }
    return found;
  };
  return {
    frames: of<StoredFrame>('call').map(restoredFrame),
    conversations: of<Talking | Ending>('conversation'),
    queues: of<Queue>('queue'),
    agents: of<Agent>('agent'),
    waiting: of<WaitingCall>('waiting'),
    legs: of<OpenLeg>('leg'),
    recordings: of<Keeping>('recording'),
    talkRecordings: of<TalkRecording>('talkRecording'),
    unserved: of<NotesPlace>('unserved')[0] ?? null,
  };
}
