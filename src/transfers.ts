// Transfers of flows, and the numbers outside that agents call, as calls to the outside: the one plugged into the others. Not
// here: what any of them decides.

import { type CallId, type LegId, legId } from './base/ids.ts';
import { type EndReason, endReason } from './call/index.ts';
import type { Answered, Outside } from './conversation/index.ts';
import type { CallTransfers, IvrEvent } from './ivr/index.ts';
import type { Outbound, OutboundPorts, PlacedOutcome, Policy, Wish } from './outbound/index.ts';

/** What flows ask for, done by the calls to the outside. */
export const transfersBy = (outbound: Pick<Outbound, 'place' | 'callOff'>): CallTransfers => ({
  begin: ({ call, leg, transfer, to, from, headers, timeoutMs }) =>
    outbound.place({ id: idOf(call, transfer), call, partner: leg, wish: { to, from, headers }, timeoutMs }),
  end: (call, transfer) => outbound.callOff(idOf(call, transfer)),
});

export interface OutsideParts {
  /** Asked when there is something to do: the calls to the outside may be started later. */
  readonly outbound: () => Pick<Outbound, 'place' | 'callOff' | 'judge'>;
  readonly policy: Pick<Policy, 'ours'>;
  /** The number that the caller dialled; null: not known. */
  readonly dialled: (call: CallId) => string | null;
}

/** How long a number that an agent calls may ring, all trunks together. */
export const agentsRingMs = 30_000;

/** What agents ask for. Whoever is called sees the number that the caller dialled, when it is one of ours to show. */
export function outsideBy({ outbound, policy, dialled }: OutsideParts): Outside {
  const wish = (call: CallId, to: string): Wish => {
    const number = dialled(call);
    return { to, from: policy.ours.find((one) => one === number) ?? null, headers: [] };
  };
  return {
    reach: (call, number) => outbound().judge(call, wish(call, number)),
    place: ({ call, leg, number }) =>
      outbound().place({ id: leg, call, partner: null, wish: wish(call, number), timeoutMs: agentsRingMs }),
    callOff: (leg) => outbound().callOff(leg),
  };
}

export interface Hearing {
  readonly flows: (call: CallId, event: IvrEvent) => void;
  readonly conversations: {
    readonly sounding: (call: CallId, leg: LegId, on: LegId) => void;
    readonly answered: (call: CallId, answered: Answered) => void;
    readonly unreached: (call: CallId, leg: LegId, reason: EndReason) => void;
  };
  /** Whether a leg that answered is up still. */
  readonly isUp: (leg: LegId) => boolean;
}

/** What becomes of them, told to whoever asked. */
export function heardBy({
  flows,
  conversations,
  isUp,
}: Hearing): Pick<OutboundPorts, 'onSounding' | 'onAnswered' | 'onEnded'> {
  return {
    onSounding: (id, call, leg) => conversations.sounding(call, legId(id), leg),
    onAnswered: (id, call, leg) => {
      const transfer = transferOf(id, call);
      if (transfer !== null) return flows(call, { kind: 'transferAnswered', transfer });
      // Of a leg that ended between its answer and this moment the end was heard before by those who did not know it yet.
      if (isUp(leg)) conversations.answered(call, { agent: null, leg: legId(id), on: leg });
    },
    onEnded: (id, call, outcome) => {
      const transfer = transferOf(id, call);
      if (transfer !== null) return flows(call, { kind: 'transferEnded', transfer, outcome: outcomes[outcome] });
      conversations.unreached(call, legId(id), endReason('network', outcome === 'answered' ? 'hangup' : outcome));
    },
  };
}

type TransferOutcome = Extract<IvrEvent, { kind: 'transferEnded' }>['outcome'];

/** What a flow can react to: the rest means that the other side cannot be reached. */
const outcomes: Readonly<Record<PlacedOutcome, TransferOutcome>> = {
  answered: 'completed',
  busy: 'busy',
  noAnswer: 'noAnswer',
  ...({ refused: 'failed', unreachable: 'failed', invalidNumber: 'failed', congestion: 'failed' } as const),
  calledOff: 'failed',
};

const idOf = (call: CallId, transfer: number): string => `${call}-transfer-${transfer}`;

/** Of a flow's transfer; null: a number that an agent calls. */
function transferOf(id: string, call: CallId): number | null {
  const prefix = idOf(call, 0).slice(0, -1);
  return id.startsWith(prefix) ? Number(id.slice(prefix.length)) : null;
}
