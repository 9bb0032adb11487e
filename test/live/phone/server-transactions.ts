// The answering side of SIP transactions over UDP (RFC 3261 section 17.2): a repeated request gets the same answer
// again, a final answer to an INVITE is repeated until acknowledged. Not here: which answer.

import type { Cancel, Clock } from '../../../src/base/clock.ts';
import { t1Ms, t2Ms, transactionLimitMs } from './client-transactions.ts';
import type { NetAddress } from './phone-types.ts';
import { branchOf, cseqOf, header, parameter } from './sip-message.ts';
import type { SipMessage, SipRequest, SipResponse } from './sip-message.ts';

interface Transaction {
  readonly from: NetAddress;
  readonly ackKey: string;
  state: 'open' | 'answered' | 'acknowledged';
  last: SipResponse | undefined;
  stopRepeating: Cancel;
  stopRemembering: Cancel;
}

export class ServerTransactions {
  readonly #open = new Map<string, Transaction>();
  readonly #send: (message: SipMessage, to: NetAddress) => void;
  readonly #after: Clock['after'];

  constructor(send: (message: SipMessage, to: NetAddress) => void, after: Clock['after']) {
    this.#send = send;
    this.#after = after;
  }

  /** Says whether the request is new; a repeated one is dealt with here. ACK is always new. */
  receive(request: SipRequest, from: NetAddress): 'new' | 'repeated' {
    if (request.method === 'ACK') {
      this.#acknowledge(ackKeyOf(request));
      return 'new';
    }
    const key = keyOf(request);
    const known = this.#open.get(key);
    if (known !== undefined) {
      if (known.last !== undefined) this.#send(known.last, known.from);
      return 'repeated';
    }
    this.#open.set(key, {
      from,
      ackKey: ackKeyOf(request),
      state: 'open',
      last: undefined,
      stopRepeating: nothing,
      stopRemembering: nothing,
    });
    return 'new';
  }

  /**
   * Sends the answer; a final one to an INVITE again and again until its ACK comes, and when none came for 64 T1
   * `unacknowledged` is told.
   */
  respond(request: SipRequest, response: SipResponse, unacknowledged: () => void = nothing): void {
    const key = keyOf(request);
    const transaction = this.#open.get(key);
    if (transaction === undefined || transaction.state !== 'open') return;
    transaction.last = response;
    this.#send(response, transaction.from);
    if (response.status < 200) return;
    transaction.state = 'answered';
    if (request.method === 'INVITE') this.#repeat(transaction, t1Ms);
    transaction.stopRemembering = this.#after(transactionLimitMs, () => {
      transaction.stopRepeating();
      this.#open.delete(key);
      if (request.method === 'INVITE' && transaction.state === 'answered') unacknowledged();
    });
  }

  stop(): void {
    for (const transaction of this.#open.values()) {
      transaction.stopRepeating();
      transaction.stopRemembering();
    }
    this.#open.clear();
  }

  #acknowledge(ackKey: string): void {
    for (const transaction of this.#open.values()) {
      if (transaction.ackKey !== ackKey || transaction.state !== 'answered') continue;
      transaction.stopRepeating();
      transaction.state = 'acknowledged';
    }
  }

  #repeat(transaction: Transaction, pauseMs: number): void {
    transaction.stopRepeating = this.#after(pauseMs, () => {
      if (transaction.last !== undefined) this.#send(transaction.last, transaction.from);
      this.#repeat(transaction, Math.min(pauseMs * 2, t2Ms));
    });
  }
}

const nothing = (): void => undefined;

const keyOf = (request: SipRequest): string => `${branchOf(request)} ${cseqOf(request).method}`;

/** What an ACK shares with its INVITE, whether it acknowledges an answer or a refusal. */
const ackKeyOf = (request: SipRequest): string =>
  [header(request, 'Call-ID'), parameter(header(request, 'From'), 'tag'), cseqOf(request).number].join(' ');
