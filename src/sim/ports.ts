// What a simulation needs of a centre: hands outside it, hands on its life, and eyes. Who composes a centre plugs these.

import type { Clock, Instant } from '../base/clock.ts';
import type { AgentId, CallId, LegId, PhoneId, RecordingId, RoomId } from '../base/ids.ts';
import type { Callback } from '../callbacks/index.ts';
import type { Entry } from '../base/machine.ts';
import type { Digit, Fact } from '../call/index.ts';
import type { Order, Talking } from '../conversation/index.ts';
import type { Frame } from '../ivr/index.ts';
import type { Placed } from '../outbound/index.ts';
import type { AcdState, AgentProfile, Availability, Queue } from '../queue/index.ts';
import type { Faults } from './faults.ts';
import type { Trace } from './trace.ts';

/** What a phone does when it is rung. */
export type PhoneHabit =
  | { readonly kind: 'answers' | 'declines' | 'isBusy'; readonly afterMs: number }
  | { readonly kind: 'rings' }
  | { readonly kind: 'signedOut' };

/** Everything that can be seen of a centre at one instant. */
export interface Picture {
  readonly at: Instant;
  readonly controller: 'alive' | 'dead';
  readonly connection: 'away' | 'surveying' | 'ready';
  readonly acd: AcdState;
  readonly frames: readonly Frame[];
  readonly talking: readonly Talking[];
  /** Calls whose conversation is over without everybody having heard of it. */
  readonly ending: readonly CallId[];
  /** Calls to the outside by their id, those included that are over and untold. */
  readonly placed: ReadonlyMap<string, Placed>;
  /** Promises to call back that are not over. */
  readonly callbacks: readonly Callback[];
  /** Legs whose end is not recorded. */
  readonly openLegs: ReadonlySet<LegId>;
  /** Messages that are not known to be sent. */
  readonly letters: readonly string[];
  /** What the telephone system holds, whatever the connection. */
  readonly legs: readonly {
    readonly leg: LegId;
    readonly direction: 'inbound' | 'outbound';
    readonly state: 'ringing' | 'up';
    readonly called: string;
  }[];
  readonly rooms: readonly { readonly room: RoomId; readonly legs: readonly LegId[] }[];
  /** The legs that are recorded wherever they are. */
  readonly followed: ReadonlySet<LegId>;
  /** Calls whose conversation is to be recorded, and recordings that are not kept yet. */
  readonly recorded: { readonly calls: readonly CallId[]; readonly recordings: readonly RecordingId[] };
  /** What a start now would find recorded. */
  readonly stored: ReadonlyMap<string, unknown>;
}

export interface SimulatedCentre {
  readonly clock: Clock;
  /** Moves to the next thing that is due and does all that follows from it at that instant. */
  readonly advance: () => Promise<void>;
  readonly picture: () => Picture;
  /** A call comes in; null when it finds nobody. */
  readonly dial: (call: { readonly caller: string | null; readonly called: string }) => LegId | null;
  readonly press: (leg: LegId, digit: Digit) => void;
  readonly hangUp: (leg: LegId) => void;
  readonly habit: (phone: PhoneId, habit: PhoneHabit) => void;
  /** Reaches nobody while the controller is dead. */
  readonly choose: (agent: AgentId, availability: Availability) => void;
  /** What the agent who leads a conversation asks for; refused, or to nobody, in vain. */
  readonly order: (call: CallId, order: Order) => void;
  /** Reaches nobody while the controller is dead, as `choose`. */
  readonly remove: (agent: AgentId) => void;
  readonly put: (what: { readonly queue: Queue } | { readonly agent: AgentProfile }) => void;
  /** `kill -9`. */
  readonly kill: () => void;
  readonly start: () => Promise<void>;
  /** From now on events are lost without a word, as on a half-open connection. */
  readonly deafen: () => void;
  readonly disconnect: () => void;
  readonly connect: () => void;
  /** The telephone system itself dies, with all its calls. */
  readonly die: () => void;
}

export interface CentreParts {
  readonly faults: Faults;
  readonly trace: Trace;
  /** Told of each record as it is written. */
  readonly onRecord: (entry: Entry<Fact>) => void;
  /** The controller is dead, by `kill` or after a record. */
  readonly onDeath: () => void;
}

export type OpenCentre = (parts: CentreParts) => Promise<SimulatedCentre>;
