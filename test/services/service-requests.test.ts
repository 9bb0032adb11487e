// A request within its budget: what is repeated, what is not, what is dropped.

import { beforeAll, describe, expect, it } from 'vitest';
import { callId } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Program, Value } from '../../src/dsl/index.ts';
import { type HttpClient, HttpFault, type HttpReply, openServices } from '../../src/services/index.ts';
import { requestCountMax } from '../../src/services/service-requests.ts';
import { fakeClock } from '../fakes/clock.ts';
import { askedOf, programWith } from './asked.ts';

let program: Program;
beforeAll(async () => {
  program = await programWith(`
    query lire() -> Number { get "/n" timeout 2s retry 2 times }
    query une() -> Number { get "/n" timeout 2s }
    command noter(code: Text) { post "/n" body { code: code } timeout 2s }`);
});

type Turn = HttpReply | HttpFault | 'never';

/** A centre whose other system answers in turns; `logged` is all that operators read. */
function opened(turns: readonly Turn[], recorded: () => Promise<void> = () => Promise.resolve()) {
  const clock = fakeClock();
  const sent: { method: string; signal: AbortSignal }[] = [];
  const logged: string[] = [];
  const http: HttpClient = {
    send: ({ method }, signal) => {
      const turn = turns[sent.push({ method, signal }) - 1] ?? 'never';
      if (turn === 'never') return new Promise(() => undefined);
      return turn instanceof HttpFault ? Promise.reject(turn) : Promise.resolve(turn);
    },
    close: () => Promise.resolve(),
  };
  const note = (message: string, fields: unknown): void => void logged.push(message + JSON.stringify(fields));
  const services = openServices({ clock, log: { ...silentLog, warn: note, error: note }, http, recorded });
  const ask = (operation: string, given: Readonly<Record<string, Value>> = {}) =>
    services.ask(askedOf(program, operation, given));
  return { clock, sent, logged, services, ask };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const good: HttpReply = { status: 200, text: '7' };
const busy: HttpReply = { status: 503, text: '' };
const lost = new HttpFault('unreachable', 'Lost.');

describe('a query', () => {
  it('is asked again after a passing fault, with a pause that grows', async () => {
    const { ask, clock, sent } = opened([busy, lost, good]);
    const answer = ask('lire');
    await settle();
    clock.pass(99);
    await settle();
    expect(sent).toHaveLength(1);
    clock.pass(1);
    await settle();
    clock.pass(200);
    expect(await answer).toEqual({ kind: 'answered', value: 7 });
    expect(sent).toHaveLength(3);
  });

  it('has failed after the last repetition', async () => {
    const { ask, clock } = opened([busy, busy, busy, good]);
    const answer = ask('lire');
    for (let count = 0; count < 10; count += 1) {
      await settle();
      clock.pass(100);
    }
    expect(await answer).toEqual({ kind: 'failed', code: 'status503' });
  });

  it.each([
    [{ status: 400, text: '' }, 'status400'],
    [{ status: 200, text: 'x' }, 'unreadable'],
    [new HttpFault('addressForbidden', 'No.'), 'addressForbidden'],
    [new HttpFault('tooLarge', 'No.'), 'tooLarge'],
  ] as const)('is not asked again where that would not help: %o', async (turn, code) => {
    const { ask, sent } = opened([turn, good]);
    expect(await ask('lire')).toEqual({ kind: 'failed', code });
    expect(sent).toHaveLength(1);
  });

  it('is over with its budget, whatever the other side does, repetitions included', async () => {
    const { ask, clock, sent } = opened([busy, 'never']);
    const answer = ask('lire');
    await settle();
    clock.pass(100);
    await settle();
    expect(sent).toHaveLength(2);
    clock.pass(1_900);
    expect(await answer).toEqual({ kind: 'timeout' });
    expect(sent[1]?.signal.aborted).toBe(true);
    expect(clock.pendingCount()).toBe(0);
  });

  it('that is called off is not answered, and a pause of it ends without another attempt', async () => {
    const { ask, clock, sent, services } = opened([busy, good]);
    const answer = ask('lire');
    await settle();
    services.cancel(callId('C'), 1);
    expect(await answer).toBeNull();
    clock.pass(10_000);
    await settle();
    expect(sent).toHaveLength(1);
  });

  it('asked twice at once is asked once', async () => {
    const { ask, sent, clock } = opened(['never']);
    const first = ask('une');
    expect(await ask('une')).toBeNull();
    clock.pass(2_000);
    expect(await first).toEqual({ kind: 'timeout' });
    expect(sent).toHaveLength(1);
  });
});

describe('a command', () => {
  it('is sent once, whatever becomes of it', async () => {
    const { ask, sent } = opened([busy, good]);
    expect(await ask('noter', { code: '1' })).toEqual({ kind: 'failed', code: 'status503' });
    expect(sent).toHaveLength(1);
  });

  it('waits for its record, and is not sent when the disk does not keep it', async () => {
    let safe: () => void = () => undefined;
    const waiting = opened([good], () => new Promise((resolve) => (safe = resolve)));
    const answer = waiting.ask('noter', { code: '1' });
    await settle();
    expect(waiting.sent).toHaveLength(0);
    safe();
    expect(await answer).toEqual({ kind: 'none' });
    const refused = opened([good], () => Promise.reject(new Error('full')));
    expect(await refused.ask('noter', { code: '1' })).toEqual({ kind: 'failed', code: 'notRecorded' });
    expect(refused.sent).toHaveLength(0);
  });

  it('whose record takes longer than its budget is not sent afterwards', async () => {
    let safe: () => void = () => undefined;
    const { ask, clock, sent } = opened([good], () => new Promise((resolve) => (safe = resolve)));
    const answer = ask('noter', { code: '1' });
    clock.pass(2_000);
    expect(await answer).toEqual({ kind: 'timeout' });
    safe();
    await settle();
    expect(sent).toHaveLength(0);
  });

  it('that fails is told to operators without what was sent', async () => {
    const { ask, logged } = opened([busy]);
    await ask('noter', { code: '4242-secret' });
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('noter');
    expect(logged[0]).not.toContain('4242');
  });
});

describe('too many requests at a time', () => {
  it('fail at once, and one that ended makes room', async () => {
    const { services, clock } = opened([]);
    const asked = (request: number) => services.ask({ ...askedOf(program, 'une', {}), request });
    const all = Array.from({ length: requestCountMax }, (_, index) => asked(index));
    expect(await asked(-1)).toEqual({ kind: 'failed', code: 'tooManyRequests' });
    clock.pass(2_000);
    await Promise.all(all);
    services.cancel(callId('C'), 5);
    void asked(5);
    expect(await asked(5)).toBeNull();
  });
});
