// The port TrunkWatch on a real Asterisk: phones, a trunk and refusals arrive as facts. Not here: what they are used for.

import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkManager, watchTrunks } from '../../src/ari/index.ts';
import type { AmiAccess } from '../../src/ari/index.ts';
import { openAmiSession } from '../../src/ari/ami/session.ts';
import { silentLog } from '../../src/base/log.ts';
import { realClock, realIds } from '../../src/base/real-clock.ts';
import type { TelephonyFact } from '../../src/call/index.ts';
import type { TrunkWatch } from '../../src/call/ports.ts';
import { startPhone } from '../live/phone/index.ts';
import { until } from '../live/until.ts';
import { ariAccess, ariWorldBy } from './telephony/ari-world.ts';
import type { World } from './telephony/world.ts';

const withinMs = 8_000;
const set = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: start the test stack first.`);
  return value;
};
const access = (): AmiAccess => ({
  host: process.env['CARILLON_AMI_HOST'] ?? '127.0.0.1',
  port: Number(set('CARILLON_AMI_PORT')),
  user: set('CARILLON_AMI_USER'),
  password: readFileSync(set('CARILLON_AMI_PASSWORD_FILE'), 'utf8').trim(),
});

let world: World;
let watch: TrunkWatch;
const facts: TelephonyFact[] = [];

beforeAll(async () => {
  world = await ariWorldBy('native')();
  watch = watchTrunks({
    ...access(),
    ...{ clock: realClock(), random: Math.random, log: silentLog },
    onFact: (fact) => facts.push(fact),
  });
  watch.open();
  await until(() => watch.state() === 'watching', { withinMs, what: 'the watch' });
});
afterAll(async () => {
  watch.close();
  await world.close();
});

const told = (fact: Partial<TelephonyFact> & { readonly kind: TelephonyFact['kind'] }) =>
  until(
    () =>
      facts.find((one) =>
        Object.entries(fact).every(([name, value]) => Object.entries(one).some(([n, v]) => n === name && v === value)),
      ),
    {
      withinMs,
      what: JSON.stringify(fact),
    },
  );

describe('the manager interface of Asterisk', () => {
  it('lets us in, and nobody with a wrong password, of whom it tells', async () => {
    await checkManager(access(), realClock());
    await expect(checkManager({ ...access(), password: 'wrong' }, realClock())).rejects.toMatchObject({
      code: 'refused',
    });
    await told({ kind: 'accessRefused', service: 'ami', why: 'wrongPassword', account: access().user });
  });

  it.each([
    { action: 'Originate', channel: 'Local/1@agents-out', application: 'Hangup' },
    { action: 'Command', command: 'core show version' },
    { action: 'Setvar', variable: 'A', value: '1' },
    { action: 'ModuleLoad', loadtype: 'reload' },
  ])('lets us change nothing: $action is refused', async (action) => {
    const nobody = () => undefined;
    const session = await openAmiSession({ access: access(), clock: realClock(), onEvent: nobody, onLost: nobody });
    await expect(session.action(action)).rejects.toMatchObject({ code: 'refused' });
    session.close();
  });

  it('tells that a phone registers and that it signs out', async () => {
    const { phone, signOut } = await world.phone();
    await told({ kind: 'phoneStateChanged', phone, to: 'registered' });
    await signOut();
    await told({ kind: 'phoneStateChanged', phone, to: 'unregistered' });
  });

  it('tells of a phone with a wrong password', async () => {
    const { phone } = await world.phone();
    const server = { host: '127.0.0.1', port: Number(set('CARILLON_SIP_PORT')) };
    const thief = await startPhone({ user: phone, password: 'guessed', server });
    await expect(thief.register()).rejects.toThrow();
    await thief.close();
    await told({ kind: 'accessRefused', service: 'sip', why: 'wrongPassword', account: phone });
  });

  it('tells that a trunk answers, and that it does not any more', async () => {
    const name = realIds('trunk');
    const carrier = await carrierAt('127.0.0.5');
    await putTrunk(name, carrier.port);
    await told({ kind: 'trunkStateChanged', trunk: name, to: 'reachable' });
    carrier.socket.close();
    await told({ kind: 'trunkStateChanged', trunk: name, to: 'unreachable' });
    for (const object of ['endpoint', 'aor']) await configure('DELETE', `${object}/${name}`);
  });
});

/** A carrier that answers whatever it is asked. */
async function carrierAt(host: string): Promise<{ readonly port: number; readonly socket: Socket }> {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const lines = message.toString().split('\r\n');
    const kept = lines.filter((line) => /^(?:via|from|to|call-id|cseq):/i.test(line));
    const reply = [
      'SIP/2.0 200 OK',
      ...kept.map((line) => (/^to:/i.test(line) ? `${line};tag=1` : line)),
      'Content-Length: 0',
      '',
      '',
    ];
    socket.send(reply.join('\r\n'), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, host, resolve));
  return { port: socket.address().port, socket };
}

/** A trunk in Asterisk's memory that is asked every second whether it answers. */
async function putTrunk(name: string, port: number): Promise<void> {
  const aor = { contact: `sip:127.0.0.5:${String(port)}`, qualify_frequency: '1', qualify_timeout: '0.5' };
  await configure('PUT', `aor/${name}`, aor);
  await configure('PUT', `endpoint/${name}`, { aors: name, context: 'agents-out', disallow: 'all', allow: 'alaw' });
}

async function configure(
  method: 'PUT' | 'DELETE',
  object: string,
  settings: Record<string, string> = {},
): Promise<void> {
  const { url, user, password } = ariAccess();
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const fields = Object.entries(settings).map(([attribute, value]) => ({ attribute, value }));
  const answer = await fetch(`${url}/ari/asterisk/config/dynamic/res_pjsip/${object}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    ...(method === 'PUT' ? { body: JSON.stringify({ fields }) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${object}: ${String(answer.status)} ${await answer.text()}`);
}
