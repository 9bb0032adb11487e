// How refusals of Asterisk become what the ports promise: 'gone', or a TelephonyFault. Not here: sending anything.

import { TelephonyFault } from '../call/ports.ts';
import type { Done } from '../call/ports.ts';

/** Asterisk answered a request with an error. */
export class AriError extends Error {
  readonly code = 'ari';
  readonly retryable = false;
  /** The HTTP status, 400 or more. */
  readonly status: number;
  /** Asterisk's own words, or empty. */
  readonly reason: string;
  /** As in `channels.create`. */
  readonly operation: string;

  constructor(status: number, reason: string, operation: string) {
    super(`${operation}: ${String(status)} ${reason}`);
    this.status = status;
    this.reason = reason;
    this.operation = operation;
  }
}

/** The reply, or the status when it is one of `expected`; any other refusal is thrown as a TelephonyFault. */
export async function answerOr<Reply, Status extends number>(
  request: Promise<Reply>,
  ...expected: readonly Status[]
): Promise<{ readonly kind: 'reply'; readonly reply: Reply } | { readonly kind: 'status'; readonly status: Status }> {
  try {
    return { kind: 'reply', reply: await request };
  } catch (fault) {
    if (!(fault instanceof AriError)) throw fault;
    const status = expected.find((one) => one === fault.status);
    if (status !== undefined) return { kind: 'status', status };
    throw new TelephonyFault('refused', fault.message, { cause: fault });
  }
}

/** The reply; any refusal is thrown as a TelephonyFault. */
export async function replyTo<Reply>(request: Promise<Reply>): Promise<Reply> {
  try {
    return await request;
  } catch (fault) {
    throw fault instanceof AriError ? new TelephonyFault('refused', fault.message, { cause: fault }) : fault;
  }
}

/** 'ok', or 'gone' when the status is one of `goneAt`; any other refusal is thrown as a TelephonyFault. */
export async function doneOr(request: Promise<unknown>, ...goneAt: readonly number[]): Promise<Done> {
  const answer = await answerOr(request, ...goneAt);
  return answer.kind === 'reply' ? 'ok' : 'gone';
}

/** Codes of failures before the request left: only then is it certain that nothing happened. */
const unsentCodes: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED',
]);

/** What becomes of a request whose connection failed before the answer. */
export function unanswered(name: string, fault: unknown): TelephonyFault {
  const code = fault instanceof Error && 'code' in fault ? fault.code : null;
  return unsentCodes.has(code)
    ? new TelephonyFault('unreachable', `${name}: Asterisk cannot be reached.`, { cause: fault })
    : new TelephonyFault('timeout', `${name}: the connection broke before the answer.`, { cause: fault });
}
