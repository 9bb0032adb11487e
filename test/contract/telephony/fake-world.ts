// The telephone system in memory as a world for the contract suite, on the real clock.

import { e164, phoneId, trunkName } from '../../../src/base/ids.ts';
import { realClock, realIds } from '../../../src/base/real-clock.ts';
import type { TelephonyNotice } from '../../../src/call/ports.ts';
import { endReason } from '../../../src/call/index.ts';
import type { NumberHabit } from '../../fakes/outside.ts';
import { fakeTelephony } from '../../fakes/telephony.ts';
import type { PhoneHabit } from '../../fakes/telephony-types.ts';
import { outsideNumber } from './scenes.ts';
import { eventsOf } from './world.ts';
import type { OutsideCaller, OutsidePhone, OutsideTrunk, World } from './world.ts';

const habits: Readonly<Record<Parameters<OutsidePhone['habit']>[0], PhoneHabit>> = {
  answers: { kind: 'answers', afterMs: 50 },
  rings: { kind: 'rings' },
  isBusy: { kind: 'isBusy', afterMs: 10 },
  declines: { kind: 'declines', afterMs: 10 },
};

const ends = (rings: boolean, code: string): NumberHabit => ({
  kind: 'ends',
  afterMs: 10,
  rings,
  reason: endReason('network', code),
});

const numberHabits: Readonly<Record<Parameters<OutsideTrunk['habit']>[0], NumberHabit>> = {
  answers: { kind: 'answers', afterMs: 50 },
  rings: { kind: 'rings' },
  progress: { kind: 'rings' },
  sounds: { kind: 'rings', sounds: true },
  isBusy: ends(false, 'busy'),
  declines: ends(false, 'refused'),
  fails: ends(false, 'congestion'),
  unassigned: ends(false, 'badNumber'),
};

export function fakeWorld(): Promise<World> {
  const notices: TelephonyNotice[] = [];
  const telephony = fakeTelephony({ clock: realClock(), onNotice: (notice) => notices.push(notice) });
  const sound = (name: string, lengthMs: number) => ({ sound: name, lengthMs });
  telephony.loseSound('missing');
  telephony.connect();
  const world: World = {
    ports: telephony,
    notices,
    sounds: { short: sound('short', 500), long: sound('long', 20_000), missing: sound('missing', 0) },
    call: () => {
      const number = '+33612000001';
      const called = '+33180001122';
      const leg = telephony.offer({ caller: number, called });
      if (leg === null) throw new Error('The call found nobody.');
      const caller: OutsideCaller = {
        leg,
        number,
        called,
        press: (digit) => {
          telephony.press(leg, digit);
          return Promise.resolve();
        },
        speak: (ms) => {
          telephony.says(leg, ms);
        },
        hangUp: () => {
          telephony.hangUp(leg);
          return Promise.resolve();
        },
        sees: () => seen(leg),
      };
      return Promise.resolve(caller);
    },
    phone: async () => {
      const phone = phoneId(realIds('phone'));
      await telephony.phones.put({ phone, digest: 'd41d8cd98f00b204e9800998ecf8427e' });
      const reached = () => notices.filter((notice) => notice.kind === 'event' && notice.event.kind === 'legRinging');
      const before = reached().length;
      return {
        phone,
        habit: (habit) => {
          telephony.habit(phone, habits[habit]);
        },
        hangUp: async () => {
          const { legs } = await telephony.supervision.survey();
          for (const { leg, called } of legs) if (called === phone) telephony.hangUp(leg);
        },
        signOut: () => {
          telephony.habit(phone, { kind: 'signedOut' });
          return Promise.resolve();
        },
        callCount: () => reached().length - before,
      };
    },
    trunk: async () => {
      const trunk = trunkName(realIds('trunk'));
      await telephony.trunks.put({ trunk, host: '127.0.0.1', port: 5060, account: null });
      const mine = () => telephony.outside.dialled.filter((one) => one.trunk === trunk);
      return {
        trunk,
        habit: (habit) => {
          telephony.outside.number(e164(outsideNumber), numberHabits[habit]);
        },
        hangUp: () => {
          for (const { leg } of mine()) telephony.hangUp(leg);
          return Promise.resolve();
        },
        calls: () =>
          mine().map(({ number, shown: { number: shown }, headers }) => ({
            ...{ number, shown },
            headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
          })),
      };
    },
    close: () => Promise.resolve(),
  };
  const seen = (leg: OutsideCaller['leg']): ReturnType<OutsideCaller['sees']> => {
    if (!eventsOf(world, leg).some((event) => event.kind === 'legEnded')) return telephony.isUp(leg) ? 'up' : 'ringing';
    const told = telephony.toldCaller(leg);
    return told === 'busy' || told === 'refused' ? told : 'ended';
  };
  return Promise.resolve(world);
}
