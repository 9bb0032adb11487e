// Toll fraud: every bad number of the corpus is tried on a real Asterisk, as the target of a flow's transfer on real calls and
// straight at the calls to the outside, and as a promise to call back; what left is counted on the far side of the trunk, and must be nothing.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAri } from '../../src/ari/index.ts';
import { agentId, callId, queueName, trunkName } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import { realClock } from '../../src/base/real-clock.ts';
import type { Entry } from '../../src/base/machine.ts';
import type { Fact } from '../../src/call/index.ts';
import { callbackPorts } from '../../src/callback-wires.ts';
import { type CallbackPorts, startCallbacks } from '../../src/callbacks/index.ts';
import {
  type Outbound,
  type OutboundPorts,
  type PlacedOutcome,
  type Policy,
  startOutbound,
} from '../../src/outbound/index.ts';
import { openPolicy } from '../outbound/policy.ts';
import { badNumbers } from '../outbound/toll-fraud.ts';
import { type Centre, asterisk, openCentre } from './centre.ts';
import { type FarSide, outboundFile, startFarSide } from './far-side.ts';
import { until } from './until.ts';

/** Its flow transfers to whoever calls. */
const toCaller = '+33180009915';
const good = '+33180002001';
const trunk = 'far-fraud';

let far: FarSide;
beforeAll(async () => {
  far = await startFarSide();
});
afterAll(async () => {
  await far.close();
});

describe('the corpus of toll fraud, by transfer on real calls', () => {
  let centre: Centre;
  beforeAll(async () => {
    const countries = [...openPolicy.countries];
    centre = await openCentre({
      CARILLON_OUTBOUND_FILE: outboundFile([{ name: trunk, ...far.address }], { countries, callsPerSecondMax: 1_000 }),
    });
    await until(async () => JSON.stringify(await asterisk('endpoints')).includes(`"${trunk}"`), {
      withinMs: 5_000,
      what: 'the trunk',
    });
  });
  afterAll(async () => {
    await centre.close();
  });

  it('leaves nothing on the trunk; a good number does leave', { timeout: 300_000 }, async () => {
    // What cannot stand in a SIP address never comes as a caller; the second test takes all of them.
    const callers = badNumbers().filter((number) => /^\+?[A-Za-z0-9*.-]{1,60}$/.test(number));
    expect(callers.length).toBeGreaterThan(500);
    const phone = await centre.trunk();
    const waiting = [...callers];
    const served: string[] = [];
    const work = async (): Promise<void> => {
      for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
        const call = await phone.dial(toCaller, { callerNumber: number });
        const end = await call.ended({ withinMs: 15_000 });
        // The flow answers before it transfers; what is no number at all does not get that far.
        if (end.kind === 'hungUp') served.push(number);
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect(callers.filter((number) => /^\+[1-9]\d{6,14}$/.test(number) && !served.includes(number))).toEqual([]);
    expect(served.length).toBeGreaterThan(500);
    expect(far.invited().map(({ number }) => number)).toEqual([]);
    const call = await phone.dial(toCaller, { callerNumber: good });
    await far.call(good);
    expect(far.invited()).toHaveLength(1);
    await call.hangup();
    await centre.nothingLeft();
    console.log(`toll fraud: ${String(callers.length)} calls, 0 left`);
  });
});

interface Outside {
  readonly outbound: Outbound;
  /** Who is told of what becomes of the calls. */
  readonly hear: (hearing: Pick<OutboundPorts, 'onAnswered' | 'onEnded'>) => void;
  readonly close: () => Promise<void>;
}

/** The calls to the outside alone, on the real Asterisk, with the trunk to the far side. */
async function openOutside(): Promise<Outside> {
  const clock = realClock();
  let state: 'away' | 'connected' = 'away';
  let hearing: Pick<OutboundPorts, 'onAnswered' | 'onEnded'> = {
    onAnswered: () => undefined,
    onEnded: () => undefined,
  };
  const ari = connectAri({
    url: process.env['CARILLON_ARI_URL'] ?? '',
    user: process.env['CARILLON_ARI_USER'] ?? '',
    password: readFileSync(process.env['CARILLON_ARI_PASSWORD_FILE'] ?? '', 'utf8').trim(),
    ...{ app: 'carillon-fraud', clock, random: Math.random, log: silentLog },
    onNotice: (notice) => {
      if (notice.kind === 'connected') state = 'connected';
      if (notice.kind === 'event') outbound.onLeg(notice.event);
    },
  });
  const outbound = startOutbound(
    {
      ...{ clock, log: silentLog, random: Math.random, policy: fastPolicy, legs: ari.legs, rooms: ari.rooms },
      record: () => undefined,
      partnerFree: () => Promise.resolve(),
      onSounding: () => undefined,
      onAnswered: (id, call, leg) => hearing.onAnswered(id, call, leg),
      onEnded: (id, call, outcome) => hearing.onEnded(id, call, outcome),
    },
    { placed: [], breakers: [], books: null },
  );
  ari.open();
  await until(() => state === 'connected', { withinMs: 5_000, what: 'a connection to Asterisk' });
  await ari.trunks.put({ trunk: trunkName(trunk), ...far.address, account: null });
  const close = async (): Promise<void> => {
    await ari.trunks.remove(trunkName(trunk));
    await ari.close();
  };
  return { outbound, hear: (others) => void (hearing = others), close };
}

const fastPolicy: Policy = {
  ...openPolicy,
  callsPerSecondMax: 10_000,
  trunks: [{ name: trunkName(trunk), priority: 1, weight: 1, silenceMs: 3_500 }],
};

/** The numbers that reached the far side since so many had. */
const leftSince = (before: number): string[] =>
  far
    .invited()
    .slice(before)
    .map(({ number }) => number);

describe('the corpus of toll fraud, straight at the calls to the outside', () => {
  let outside: Outside;
  beforeAll(async () => {
    outside = await openOutside();
  });
  afterAll(() => outside.close());

  it('leaves nothing on the trunk: as number, as number shown, as header', { timeout: 120_000 }, async () => {
    const outcomes = new Map<string, PlacedOutcome>();
    outside.hear({ onAnswered: () => undefined, onEnded: (id, _call, outcome) => void outcomes.set(id, outcome) });
    const before = far.invited().length;
    const place = (id: string, wish: { to: string; from?: string; header?: string }): void => {
      const headers = wish.header === undefined ? [] : [{ name: 'X-Try', value: wish.header }];
      const { to, from = null } = wish;
      outside.outbound.place({ id, call: callId(id), partner: null, wish: { to, from, headers }, timeoutMs: 10_000 });
    };
    const bad = badNumbers();
    for (const [index, number] of bad.entries()) {
      place(`to-${String(index)}`, { to: number });
      place(`from-${String(index)}`, { to: good, from: number });
      if (/[\p{Cc}\p{Zl}\p{Zp}\ud800]/u.test(number)) place(`header-${String(index)}`, { to: good, header: number });
    }
    place('good', { to: good });
    await far.call(good);
    expect(leftSince(before)).toEqual([good]);
    expect([...outcomes.values()].every((outcome) => outcome === 'refused')).toBe(true);
    expect(outcomes.size).toBeGreaterThan(2 * bad.length);
    outside.outbound.callOff('good');
    await until(() => outcomes.get('good') !== undefined, { withinMs: 5_000, what: 'the good call to end' });
    console.log(`toll fraud: ${String(outcomes.size - 1)} wishes, 0 left`);
  });

  it('leaves nothing on the trunk as numbers to call back, although an agent answers for each', async () => {
    const clock = realClock();
    const facts: Fact[] = [];
    const ports = callbackPorts({
      ...{ clock, log: silentLog, policy: fastPolicy, outbound: () => outside.outbound },
      rooms: { open: () => Promise.resolve('ok'), join: () => Promise.resolve('ok') },
      acd: () => raise('Nobody waits here.'),
      music: () => 'default',
    });
    const answering: CallbackPorts['line'] = {
      join: ({ call }) => queueMicrotask(() => callbacks.onLine(call, { kind: 'agentAnswered', agent: agentId('A') })),
      ...{ leave: () => undefined, connect: () => undefined },
      ...{ entertain: () => Promise.resolve(), entertainAgent: () => Promise.resolve() },
    };
    const record = (entry: Entry<Fact>): void => void facts.push(...entry.facts);
    const callbacks = startCallbacks({ ...ports, clock, log: silentLog, record, line: answering }, []);
    outside.hear({
      onAnswered: (id, _call, leg) => void callbacks.onAnswered(id, leg),
      onEnded: (id, _call, outcome) => void callbacks.onDialEnded(id, outcome),
    });
    const before = far.invited().length;
    const promise = (id: string, to: string): void =>
      callbacks.take({ id, call: callId('C'), to, queue: queueName('essai'), at: null, since: null });
    const bad = badNumbers();
    for (const [index, number] of bad.entries()) promise(`C-callback-${String(index)}`, number);
    const refused = (): Fact[] => facts.filter((fact) => fact.kind === 'callbackEnded' && fact.outcome === 'refused');
    await until(() => refused().length === bad.length, { withinMs: 10_000, what: 'every promise to be refused' });
    promise('C-callback-9999', good);
    await far.call(good);
    expect(leftSince(before)).toEqual([good]);
    callbacks.cancel('C-callback-9999', 'test');
    await until(() => callbacks.list().length === 0, { withinMs: 5_000, what: 'the good one to end' });
    console.log(`toll fraud: ${String(bad.length)} promises to call back, 0 left`);
  });
});

function raise(why: string): never {
  throw new Error(why);
}
