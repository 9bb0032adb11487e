// The telephone system in memory as a world for the contract suite, on the real clock.

import { phoneId } from '../../../src/base/ids.ts';
import { realClock, realIds } from '../../../src/base/real-clock.ts';
import type { TelephonyNotice } from '../../../src/call/ports.ts';
import { fakeTelephony } from '../../fakes/telephony.ts';
import type { PhoneHabit } from '../../fakes/telephony.ts';
import { eventsOf } from './world.ts';
import type { OutsideCaller, OutsidePhone, World } from './world.ts';

const habits: Readonly<Record<Parameters<OutsidePhone['habit']>[0], PhoneHabit>> = {
  answers: { kind: 'answers', afterMs: 50 },
  rings: { kind: 'rings' },
  isBusy: { kind: 'isBusy', afterMs: 10 },
  declines: { kind: 'declines', afterMs: 10 },
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
    close: () => Promise.resolve(),
  };
  const seen = (leg: OutsideCaller['leg']): ReturnType<OutsideCaller['sees']> => {
    if (!eventsOf(world, leg).some((event) => event.kind === 'legEnded')) return telephony.isUp(leg) ? 'up' : 'ringing';
    const told = telephony.toldCaller(leg);
    return told === 'busy' || told === 'refused' ? told : 'ended';
  };
  return Promise.resolve(world);
}
