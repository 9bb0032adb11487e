// The stack's private PostgreSQL: its own cluster on a loopback port, three roles with generated passwords.
// Not here: tables and grants; the migrations make those.

import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { account, must } from './command.ts';
import { startDaemon, untilReady } from './daemon.ts';
import { ProvisioningFault } from './fault.ts';
import { directory, file, secret } from './files.ts';
import type { Plan } from './plan.ts';

export interface Database {
  readonly owner: string;
  readonly app: string;
  readonly facts: string;
}

const database = 'carillon';
const superuser = 'carillon_admin';
const versionMinimum = 15;

/** Roles by what they are for: `owner` migrates, `app` works under row-level security, `facts` only adds facts. */
const roles = { owner: 'carillon_owner', app: 'carillon_app', facts: 'carillon_facts' } as const;

/** Starts the cluster in `place`, making it first where it is missing; the three connection URLs. */
export async function startPostgres(plan: Plan, place: string, pids: string): Promise<Database> {
  const owner = await account('postgres');
  if (owner === 'unknown') throw new ProvisioningFault('PostgreSQL is not installed: its user `postgres` is missing.');
  const bin = binaries();
  const data = path.join(place, 'data');
  directory(place, { mode: 0o700, owner });
  checkVersion(bin, data);
  const password = secret(adminPasswordFile(plan));
  if (!existsSync(path.join(data, 'PG_VERSION'))) await initialise({ bin, place, data, password, owner });
  file(path.join(data, 'carillon.conf'), settings(plan), { mode: 0o600, owner });
  const log = path.join(place, 'postgres.log');
  const identity = await startDaemon(pids, {
    name: 'postgres',
    program: path.join(bin, 'postgres'),
    args: ['-D', data, '-c', `config_file=${path.join(data, 'carillon.conf')}`],
    cwd: place,
    log,
    owner,
  });
  const admin = adminUrl(plan);
  await untilReady({ name: 'PostgreSQL', limitMs: 30_000, log, identity, ask: () => accepts(admin) });
  await makeRoles(plan);
  return databaseOf(plan);
}

/** The three connection URLs of the cluster at the plan's port; pure but for the secrets, which are made at their first use. */
export function databaseOf(plan: Plan): Database {
  const of = (role: keyof typeof roles): string =>
    url(plan, roles[role], secret(secretFile(plan, roles[role])), database);
  return { owner: of('owner'), app: of('app'), facts: of('facts') };
}

/** The newest installed server's directory of programs, 15 at least. */
function binaries(): string {
  const base = '/usr/lib/postgresql';
  const versions = (existsSync(base) ? readdirSync(base) : [])
    .map(Number)
    .filter((version) => version >= versionMinimum && existsSync(`${base}/${version}/bin/initdb`));
  const newest = Math.max(...versions);
  if (versions.length > 0) return `${base}/${newest}/bin`;
  throw new ProvisioningFault(
    `PostgreSQL ${versionMinimum} or later is needed; set DATABASE_URL to a server that runs elsewhere.`,
  );
}

function checkVersion(bin: string, data: string): void {
  const note = path.join(data, 'PG_VERSION');
  if (!existsSync(note)) {
    // A half-made cluster of an interrupted start.
    rmSync(data, { recursive: true, force: true });
    return;
  }
  const made = readFileSync(note, 'utf8').trim();
  if (bin === `/usr/lib/postgresql/${made}/bin`) return;
  throw new ProvisioningFault(
    `The data in ${data} is of PostgreSQL ${made}, and ${bin} is installed; remove it or install PostgreSQL ${made}.`,
  );
}

interface Cluster {
  readonly bin: string;
  readonly place: string;
  readonly data: string;
  readonly password: string;
  readonly owner: { readonly uid: number; readonly gid: number };
}

async function initialise({ bin, place, data, password, owner }: Cluster): Promise<void> {
  const passwordFile = path.join(place, 'initial-password');
  file(passwordFile, `${password}\n`, { mode: 0o600, owner });
  const args = ['-D', data, '--auth=scram-sha-256', `--username=${superuser}`, `--pwfile=${passwordFile}`];
  await must(
    'Making the database cluster',
    path.join(bin, 'initdb'),
    [...args, '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    {
      ...owner,
      cwd: place,
    },
  );
  rmSync(passwordFile);
}

/** Only what differs from PostgreSQL's own defaults. */
function settings(plan: Plan): string {
  return [
    "listen_addresses = '127.0.0.1'",
    `port = ${plan.ports.postgres}`,
    "unix_socket_directories = ''",
    'password_encryption = scram-sha-256',
    'max_connections = 100',
    'shared_buffers = 64MB',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    "lc_messages = 'C.UTF-8'",
    '',
  ].join('\n');
}

async function accepts(admin: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: admin, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (fault) {
    if (fault instanceof pg.DatabaseError && fault.code === '28P01') {
      throw new ProvisioningFault(
        'The private database refuses our password; remove its data directory to begin anew.',
        { cause: fault },
      );
    }
    // Not up yet; the caller asks again until its limit.
    return false;
  } finally {
    await client.end();
  }
}

/** Roles and database, made or brought to the generated passwords. They get LOGIN and nothing else. */
export async function makeRoles(plan: Plan): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl(plan) });
  await client.connect();
  try {
    for (const role of Object.values(roles)) {
      const password = client.escapeLiteral(secret(secretFile(plan, role)));
      const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
      const rights = `login nosuperuser nocreatedb nocreaterole nobypassrls password ${password}`;
      await client.query(
        `${known.rowCount === 0 ? 'create' : 'alter'} role ${client.escapeIdentifier(role)} ${rights}`,
      );
    }
    const made = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (made.rowCount === 0) await client.query(`create database ${database} owner ${roles.owner}`);
    await client.query(`revoke connect, temporary on database ${database} from public`);
    await client.query(`grant connect on database ${database} to ${roles.app}, ${roles.facts}`);
  } finally {
    await client.end();
  }
}

/** Where the superuser's password is kept. */
export const adminPasswordFile = (plan: Plan): string => secretFile(plan, 'postgres-admin');

const adminUrl = (plan: Plan): string => url(plan, superuser, secret(adminPasswordFile(plan)), 'postgres');

const secretFile = (plan: Plan, name: string): string => path.join(plan.directory, 'secrets', name);

const url = (plan: Plan, role: string, password: string, name: string): string =>
  `postgres://${role}:${password}@127.0.0.1:${plan.ports.postgres}/${name}`;
