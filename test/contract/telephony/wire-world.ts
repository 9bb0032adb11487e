// The wire-level fake of Asterisk's interface as a world for the contract suite: the real driver on one side, the fake's
// switchboard on the other. Not here: faults (test/ari/faults-on-the-wire.test.ts).

import { connectAri } from '../../../src/ari/index.ts';
import type { AriAccess, AriDriver } from '../../../src/ari/index.ts';
import { legId, phoneId, trunkName } from '../../../src/base/ids.ts';
import { silentLog } from '../../../src/base/log.ts';
import { realClock, realIds } from '../../../src/base/real-clock.ts';
import type { TelephonyNotice } from '../../../src/call/ports.ts';
import { ariServer } from '../../fakes/ari-server/index.ts';
import { until } from '../../live/until.ts';
import type { DriverWatched, LastingWorld, OutsideCaller } from './world.ts';

const withinMs = 3_000;
const seenAs: Readonly<Record<number, 'busy' | 'refused'>> = { 17: 'busy', 21: 'refused' };

/** The fake, by the driver that is named. */
export const wireWorldBy = (driver: AriDriver) => (): Promise<LastingWorld> => worldOn(driver);

async function worldOn(name: AriDriver): Promise<LastingWorld> {
  const sounds = new Map([
    ['short', 500],
    ['long', 20_000],
  ]);
  const server = await ariServer({ sounds, credentials: 'me:secret' });
  const { switchboard } = server;
  const access = { url: server.url, user: 'me', password: 'secret' };
  const again = (): Promise<DriverWatched> => connectedDriver(access, name);
  const { ports: driver, notices } = await again();
  let callCount = 0;
  return {
    ports: driver,
    notices,
    again,
    access,
    sounds: {
      short: { sound: 'short', lengthMs: 500 },
      long: { sound: 'long', lengthMs: 20_000 },
      missing: { sound: 'missing', lengthMs: 0 },
    },
    call: async (): Promise<OutsideCaller> => {
      callCount += 1;
      const [number, called] = ['+33612000001', `+331800${String(callCount).padStart(5, '0')}`];
      const channel = switchboard.arrive(number, called);
      const leg = legId(`in-${channel.id}`);
      const offered = (): boolean => notices.some((one) => one.kind === 'event' && one.event.leg === leg);
      await until(offered, { withinMs, what: 'the call to be offered' });
      return {
        ...{ leg, number, called },
        press: (digit) => {
          switchboard.press(channel, digit);
          return Promise.resolve();
        },
        speak: (ms) => {
          switchboard.recordings.says(channel.id, ms);
        },
        hangUp: () => {
          switchboard.hangUp(channel.id, 16);
          return Promise.resolve();
        },
        sees: () => {
          if (switchboard.channels.has(channel.id)) return channel.state === 'Up' ? 'up' : 'ringing';
          return seenAs[switchboard.causes.get(channel.id) ?? 0] ?? 'ended';
        },
      };
    },
    phone: async () => {
      const phone = phoneId(realIds('phone'));
      await driver.phones.put({ phone, digest: 'd41d8cd98f00b204e9800998ecf8427e' });
      switchboard.contacts.add(phone);
      return {
        phone,
        habit: (habit) => void switchboard.habits.set(phone, habit),
        hangUp: () => {
          for (const { id, called } of [...switchboard.channels.values()])
            if (called === phone) switchboard.hangUp(id, 16);
          return Promise.resolve();
        },
        signOut: () => {
          switchboard.contacts.delete(phone);
          return Promise.resolve();
        },
        callCount: () => switchboard.rung.get(phone) ?? 0,
      };
    },
    trunk: async () => {
      const trunk = trunkName(realIds('trunk'));
      await driver.trunks.put({ trunk, host: '127.0.0.1', port: 5060, account: null });
      const placed = () => switchboard.placed.filter(({ endpoint }) => endpoint === trunk);
      return {
        trunk,
        habit: (habit) => void switchboard.habits.set(trunk, habit),
        hangUp: () => {
          for (const { id } of placed()) switchboard.hangUp(id, 16);
          return Promise.resolve();
        },
        calls: () => placed().map(({ called, variables }) => ({ number: called, ...shownBy(variables) })),
      };
    },
    close: async () => {
      await driver.close();
      await server.close();
    },
  };
}

async function connectedDriver(access: AriAccess, driver: AriDriver): Promise<DriverWatched> {
  const notices: TelephonyNotice[] = [];
  const ports = connectAri({
    ...access,
    ...{ driver, app: 'carillon', clock: realClock(), random: () => 0, log: silentLog },
    onNotice: (notice) => notices.push(notice),
  });
  ports.open();
  await until(() => notices.length > 0, { withinMs, what: 'a connection' });
  return { ports, notices };
}

/** What the variables of a channel make the far side see. */
const shownBy = (variables: ReadonlyMap<string, string>) => ({
  shown: variables.get('CONNECTEDLINE(num,i)') ?? '',
  headers: Object.fromEntries(
    [...variables].flatMap(([name, value]) => {
      const header = /^PJSIP_HEADER\(add,(.+)\)$/.exec(name)?.[1];
      return header === undefined ? [] : [[header, value]];
    }),
  ),
});
