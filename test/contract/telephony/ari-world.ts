// A real Asterisk as a world for the contract suite: the driver on one side, phones of our own on the other.
// Where it is comes from the environment, which scripts/stack-up.ts writes; whatever is missing fails the suite.

import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { phoneId, trunkName } from '../../../src/base/ids.ts';
import { realClock, realIds } from '../../../src/base/real-clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import { connectAri } from '../../../src/ari/index.ts';
import type { AriAccess, AriDriver } from '../../../src/ari/index.ts';
import type { Sound, TelephonyNotice } from '../../../src/call/ports.ts';
import { toneSamples, toWav } from '../../live/audio/index.ts';
import { samples, startPhone } from '../../live/phone/index.ts';
import type { Phone, PhoneCall } from '../../live/phone/index.ts';
import { until } from '../../live/until.ts';
import type { DriverWatched, LastingWorld, OutsideCaller, OutsidePhone, OutsideTrunk } from './world.ts';

/** The address that Asterisk takes for the trunk of test phones. */
const trunkHost = '127.0.0.4';
/** Where the far sides of pushed trunks stand. */
const farSideHost = '127.0.0.7';
const withinMs = 5_000;

const set = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: start the test stack first.`);
  return value;
};

/** Asterisk's interface as the environment names it. */
export const ariAccess = (): AriAccess => ({
  url: set('CARILLON_ARI_URL'),
  user: set('CARILLON_ARI_USER'),
  password: readFileSync(set('CARILLON_ARI_PASSWORD_FILE'), 'utf8').trim(),
});

/** Connects to the application that the environment names, away from whoever held it. */
async function connectedDriver(driver: AriDriver): Promise<DriverWatched> {
  const notices: TelephonyNotice[] = [];
  const ports = connectAri({
    ...ariAccess(),
    driver,
    app: set('CARILLON_ARI_APP'),
    clock: realClock(),
    random: Math.random,
    log: silentLog,
    onNotice: (notice) => notices.push(notice),
  });
  ports.open();
  await until(() => notices.length > 0, { withinMs, what: 'a connection to Asterisk' });
  return { ports, notices };
}

/** The real thing, by the driver that is named. */
export const ariWorldBy = (driver: AriDriver) => (): Promise<LastingWorld> => worldOn(driver);

async function worldOn(name: AriDriver): Promise<LastingWorld> {
  const again = (): Promise<DriverWatched> => connectedDriver(name);
  const { ports: driver, notices } = await again();
  const opened: Phone[] = [];
  const server = { host: '127.0.0.1', port: Number(set('CARILLON_SIP_PORT')) };
  const open = async (options: Parameters<typeof startPhone>[0]) => {
    const phone = await startPhone({ ...options, server });
    opened.push(phone);
    return phone;
  };
  return {
    ports: driver,
    notices,
    again,
    access: ariAccess(),
    sounds: {
      short: makeSound('contract-short', 500),
      long: makeSound('contract-long', 20_000),
      missing: { sound: `${set('CARILLON_SOUNDS_SEEN')}/contract-missing`, lengthMs: 0 },
    },
    call: async () => placeCall(await open({ user: uniqueNumber(), host: trunkHost }), notices),
    phone: async () => {
      const phone = phoneId(realIds('phone'));
      const password = realIds('secret');
      const digest = createHash('md5')
        .update(`${phone}:${set('CARILLON_SIP_REALM')}:${password}`)
        .digest('hex');
      await driver.phones.put({ phone, digest });
      const device = await open({ user: phone, password });
      await device.register();
      return outsidePhone(device);
    },
    trunk: async () => {
      const trunk = trunkName(realIds('trunk'));
      const far = await open({ user: 'far-side', host: farSideHost });
      await driver.trunks.put({ trunk, ...far.address, account: null });
      return farSide(trunk, far);
    },
    close: async () => {
      await Promise.allSettled(opened.map((phone) => phone.close()));
      // What a failed case left over; after a take-over it is the successor's to clean up.
      const left = await driver.supervision.survey().catch(() => ({ legs: [], rooms: [] }));
      await Promise.all(left.legs.map(({ leg }) => driver.legs.end(leg, 'normal')));
      await Promise.all(left.rooms.map(({ room }) => driver.rooms.close(room)));
      await driver.close();
    },
  };
}

const uniqueNumber = (): string => `+336${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;

async function placeCall(phone: Phone, notices: readonly TelephonyNotice[]): Promise<OutsideCaller> {
  const called = uniqueNumber();
  const call = await phone.dial(called);
  const offered = await until(
    () =>
      notices.flatMap((notice) =>
        notice.kind === 'event' && notice.event.kind === 'offered' && notice.event.called === called
          ? [notice.event]
          : [],
      )[0],
    { withinMs, what: 'the call to be offered' },
  );
  return {
    leg: offered.leg,
    number: phone.user,
    called,
    press: async (digit) => {
      await call.press(digit);
    },
    speak: (ms) => {
      call.say(samples(toneSamples(440, ms)));
    },
    hangUp: async () => {
      await call.hangup();
    },
    sees: () => seenBy(call),
  };
}

function seenBy(call: PhoneCall): ReturnType<OutsideCaller['sees']> {
  const state = call.state();
  if (state.kind === 'up') return 'up';
  if (state.kind !== 'ended') return 'ringing';
  if (state.end.kind !== 'refused') return 'ended';
  return ({ 486: 'busy', 403: 'refused' } as const)[state.end.status] ?? 'ended';
}

function outsidePhone(device: Phone): OutsidePhone {
  const calls: PhoneCall[] = [];
  let habit: Parameters<OutsidePhone['habit']>[0] = 'answers';
  device.onCall(async (call) => {
    calls.push(call);
    if (habit === 'isBusy') return call.decline(486);
    if (habit === 'declines') return call.decline(603);
    call.ring();
    if (habit === 'answers') await call.answer();
  });
  return {
    phone: phoneId(device.user),
    habit: (next) => {
      habit = next;
    },
    hangUp: async () => {
      await Promise.all(calls.map((call) => call.hangup()));
    },
    signOut: () => device.unregister(),
    callCount: () => calls.length,
  };
}

const finalStatuses: Readonly<Partial<Record<Parameters<OutsideTrunk['habit']>[0], number>>> = {
  isBusy: 486,
  declines: 603,
  fails: 503,
  unassigned: 404,
};

function farSide(trunk: OutsideTrunk['trunk'], device: Phone): OutsideTrunk {
  const calls: PhoneCall[] = [];
  let habit: Parameters<OutsideTrunk['habit']>[0] = 'answers';
  device.onCall(async (call) => {
    calls.push(call);
    const status = finalStatuses[habit];
    if (status !== undefined) return call.decline(status);
    if (habit === 'sounds') return call.sound(samples(toneSamples(440, 60_000)));
    call.ring(habit === 'progress' ? 183 : 180);
    if (habit === 'answers') await call.answer();
  });
  return {
    trunk,
    habit: (next) => {
      habit = next;
    },
    hangUp: async () => {
      await Promise.all(calls.map((call) => call.hangup()));
    },
    calls: () => device.messages().flatMap(({ way, text }) => (way === 'in' ? invited(text) : [])),
  };
}

/** What an INVITE that begins a call says. */
function invited(text: string): ReturnType<OutsideTrunk['calls']> {
  const number = /^INVITE sip:([^@]+)@/.exec(text)?.[1];
  if (number === undefined || /^To:.*;tag=/im.test(text)) return [];
  const shown = /^From:.*<sip:([^@]+)@/im.exec(text)?.[1] ?? '';
  const headers = [...text.matchAll(/^(X-[\w-]+): *(.*?)\r?$/gim)].map(([, name = '', value = '']) => [name, value]);
  return [{ number, shown, headers: Object.fromEntries(headers) as Record<string, string> }];
}

/** A steady tone as a file that Asterisk can play. */
function makeSound(name: string, lengthMs: number): Sound {
  const file = join(set('CARILLON_SOUNDS_DIR'), `${name}.wav`);
  writeFileSync(file, toWav(toneSamples(440, lengthMs)));
  chmodSync(file, 0o644);
  return { sound: `${set('CARILLON_SOUNDS_SEEN')}/${name}`, lengthMs };
}
