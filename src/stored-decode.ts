// What the journal holds, as the machines' states again. The journal is ours and carries a format version, so a value of
// the right key is taken as it is; one that is not even an object is left out and told.

import { type QueueName, queueName } from './base/ids.ts';
import type { Log } from './base/log.ts';
import type { Callback } from './callbacks/index.ts';
import type { OpenLeg } from './call/index.ts';
import type { NotesPlace } from './call/ports.ts';
import {
  type Ending,
  type StoredConversation,
  type TalkRecording,
  type Talking,
  restoredConversation,
} from './conversation/index.ts';
import { type SealedFrame, type StoredFrame, type StoredScript, restoredFrame } from './ivr/index.ts';
import type { Books, Emergency, StoredOutbound, StoredReception } from './outbound/index.ts';
import type { Letter } from './outbox/index.ts';
import type { Keeping } from './recordings/index.ts';
import {
  type Agent,
  type Handling,
  type Queue,
  type StoredAgent,
  type StoredQueue,
  type StoredWaiting,
  type WaitingCall,
  restoredAgent,
  restoredQueue,
  restoredWaiting,
} from './queue/index.ts';

export interface StoredStates {
  readonly frames: readonly SealedFrame[];
  readonly scripts: readonly StoredScript[];
  readonly conversations: readonly (Talking | Ending)[];
  readonly queues: readonly Queue[];
  readonly agents: readonly Agent[];
  readonly waiting: readonly WaitingCall[];
  readonly outbound: StoredOutbound;
  /** Promises that are not kept yet. */
  readonly callbacks: readonly Callback[];
  /** How long the recent calls of each queue took. */
  readonly handling: readonly (readonly [QueueName, Handling])[];
  /** Messages that are not known to be sent. */
  readonly letters: readonly Letter[];
  readonly reception: StoredReception;
  readonly legs: readonly OpenLeg[];
  readonly recordings: readonly Keeping[];
  readonly talkRecordings: readonly TalkRecording[];
  /** How far the notes of unserved calls were read. */
  readonly unserved: NotesPlace | null;
}

/** The states by kind; the part of a key before `/` says which. */
export function decodeStored(state: ReadonlyMap<string, unknown>, log: Log): StoredStates {
  const named = <State>(prefix: string): [string, State][] => {
    const found: [string, State][] = [];
    for (const [key, value] of state) {
      if (!key.startsWith(`${prefix}/`)) continue;
      if (typeof value === 'object' && value !== null) found.push([key.slice(prefix.length + 1), value as State]);
      else log.error('A stored state is not readable and is left out.', { key });
    }
    return found;
  };
  const of = <State>(prefix: string): State[] => named<State>(prefix).map(([, value]) => value);
  return {
    frames: of<StoredFrame>('call').map(restoredFrame),
    scripts: of<StoredScript>('script'),
    conversations: of<StoredConversation>('conversation').map(restoredConversation),
    queues: of<StoredQueue>('queue').map(restoredQueue),
    agents: of<StoredAgent>('agent').map(restoredAgent),
    waiting: of<StoredWaiting>('waiting').map(restoredWaiting),
    outbound: { placed: of('placed'), breakers: of('breaker'), books: of<Books>('outbound')[0] ?? null },
    callbacks: of<Callback>('callback'),
    handling: named<Handling>('handling').map(([name, handling]) => [queueName(name), handling] as const),
    letters: of<Letter>('letter'),
    reception: { numbers: of('number'), blocked: of('blocked'), emergency: of<Emergency>('emergency')[0] ?? null },
    legs: of<OpenLeg>('leg'),
    recordings: of<Keeping>('recording'),
    talkRecordings: of<TalkRecording>('talkRecording'),
    unserved: of<NotesPlace>('unserved')[0] ?? null,
  };
}
