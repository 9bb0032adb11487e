// SIP transactions on a clock that the test turns: what is repeated, when it stops, what is acknowledged.

import { beforeEach, describe, expect, test } from 'vitest';
import { ClientTransactions } from './client-transactions.ts';
import { ServerTransactions } from './server-transactions.ts';
import { responseTo } from './sip-message.ts';
import type { SipMessage, SipRequest } from './sip-message.ts';

const peer = { host: '127.0.0.1', port: 5060 };

let sent: { readonly atMs: number; readonly message: SipMessage }[];
let clock: ReturnType<typeof handClock>;
let client: ClientTransactions;
let server: ServerTransactions;
let heard: string[];

beforeEach(() => {
  sent = [];
  heard = [];
  clock = handClock();
  const send = (message: SipMessage): void => {
    sent.push({ atMs: clock.now(), message });
  };
  client = new ClientTransactions(send, clock.after);
  server = new ServerTransactions(send, clock.after);
});

describe('asking', () => {
  test('an INVITE that nobody hears: repeated at doubling pauses, given up after 32 s', () => {
    ask(request('INVITE'));
    clock.turn(40_000);
    expect(sent.map(({ atMs }) => atMs)).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500]);
    expect(heard).toEqual(['timeout']);
  });

  test('a BYE that nobody hears: pauses grow to 4 s only', () => {
    ask(request('BYE'));
    clock.turn(40_000);
    expect(sent.map(({ atMs }) => atMs).slice(0, 6)).toEqual([0, 500, 1_500, 3_500, 7_500, 11_500]);
    expect(heard).toEqual(['timeout']);
  });

  test('an INVITE that rings: no longer repeated, and may ring beyond 32 s', () => {
    const invite = request('INVITE');
    ask(invite);
    client.receive(responseTo(invite, 180));
    clock.turn(60_000);
    expect(sent).toHaveLength(1);
    expect(heard).toEqual(['180']);
  });

  test('a refusal: acknowledged each time it comes, told once', () => {
    const invite = request('INVITE');
    ask(invite);
    client.receive(responseTo(invite, 486, { toTag: 't' }));
    client.receive(responseTo(invite, 486, { toTag: 't' }));
    expect(sent.slice(1).map(({ message }) => message)).toMatchObject([{ method: 'ACK' }, { method: 'ACK' }]);
    expect(heard).toEqual(['486']);
  });

  test('an answer: told each time it comes, since each needs its ACK', () => {
    const invite = request('INVITE');
    ask(invite);
    client.receive(responseTo(invite, 200));
    client.receive(responseTo(invite, 200));
    expect(heard).toEqual(['200', '200']);
  });

  test('a response to nothing: dropped', () => {
    client.receive(responseTo(request('BYE'), 200));
    expect(heard).toEqual([]);
  });
});

describe('answering', () => {
  test('a repeated request: same answer again, not handled twice', () => {
    const bye = request('BYE');
    expect(server.receive(bye, peer)).toBe('new');
    server.respond(bye, responseTo(bye, 200));
    expect(server.receive(bye, peer)).toBe('repeated');
    expect(sent).toHaveLength(2);
  });

  test('an answer to an INVITE: repeated until its ACK', () => {
    const invite = accept();
    clock.turn(1_600);
    server.receive({ ...request('ACK'), headers: ackHeaders(invite) }, peer);
    clock.turn(40_000);
    expect(sent.map(({ atMs }) => atMs)).toEqual([0, 500, 1_500]);
    expect(heard).toEqual([]);
  });

  test('an answer that is never acknowledged: said after 32 s, repeated no more', () => {
    accept();
    clock.turn(32_000);
    const sentCount = sent.length;
    clock.turn(40_000);
    expect(heard).toEqual(['unacknowledged']);
    expect(sent).toHaveLength(sentCount);
  });

  test('a second final answer (CANCEL crossing an answer): not sent', () => {
    const invite = accept();
    server.respond(invite, responseTo(invite, 487));
    expect(sent.map(({ message }) => message)).toMatchObject([{ status: 200 }]);
  });
});

function ask(message: SipRequest): void {
  client.start(message, peer, {
    onResponse: ({ status }) => heard.push(String(status)),
    onTimeout: () => heard.push('timeout'),
  });
}

function accept(): SipRequest {
  const invite = request('INVITE');
  server.receive(invite, peer);
  server.respond(invite, responseTo(invite, 200, { toTag: 't' }), () => heard.push('unacknowledged'));
  return invite;
}

const request = (method: string): SipRequest => ({
  kind: 'request',
  method,
  uri: 'sip:100@127.0.0.1',
  headers: [
    ['Via', `SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK${method}`],
    ['From', '<sip:a@127.0.0.1>;tag=f'],
    ['To', '<sip:100@127.0.0.1>'],
    ['Call-ID', 'call-1'],
    ['CSeq', `1 ${method}`],
  ],
  body: '',
});

/** The ACK of an answer is a transaction of its own: another branch, the same call and number. */
const ackHeaders = (invite: SipRequest): SipRequest['headers'] =>
  invite.headers.map(([name, value]) => {
    if (name === 'Via') return [name, `${value}ack`] as const;
    return name === 'CSeq' ? ([name, '1 ACK'] as const) : ([name, value] as const);
  });

/** A clock that stands until it is turned. */
function handClock() {
  let now = 0;
  let tasks: { readonly at: number; readonly task: () => void }[] = [];
  const next = (until: number) => tasks.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
  return {
    now: () => now,
    after: (delayMs: number, task: () => void) => {
      const entry = { at: now + delayMs, task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter((one) => one !== entry);
      };
    },
    turn: (ms: number) => {
      const until = now + ms;
      for (let due = next(until); due !== undefined; due = next(until)) {
        tasks = tasks.filter((one) => one !== due);
        now = due.at;
        due.task();
      }
      now = until;
    },
  };
}
