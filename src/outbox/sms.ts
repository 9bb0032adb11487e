// Text messages by HTTP: one POST of JSON to an address of the operator's, which is a provider's or a small adapter before it. Not
// here: HTTP itself, which comes in as `post`, with its guard.

import type { Message } from './letter.ts';
import type { Delivery, MessageWay } from './ports.ts';

export interface SmsOptions {
  readonly url: string;
  /** Sent as bearer token; null: none. */
  readonly token: string | null;
  /** The sender shown; null: the other side's own. */
  readonly from: string | null;
  /** Gives the status of the answer; rejects with a fault that carries `code` and `retryable`. */
  readonly post: (request: SmsPost, signal: AbortSignal) => Promise<number>;
}

export interface SmsPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Opens the way. */
export const smsWay = ({ url, token, from, post }: SmsOptions): MessageWay => ({
  send: async (message, signal) => {
    try {
      return deliveryOf(await post({ url, headers: headersOf(message, token), body: bodyOf(message, from) }, signal));
    } catch (fault) {
      return { kind: isFinal(fault) ? 'refused' : 'failed', code: codeOf(fault) };
    }
  },
  close: () => Promise.resolve(),
});

/** The key names the message: whoever sees it twice has seen one message. */
const headersOf = ({ key }: Message, token: string | null): Readonly<Record<string, string>> => ({
  ...{ 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': key },
  ...(token === null ? {} : { authorization: `Bearer ${token}` }),
});

const bodyOf = ({ key, to, text }: Message, from: string | null): string =>
  JSON.stringify({ key, to, text, ...(from === null ? {} : { from }) });

/** These are our configuration or a moment's trouble, not the message. */
const passing = new Set([401, 403, 404, 408, 409, 421, 425, 429]);

function deliveryOf(status: number): Delivery {
  if (status >= 200 && status <= 299) return { kind: 'accepted' };
  const isRefused = status >= 400 && status <= 499 && !passing.has(status);
  return { kind: isRefused ? 'refused' : 'failed', code: `status${status}` };
}

/** An address that may not be asked will not become one; all other faults may pass. */
const isFinal = (fault: unknown): boolean => codeOf(fault) === 'addressForbidden';

const codeOf = (fault: unknown): string => (fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown');
