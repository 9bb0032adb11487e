// One call that we placed to a number outside, from its wish to its end: state, events, effects. Data only.
// Not here: deciding (outbound.ts).

import type { Deadline, Instant } from '../base/clock.ts';
import type { CallId, LegId, RoomId, TrunkName } from '../base/ids.ts';
import type { EndReason } from '../call/index.ts';
import type { DialRequest } from '../call/ports.ts';
import type { Books } from './books.ts';
import type { Route, Wish } from './gate.ts';
import type { Outcome } from './outcome.ts';
import type { Breaker, Breakers } from './trunks.ts';

/** `calledOff`: whoever wanted the call, or the party it was for, has left. */
export type PlacedOutcome = Outcome | 'calledOff';

interface Begun {
  /** Chosen by whoever asks; the same id is one call. Letters, digits, `-`, `_`. */
  readonly id: string;
  /** The call in whose service it is. */
  readonly call: CallId;
  /** The leg that is put together with it at its answer; null: whoever asked does that. */
  readonly partner: LegId | null;
  readonly route: Route;
  readonly leg: LegId;
  readonly trunk: TrunkName;
  readonly attempt: number;
}

export type Placed =
  | (Begun & {
      readonly kind: 'dialling';
      /** Trunks that are left to try. */
      readonly trunks: readonly TrunkName[];
      /**
       * `sounding`: the far end lets something be heard before its answer. `givenUp`: nothing was heard for too long; the next trunk is
       * tried once this leg has ended.
       */
      readonly heard: 'nothing' | 'ringing' | 'sounding' | 'givenUp';
      /** Without any sign until then the trunk is taken for silent. */
      readonly silence: Deadline;
      /** Since when this leg is dialled. */
      readonly since: Instant;
      /** Of all attempts together. */
      readonly until: Deadline;
    })
  | (Begun & {
      readonly kind: 'talking';
      readonly since: Instant;
      /** The budget is used up. */
      readonly until: Deadline;
    })
  /** It is over, and whoever asked is not known to have heard of it. It never begins again. */
  | {
      readonly kind: 'over';
      readonly id: string;
      readonly call: CallId;
      readonly outcome: PlacedOutcome;
      /** To be ended, unless it ended by itself; the room to be closed. */
      readonly leg: LegId | null;
      readonly room: RoomId | null;
      /** To be taken back from the music. */
      readonly listener: LegId | null;
    };

export type Dialling = Extract<Placed, { kind: 'dialling' }>;
export type Talking = Extract<Placed, { kind: 'talking' }>;
export type Over = Extract<Placed, { kind: 'over' }>;

/** What is kept of calls to the outside: in the journal, but for nothing. */
export interface OutboundState {
  readonly books: Books;
  readonly breakers: Breakers;
  readonly calls: ReadonlyMap<string, Placed>;
}

/** What becomes of it comes back by `tell`: answered, then ended; or ended alone. */
export interface PlaceRequest {
  readonly id: string;
  readonly call: CallId;
  readonly partner: LegId | null;
  readonly wish: Wish;
  /** How long it may take until the answer, all trunks together. */
  readonly timeoutMs: number;
}

export type OutboundEvent =
  /** `chance` is from 0 up to 1 and draws among trunks of one priority. The same id again is the same call. */
  | (PlaceRequest & { readonly kind: 'place'; readonly chance: number })
  | { readonly kind: 'legRinging' | 'legSounding' | 'legAnswered'; readonly leg: LegId }
  | { readonly kind: 'legEnded'; readonly leg: LegId; readonly reason: EndReason }
  /** The telephone system did not do as it was asked. */
  | { readonly kind: 'dialFailed'; readonly leg: LegId }
  | { readonly kind: 'joinFailed'; readonly id: string }
  | { readonly kind: 'timer'; readonly id: string; readonly at: Instant }
  /** Nobody wants it any more. */
  | { readonly kind: 'callOff'; readonly id: string }
  /** The two were found apart. */
  | { readonly kind: 'astray'; readonly id: string }
  /** We are back after an absence. */
  | { readonly kind: 'resumed' }
  /** Whoever asked has heard how it ended. */
  | { readonly kind: 'told'; readonly id: string };

export type OutboundEffect =
  | {
      readonly kind: 'dial';
      readonly id: string;
      readonly request: Omit<DialRequest, 'timeoutMs'>;
      readonly until: Deadline;
    }
  | { readonly kind: 'endLeg'; readonly id: string; readonly leg: LegId }
  | {
      readonly kind: 'bringTogether';
      readonly id: string;
      readonly call: CallId;
      readonly room: RoomId;
      readonly legs: readonly [LegId, LegId];
      /** `trust`: if it fails, an audit will see whether they are together. `early`: the same, and nobody has answered yet. */
      readonly onFailure: 'end' | 'trust' | 'early';
    }
  /** The partner hears music while the number is dialled. */
  | { readonly kind: 'entertain' | 'takeBack'; readonly id: string; readonly leg: LegId }
  | { readonly kind: 'closeRoom'; readonly id: string; readonly room: RoomId }
  | { readonly kind: 'timer'; readonly id: string; readonly wait: Deadline }
  | { readonly kind: 'tellSounding' | 'tellAnswered'; readonly id: string; readonly call: CallId; readonly leg: LegId }
  | { readonly kind: 'tellEnded'; readonly id: string; readonly call: CallId; readonly outcome: PlacedOutcome };

/** The stored names. */
export const placedKey = (id: string): string => `placed/${id}`;
export const breakerKey = (trunk: string): string => `breaker/${trunk}`;
export const booksKey = 'outbound/books';

/** A breaker as it is stored. */
export interface StoredBreaker {
  readonly trunk: TrunkName;
  readonly breaker: Breaker;
}
