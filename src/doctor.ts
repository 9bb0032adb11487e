// What `carillon doctor` looks at: every probe that touches the outside. What it sees is judged in src/cli/judgements.ts,
// asked with a deadline and printed by src/cli/doctor.ts. Changes nothing anywhere.

import { execFile } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import pg from 'pg';
import { liveness } from './api/contract/index.ts';
import { checkManager, describeAsterisk } from './ari/index.ts';
import type { Clock } from './base/clock.ts';
import * as judge from './cli/index.ts';
import { type OpenProject, type Probe, failing, fine } from './cli/index.ts';
import { silentLog } from './base/log.ts';
import { type Config, type Environment, readConfig } from './config.ts';
import { PromptFault } from './prompts/index.ts';
import { readSecret } from './secret-file.ts';
import { speechOf } from './speech.ts';
import { compileProject } from './dsl/index.ts';
import { migrations } from './store/migrations/index.ts';

export interface DoctorParts {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly openProject: OpenProject;
}

/** How long one connection or program may take, in milliseconds: less than a probe has, so that the reason is its own. */
const attemptMsMax = 2_000;

/** All probes; without a usable configuration only those that need none. */
export function probesOf(parts: DoctorParts): readonly Probe[] {
  const read = readConfig(parts.environment);
  const faults = read.kind === 'failed' ? read.failure.map(({ message }) => message) : [];
  const configuration = faults.length === 0 ? fine('complete') : failing(faults.join(' '), 'see docs/operating.md');
  const bare = [
    probe('node', '', () => Promise.resolve(judge.judgeNode(process.version.slice(1)))),
    probe('configuration', '', () => Promise.resolve(configuration)),
    probe('host name', 'look at /etc/hosts and /etc/resolv.conf', lookAtHostName),
    ...['espeak-ng', 'sox'].map((name) => probe(name, `reinstall ${name}`, () => lookAtTool(name))),
  ];
  return read.kind === 'failed' ? bare : [...bare, ...configured(read.value, parts)];
}

function configured(config: Config, { environment, clock, openProject }: DoctorParts): Probe[] {
  const { sounds, sip, api, data, database } = config;
  const root = asteriskRoot(sounds);
  const startDatabase = 'start PostgreSQL and look at DATABASE_URL';
  return [
    probe('secrets', '', () => Promise.resolve(lookAtSecrets(config, environment))),
    ...asteriskProbes(config, clock),
    probe('manager interface', 'look at manager.conf and CARILLON_AMI_*', () => lookAtManager(config.ami, clock)),
    ...(config.speech.engine.kind === 'espeak' ? [] : [probe('speech', '', () => lookAtSpeech(config))]),
    ...(root === null ? [] : [probe('asterisk hosts', 'make the file', () => lookAtHostsFile(root))]),
    probe('sip port', '', async () => judge.judgeSipPort(sip.port, await useOfSipPort(config))),
    probe('rtp ports', '', async () => judge.judgeRtpPorts(sip.rtpPorts, await clientPorts())),
    probe('api port', '', async () => judge.judgeApiPort(`${api.host}:${api.port}`, await useOfApiPort(api))),
    probe('disk', 'make the directory CARILLON_DATA_DIR', () => lookAtDisk(data.directory)),
    probe('postgresql', startDatabase, () => lookAtPostgres(database.url)),
    probe('clock', startDatabase, () => lookAtClock(database.url, clock)),
    probe('migrations', 'run `carillon migrate`', () => lookAtMigrations(database)),
    probe('redis', 'start Redis and look at REDIS_URL', () => lookAtRedis(config.redis.url)),
    probe('flows', 'set CARILLON_FLOWS_DIR to the directory with fil.json', () => lookAtFlows(config, openProject)),
  ];
}

const probe = (name: string, todo: string, look: Probe['look']): Probe => ({ name, todo, look });

/** Both judge one description, so Asterisk is asked once. */
function asteriskProbes({ ari }: Config, clock: Clock): Probe[] {
  const describe = async () => {
    const password = readSecret(ari.passwordFile);
    if (password.kind === 'failed') throw new Error(password.failure.message);
    return describeAsterisk({ url: ari.url, user: ari.user, password: password.value }, clock);
  };
  let description: ReturnType<typeof describe> | null = null;
  const once = () => (description ??= describe());
  const todo = 'start Asterisk and look at CARILLON_ARI_URL, ari.conf and http.conf';
  return [
    probe('asterisk', todo, async () => judge.judgeAsterisk((await once()).version)),
    probe('phone transfers', todo, async () => judge.judgePhoneTransfers((await once()).version)),
    probe('asterisk modules', todo, async () => {
      const running = (await once()).modules.filter(({ status }) => status === 'running');
      return judge.judgeModules(running.map(({ name }) => name));
    }),
  ];
}

async function lookAtManager(ami: Config['ami'], clock: Clock) {
  if (ami === null) return judge.judgeManager('unused');
  const password = readSecret(ami.passwordFile);
  if (password.kind === 'failed') throw new Error(password.failure.message);
  await checkManager({ host: ami.host, port: ami.port, user: ami.user, password: password.value }, clock);
  return judge.judgeManager('signedIn');
}

async function lookAtHostName() {
  const name = hostname();
  const beganAt = performance.now();
  try {
    const { address } = await lookup(name);
    return judge.judgeHostName(name, { address, tookMs: performance.now() - beganAt });
  } catch {
    // Whatever the resolver says, the finding is that the name is not known.
    return judge.judgeHostName(name, 'unknown');
  }
}

/** The root Asterisk runs in, when prompts show that it is not ours. */
const asteriskRoot = ({ directory, seen }: Config['sounds']): string | null =>
  directory !== seen && directory.endsWith(seen) ? directory.slice(0, -seen.length) : null;

async function lookAtHostsFile(root: string) {
  const file = path.join(root, 'etc/hosts');
  return judge.judgeHostsFile(file, await readFile(file, 'utf8'), hostname());
}

async function lookAtTool(name: string) {
  try {
    const { stdout } = await promisify(execFile)(name, ['--version'], { timeout: attemptMsMax });
    return judge.judgeTool(name, stdout.split('\n')[0]?.trim() ?? '');
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return judge.judgeTool(name, null);
    throw fault;
  }
}

/** Speaks a word; espeak-ng would stand in, so calls go on without the engine. */
async function lookAtSpeech({ speech }: Config) {
  const { engine } = speech;
  const token = engine.kind === 'http' && engine.tokenFile !== null ? readSecret(engine.tokenFile) : null;
  if (token?.kind === 'failed') throw new Error(token.failure.message);
  const variable = engine.kind === 'http' ? 'CARILLON_SPEECH_URL' : 'CARILLON_SPEECH_COMMAND';
  try {
    await speechOf(speech, token?.value ?? null, silentLog).speech.synthesise('un', 'fr-FR');
    return judge.judgeSpeech(variable, null);
  } catch (fault) {
    if (!(fault instanceof PromptFault)) throw fault;
    return judge.judgeSpeech(variable, fault.message);
  }
}

function lookAtSecrets({ ari, ami, api, smtp, sms, flows, speech }: Config, environment: Environment) {
  const given = environment['CARILLON_ENV_FILE'] ?? '';
  const used = [ami?.passwordFile, smtp?.signIn?.passwordFile, sms?.tokenFile, flows.secretsFile];
  const speaker = speech.engine.kind === 'http' ? speech.engine.tokenFile : null;
  const others = [...used, speaker, given === '' ? null : path.resolve(given)].filter(
    (file) => typeof file === 'string',
  );
  const files = [ari.passwordFile, api.tokenFile, ...others];
  const faults = files.map(readSecret).flatMap((read) => (read.kind === 'failed' ? [read.failure.message] : []));
  return judge.judgeSecrets(files.length, faults);
}

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** As the kernel lists it: binding the port to find out would take it away from Asterisk for a moment. */
async function useOfSipPort({ ari, sip }: Config) {
  if (!loopback.includes(new URL(ari.url).hostname)) return 'unseen';
  const tables = await Promise.all(['/proc/net/udp', '/proc/net/udp6'].map(readIfThere));
  const bound = `:${sip.port.toString(16).toUpperCase().padStart(4, '0')} `;
  const local = tables.flatMap((text) => text.split('\n')).map((line) => line.trim().split(/\s+/)[1] ?? '');
  return local.some((address) => `${address} `.endsWith(bound)) ? 'bound' : 'free';
}

async function clientPorts() {
  const text = await readIfThere('/proc/sys/net/ipv4/ip_local_port_range');
  const [start, end] = text.trim().split(/\s+/).map(Number);
  return start === undefined || end === undefined ? null : { start, end };
}

const readIfThere = async (file: string): Promise<string> => (existsSync(file) ? readFile(file, 'utf8') : '');

async function useOfApiPort({ host, port }: Config['api']): Promise<judge.PortUse> {
  const asked = host === '0.0.0.0' ? '127.0.0.1' : host.includes(':') ? '[::1]' : host;
  try {
    const reply = await fetch(`http://${asked}:${port}/livez`, { signal: AbortSignal.timeout(attemptMsMax) });
    return liveness.safeParse(await reply.json()).success ? 'ours' : 'taken';
  } catch (fault) {
    // Refused: nobody is there. Whoever takes the connection and does not speak as we do has the port.
    const cause = fault instanceof Error ? fault.cause : undefined;
    return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED' ? 'free' : 'taken';
  }
}

/** The directory is made at the first start; until then the disk is that of what exists above it. */
async function lookAtDisk(directory: string) {
  let place = directory;
  while (!existsSync(place) && place !== path.dirname(place)) place = path.dirname(place);
  const { bavail, blocks, bsize } = await statfs(place);
  return judge.judgeDisk(directory, { freeBytes: bavail * bsize, totalBytes: blocks * bsize });
}

async function withPostgres<Value>(url: string, task: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const limits = { connectionTimeoutMillis: attemptMsMax, query_timeout: attemptMsMax };
  const client = new pg.Client({ connectionString: url, application_name: 'carillon doctor', ...limits });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await task(client);
  } finally {
    await client.end();
  }
}

const lookAtPostgres = (url: string) =>
  withPostgres(url, async (client) => {
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`);
    return judge.judgePostgres(Number(rows[0]?.version ?? 0));
  });

/** The answer is taken to belong to the middle of the time it took. */
const lookAtClock = (url: string, clock: Clock) =>
  withPostgres(url, async (client) => {
    const askedAt = clock.now();
    const { rows } = await client.query<{ at: string }>('select extract(epoch from clock_timestamp()) * 1000 as at');
    return judge.judgeClock(Number(rows[0]?.at) - (askedAt + clock.now()) / 2);
  });

/** The owner's role reads which migrations were applied; ours only sees whether its tables are there. */
async function lookAtMigrations({ url, ownerUrl }: Config['database']) {
  const known = Object.keys(migrations);
  const table = ownerUrl === null ? 'public.facts' : 'public_migrations.kysely_migration';
  return withPostgres(ownerUrl ?? url, async (client) => {
    const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table]);
    if (rows[0]?.there !== true) return judge.judgeMigrations([], known);
    if (ownerUrl === null) return judge.judgeMigrations(null, known);
    const applied = await client.query<{ name: string }>(`select name from ${table}`);
    return judge.judgeMigrations(
      applied.rows.map(({ name }) => name),
      known,
    );
  });
}

async function lookAtRedis(url: string) {
  const limits = { connectTimeout: attemptMsMax, commandTimeout: attemptMsMax, maxRetriesPerRequest: 0 };
  const client = new Redis(url, { lazyConnect: true, retryStrategy: null, ...limits });
  let why: unknown = null;
  client.on('error', (fault) => {
    why = fault;
  });
  try {
    await client.connect();
    return judge.judgeRedis(await redisSettings(client));
  } catch (fault) {
    // The listener heard the reason, the promise only that the connection is closed.
    throw why ?? fault;
  } finally {
    client.disconnect();
  }
}

async function redisSettings(client: Redis): Promise<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const name of ['appendonly', 'appendfsync', 'maxmemory-policy']) {
    const answer: unknown = await client.config('GET', name);
    if (Array.isArray(answer)) settings[name] = String(answer[1]);
  }
  return settings;
}

async function lookAtFlows({ flows }: Config, openProject: OpenProject) {
  const compiled = await compileProject(openProject(flows.directory));
  const found = compiled.kind === 'ok' ? compiled.value.warnings : compiled.failure;
  const errors = found.filter(({ severity }) => severity === 'error').length;
  const count = compiled.kind === 'ok' ? Object.keys(compiled.value.program.flows).length : 0;
  return judge.judgeFlows(flows.directory, { flows: count, errors, warnings: found.length - errors });
}
