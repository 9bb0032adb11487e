// One message on its way: what was asked, and how far it has come. Data only. Not here: what becomes of it (outbox.ts).

import type { Deadline, Instant } from '../base/clock.ts';
import type { CallId } from '../base/ids.ts';

/** A message as a flow asked for it. */
export interface Message {
  /** The same however often it is asked or sent: receivers know a second copy by it. */
  readonly key: string;
  readonly call: CallId;
  readonly medium: 'sms' | 'email';
  /** A telephone number, E.164, or an e-mail address. */
  readonly to: string;
  /** Of an e-mail the first line is the subject. */
  readonly text: string;
}

/** A message from its intent until it is known to be sent, or given up. */
export interface Letter extends Message {
  readonly askedAt: Instant;
  /** How often it was given out; each time may have succeeded without our hearing of it. */
  readonly tries: number;
  readonly state: { readonly kind: 'waiting'; readonly until: Deadline } | { readonly kind: 'sending' };
}

/** The stored name of a letter. */
export const letterKey = (key: string): string => `letter/${key}`;

/** A message that nobody has tried to send yet. */
export const newLetter = (message: Message, now: Instant): Letter => ({
  ...message,
  askedAt: now,
  tries: 0,
  state: { kind: 'waiting', until: { at: now, lengthMs: 0 } },
});
