// The asking side of SIP transactions over UDP (RFC 3261 section 17.1): retransmits until answered, acknowledges
// refusals of an INVITE, gives up after 64 T1. Not here: what is asked, and what an answer means to a call.

import type { Cancel, Clock } from '../../../src/base/clock.ts';
import type { NetAddress } from './phone-types.ts';
import { branchOf, cseqOf, header, headerList } from './sip-message.ts';
import type { SipMessage, SipRequest, SipResponse } from './sip-message.ts';

/** The round trip that RFC 3261 assumes; retransmissions double from it. */
export const t1Ms = 500;

/** The longest pause between two retransmissions of anything but an INVITE. */
export const t2Ms = 4_000;

/** How long a transaction waits or remembers: 64 T1. */
export const transactionLimitMs = 64 * t1Ms;

/** What a transaction tells: every response that is new to it, and 2xx to an INVITE each time; or that none came. */
export interface Answers {
  readonly onResponse: (response: SipResponse) => void;
  readonly onTimeout: () => void;
}

interface Transaction extends Answers {
  readonly request: SipRequest;
  readonly to: NetAddress;
  state: 'calling' | 'proceeding' | 'completed';
  stopSending: Cancel;
  stopWaiting: Cancel;
}

export class ClientTransactions {
  readonly #open = new Map<string, Transaction>();
  readonly #send: (message: SipMessage, to: NetAddress) => void;
  readonly #after: Clock['after'];

  constructor(send: (message: SipMessage, to: NetAddress) => void, after: Clock['after']) {
    this.#send = send;
    this.#after = after;
  }

  start(request: SipRequest, to: NetAddress, answers: Answers): void {
    const key = keyOf(request);
    const transaction: Transaction = {
      ...answers,
      request,
      to,
      state: 'calling',
      stopSending: () => undefined,
      stopWaiting: () => undefined,
    };
    this.#open.set(key, transaction);
    this.#sendAgain(transaction, t1Ms);
    transaction.stopWaiting = this.#after(transactionLimitMs, () => {
      this.#forget(key, transaction);
      transaction.onTimeout();
    });
  }

  /** A response nobody asked for is dropped. */
  receive(response: SipResponse): void {
    const key = keyOf(response);
    const transaction = this.#open.get(key);
    if (transaction === undefined) return;
    if (response.status < 200) provisional(transaction, response);
    else if (transaction.request.method === 'INVITE') this.#finalOfInvite(key, transaction, response);
    else {
      this.#forget(key, transaction);
      transaction.onResponse(response);
    }
  }

  stop(): void {
    for (const [key, transaction] of this.#open) this.#forget(key, transaction);
  }

  #sendAgain(transaction: Transaction, pauseMs: number): void {
    this.#send(transaction.request, transaction.to);
    const isInvite = transaction.request.method === 'INVITE';
    const nextMs = isInvite ? pauseMs * 2 : Math.min(pauseMs * 2, t2Ms);
    transaction.stopSending = this.#after(pauseMs, () => {
      this.#sendAgain(transaction, nextMs);
    });
  }

  #finalOfInvite(key: string, transaction: Transaction, response: SipResponse): void {
    const repeated = transaction.state === 'completed';
    if (!repeated) {
      transaction.state = 'completed';
      transaction.stopSending();
      transaction.stopWaiting();
      transaction.stopWaiting = this.#after(transactionLimitMs, () => {
        this.#forget(key, transaction);
      });
    }
    if (response.status >= 300) this.#send(refusalAck(transaction.request, response), transaction.to);
    if (!repeated || response.status < 300) transaction.onResponse(response);
  }

  #forget(key: string, transaction: Transaction): void {
    transaction.stopSending();
    transaction.stopWaiting();
    this.#open.delete(key);
  }
}

/** An INVITE is heard from here on and may ring as long as it likes; other requests go on being sent. */
function provisional(transaction: Transaction, response: SipResponse): void {
  if (transaction.state === 'completed') return;
  transaction.state = 'proceeding';
  if (transaction.request.method === 'INVITE') {
    transaction.stopSending();
    transaction.stopWaiting();
  }
  transaction.onResponse(response);
}

const keyOf = (message: SipMessage): string => `${branchOf(message)} ${cseqOf(message).method}`;

/** The ACK of a refusal belongs to the transaction itself: same branch, same target (RFC 3261 17.1.1.3). */
function refusalAck(request: SipRequest, response: SipResponse): SipRequest {
  return {
    kind: 'request',
    method: 'ACK',
    uri: request.uri,
    headers: [
      ['Via', headerList(request, 'Via')[0] ?? ''],
      ['Max-Forwards', '70'],
      ['From', header(request, 'From')],
      ['To', header(response, 'To')],
      ['Call-ID', header(request, 'Call-ID')],
      ['CSeq', `${cseqOf(request).number} ACK`],
      ...headerList(request, 'Route').map((route) => ['Route', route] as const),
    ],
    body: '',
  };
}
