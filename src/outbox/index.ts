// Messages on their way out: text messages and e-mails, each sent at least once.

export { letterKey } from './letter.ts';
export type { Letter, Message } from './letter.ts';
export { outboxFrom, outboxNext } from './outbox.ts';
export type { OutboxEffect, OutboxEvent, OutboxState } from './outbox.ts';
export type { Delivery, MessageWay, OutboxPorts, Ways } from './ports.ts';
export { startOutbox } from './service.ts';
export type { Outbox } from './service.ts';
export { smsWay } from './sms.ts';
export type { SmsOptions, SmsPost } from './sms.ts';
export { smtpWay } from './smtp.ts';
export type { SmtpOptions } from './smtp.ts';
