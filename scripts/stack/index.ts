// A private stack for one profile: PostgreSQL, Redis and two Asterisks, on loopback and ports of their own.
// Not here: the controller; whoever starts the stack starts that too.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findAsterisk } from './asterisk-root.ts';
import type { AsteriskHome, Log } from './asterisk-root.ts';
import { botPhones, clearInstances, instanceOf, prepareAsterisk, startInstance } from './asterisk.ts';
import { identify, lives, livingDaemon, readIdentity } from './daemon.ts';
import { environment, writeEnvironment } from './environment.ts';
import type { Servers } from './environment.ts';
import { ProvisioningFault } from './fault.ts';
import { file, fingerprint } from './files.ts';
import { checkPorts, dataPlace, forget, layOutStack, pidsOf, removeVanishedStacks, stopDaemons } from './places.ts';
import { beginsFromNothing, planOf } from './plan.ts';
import type { Plan, Profile } from './plan.ts';
import { startPostgres } from './postgres.ts';
import type { Database } from './postgres.ts';
import { startRedis } from './redis.ts';

export type { AsteriskHome, Log } from './asterisk-root.ts';
export { ProvisioningFault, printFault } from './fault.ts';
export { planOf, profileOf } from './plan.ts';
export type { Plan, Profile } from './plan.ts';

export interface StackOptions {
  readonly log: Log;
  /** `held`: it ends with us. `detached`: it stays until stack-down. */
  readonly life?: 'held' | 'detached';
}

export interface Stack {
  readonly plan: Plan;
  /** What the controller needs to know, by the names in .env.example. */
  readonly env: Readonly<Record<string, string>>;
  readonly envFile: string;
  readonly servers: Servers;
  /** The bots' accounts as JSON, for whoever makes the agents known. */
  readonly botsFile: string;
  /** Ends what this start began; a detached stack that was found running is left alone. */
  readonly stop: () => Promise<void>;
}

/** Starts the stack of `profile`, or joins a detached one that runs. A ProvisioningFault says in one sentence why it cannot. */
export async function startStack(profile: Profile, { log, life = 'held' }: StackOptions): Promise<Stack> {
  if (process.getuid?.() !== 0) {
    throw new ProvisioningFault(
      'The stack needs root to confine Asterisk and to start PostgreSQL; run the command as root or with sudo.',
    );
  }
  const plan = planOf(profile);
  layOutStack(plan);
  await removeVanishedStacks(log);
  const mark = fingerprint([path.join(plan.checkout, 'asterisk-config'), import.meta.dirname]);
  const found = whoHasIt(plan, mark);
  if (found.kind === 'held') {
    throw new ProvisioningFault(
      `The ${profile} stack of this checkout is in use by process ${found.pid}; stop that one first (Ctrl+C).`,
    );
  }
  if (found.kind === 'detached') {
    log(`Stack: joining the ${profile} stack that runs already`);
    const servers = found.servers;
    return stackOf(plan, servers, () => Promise.resolve());
  }
  await stopDaemons(pidsOf(plan));
  claim(plan, { life, mark, servers: 'starting' });
  try {
    const servers = await startServers(plan, log);
    claim(plan, { life, mark, servers });
    return stackOf(plan, servers, () => stopStack(plan));
  } catch (fault) {
    await stopStack(plan);
    throw fault;
  }
}

/** Ends everything the stack of `plan` has running; harmless when nothing runs. */
export async function stopStack(plan: Plan): Promise<void> {
  await stopDaemons(pidsOf(plan));
  rmSync(claimFile(plan), { force: true });
}

function stackOf(plan: Plan, servers: Servers, stop: () => Promise<void>): Stack {
  const env = environment(plan, servers);
  const botsFile = path.join(plan.directory, 'secrets', 'bots.json');
  const bots = botPhones(plan).map(({ bot, phone, digest }) => ({ bot, phone, digest }));
  file(botsFile, `${JSON.stringify(bots, null, 2)}\n`, { mode: 0o600 });
  // Where things are on this machine, for tests and people; the secrets stand in files of their own.
  const map = { ports: plan.ports, asterisk: servers.asterisk, botsFile };
  file(path.join(plan.directory, 'stack.json'), `${JSON.stringify(map, null, 2)}\n`, { mode: 0o600 });
  return { plan, env, envFile: writeEnvironment(plan, env), servers, botsFile, stop };
}

async function startServers(plan: Plan, log: Log): Promise<Servers> {
  await checkPorts(plan);
  if (beginsFromNothing(plan.profile)) forget(plan);
  layOutStack(plan);
  const pids = pidsOf(plan);
  // One after the other: a failure then leaves nothing half-started behind, and Asterisk takes the most time anyway.
  const database = await databaseOf(plan, pids, log);
  const redis = process.env['REDIS_URL'] ?? (await startRedis(plan, await dataPlace(plan, 'redis'), pids));
  log(`Redis: ${process.env['REDIS_URL'] === undefined ? `port ${plan.ports.redis}` : 'REDIS_URL as given'}`);
  return { database, redis, asterisk: await asterisksOf(plan, pids, log) };
}

async function databaseOf(plan: Plan, pids: string, log: Log): Promise<Database> {
  const app = process.env['DATABASE_URL'];
  if (app === undefined) {
    const database = await startPostgres(plan, await dataPlace(plan, 'postgres'), pids);
    log(`PostgreSQL: port ${plan.ports.postgres}`);
    return database;
  }
  log('PostgreSQL: DATABASE_URL as given');
  const owner = process.env['CARILLON_DATABASE_OWNER_URL'];
  const facts = process.env['CARILLON_DATABASE_FACTS_URL'];
  if (owner !== undefined && facts !== undefined) return { app, owner, facts };
  throw new ProvisioningFault(
    'With DATABASE_URL, set CARILLON_DATABASE_OWNER_URL and CARILLON_DATABASE_FACTS_URL too.',
  );
}

async function asterisksOf(plan: Plan, pids: string, log: Log): Promise<Servers['asterisk']> {
  if (process.env['CARILLON_ARI_URL'] !== undefined) {
    log('Asterisk: CARILLON_ARI_URL as given; none is started, nor a public network');
    return 'given';
  }
  const home: AsteriskHome = await findAsterisk(plan, log);
  clearInstances(plan, home);
  await prepareAsterisk(plan, home, log);
  const pbx = instanceOf(plan, home, 'pbx');
  const network = instanceOf(plan, home, 'network');
  await startInstance(pids, home, pbx);
  await startInstance(pids, home, network);
  log(
    `Asterisk ${home.version}: ARI on port ${plan.ports.ari}, SIP on ${plan.ports.sip}; public network on ${plan.ports.networkSip}`,
  );
  return { version: home.version, pbx, network };
}

interface Claim {
  readonly life: 'held' | 'detached';
  /** Of the templates and scripts the stack was started from. */
  readonly mark: string;
  readonly servers: Servers | 'starting';
}

type Found =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'held'; readonly pid: number }
  | { readonly kind: 'detached'; readonly servers: Servers };

const claimFile = (plan: Plan): string => path.join(plan.state, 'claim.json');

function claim(plan: Plan, what: Claim): void {
  const holder = identify(process.pid);
  file(claimFile(plan), JSON.stringify({ ...what, ...(holder === 'gone' ? {} : holder) }), { mode: 0o600 });
}

/** A live holder keeps the stack; a detached one is joined if it is whole and made from the same files; else it is replaced. */
function whoHasIt(plan: Plan, mark: string): Found {
  const place = claimFile(plan);
  if (!existsSync(place)) return { kind: 'nobody' };
  const noted = JSON.parse(readFileSync(place, 'utf8')) as Claim;
  const holder = readIdentity(place);
  const holds = holder !== 'gone' && lives(holder) && holder.pid !== process.pid;
  if (holds && (noted.life === 'held' || noted.servers === 'starting')) return { kind: 'held', pid: holder.pid };
  if (noted.life !== 'detached' || noted.servers === 'starting' || noted.mark !== mark) return { kind: 'nobody' };
  const whole = ownDaemons(noted.servers).every((name) => livingDaemon(pidsOf(plan), name) !== 'gone');
  return whole ? { kind: 'detached', servers: noted.servers } : { kind: 'nobody' };
}

/** The programs that a stack with these servers runs itself. */
function ownDaemons(servers: Servers): readonly string[] {
  const asterisks = servers.asterisk === 'given' ? [] : ['pbx', 'network'];
  const redis = process.env['REDIS_URL'] === undefined ? ['redis'] : [];
  const postgres = process.env['DATABASE_URL'] === undefined ? ['postgres'] : [];
  return [...asterisks, ...redis, ...postgres];
}
