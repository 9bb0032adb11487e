// Where one private stack keeps its things and which ports it takes: pure, so that every script agrees.
// Not here: making directories or asking whether a port is free.

import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { ProvisioningFault } from './fault.ts';

/** `test-2`: where half of the live tests run, beside `test`. */
export type Profile = 'demo' | 'test' | 'test-2' | 'bench';

export interface Plan {
  readonly profile: Profile;
  readonly checkout: string;
  /** Unique for checkout and profile; names the stack's directory inside Asterisk's root. */
  readonly id: string;
  /** var/PROFILE in the checkout: secrets, environment, data. */
  readonly directory: string;
  /** Outside the checkout, so that a removed checkout's processes can still be found and ended. */
  readonly state: string;
  readonly cache: string;
  readonly ports: Ports;
}

export interface Ports {
  readonly ari: number;
  readonly networkAri: number;
  readonly postgres: number;
  readonly redis: number;
  readonly api: number;
  readonly ami: number;
  readonly sip: number;
  readonly networkSip: number;
  readonly rtpStart: number;
  readonly rtpEnd: number;
  readonly networkRtpStart: number;
  readonly networkRtpEnd: number;
  /** SIP of the load and of the phones that a benchmark calls, at addresses of their own. */
  readonly load: number;
  readonly benchPhones: number;
}

/** The public network's own address: the exchange tells the trunk from the phones by it. */
export const networkAddress = '127.0.0.2';

/** First ports of the profiles: apart from each other, and below the range the kernel gives to clients (32768). */
const portBase: Readonly<Record<Profile, number>> = {
  demo: 22_000,
  test: 24_000,
  bench: 26_000,
  'test-2': 28_000,
};

/** Whether what a former run left is forgotten: only the demo keeps its company. */
export const beginsFromNothing = (profile: Profile): boolean => profile !== 'demo';

/** Holds one directory for each stack of this machine. */
export const stateBase = '/var/lib/carillon';

/** How many ports a stack takes from its base on. */
const portCount = 2000;

/** The plan of `profile` for the checkout these scripts stand in. CARILLON_PORT_BASE moves its ports. */
export function planOf(profile: Profile): Plan {
  const checkout = realpathSync(path.resolve(import.meta.dirname, '..', '..'));
  const hash = createHash('sha256').update(checkout).digest('hex').slice(0, 10);
  const id = `${profile}-${hash}`;
  return {
    profile,
    checkout,
    id,
    directory: path.join(checkout, 'var', profile),
    state: path.join(stateBase, id),
    cache: process.env['CARILLON_CACHE_DIR'] ?? '/var/cache/carillon',
    ports: portsFrom(chosenBase(profile)),
  };
}

/** One of the profiles, or a ProvisioningFault. */
export function profileOf(text: string | undefined): Profile {
  if (text === 'demo' || text === 'test' || text === 'test-2' || text === 'bench') return text;
  throw new ProvisioningFault('Say which stack is meant: `demo`, `test`, `test-2` or `bench`.');
}

function chosenBase(profile: Profile): number {
  const given = process.env['CARILLON_PORT_BASE'];
  if (given === undefined || given === '') return portBase[profile];
  const base = Number(given);
  if (!Number.isInteger(base) || base < 1024 || base + 2 * portCount > 65_536) {
    throw new ProvisioningFault(`CARILLON_PORT_BASE must be a whole number from 1024 to ${65_536 - 2 * portCount}.`);
  }
  // Of one checkout only these two run at the same time.
  return profile === 'test-2' ? base + portCount : base;
}

function portsFrom(base: number): Ports {
  return {
    ari: base,
    networkAri: base + 1,
    postgres: base + 2,
    redis: base + 3,
    api: base + 4,
    ami: base + 5,
    sip: base + 10,
    networkSip: base + 11,
    rtpStart: base + 100,
    rtpEnd: base + 1099,
    networkRtpStart: base + 1100,
    networkRtpEnd: base + 1899,
    load: base + 1900,
    benchPhones: base + 1901,
  };
}
