// The two Asterisk instances of a stack: `pbx`, the controller's own, and `network`, which plays the public network.
// Not here: where Asterisk comes from (asterisk-root.ts), and what the templates say (asterisk-config/).

import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endProcess, markedProcess, startDaemon, untilReady } from './daemon.ts';
import { ProvisioningFault } from './fault.ts';
import { addTemplates, directory, file, fillTemplates, secret } from './files.ts';
import type { AsteriskHome, Log } from './asterisk-root.ts';
import { beginsFromNothing, networkAddress } from './plan.ts';
import type { Plan } from './plan.ts';
import { botTones, makeSounds } from './sounds.ts';

export type InstanceName = 'pbx' | 'network';

/** A bot's account at the exchange, as the demo pushes it: the digest is HA1 of RFC 7616 section 3.4.2. */
export interface BotPhone {
  readonly bot: string;
  readonly phone: string;
  readonly digest: string;
}

export interface Instance {
  readonly name: InstanceName;
  /** Its directory as the host sees it. */
  readonly host: string;
  /** The same directory as Asterisk sees it. */
  readonly seen: string;
  readonly log: string;
  readonly ariUrl: string;
  readonly passwordFile: string;
}

export const ariUser = 'carillon';
export const amiUser = 'carillon';
export const ariApp = 'carillon';
export const sipRealm = 'carillon';

/** The secret of the exchange's manager interface. */
export const amiPasswordFile = (plan: Plan): string => path.join(plan.directory, 'secrets', 'ami-password');

/** Where an instance of this stack lives; pure. */
export function instanceOf(plan: Plan, home: AsteriskHome, name: InstanceName): Instance {
  const seen = `/srv/carillon/${plan.id}/${name}`;
  const host = `${home.root}${seen}`;
  const port = name === 'pbx' ? plan.ports.ari : plan.ports.networkAri;
  return {
    name,
    host,
    seen,
    log: path.join(host, 'log', 'messages.log'),
    ariUrl: `http://127.0.0.1:${port}`,
    passwordFile: path.join(plan.directory, 'secrets', name === 'pbx' ? 'ari-password' : 'network-ari-password'),
  };
}

/** Writes directories, sounds and configuration of both instances. Nothing runs yet. */
export async function prepareAsterisk(plan: Plan, home: AsteriskHome, log: Log): Promise<void> {
  await removeVanished(home, log);
  directory(`${home.root}/srv/carillon`, { mode: 0o755 });
  const base = directory(`${home.root}/srv/carillon/${plan.id}`, { mode: 0o755 });
  file(path.join(base, 'checkout'), plan.checkout, { mode: 0o644 });
  const pbx = instanceOf(plan, home, 'pbx');
  const network = instanceOf(plan, home, 'network');
  for (const instance of [pbx, network]) layOut(instance, home);
  const places = {
    announcements: path.join(pbx.host, 'announcements'),
    music: path.join(pbx.host, 'moh'),
    parties: path.join(network.host, 'sounds'),
  };
  await makeSounds(plan.profile, places, log);
  for (const instance of [pbx, network]) configure(plan, home, instance);
}

/** Forgets what parties of a former run heard; the test stack also its records and prompts. */
export function clearInstances(plan: Plan, home: AsteriskHome): void {
  const fresh = beginsFromNothing(plan.profile);
  const pbx = fresh ? ['log', 'sounds'] : [];
  const network = fresh ? ['log', 'spool/heard'] : ['spool/heard'];
  for (const name of pbx) rmSync(path.join(instanceOf(plan, home, 'pbx').host, name), { recursive: true, force: true });
  for (const name of network)
    rmSync(path.join(instanceOf(plan, home, 'network').host, name), { recursive: true, force: true });
}

/** Starts a prepared instance and waits until it answers; `pids` is where its process is noted. */
export async function startInstance(pids: string, home: AsteriskHome, instance: Instance): Promise<void> {
  // Registrations and the like of a former life would be taken for true.
  rmSync(path.join(instance.host, 'lib', 'astdb.sqlite3'), { force: true });
  const asterisk = ['-C', `${instance.seen}/etc/asterisk.conf`, '-f', '-U', 'asterisk', '-G', 'asterisk'];
  const identity = await startDaemon(pids, {
    name: instance.name,
    program: home.root === '' ? 'asterisk' : 'chroot',
    args: home.root === '' ? asterisk : [home.root, 'asterisk', ...asterisk],
    cwd: '/',
    log: path.join(instance.host, 'log', 'console.log'),
  });
  const password = readFileSync(instance.passwordFile, 'utf8').trim();
  await untilReady({
    name: `Asterisk (${instance.name})`,
    limitMs: 30_000,
    log: instance.log,
    identity,
    ask: () => answers(instance, password),
  });
}

/** The bots' accounts, made once: number, name and password are random; the file keeps the passwords. */
export function botPhones(plan: Plan): readonly (BotPhone & { readonly password: string })[] {
  return botTones.map((_, index) => {
    const bot = `bot${index + 1}`;
    const names = path.join(plan.directory, 'secrets', `${bot}-phone`);
    if (!existsSync(names)) file(names, `${bot}-${randomBytes(4).toString('hex')}\n`, { mode: 0o600 });
    const phone = readFileSync(names, 'utf8').trim();
    const password = secret(path.join(plan.directory, 'secrets', `${bot}-password`));
    const digest = createHash('md5').update(`${phone}:${sipRealm}:${password}`).digest('hex');
    return { bot, phone, password, digest };
  });
}

/** Removes the directories of checkouts that are gone, after ending what still runs in them. */
async function removeVanished(home: AsteriskHome, log: Log): Promise<void> {
  const base = `${home.root}/srv/carillon`;
  for (const id of existsSync(base) ? readdirSync(base) : []) {
    const note = path.join(base, id, 'checkout');
    if (!existsSync(note) || existsSync(readFileSync(note, 'utf8'))) continue;
    log(`Asterisk: removing what a vanished checkout left behind (${id})`);
    for (const name of ['pbx', 'network']) {
      const left = await markedProcess(
        path.join(base, id, name, 'run', 'asterisk.pid'),
        `/srv/carillon/${id}/${name}/`,
      );
      if (left !== 'gone') await endProcess(left, 'SIGTERM');
    }
    rmSync(path.join(base, id), { recursive: true, force: true });
  }
}

function layOut(instance: Instance, home: AsteriskHome): void {
  const us = process.getuid?.() ?? 0;
  directory(instance.host, { mode: 0o755 });
  directory(path.join(instance.host, 'etc'), { mode: 0o750, owner: { uid: us, gid: home.owner.gid } });
  for (const name of ['lib', 'spool', 'spool/recording', 'spool/heard', 'run', 'log', 'log/cdr-custom', 'keys']) {
    directory(path.join(instance.host, name), { mode: 0o750, owner: home.owner });
  }
  // The controller writes prompts here and Asterisk reads them.
  directory(path.join(instance.host, 'sounds'), { mode: 0o2755, owner: { uid: us, gid: home.owner.gid } });
}

function configure(plan: Plan, home: AsteriskHome, instance: Instance): void {
  const rights = { owner: home.owner, secrets: ['ari.conf', 'manager.conf', 'pjsip.conf'] };
  for (const part of ['common', instance.name]) {
    const from = path.join(plan.checkout, 'asterisk-config', part);
    fillTemplates(from, path.join(instance.host, 'etc'), values(plan, instance), rights);
  }
  if (plan.profile !== 'bench' || instance.name !== 'pbx') return;
  // What benchmarks compare with is added behind the product's own configuration and stands in no other stack.
  const more = path.join(plan.checkout, 'asterisk-config', 'bench');
  addTemplates(more, path.join(instance.host, 'etc'), values(plan, instance));
}

/** What the templates' placeholders stand for. */
function values(plan: Plan, instance: Instance): Readonly<Record<string, string>> {
  const { ports } = plan;
  const pbx = instance.name === 'pbx';
  const bots = botPhones(plan).flatMap(({ bot, phone, password }, index): [string, string][] => [
    [`${bot.toUpperCase()}_PHONE`, phone],
    [`${bot.toUpperCase()}_PASSWORD`, password],
    [`${bot.toUpperCase()}_TONE`, String(botTones[index])],
  ]);
  return {
    ...Object.fromEntries(bots),
    DIR: instance.seen,
    NAME: `${instance.name}-${os.hostname()}`.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(0, 40),
    HTTP_PORT: String(pbx ? ports.ari : ports.networkAri),
    ARI_USER: ariUser,
    ARI_PASSWORD: secret(instance.passwordFile),
    ARI_APP: ariApp,
    AMI_PORT: String(ports.ami),
    AMI_USER: amiUser,
    AMI_PASSWORD: secret(amiPasswordFile(plan)),
    SIP_PORT: String(ports.sip),
    NETWORK_ADDRESS: networkAddress,
    NETWORK_SIP_PORT: String(ports.networkSip),
    BENCH_PHONES_PORT: String(ports.benchPhones),
    RTP_START: String(pbx ? ports.rtpStart : ports.networkRtpStart),
    RTP_END: String(pbx ? ports.rtpEnd : ports.networkRtpEnd),
  };
}

async function answers(instance: Instance, password: string): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`${ariUser}:${password}`).toString('base64')}`;
  try {
    const reply = await fetch(`${instance.ariUrl}/ari/asterisk/info`, {
      headers: { authorization },
      signal: AbortSignal.timeout(1000),
    });
    if (reply.status === 401) {
      throw new ProvisioningFault(
        `Something else answers at ${instance.ariUrl}; set CARILLON_PORT_BASE to a free range of 2000 ports.`,
      );
    }
    return reply.ok;
  } catch (fault) {
    if (fault instanceof ProvisioningFault) throw fault;
    // Not listening yet; the caller asks again until its limit.
    return false;
  }
}
