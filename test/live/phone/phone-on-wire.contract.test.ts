// One test phone against hand-made SIP messages on loopback: what a server may ask of it that another phone does not.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../until.ts';
import { parseChallenge, printAuthorization } from './digest.ts';
import { startPhone, tone } from './index.ts';
import type { NetAddress, Phone, PhoneCall } from './index.ts';
import { cseqOf, header, headerList, parseMessage, responseTo } from './sip-message.ts';
import type { Headers, SipMessage, SipRequest } from './sip-message.ts';
import { openSipSocket } from './sip-socket.ts';
import type { SipSocket } from './sip-socket.ts';

const soon = { withinMs: 5_000 };

let server: SipSocket;
let phones: Phone[];
let seen: { readonly message: SipMessage; readonly from: NetAddress }[];

beforeEach(async () => {
  phones = [];
  seen = [];
  server = await openSipSocket({ host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  await Promise.all(phones.map((one) => one.close()));
  await server.close();
});

describe('registering', () => {
  const challenge = 'Digest realm="carillon", nonce="n1", qop="auth", algorithm=MD5';

  test('a server that asks for a signature gets the right one, and the sign-off too', async () => {
    serveRegistrar('secret');
    const phone = await started('secret');
    await phone.register({ expiresSec: 60 });
    await phone.unregister();
    expect(registers().map((request) => [header(request, 'Expires'), header(request, 'Authorization') !== ''])).toEqual(
      [
        ['60', false],
        ['60', true],
        ['0', false],
        ['0', true],
      ],
    );
    const numbers = registers().map((request) => cseqOf(request).number);
    expect(numbers).toEqual([1, 2, 3, 4]);
  });

  test('a wrong password is refused after one try', async () => {
    serveRegistrar('another');
    const phone = await started('secret');
    await expect(phone.register()).rejects.toMatchObject({ code: 'refused' });
    expect(registers()).toHaveLength(2);
  });

  test('a registration is renewed before it lapses', async () => {
    serveRegistrar('secret');
    const phone = await started('secret');
    await phone.register({ expiresSec: 1 });
    await until(() => registers().length >= 4, { ...soon, what: 'a renewal' });
  });

  async function started(password: string): Promise<Phone> {
    const phone = await startPhone({ user: 'agent1', password, server: server.address });
    phones.push(phone);
    return phone;
  }

  function serveRegistrar(password: string): void {
    server.listen((message, from) => {
      seen.push({ message, from });
      if (message.kind !== 'request') return;
      const more: Headers = [['WWW-Authenticate', challenge]];
      const good = header(message, 'Authorization') === signatureOf(message, password);
      server.send(responseTo(message, good ? 200 : 401, { toTag: 'r', more: good ? [] : more }), from);
    });
  }

  /** What the phone should have signed, with the chance text that it chose itself. */
  function signatureOf(request: SipRequest, password: string): string {
    const cnonce = /cnonce="(\w+)"/.exec(header(request, 'Authorization'))?.[1] ?? '';
    const digest = { username: 'agent1', password, method: 'REGISTER', uri: request.uri, cnonce, useCount: 1 };
    const parsed = parseChallenge([challenge]);
    return parsed === null ? '' : printAuthorization(parsed, digest);
  }

  const registers = (): readonly SipRequest[] =>
    seen.map(({ message }) => message).filter((message) => message.kind === 'request');
});

describe('asked outside a call', () => {
  test.each([
    ['OPTIONS', 200],
    ['NOTIFY', 405],
  ])('%s is answered with %i', async (method, status) => {
    const phone = await startPhone({ user: 'agent1' });
    phones.push(phone);
    expect((await ask(phone, method, { to: '<sip:agent1@127.0.0.1>' })).status).toBe(status);
  });

  test('BYE of a call that is not there is answered with 481', async () => {
    const phone = await startPhone({ user: 'agent1' });
    phones.push(phone);
    expect((await ask(phone, 'BYE', { to: '<sip:agent1@127.0.0.1>;tag=gone' })).status).toBe(481);
  });
});

describe('asked inside a call', () => {
  test('a re-INVITE that holds: answered, nothing is sent until another one resumes', async () => {
    const { callee, placed, received } = await connected();
    await placed.hears(1_000, soon);
    const hold = await ask(callee, 'INVITE', inDialog(callee, 'a=sendonly', 50));
    expect(hold).toMatchObject({ status: 200 });
    expect(hold.text).toContain('a=recvonly');
    await placed.stopsHearing(1_000, soon);
    expect(received.state().kind).toBe('up');
    const resume = await ask(callee, 'INVITE', inDialog(callee, 'a=sendrecv', 51));
    expect(resume.text).toContain('a=sendrecv');
    await placed.hears(1_000, soon);
  });

  test('a re-INVITE without a description: answered with an offer of our own', async () => {
    const { callee } = await connected();
    const answer = await ask(callee, 'INVITE', { ...inDialog(callee, 'a=sendrecv', 50), body: '' });
    expect(answer.text).toContain('a=rtpmap:8 PCMA/8000');
    expect(answer.text).toContain('a=rtpmap:0 PCMU/8000');
  });

  async function connected(): Promise<{ callee: Phone; placed: PhoneCall; received: PhoneCall }> {
    const callee = await startPhone({ user: 'callee' });
    const caller = await startPhone({ user: 'caller', server: callee.address });
    phones.push(callee, caller);
    const placed = await caller.dial('100');
    const received = await callee.nextCall(soon);
    await received.answer({ sound: tone(1_000) });
    return { callee, placed, received };
  }

  /** What the caller would say inside its call: its own names and description, with another direction. */
  function inDialog(callee: Phone, direction: string, seq: number): Asked {
    const [invite, ack] = ['INVITE', 'ACK'].map((method) =>
      callee
        .messages()
        .filter(({ way }) => way === 'in')
        .map(({ text }) => parseMessage(text))
        .find((message) => message?.kind === 'request' && message.method === method),
    );
    if (!invite || !ack) throw new Error('the call was not set up');
    const body = invite.body.replace('a=sendrecv', direction);
    return { from: header(ack, 'From'), to: header(ack, 'To'), callId: header(ack, 'Call-ID'), seq, body };
  }
});

interface Asked {
  readonly to: string;
  readonly from?: string;
  readonly callId?: string;
  readonly seq?: number;
  readonly body?: string;
}

/** Sends one request to the phone and gives its final answer. */
async function ask(
  phone: Phone,
  method: string,
  { to, from = '<sip:server@127.0.0.1>;tag=s', callId = 'call-1', seq = 1, body = '' }: Asked,
): Promise<{ readonly status: number; readonly text: string }> {
  const branch = `z9hG4bK${method}${seq}`;
  const via = `SIP/2.0/UDP ${server.address.host}:${server.address.port};branch=${branch}`;
  server.listen((message, sender) => seen.push({ message, from: sender }));
  const headers: Headers = [
    ['Via', via],
    ['From', from],
    ['To', to],
    ['Call-ID', callId],
    ['CSeq', `${seq} ${method}`],
    ...(body === '' ? [] : [['Content-Type', 'application/sdp'] as const]),
  ];
  server.send({ kind: 'request', method, uri: 'sip:agent1@127.0.0.1', headers, body }, phone.address);
  const answer = await until(
    () =>
      seen
        .map(({ message }) => message)
        .find((one) => one.kind === 'response' && one.status >= 200 && headerList(one, 'Via')[0] === via),
    { ...soon, what: `an answer to ${method}` },
  );
  return { status: answer.kind === 'response' ? answer.status : 0, text: answer.body };
}
