// What is asked of another system, in what words, and what its answer may be. The HTTP client is a port.
// Not here: how a request is built or sent.

import type { CallId } from '../base/ids.ts';
import type { Expression, Program, Value } from '../dsl/index.ts';

/** One request of a flow. */
export interface ServiceRequest {
  readonly call: CallId;
  /** Its number in the call: the same after an absence. */
  readonly request: number;
  readonly program: Program;
  readonly service: string;
  readonly operation: string;
  /** Of every parameter. */
  readonly arguments: Readonly<Record<string, Value>>;
  /** What is left of the whole budget, repetitions included. */
  readonly timeoutMs: number;
  /** Tells the other side that it is the same command again. */
  readonly key: string;
  /** The value of an expression of the service, with these variables. Throws an error with `code`. */
  readonly valueOf: (expression: Expression, variables: Readonly<Record<string, Value>>) => Value;
}

/** What came of it. `none`: there is nothing under this, or nothing was to be answered. */
export type ServiceAnswer =
  | { readonly kind: 'answered'; readonly value: Value }
  | { readonly kind: 'none' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'failed'; readonly code: string };

/** An HTTP request in full. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute, `http:` or `https:`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** The whole answer; redirects are answers like any other. */
export interface HttpReply {
  readonly status: number;
  readonly text: string;
}

/** The way out. */
export interface HttpClient {
  /** Rejects with HttpFault; `signal` gives up at once, whatever is under way. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpReply>;
  close(): Promise<void>;
}

/** The other side was not reached, or did not give a whole answer. `retryable`: it may go better another time. */
export class HttpFault extends Error {
  readonly code: 'unreachable' | 'cut' | 'tooLarge' | 'addressForbidden' | 'aborted' | 'refused';
  readonly retryable: boolean;

  constructor(code: HttpFault['code'], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.retryable = code === 'unreachable' || code === 'cut';
  }
}
