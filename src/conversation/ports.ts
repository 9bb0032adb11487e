// What conversations need from others. The wiring plugs these.

import type { Clock } from '../base/clock.ts';
import type { AgentId, CallId, LegId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Entry } from '../base/machine.ts';
import type { ConversationFact } from '../call/index.ts';
import type { Legs, Rooms } from '../call/ports.ts';
import type { Next, Target } from './model.ts';

export interface ConversationPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly record: (entry: Entry<ConversationFact>) => void;
  readonly legs: Pick<Legs, 'end' | 'voice'>;
  readonly rooms: Pick<Rooms, 'open' | 'join' | 'leave' | 'close'>;
  /** Resolves once nothing is under way any more that would move the caller elsewhere; never rejects. */
  readonly callerFree: (call: CallId) => Promise<void>;
  readonly colleagues: Colleagues;
  readonly outside: Outside;
  /** An agent has left and their leg is ended, or it was never answered. Safe to repeat. */
  readonly onLeft: (call: CallId, agent: AgentId, leg: LegId) => void;
  /** The conversation is over; a caller who is still there is the flow's. Safe to repeat. */
  readonly onOver: (call: CallId, next: Next) => void;
}

/** Why somebody cannot be called in, or take a call over. */
export type Unreachable = 'unknown' | 'busy' | 'closed' | 'full' | 'noAgent' | NumberRefused;

/** Why a number outside is not called, in the words of the gate that every placed call passes. */
export type NumberRefused =
  | ('malformed' | 'notANumber' | 'satellite' | 'premium' | 'personal' | 'special' | 'country' | 'blocked' | 'own')
  | ('callerId' | 'header' | 'noTrunk' | 'noRate' | 'night' | 'tooFast' | 'tooMany' | 'spend');

/** Agents and queues, as the ACD has them. */
export interface Colleagues {
  /** Whether this queue takes callers, or this agent is ready, now. */
  readonly reach: (to: Exclude<Target, { kind: 'number' }>) => 'ok' | Unreachable;
  /** Reserves and rings an agent; what comes of it is told by `answered` or `unreached`. */
  readonly callIn: (request: CallIn) => void;
}

export interface CallIn {
  readonly call: CallId;
  readonly callerLeg: LegId;
  readonly agent: AgentId;
  readonly leg: LegId;
}

/** Numbers outside, by whatever places calls there. */
export interface Outside {
  /** Whether a call to this number would be placed now in the service of this call. */
  readonly reach: (call: CallId, number: string) => 'ok' | NumberRefused;
  /**
   * Calls a number under a name; safe to repeat: one name, one call. What comes of it is told by `answered`, with the leg that
   * answered, or by `unreached`; the end of that leg is the end of the call.
   */
  readonly place: (request: { readonly call: CallId; readonly leg: LegId; readonly number: string }) => void;
  /** Nobody waits for the answer any more. Safe to repeat. */
  readonly callOff: (leg: LegId) => void;
}
