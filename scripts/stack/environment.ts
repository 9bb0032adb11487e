// What a stack tells the controller: the variables of .env.example, as an object and as a file.
// Not here: reading them; src/config.ts does that.

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { amiPasswordFile, amiUser, ariApp, ariUser, sipRealm } from './asterisk.ts';
import type { Instance } from './asterisk.ts';
import { ProvisioningFault } from './fault.ts';
import { file } from './files.ts';
import type { Plan } from './plan.ts';
import type { Database } from './postgres.ts';

export interface Asterisks {
  readonly version: string;
  readonly pbx: Instance;
  readonly network: Instance;
}

export interface Servers {
  readonly database: Database;
  readonly redis: string;
  /** 'given': somebody else's, by CARILLON_ARI_URL. */
  readonly asterisk: Asterisks | 'given';
}

/** The controller's environment for this stack. */
export function environment(plan: Plan, servers: Servers): Readonly<Record<string, string>> {
  const token = path.join(plan.directory, 'secrets', 'api-token');
  if (!existsSync(token)) file(token, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  return {
    ...telephony(plan, servers),
    ...chosen(['CARILLON_ARI_DRIVER']),
    DATABASE_URL: servers.database.app,
    CARILLON_DATABASE_OWNER_URL: servers.database.owner,
    CARILLON_DATABASE_FACTS_URL: servers.database.facts,
    REDIS_URL: servers.redis,
    CARILLON_API_HOST: '127.0.0.1',
    CARILLON_API_PORT: String(plan.ports.api),
    CARILLON_API_TOKEN_FILE: token,
    CARILLON_DATA_DIR: path.join(plan.directory, 'data'),
    CARILLON_FLOWS_DIR: path.join(plan.checkout, 'flows'),
    CARILLON_TENANT: 'demo',
  };
}

/** Writes the variables to var/PROFILE/env, readable by us alone since the URLs hold passwords; the file's name. */
export function writeEnvironment(plan: Plan, env: Readonly<Record<string, string>>): string {
  const place = path.join(plan.directory, 'env');
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  file(place, `${lines.join('\n')}\n`, { mode: 0o600 });
  return place;
}

function telephony(plan: Plan, { asterisk }: Servers): Readonly<Record<string, string>> {
  if (asterisk === 'given')
    return { ...Object.fromEntries(givenNames.map((name) => [name, given(name)])), ...chosen(managerNames) };
  const { pbx } = asterisk;
  return {
    CARILLON_ARI_URL: pbx.ariUrl,
    CARILLON_ARI_USER: ariUser,
    CARILLON_ARI_PASSWORD_FILE: pbx.passwordFile,
    CARILLON_ARI_APP: ariApp,
    CARILLON_CDR_FILE: path.join(pbx.host, 'log', 'cdr-custom', 'calls.csv'),
    CARILLON_AMI_PORT: String(plan.ports.ami),
    CARILLON_AMI_USER: amiUser,
    CARILLON_AMI_PASSWORD_FILE: amiPasswordFile(plan),
    CARILLON_SOUNDS_DIR: path.join(pbx.host, 'sounds'),
    CARILLON_SOUNDS_SEEN: path.join(pbx.seen, 'sounds'),
    CARILLON_SIP_REALM: sipRealm,
    CARILLON_SIP_PORT: String(plan.ports.sip),
    CARILLON_RTP_PORTS: `${plan.ports.rtpStart}-${plan.ports.rtpEnd}`,
  };
}

/** What must come with CARILLON_ARI_URL, since only its owner knows. */
const givenNames = [
  'CARILLON_ARI_URL',
  'CARILLON_ARI_USER',
  'CARILLON_ARI_PASSWORD_FILE',
  'CARILLON_ARI_APP',
  'CARILLON_SOUNDS_DIR',
  'CARILLON_SOUNDS_SEEN',
  'CARILLON_SIP_REALM',
  'CARILLON_SIP_PORT',
  'CARILLON_RTP_PORTS',
] as const;

/** What may come with it. */
const managerNames = [
  'CARILLON_AMI_HOST',
  'CARILLON_AMI_PORT',
  'CARILLON_AMI_USER',
  'CARILLON_AMI_PASSWORD_FILE',
] as const;

/** Those of the variables that whoever starts the stack has set. */
const chosen = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name] ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );

function given(name: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== '') return value;
  throw new ProvisioningFault(`With CARILLON_ARI_URL, set ${name} too (see .env.example).`);
}
