// Two test phones call each other on loopback, without any server: what the phone promises to the live tests.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { levelRatioOf, toneSequence } from '../audio/index.ts';
import { until } from '../until.ts';
import { PhoneFault, samples, startPhone, tone } from './index.ts';
import type { Phone, PhoneCall, PhoneOptions, Window } from './index.ts';

const soon = { withinMs: 5_000 };
const callerToneHz = 700;
const calleeToneHz = 1_000;

let phones: Phone[] = [];
let caller: Phone;
let callee: Phone;

beforeEach(async () => {
  phones = [];
  callee = await phone({ user: 'callee' });
  caller = await phone({ user: 'caller', server: callee.address });
});

afterEach(async () => {
  await Promise.all(phones.map((one) => one.close()));
});

async function phone(options: PhoneOptions): Promise<Phone> {
  const started = await startPhone(options);
  phones.push(started);
  return started;
}

/** Both ends of a call that is up, each saying its own tone. */
async function connect(from: Phone = caller, to: Phone = callee): Promise<{ placed: PhoneCall; received: PhoneCall }> {
  const placed = await from.dial('100', { sound: tone(callerToneHz) });
  const received = await to.nextCall(soon);
  await received.answer({ sound: tone(calleeToneHz) });
  await placed.answered(soon);
  return { placed, received };
}

/** The longest gap that the machine's load does not explain: both threads are ours here, the one that sends too. */
const gapMsBut = (sender: PhoneCall, hearer: PhoneCall, window: Window): number =>
  hearer.heard.longestGapMs({ ...window, discountOwnLag: true }) - sender.heard.observerLagMs(window);

describe('a call between two phones', () => {
  test('dialled number and caller reach the called phone, which rings before it answers', async () => {
    const placed = await caller.dial('+33180001122', { callerNumber: '+33612345678', callerName: 'Anne Martin' });
    const received = await callee.nextCall(soon);
    expect(received.called).toBe('+33180001122');
    expect(received.party).toEqual({ number: '+33612345678', name: 'Anne Martin' });
    received.ring();
    await placed.ringing(soon);
    expect(placed.state().kind).toBe('ringing');
    await received.answer();
    await placed.answered(soon);
  });

  test('answered call, each says a tone: each hears the other and not itself', async () => {
    const { placed, received } = await connect();
    await Promise.all([placed.hears(calleeToneHz, soon), received.hears(callerToneHz, soon)]);
    const candidates = [callerToneHz, calleeToneHz];
    expect(new Set(placed.heard.tones(candidates).map((run) => run.frequencyHz))).toEqual(new Set([calleeToneHz]));
    expect(new Set(received.heard.tones(candidates).map((run) => run.frequencyHz))).toEqual(new Set([callerToneHz]));
    expect(placed.heard.counts()).toMatchObject({ lost: 0, repeated: 0 });
  });

  test.each(['PCMA', 'PCMU'] as const)('a callee that only speaks %s is understood both ways', async (codec) => {
    const single = await phone({ user: 'single', codecs: [codec] });
    const other = await phone({ user: 'other', server: single.address });
    const { placed, received } = await connect(other, single);
    await Promise.all([placed.hears(calleeToneHz, soon), received.hears(callerToneHz, soon)]);
    expect(levelRatioOf(received.heard.samples().slice(-800))).toBeCloseTo(0.25 / Math.SQRT2, 1);
  });

  test('the caller hangs up: the callee sees it, no packet follows', async () => {
    const { placed, received } = await connect();
    expect(await placed.hangup()).toMatchObject({ kind: 'hungUp', by: 'us' });
    expect(await received.ended(soon)).toMatchObject({ kind: 'hungUp', by: 'them' });
  });

  test('the callee hangs up: the caller sees it', async () => {
    const { placed, received } = await connect();
    await received.hangup();
    expect(await placed.ended(soon)).toMatchObject({ kind: 'hungUp', by: 'them' });
  });

  test('the call ends while a tone is awaited: the wait fails at once and says so', async () => {
    const { placed, received } = await connect();
    const failing = expect(placed.hears(2_000, { withinMs: 60_000 })).rejects.toMatchObject({ code: 'ended' });
    await received.hangup();
    await failing;
  });
});

describe('a call that is not answered', () => {
  test.each([486, 480, 603])('declined with %i: the caller is told that status', async (status) => {
    const placed = await caller.dial('100');
    (await callee.nextCall(soon)).decline(status);
    expect(await placed.ended(soon)).toMatchObject({ kind: 'refused', by: 'them', status });
    await expect(placed.answered(soon)).rejects.toBeInstanceOf(PhoneFault);
  });

  test('the caller gives up while it rings: both ends are cancelled', async () => {
    const placed = await caller.dial('100');
    const received = await callee.nextCall(soon);
    received.ring();
    await placed.ringing(soon);
    expect(await placed.hangup()).toMatchObject({ kind: 'cancelled', by: 'us' });
    expect(await received.ended(soon)).toMatchObject({ kind: 'cancelled', by: 'them' });
    await expect(received.answer()).rejects.toMatchObject({ code: 'ended' });
  });

  test('the caller gives up at once, before anything was heard: the call is still cancelled', async () => {
    const placed = await caller.dial('100');
    expect(await placed.hangup()).toMatchObject({ kind: 'cancelled', by: 'us' });
    const received = await callee.nextCall(soon);
    expect(await received.ended(soon)).toMatchObject({ kind: 'cancelled', by: 'them' });
  });

  test('it rings and nobody answers: the bounded wait says what it saw', async () => {
    const placed = await caller.dial('100');
    (await callee.nextCall(soon)).ring();
    await placed.ringing(soon);
    await expect(placed.answered({ withinMs: 200 })).rejects.toThrow(/waited in vain for an answer; .*ringing/);
  });

  test('no coding in common: refused with 488 without ringing', async () => {
    const muLaw = await phone({ user: 'muLaw', codecs: ['PCMU'] });
    const aLaw = await phone({ user: 'aLaw', codecs: ['PCMA'], server: muLaw.address });
    const placed = await aLaw.dial('100');
    expect(await placed.ended(soon)).toMatchObject({ kind: 'refused', status: 488 });
  });
});

describe('keys', () => {
  test('pressed by RFC 4733: every key arrives once, with its length, in order', async () => {
    const { placed, received } = await connect();
    const sent = await placed.press('15#', { toneMs: 120 });
    const digits = await received.receivesDigits('15#', soon);
    expect(digits.map(({ by, lengthMs }) => ({ by, lengthMs }))).toEqual(
      Array.from({ length: 3 }, () => ({ by: 'rfc4733', lengthMs: 120 })),
    );
    expect(sent.map(({ digit }) => digit)).toEqual(['1', '5', '#']);
    for (const { beganAt, endedAt } of sent) expect(endedAt - beganAt).toBeGreaterThanOrEqual(80);
  });

  test('pressed twice in a row: two digits, not one', async () => {
    const { placed, received } = await connect();
    await placed.press('4');
    await placed.press('4');
    await received.receivesDigits('44', soon);
  });

  test('pressed by SIP INFO: every key arrives', async () => {
    const informing = await phone({ user: 'informing', server: callee.address, digits: 'info' });
    const { placed, received } = await connect(informing);
    await placed.press('*9', { gapMs: 20 });
    const digits = await received.receivesDigits('*9', soon);
    expect(digits.every(({ by }) => by === 'info')).toBe(true);
  });

  test('what is no key is refused before anything is sent', async () => {
    const { placed } = await connect();
    await expect(placed.press('1x')).rejects.toMatchObject({ code: 'misuse' });
  });
});

describe('measuring what is heard', () => {
  test('a stop of sending for 300 ms is seen as a gap of that length, and none elsewhere', async () => {
    const { placed, received } = await connect();
    const { beganAt } = await placed.hears(calleeToneHz, soon);
    received.pauseSending();
    const pausedAt = performance.now();
    await until(() => performance.now() - pausedAt >= 300, { ...soon, what: '300 ms of no packets', everyMs: 5 });
    received.resumeSending();
    const resumedAt = performance.now();
    await placed.hears(calleeToneHz, { ...soon, from: resumedAt });
    const gapMs = placed.heard.longestGapMs({ from: beganAt });
    expect(gapMs).toBeGreaterThan(280);
    expect(gapMs).toBeLessThan(resumedAt - pausedAt + 100 + received.heard.observerLagMs({ from: pausedAt }));
    expect(placed.heard.longestGapMs({ from: beganAt, toneHz: calleeToneHz })).toBe(gapMs);
    expect(gapMsBut(received, placed, { from: beganAt, to: pausedAt })).toBeLessThan(60);
    expect(placed.heard.counts({ from: beganAt }).lost).toBe(0);
  });

  test('this process is blocked for 400 ms: the measured stream has no gap, as it has a thread of its own', async () => {
    const { placed, received } = await connect();
    const { beganAt } = await placed.hears(calleeToneHz, soon);
    const blockedAt = performance.now();
    while (performance.now() - blockedAt < 400);
    const unblockedAt = performance.now();
    await placed.hears(calleeToneHz, { ...soon, from: unblockedAt });
    expect(gapMsBut(received, placed, { from: beganAt, to: unblockedAt })).toBeLessThan(100);
  });

  test('the other side goes silent but on the line: packets go on, the tone has an end', async () => {
    const { placed, received } = await connect();
    await placed.hears(calleeToneHz, soon);
    received.say({ kind: 'silence' });
    const saidAt = performance.now();
    const { endedAt } = await placed.stopsHearing(calleeToneHz, soon);
    expect(endedAt - saidAt).toBeLessThan(100);
    await until(() => placed.silentSince() !== null, { ...soon, what: 'silence' });
    expect(placed.silentSince()).toBe(endedAt);
  });

  test('a sequence of tones is heard in its order and lengths', async () => {
    const { placed, received } = await connect();
    const parts = [
      { frequencyHz: 480, ms: 600 },
      { frequencyHz: null, ms: 200 },
      { frequencyHz: 620, ms: 500 },
    ];
    received.say(samples(toneSequence(parts)));
    const first = await placed.hears(480, soon);
    await placed.hears(620, soon);
    await placed.stopsHearing(620, soon);
    const runs = placed.heard.tones([480, 620, calleeToneHz], { from: first.beganAt });
    expect(runs.map(({ frequencyHz, lengthMs }) => ({ frequencyHz, lengthMs }))).toEqual([
      { frequencyHz: 480, lengthMs: 600 },
      { frequencyHz: 620, lengthMs: 500 },
    ]);
  });

  test('a tone that nobody says: the wait ends at its limit and tells what arrived', async () => {
    const { placed } = await connect();
    await placed.hears(calleeToneHz, soon);
    await expect(placed.hears(480, { withinMs: 200 })).rejects.toThrow(/480 Hz .*audio packets arrived/);
    await expect(placed.stopsHearing(480, soon)).rejects.toMatchObject({ code: 'misuse' });
  });
});

describe('a phone as a whole', () => {
  test('incoming calls go to the handler that was set', async () => {
    callee.onCall(async (call) => {
      call.ring();
      await call.answer({ sound: tone(calleeToneHz) });
    });
    const calls = await Promise.all([caller.dial('100'), caller.dial('100')]);
    await Promise.all(calls.map((call) => call.hears(calleeToneHz, soon)));
  });

  test('a handler that fails makes close fail, so that no test passes over it', async () => {
    const failing = await startPhone({ user: 'failing' });
    failing.onCall((call) => {
      call.decline(486);
      throw new Error('the handler broke');
    });
    const placed = await caller.dial(`sip:100@127.0.0.1:${failing.address.port}`);
    await placed.ended(soon);
    await expect(failing.close()).rejects.toThrow('the handler broke');
  });

  test('closing hangs up what is up', async () => {
    const { placed } = await connect();
    await callee.close();
    expect(await placed.ended(soon)).toMatchObject({ kind: 'hungUp', by: 'them' });
  });

  test('a taken port is refused', async () => {
    await expect(startPhone({ user: 'second', port: callee.address.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
