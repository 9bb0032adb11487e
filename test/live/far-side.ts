// The far side of the trunks by which calls leave: a telephone of ours that does something else for each number, counts what
// reaches it, and is silent or refuses where a test wants that. Not here: what any test shows.

import { type Socket, createSocket } from 'node:dgram';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Policy } from '../../src/outbound/index.ts';
import { type NetAddress, type Phone, type PhoneCall, type PhoneOptions, startPhone, tone } from './phone/index.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

/** The address of the far side, which no other phone of the tests has. */
const host = '127.0.0.8';

/** What a number does, or its network says by a status. */
export type FarHabit = 'answers' | 'rings' | 'sounds' | { readonly status: number };

/** What `sounds` lets be heard before the answer, which never comes by itself. */
export const earlyTone = 2_310;

export interface FarSide {
  readonly address: NetAddress;
  readonly habit: (number: string, habit: FarHabit) => void;
  /** The latest call that reached a number. */
  readonly call: (number: string) => Promise<PhoneCall>;
  /** The numbers of all INVITEs so far, each once by its call; with the instant of arrival. */
  readonly invited: () => readonly { readonly number: string; readonly at: number; readonly text: string }[];
  readonly close: () => Promise<void>;
}

/** Starts a far side at which every number answers with a tone unless told otherwise. */
export async function startFarSide(options: Pick<PhoneOptions, 'media'> = {}): Promise<FarSide> {
  const phone: Phone = await startPhone({ user: 'far-side', host, ...options });
  const habits = new Map<string, FarHabit>();
  const calls: PhoneCall[] = [];
  const seen = new Map<string, { number: string; at: number; text: string }>();
  const look = (): void => {
    for (const { way, at, text } of phone.messages()) {
      const number = /^INVITE sip:([^@]+)@/.exec(text)?.[1];
      const id = /^Call-ID: *(\S+)/im.exec(text)?.[1] ?? '';
      if (way === 'in' && number !== undefined && !seen.has(id)) seen.set(id, { number, at, text });
    }
  };
  phone.onCall(async (call) => {
    look();
    calls.push(call);
    const habit = habits.get(call.called) ?? 'answers';
    if (typeof habit === 'object') return call.decline(habit.status);
    if (habit === 'sounds') return call.sound(tone(earlyTone));
    call.ring();
    if (habit === 'answers') await call.answer({ sound: tone(tones.otherAgent) });
  });
  return {
    address: phone.address,
    habit: (number, habit) => void habits.set(number, habit),
    call: (number) =>
      until(() => calls.findLast(({ called, state }) => called === number && state().kind !== 'ended'), {
        withinMs: 5_000,
        what: `a call to ${number}`,
      }),
    invited: () => {
      look();
      return [...seen.values()];
    },
    close: () => phone.close(),
  };
}

export interface SilentSide {
  readonly address: NetAddress;
  /** When the first packet of each call came. */
  readonly invitedAt: readonly number[];
  readonly close: () => Promise<void>;
}

/** A far side that takes everything and never says a word. */
export async function startSilentSide(): Promise<SilentSide> {
  const socket: Socket = createSocket('udp4');
  const invitedAt: number[] = [];
  const ids = new Set<string>();
  socket.on('message', (packet) => {
    const text = packet.toString('latin1');
    const id = /^Call-ID: *(\S+)/im.exec(text)?.[1];
    if (!text.startsWith('INVITE') || id === undefined || ids.has(id)) return;
    ids.add(id);
    invitedAt.push(performance.now());
  });
  await new Promise<void>((resolve) => socket.bind(0, host, resolve));
  const { port } = socket.address();
  return {
    address: { host, port },
    invitedAt,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/**
 * A file for CARILLON_OUTBOUND_FILE: these trunks in this order (without an address: one of Asterisk's own configuration), everything else open
 * enough for the tests.
 */
export function outboundFile(
  trunks: readonly (Partial<NetAddress> & { readonly name: string })[],
  more: Partial<Pick<Policy, 'countries' | 'callsPerSecondMax' | 'blocked'>> = {},
): string {
  const file = join(mkdtempSync(join(tmpdir(), 'carillon-outbound-')), 'outbound.json');
  const settings = {
    ...{ home: 'FR', timezone: 'Europe/Paris', countries: ['FR'], ours: ['+33180001122', '+33180009901'] },
    rates: [{ prefix: '+', perMinute: 20 }],
    spend: { perCallMax: 1_000, perDayMax: 100_000 },
    night: { from: '00:00', to: '00:00', callsMax: 0 },
    ...{ callsPerSecondMax: 20, concurrentMax: 50 },
    ...more,
    trunks: trunks.map((trunk, index) => ({ ...trunk, priority: index + 1 })),
  };
  writeFileSync(file, JSON.stringify(settings));
  return file;
}
