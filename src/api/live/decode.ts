// What the journal's keys hold, as the machines' states. The journal is ours, so a value of the right key is taken as it
// is, as in stored-decode.ts. Not here: what is shown of a state.

import { type StoredConversation, type Talking, restoredConversation } from '../../conversation/index.ts';
import { type Frame, type Sheet, type StoredFrame, type StoredScript, restoredFrame } from '../../ivr/index.ts';
import {
  type Agent,
  type Queue,
  type StoredAgent,
  type StoredQueue,
  type StoredWaiting,
  type WaitingCall,
  restoredAgent,
  restoredQueue,
  restoredWaiting,
} from '../../queue/index.ts';

/** A state that the page shows something of. */
export type LiveState =
  | { readonly kind: 'call'; readonly frame: Frame }
  | { readonly kind: 'waiting'; readonly waiting: WaitingCall }
  | { readonly kind: 'queue'; readonly queue: Queue }
  | { readonly kind: 'agent'; readonly agent: Agent }
  | { readonly kind: 'conversation'; readonly talk: Talking }
  | { readonly kind: 'script'; readonly sheet: Sheet };

/** The state under a key of the journal; null when it is gone, or nothing that the page shows. */
export function stateOf(key: string, value: unknown): LiveState | null {
  if (typeof value !== 'object' || value === null) return null;
  switch (key.slice(0, key.indexOf('/'))) {
    case 'call':
      return { kind: 'call', frame: restoredFrame(value as StoredFrame) };
    case 'waiting':
      return { kind: 'waiting', waiting: restoredWaiting(value as StoredWaiting) };
    case 'queue':
      return { kind: 'queue', queue: restoredQueue(value as StoredQueue) };
    case 'agent':
      return { kind: 'agent', agent: restoredAgent(value as StoredAgent) };
    case 'script':
      return { kind: 'script', sheet: (value as StoredScript).sheet };
    case 'conversation': {
      const talk = restoredConversation(value as StoredConversation);
      // One that is over is not shown while the others are told.
      return talk.kind === 'talking' ? { kind: 'conversation', talk } : null;
    }
    default:
      return null;
  }
}
