// E-mail over SMTP (RFC 5321), by nodemailer. Not here: when a message is sent, and again.

import { createTransport } from 'nodemailer';
import type { Message } from './letter.ts';
import type { Delivery, MessageWay } from './ports.ts';

export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  /** `always`: the connection begins with TLS (port 465). `offered`: STARTTLS where the server offers it. */
  readonly tls: 'always' | 'offered';
  /** Null: the server asks for none. */
  readonly signIn: { readonly user: string; readonly password: string } | null;
  /** The sender's address; its domain names our messages. */
  readonly from: string;
}

/** Every step of the dialogue with the server answers within this. */
const stepMsMax = 20_000;
/** As many as the outbox sends at a time, with text messages among them. */
const connectionCountMax = 4;
/** RFC 5321 allows longer ones; no mailbox in use has one. */
const addressLengthMax = 254;

/** Opens the way to a mail server; no connection is made before the first message. */
export function smtpWay({ host, port, tls, signIn, from }: SmtpOptions): MessageWay {
  const transport = createTransport({
    ...{ pool: true, maxConnections: connectionCountMax, host, port, secure: tls === 'always' },
    ...{ connectionTimeout: stepMsMax, greetingTimeout: stepMsMax, socketTimeout: stepMsMax },
    // What a message holds is text of ours: it names no file and no address to be fetched.
    ...{ disableFileAccess: true, disableUrlAccess: true },
    ...(signIn === null ? {} : { auth: { user: signIn.user, pass: signIn.password } }),
  });
  return {
    send: async (message) => {
      if (!isAddress(message.to)) return { kind: 'refused', code: 'badAddress' };
      try {
        await transport.sendMail({ ...mailOf(message, from), from, to: { name: '', address: message.to } });
        return { kind: 'accepted' };
      } catch (fault) {
        return deliveryOf(fault);
      }
    },
    close: () => {
      transport.close();
      return Promise.resolve();
    },
  };
}

/** The first line is the subject. A second copy has the same Message-ID, by which mailboxes and servers know it. */
function mailOf({ text, key }: Message, from: string) {
  const [subject = '', ...lines] = text.split(/\r?\n/);
  const body = lines.join('\n').replace(/^\n+/, '');
  const domain = from.replace(/^.*@|>.*$/g, '');
  return { subject, text: body === '' ? subject : body, messageId: `<${key}@${domain}>` };
}

/** One mailbox and nothing else: no list, no name, no line break. */
const isAddress = (text: string): boolean =>
  text.length <= addressLengthMax && /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(text);

/** 5xx to the message is for good (RFC 5321 section 4.2.1); to the sign-in it is our configuration, which may be put right. */
function deliveryOf(fault: unknown): Delivery {
  const { code, responseCode, command } = detailsOf(fault);
  const isFinal =
    responseCode !== null && responseCode >= 500 && !(command ?? '').startsWith('AUTH') && code !== 'EAUTH';
  const told = responseCode === null ? (code ?? 'unknown') : `smtp${responseCode}`;
  return { kind: isFinal ? 'refused' : 'failed', code: told };
}

function detailsOf(fault: unknown): { code: string | null; responseCode: number | null; command: string | null } {
  const has = new Map<string, unknown>(typeof fault === 'object' && fault !== null ? Object.entries(fault) : []);
  const [code, responseCode, command] = [has.get('code'), has.get('responseCode'), has.get('command')] as const;
  return {
    code: typeof code === 'string' ? code : null,
    responseCode: typeof responseCode === 'number' ? responseCode : null,
    command: typeof command === 'string' ? command : null,
  };
}
