// What a simulated call meets outside of its flow: services, queues, other telephones. Data and the port only. Not here: what
// a test says of them (mocks.ts), how the explorer varies them.

import type { Value } from '../../dsl/index.ts';

export interface RequestAsked {
  readonly service: string;
  readonly operation: string;
  readonly arguments: Readonly<Record<string, Value>>;
}

/** What a service does with a request, and after how long. */
export interface ServiceAnswer {
  readonly afterMs: number;
  /** `value` is whole: every field of its type. */
  readonly answer:
    { readonly kind: 'answered'; readonly value: Value } | { readonly kind: 'none' } | { readonly kind: 'failed' };
}

export interface QueueState {
  readonly state: 'open' | 'closed' | 'full' | 'no agent';
  /** 1 is next. */
  readonly position: number;
  readonly waitMs: number;
}

/** What becomes of a blind transfer; the far end talks for `forMs`. */
export type FarEnd =
  { readonly kind: 'answers'; readonly forMs: number } | { readonly kind: 'busy' | 'no answer' | 'fails' };

/** The world around a flow. Asked again at each use, so that it may change during a call. */
export interface Outside {
  /** Null: nobody has said what this service does. */
  request(asked: RequestAsked): ServiceAnswer | null;
  queue(name: string): QueueState;
  /** Told that the caller comes to this line, before its state is asked. */
  readonly joins?: (queue: string) => void;
  transfer(to: string): FarEnd;
  readonly config: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, string>>;
  /** Branches that are taken whatever the value. */
  readonly splits: Readonly<Record<string, string>>;
}
