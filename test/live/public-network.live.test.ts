// Transfers to the second Asterisk, which plays the public network: two real exchanges, a trunk that stands in the first one's
// own configuration, and the far side's own count of what reached it.

import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPolicy } from '../outbound/policy.ts';
import { badNumbers } from '../outbound/toll-fraud.ts';
import { fromWav, findTones } from './audio/index.ts';
import { type Centre, openCentre } from './centre.ts';
import { outboundFile } from './far-side.ts';
import { type PhoneCall, tone } from './phone/index.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

/** The tone of the person who answers (botTones of the stack). */
const farTone = 1_510;
/** The numbers whose flows transfer to somebody who answers, is busy, rings for ever, is out of order; to whoever calls. */
const entries = { answers: '+33180009921', isBusy: '+33180009922', rings: '+33180009923', isBroken: '+33180009924' };
const toCaller = '+33180009915';

let centre: Centre;
beforeAll(async () => {
  centre = await openCentre({
    CARILLON_OUTBOUND_FILE: outboundFile([{ name: 'trunk-network' }], { countries: openPolicy.countries }),
  });
});
afterAll(async () => {
  await centre.close();
});

/** Asks the public network's Asterisk for a variable of its own. */
async function networkVariable(name: string): Promise<string> {
  const secrets = dirname(process.env['CARILLON_ARI_PASSWORD_FILE'] ?? '');
  const password = readFileSync(join(secrets, 'network-ari-password'), 'utf8').trim();
  const authorization = `Basic ${Buffer.from(`carillon:${password}`).toString('base64')}`;
  const pbx = new URL(process.env['CARILLON_ARI_URL'] ?? '');
  const url = `http://${pbx.hostname}:${String(Number(pbx.port) + 1)}/ari/asterisk/variable?variable=${name}`;
  const answer = await fetch(url, { headers: { authorization } });
  return ((await answer.json()) as { value: string }).value;
}

const reached = async (): Promise<number> => Number(await networkVariable('REACHED'));

async function dial(entry: string, callerNumber = '+33612345678'): Promise<PhoneCall> {
  return (await centre.trunk()).dial(entry, { sound: tone(tones.caller), callerNumber });
}

/** Where the public network keeps what its people heard. */
const heardDirectory = (): string =>
  join(dirname(process.env['CARILLON_CDR_FILE'] ?? ''), '../../../network/spool/heard');

describe('a transfer to the public network', () => {
  it('lets both hear each other and shows our number; the caller hears music meanwhile', async () => {
    const before = await reached();
    const call = await dial(entries.answers);
    await call.hears(tones.music, { withinMs: 3_000 });
    await call.hears(farTone, { withinMs: 15_000 });
    expect(await reached()).toBe(before + 1);
    expect(await networkVariable('SHOWN')).toBe('+33180001122');
    await call.hangup();
    // The recording is whole once the call is over.
    await until(() => heardByFar().includes(tones.caller), {
      withinMs: 5_000,
      what: 'the far end to have heard the caller',
    });
    await centre.nothingLeft();
  });

  it.each([
    ['isBusy', tones.renseignement, 5_000],
    ['rings', tones.auRevoir, 12_000],
    ['isBroken', tones.menuBis, 5_000],
  ] as const)('to a number that %s takes that way of the flow', async (which, hertz, withinMs) => {
    const call = await dial(entries[which]);
    await call.hears(hertz, { withinMs });
    await call.ended({ withinMs: 4_000 });
    await centre.nothingLeft();
  });

  it('never reaches a premium number, a satellite, or any other of the corpus', { timeout: 180_000 }, async () => {
    const before = await reached();
    const phone = await centre.trunk();
    const waiting = badNumbers().filter((number) => /^\+[1-9]\d{6,14}$/.test(number));
    expect(waiting.length).toBeGreaterThan(500);
    const work = async (): Promise<void> => {
      for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
        const call = await phone.dial(toCaller, { callerNumber: number });
        await call.ended({ withinMs: 15_000 });
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect(await reached()).toBe(before);
    // The same way lets a good number out, once the breaker has forgotten those that were out of order.
    const call = await phone.dial(toCaller, { callerNumber: '+33180003002' });
    await call.ended({ withinMs: 15_000 });
    expect(await reached()).toBe(before + 1);
    await centre.nothingLeft();
  });
});

/** The tones that anybody outside has heard so far. */
function heardByFar(): number[] {
  const files = readdirSync(heardDirectory()).filter((file) => file.startsWith('outside-'));
  return files.flatMap((file) => {
    const samples = fromWav(readFileSync(join(heardDirectory(), file)));
    return findTones(samples, [tones.caller, farTone]).map(({ frequencyHz }) => frequencyHz);
  });
}
