// E-mail to a server on a real socket: what arrives, and what each way of refusing means.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callId } from '../../src/base/ids.ts';
import { type Message, type MessageWay, smtpWay } from '../../src/outbox/index.ts';
import { type MailServer, openMailServer } from './mail-server.ts';

let server: MailServer;
let way: MessageWay;
beforeAll(async () => {
  server = await openMailServer();
  const signIn = { user: 'centre', password: 'secret' };
  way = smtpWay({ host: '127.0.0.1', port: server.port, tls: 'offered', signIn, from: 'centre@carillon.example' });
});
afterEach(() => {
  server.mend();
});
afterAll(async () => {
  await way.close();
  await server.close();
});

const message = (text: string, to = 'a@b.example'): Message => ({
  ...{ key: 'call-1-message-7', call: callId('call-1'), medium: 'email', to, text },
});
const never = new AbortController().signal;
const send = (text: string, to?: string) => way.send(message(text, to), never);
const decoded = (data: string): string =>
  data
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (hex) => Buffer.from(hex.replaceAll('=', ''), 'hex').toString());

describe('an e-mail', () => {
  it('arrives with its subject, its text and a name by which a second copy is known', async () => {
    expect(await send('Récapitulatif\n\nVotre devis : 12,50 €.\nÀ bientôt.')).toEqual({ kind: 'accepted' });
    const { from, to, data, signedInAs } = server.mails.at(-1)!;
    expect([from, to, signedInAs]).toEqual(['centre@carillon.example', ['a@b.example'], 'centre']);
    expect(data).toContain('Message-ID: <call-1-message-7@carillon.example>');
    expect(decoded(data)).toContain('Votre devis : 12,50 €.\r\nÀ bientôt.');
    expect(data).toMatch(/Subject: =\?UTF-8\?/);
  });

  it.each([
    'a@b.example\r\nBcc: evil@x.example',
    'a@b.example, evil@x.example',
    '"a" <a@b.example>',
    'a',
    '',
    `${'a'.repeat(300)}@b.example`,
    'a@b.example>',
  ])('to %j is refused before anybody is asked', async (to) => {
    const before = server.mails.length;
    expect(await send('x', to)).toEqual({ kind: 'refused', code: 'badAddress' });
    expect(server.mails).toHaveLength(before);
  });

  it('whose subject would begin another header stays a subject', async () => {
    await send('Bonjour\u2028X: y\rBcc: evil@x.example\nTexte');
    const { data, to } = server.mails.at(-1)!;
    expect(to).toEqual(['a@b.example']);
    expect(data.split('\r\n\r\n')[0]).not.toMatch(/^(Bcc|X):/m);
  });

  it.each([
    ['RCPT', '550 no such user', { kind: 'refused', code: 'smtp550' }],
    ['RCPT', '450 busy', { kind: 'failed', code: 'smtp450' }],
    ['DATA', '554 no', { kind: 'refused', code: 'smtp554' }],
    ['.', '452 full', { kind: 'failed', code: 'smtp452' }],
    ['MAIL', 'cut', { kind: 'failed', code: expect.any(String) as string }],
    ['.', 'cut', { kind: 'failed', code: expect.any(String) as string }],
  ])('to which the server answers %s with %s', async (command, answer, delivery) => {
    server.spoil(command, answer);
    expect(await send('x')).toEqual(delivery);
  });

  it('is tried again later when our own sign-in is refused', async () => {
    const other = smtpWay({
      ...{ host: '127.0.0.1', port: server.port, tls: 'offered', from: 'c@carillon.example' },
      signIn: { user: 'x', password: 'y' },
    });
    server.spoil('AUTH', '535 wrong');
    expect(await other.send(message('x'), never)).toMatchObject({ kind: 'failed' });
    await other.close();
  });

  it('to a server that is not there may go better another time', async () => {
    const nowhere = smtpWay({ host: '127.0.0.1', port: 1, tls: 'offered', signIn: null, from: 'c@carillon.example' });
    expect(await nowhere.send(message('x'), never)).toMatchObject({ kind: 'failed' });
    await nowhere.close();
  });
});
