// Callbacks plugged into the waiting lines and the calls to the outside. Not here: what any of them decides.

import type { Instant } from './base/clock.ts';
import { type RoomId, legId, roomId } from './base/ids.ts';
import { insist } from './call/index.ts';
import { type Rooms, TelephonyFault } from './call/ports.ts';
import type { CallbackPorts, Callbacks, Judgement } from './callbacks/index.ts';
import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import type { FlowCallbacks } from './ivr/index.ts';
import { type Outbound, type OutboundPorts, type Policy, mayPlace, nightEnd } from './outbound/index.ts';
import { type Acd, answeredLeg } from './queue/index.ts';

/** What callbacks are plugged into; asked for only once all are there. */
export interface CallbackWiring {
  readonly clock: Clock;
  readonly log: Log;
  readonly policy: Policy;
  readonly rooms: Pick<Rooms, 'open' | 'join'>;
  readonly acd: () => Acd;
  readonly outbound: () => Outbound;
  readonly music: (acd: Acd, queue: Parameters<CallbackPorts['line']['entertain']>[1]) => string;
}

/** How long a number rings: as long as most telephones take to give up by themselves. */
const ringMsMax = 45_000;
/** Until the gate is asked again that was too busy, and until it is whose budget was used up. */
const busyPauseMs = 10_000;
const spentPauseMs = 3_600_000;

export const callbackPorts = (wiring: CallbackWiring): Omit<CallbackPorts, 'clock' | 'log' | 'record'> => ({
  judge: (to) => judged(wiring, to),
  line: {
    join: ({ call, to, queue, since, visit, leg }) =>
      wiring.acd().post({
        ...{ kind: 'callJoined', call, leg: leg ?? legId(call), caller: to, queue, priority: 0, requirements: [] },
        ...{ connect: 'asks', since, visit },
      }),
    leave: (call, why) => wiring.acd().post({ kind: 'callLeft', call, why }),
    connect: (call, callerLeg) => wiring.acd().post({ kind: 'bridgeWanted', call, callerLeg }),
    entertain: (leg, queue) => entertain(wiring, leg, wiring.music(wiring.acd(), queue), roomOf(wiring, queue)),
    entertainAgent: async (call, queue) => {
      const leg = answeredLeg(wiring.acd().state(), call);
      if (leg !== null) await entertain(wiring, leg, wiring.music(wiring.acd(), queue), roomOf(wiring, queue));
    },
  },
  numbers: {
    dial: ({ id, call, to }) =>
      wiring.outbound().place({ id, call, partner: null, wish: wishFor(to), timeoutMs: ringMsMax }),
    hangUp: (id) => wiring.outbound().callOff(id),
  },
});

/** What flows promise, kept. */
export const promisesTo = ({ intent, take }: Callbacks): FlowCallbacks => ({ intent, take });

/** What becomes of calls to the outside: told to the callback for which they are, else to `others`. */
export const callbacksHearing = (
  callbacks: () => Callbacks,
  others: Pick<OutboundPorts, 'onSounding' | 'onAnswered' | 'onEnded'>,
): Pick<OutboundPorts, 'onSounding' | 'onAnswered' | 'onEnded'> => ({
  ...others,
  onAnswered: (id, call, leg) => {
    if (!callbacks().onAnswered(id, leg)) others.onAnswered(id, call, leg);
  },
  onEnded: (id, call, outcome) => {
    if (!callbacks().onDialEnded(id, outcome)) others.onEnded(id, call, outcome);
  },
});

const wishFor = (to: string) => ({ to, from: null, headers: [] });

function judged({ policy, outbound, clock }: CallbackWiring, to: string): Judgement {
  const now = clock.now();
  const verdict = mayPlace(wishFor(to), policy, outbound().state().books, now);
  if (verdict.kind === 'allowed') return { kind: 'allowed' };
  const at = againAt(verdict.why, policy, now);
  return at === null ? { kind: 'never', why: verdict.why } : { kind: 'later', at, why: verdict.why };
}

/** When the gate may say something else; null: never. */
function againAt(why: string, policy: Policy, now: Instant): Instant | null {
  if (why === 'night') return nightEnd(policy, now);
  if (why === 'tooFast' || why === 'tooMany') return now + busyPauseMs;
  return why === 'spend' || why === 'noTrunk' ? now + spentPauseMs : null;
}

/** The room in which callers of the same queue hear the same music. */
const roomOf = ({ acd, music }: CallbackWiring, queue: Parameters<CallbackPorts['line']['entertain']>[1]): RoomId =>
  roomId(`waiting-${queue}-${music(acd(), queue)}`);

async function entertain(
  { rooms, clock, log }: CallbackWiring,
  leg: Parameters<Rooms['join']>[1],
  music: string,
  room: RoomId,
): Promise<void> {
  try {
    await insist(clock, () => rooms.open(room, { kind: 'waiting', music }));
    await insist(clock, () => rooms.join(room, leg));
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    log.warn('Somebody who was called back could not be given music.', { leg, fault });
  }
}
