// Transfers of flows as calls to the outside: the one plugged into the other. Not here: what either of them decides.

import type { CallId } from './base/ids.ts';
import type { CallTransfers, IvrEvent } from './ivr/index.ts';
import type { Outbound, OutboundPorts, PlacedOutcome } from './outbound/index.ts';

/** What flows ask for, done by the calls to the outside. */
export const transfersBy = (outbound: Pick<Outbound, 'place' | 'callOff'>): CallTransfers => ({
  begin: ({ call, leg, transfer, to, from, headers, timeoutMs }) =>
    outbound.place({ id: idOf(call, transfer), call, partner: leg, wish: { to, from, headers }, timeoutMs }),
  end: (call, transfer) => outbound.callOff(idOf(call, transfer)),
});

/** What becomes of them, told to their flows. Others' calls to the outside are not concerned. */
export function flowsHearing(
  post: (call: CallId, event: IvrEvent) => void,
): Pick<OutboundPorts, 'onAnswered' | 'onEnded'> {
  return {
    onAnswered: (id, call) => {
      const transfer = transferOf(id, call);
      if (transfer !== null) post(call, { kind: 'transferAnswered', transfer });
    },
    onEnded: (id, call, outcome) => {
      const transfer = transferOf(id, call);
      if (transfer !== null) post(call, { kind: 'transferEnded', transfer, outcome: outcomes[outcome] });
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

function transferOf(id: string, call: CallId): number | null {
  const prefix = idOf(call, 0).slice(0, -1);
  return id.startsWith(prefix) ? Number(id.slice(prefix.length)) : null;
}
