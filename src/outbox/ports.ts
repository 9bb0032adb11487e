// What the outbox needs from others: ways out for messages, and the record.

import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Entry } from '../base/machine.ts';
import type { MessageFact } from '../call/index.ts';
import type { Message } from './letter.ts';

/**
 * What came of one attempt. `accepted`: the next system has it. `refused`: it will never take this message. `failed`: another
 * time may go better, and it may have been taken all the same.
 */
export type Delivery =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'failed'; readonly code: string };

/** One way out: a mail server, a provider of text messages. */
export interface MessageWay {
  /** Never rejects for what the other side does. Gives up when `signal` says so. */
  send(message: Message, signal: AbortSignal): Promise<Delivery>;
  close(): Promise<void>;
}

/** The way of each medium; null: none was configured, and such messages are refused. */
export type Ways = Readonly<Record<Message['medium'], MessageWay | null>>;

export interface OutboxPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly record: (entry: Entry<MessageFact>) => void;
  /** Resolves when what was recorded so far is on the disk; rejects when the disk takes nothing. */
  readonly recorded: () => Promise<void>;
  readonly ways: Ways;
}
