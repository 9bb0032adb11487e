// The driver on a wire with faults, by seed: answers lost or slow, events doubled, late, overtaken, unknown or broken, a
// connection that is half open or refused. Whatever the wire does, each thing is told once and done once.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectAri } from '../../src/ari/index.ts';
import type { AriConnection, AriDriver } from '../../src/ari/index.ts';
import { legId, phoneId, promptId, roomId } from '../../src/base/ids.ts';
import type { LegId } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import { realClock } from '../../src/base/real-clock.ts';
import { insist } from '../../src/call/index.ts';
import type { CallEvent } from '../../src/call/index.ts';
import type { TelephonyNotice } from '../../src/call/ports.ts';
import { ariServer } from '../fakes/ari-server/index.ts';
import type { AriServer } from '../fakes/ari-server/index.ts';
import type { WireFaults } from '../fakes/ari-server/faults.ts';
import { until } from '../live/until.ts';

const withinMs = 8_000;
const shortMs = 60;
/** The driver's clock runs faster, so that its deadlines cost a test little time. */
const hurry = 4;

let asterisk: AriServer;
let driver: AriConnection;
let notices: TelephonyNotice[];

const real = realClock();
const clock = { now: () => real.now() * hurry, after: (ms: number, task: () => void) => real.after(ms / hurry, task) };
const events = (): readonly CallEvent[] => notices.flatMap((one) => (one.kind === 'event' ? [one.event] : []));
const of = (leg: LegId): readonly string[] => events().flatMap((event) => (event.leg === leg ? [event.kind] : []));
const told = (leg: LegId, kind: CallEvent['kind']) =>
  until(() => of(leg).includes(kind), { withinMs, what: `${kind} of ${leg}` });
const kinds = () => notices.filter(({ kind }) => kind !== 'event').map(({ kind }) => kind);

async function begin(library: AriDriver): Promise<void> {
  asterisk = await ariServer({ sounds: new Map([['short', shortMs]]) });
  notices = [];
  driver = connectAri({
    ...{ driver: library, url: asterisk.url, user: 'me', password: 'secret', app: 'carillon' },
    ...{ clock, random: () => 0, log: silentLog },
    onNotice: (notice) => notices.push(notice),
  });
  driver.open();
  await until(() => notices.length > 0, { withinMs, what: 'a connection' });
  await driver.phones.put({ phone: phoneId('phone'), digest: 'd41d8cd98f00b204e9800998ecf8427e' });
  asterisk.switchboard.contacts.add('phone');
}

afterEach(async () => {
  await driver.close();
  await asterisk.close();
});

/** A call from its offer to its end, with a prompt, a room, an agent's phone and two keys. */
async function wholeCall(): Promise<{ caller: LegId; agent: LegId }> {
  const { legs, media, rooms } = driver;
  const channel = asterisk.switchboard.arrive('+33612000001', '100');
  const [caller, agent, room] = [legId(`in-${channel.id}`), legId('agent-1'), roomId('room-1')];
  const ask = <Reply>(command: () => Promise<Reply>): Promise<Reply> => insist(clock, command);
  await told(caller, 'offered');
  await ask(() => legs.answer(caller));
  await ask(() => media.play(caller, promptId('prompt-1'), [{ sound: 'short', lengthMs: shortMs }]));
  await told(caller, 'promptEnded');
  asterisk.switchboard.press(channel, '1');
  // Two keys pressed in the same millisecond are one to whoever knows them by their time.
  const pressedAt = Date.now();
  await until(() => Date.now() > pressedAt, { withinMs, what: 'another instant' });
  asterisk.switchboard.press(channel, '1');
  await until(() => of(caller).filter((kind) => kind === 'digit').length >= 2, { withinMs, what: 'both keys' });
  const shown = { name: 'support', number: '+33612000001' };
  await ask(() => legs.ring({ leg: agent, phone: phoneId('phone'), shown, timeoutMs: 20_000 }));
  await told(agent, 'legAnswered');
  await ask(() => rooms.open(room, { kind: 'conversation' }));
  await Promise.all([caller, agent].map((leg) => ask(() => rooms.join(room, leg))));
  expect(asterisk.switchboard.bridges.get(room)?.channels).toEqual(new Set([channel.id, 'agent-1']));
  asterisk.switchboard.hangUp(channel.id, 16);
  await told(caller, 'legEnded');
  await ask(() => legs.end(agent, 'normal'));
  await told(agent, 'legEnded');
  await ask(() => rooms.close(room));
  return { caller, agent };
}

/** Every copy of a late event has arrived by then. */
const settled = async (lateMsMax: number): Promise<void> => {
  const at = performance.now() + lateMsMax + 20;
  await until(() => performance.now() > at, { withinMs, what: 'late copies' });
};

const wires: readonly (readonly [string, Omit<WireFaults, 'seed'>])[] = [
  ['loses answers', { replyLostRatio: 0.2 }],
  ['answers slowly', { replySlowRatio: 0.5, replySlowMsMax: 120 }],
  ['doubles events', { eventDoubledRatio: 0.7, eventLateRatio: 0.3, eventLateMsMax: 40 }],
  ['lets events overtake each other', { eventLateRatio: 0.6, eventLateMsMax: 60 }],
  ['sends what nobody knows', { eventUnknownRatio: 0.5, eventMalformedRatio: 0.5 }],
  [
    'does all of it',
    {
      ...{ replyLostRatio: 0.1, replySlowRatio: 0.2, replySlowMsMax: 80, eventDoubledRatio: 0.4 },
      ...{ eventLateRatio: 0.3, eventLateMsMax: 40, eventUnknownRatio: 0.2, eventMalformedRatio: 0.2 },
    },
  ],
];

/**
 * 3: the answer to the dialling is lost while the phone is answered. 6: the one to the mark before it. Not 9 and 10, which lose
 * one answer three times in a row: that is a fault for whoever asked.
 */
const lossSeeds = [1, 3, 6, 12];
/** What tells drivers apart on a faulty wire shows when everything comes together. */
const runs = [
  ...wires.map((wire) => ['native', ...wire] as const),
  ...wires.slice(-1).map((wire) => ['ari-client', ...wire] as const),
];

describe.each(runs)('the driver %s on a wire that %s', (library, _name, faults) => {
  beforeEach(() => begin(library));

  it.each(faults.replyLostRatio === undefined ? [1, 2] : lossSeeds)(
    'carries a whole call: each thing told and done once (seed %d)',
    async (seed) => {
      asterisk.suffer({ ...faults, seed });
      const { caller, agent } = await wholeCall();
      await settled(faults.eventLateMsMax ?? 0);
      expect([...of(caller)].sort()).toEqual(['digit', 'digit', 'legEnded', 'offered', 'promptEnded']);
      expect(of(caller).at(-1)).toBe('legEnded');
      // One that is overtaken by the answer is not told any more.
      expect(of(agent).filter((kind) => kind !== 'legRinging')).toEqual(['legAnswered', 'legEnded']);
      expect(of(agent).filter((kind) => kind === 'legRinging').length).toBeLessThanOrEqual(1);
      expect(asterisk.switchboard.rung.get('phone')).toBe(1);
      expect(asterisk.switchboard.playbacks.begun.get('prompt-1')).toBe(1);
      expect(asterisk.switchboard.channels.size + asterisk.switchboard.bridges.size).toBe(0);
      expect(kinds()).toEqual(['connected']);
    },
  );
});

describe.each(['native', 'ari-client'] as const)('a connection of the driver %s', (library) => {
  beforeEach(() => begin(library));

  it('that is half open is noticed, made again, and the survey tells what was missed', async () => {
    const channel = asterisk.switchboard.arrive('+33612000001', '100');
    const caller = legId(`in-${channel.id}`);
    await told(caller, 'offered');
    asterisk.halfOpen();
    const missed = asterisk.switchboard.arrive('+33612000002', '200');
    asterisk.switchboard.hangUp(channel.id, 16);
    await until(() => kinds().length === 3, { withinMs, what: 'a new connection' });
    expect(kinds()).toEqual(['connected', 'disconnected', 'connected']);
    const { legs } = await driver.supervision.survey();
    expect(legs.map(({ leg }) => leg)).toEqual([`in-${missed.id}`]);
    expect(of(caller)).toEqual(['offered']);
  });

  it('that is refused is tried again until somebody listens', async () => {
    await asterisk.refuse();
    await until(() => kinds().includes('disconnected'), { withinMs, what: 'the loss' });
    await expect(driver.legs.end(legId('in-1.1'), 'normal')).rejects.toMatchObject({ code: 'unreachable' });
    await asterisk.listen();
    await until(() => kinds().length === 3, { withinMs, what: 'a new connection' });
  });
});

describe('the faults of a seed', () => {
  it('are the same each time, whatever else happens in between', async () => {
    const { drawFates } = await import('../fakes/ari-server/faults.ts');
    const faults: WireFaults = { seed: 7, replyLostRatio: 0.5, eventDoubledRatio: 0.5, eventLateRatio: 0.5 };
    const [one, other] = [drawFates(faults), drawFates(faults)];
    const first = Array.from({ length: 50 }, () => one.reply('POST /channels/create'));
    const second = Array.from({ length: 50 }, () => {
      other.event('Dial');
      return other.reply('POST /channels/create');
    });
    expect(second).toEqual(first);
    expect(new Set(first.map(({ kind }) => kind))).toEqual(new Set(['sent', 'lost']));
  });
});
