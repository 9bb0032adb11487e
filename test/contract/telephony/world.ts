// What the contract suite needs of a telephone system: the ports, and hands outside it. Not here: any expectation.

import type { AriAccess, AriConnection } from '../../../src/ari/index.ts';
import type { LegId, PhoneId, TrunkName } from '../../../src/base/ids.ts';
import type { CallEvent } from '../../../src/call/index.ts';
import type {
  Legs,
  Media,
  Phones,
  Recorder,
  Rooms,
  Sound,
  Supervision,
  TelephonyNotice,
  Trunks,
} from '../../../src/call/ports.ts';
import { until } from '../../live/until.ts';

/** A caller outside, seen from outside. */
export interface OutsideCaller {
  readonly leg: LegId;
  readonly number: string;
  readonly called: string;
  readonly press: (digit: '5' | '#') => Promise<void>;
  /** Speaks for so long from now on, and is silent then. */
  readonly speak: (ms: number) => void;
  readonly hangUp: () => Promise<void>;
  /** How the caller sees the call. */
  readonly sees: () => 'ringing' | 'up' | 'ended' | 'busy' | 'refused';
}

/** An agent's phone outside. */
export interface OutsidePhone {
  readonly phone: PhoneId;
  readonly habit: (habit: 'answers' | 'rings' | 'isBusy' | 'declines') => void;
  readonly hangUp: () => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** How many calls reached it. */
  readonly callCount: () => number;
}

/** The far side of a trunk, with a number behind it. */
export interface OutsideTrunk {
  readonly trunk: TrunkName;
  /** `progress`: 183 without sound; `sounds`: with. Neither answers. */
  readonly habit: (
    habit: 'answers' | 'rings' | 'isBusy' | 'declines' | 'fails' | 'unassigned' | 'progress' | 'sounds',
  ) => void;
  readonly hangUp: () => Promise<void>;
  /** What reached it: the number called, the number shown, and the headers whose names begin with X-. */
  readonly calls: () => readonly {
    readonly number: string;
    readonly shown: string;
    readonly headers: Readonly<Record<string, string>>;
  }[];
}

/** A telephone system under test. */
export interface World {
  readonly ports: {
    readonly legs: Legs;
    readonly media: Media;
    readonly recorder: Recorder;
    readonly rooms: Rooms;
    readonly phones: Phones;
    readonly trunks: Trunks;
    readonly supervision: Supervision;
  };
  readonly notices: readonly TelephonyNotice[];
  readonly call: () => Promise<OutsideCaller>;
  /** A phone whose account was put and that signed in. */
  readonly phone: () => Promise<OutsidePhone>;
  /** A trunk that was put. */
  readonly trunk: () => Promise<OutsideTrunk>;
  /** About half a second, about twenty, and one that does not exist. */
  readonly sounds: { readonly short: Sound; readonly long: Sound; readonly missing: Sound };
  readonly close: () => Promise<void>;
}

/** A driver that has connected, and what it told so far. */
export interface DriverWatched {
  readonly ports: AriConnection;
  readonly notices: readonly TelephonyNotice[];
}

/** A telephone system that outlives the driver. */
export interface LastingWorld extends World {
  /** Another driver for the same application, connected. */
  readonly again: () => Promise<DriverWatched>;
  readonly access: AriAccess;
}

/** The events of one leg so far, in order. */
export const eventsOf = (world: Pick<World, 'notices'>, leg: LegId): readonly CallEvent[] =>
  world.notices.flatMap((notice) => (notice.kind === 'event' && notice.event.leg === leg ? [notice.event] : []));

/** Waits for the first event of a leg that fits. */
export function heard<Kind extends CallEvent['kind']>(
  world: Pick<World, 'notices'>,
  leg: LegId,
  kind: Kind,
): Promise<Extract<CallEvent, { readonly kind: Kind }>> {
  const isIt = (event: CallEvent): event is Extract<CallEvent, { readonly kind: Kind }> => event.kind === kind;
  return until(() => eventsOf(world, leg).find(isIt), { withinMs: 5_000, what: `${kind} of ${leg}` });
}
