// The containers' provisioning (docker-compose.yml): `files` before anything runs, `database` once PostgreSQL answers.
// The same layout, templates and secrets as the private stack; only the places and the accounts differ.

import { chownSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { instanceOf, prepareAsterisk } from './stack/asterisk.ts';
import { environment, writeEnvironment } from './stack/environment.ts';
import { printFault } from './stack/fault.ts';
import { directory } from './stack/files.ts';
import { planOf } from './stack/plan.ts';
import type { Plan } from './stack/plan.ts';
import { adminPasswordFile, databaseOf, makeRoles } from './stack/postgres.ts';
import { redisUrl, writeRedisSettings } from './stack/redis.ts';
import { secret } from './stack/files.ts';

/** Accounts of the images: ours (Dockerfile), Asterisk's (asterisk-config/Dockerfile), postgres' and redis' own. */
const controller = { uid: 59_323, gid: 59_323 };
const asterisk = { uid: 59_322, gid: 59_322 };
const server = { uid: 999, gid: 999 };

/** Volumes, at the same place in every container. */
const privatePlace = '/var/lib/carillon/compose';
const home = { root: '', version: '22', owner: asterisk };

const plan: Plan = { ...planOf('demo'), id: 'compose', directory: privatePlace };
const tell = (line: string): void => {
  console.error(line);
};

try {
  if (process.argv[2] === 'files') await makeFiles();
  else if (process.argv[2] === 'database') await makeRoles(plan);
  else throw new Error('Say `files` or `database`.');
} catch (fault) {
  printFault(fault);
  process.exitCode = 1;
}

async function makeFiles(): Promise<void> {
  directory(privatePlace, { mode: 0o755 });
  const secrets = directory(path.join(privatePlace, 'secrets'), { mode: 0o711, owner: controller });
  directory(path.join(privatePlace, 'data'), { mode: 0o750, owner: controller });
  const redisPlace = directory(path.join(privatePlace, 'redis'), { mode: 0o700, owner: server });
  await prepareAsterisk(plan, home, tell);
  const [pbx, network] = [instanceOf(plan, home, 'pbx'), instanceOf(plan, home, 'network')];
  directory(path.join(pbx.host, 'sounds'), { mode: 0o2755, owner: { uid: controller.uid, gid: asterisk.gid } });
  secret(adminPasswordFile(plan));
  writeRedisSettings(plan, redisPlace, server);
  const servers = { database: databaseOf(plan), redis: redisUrl(plan), asterisk: { version: '22', pbx, network } };
  // Inside its network namespace the API listens on every address; only the published port leads in.
  const env = { ...environment(plan, servers), CARILLON_API_HOST: '0.0.0.0', CARILLON_API_PORT: '8080' };
  const envFile = writeEnvironment(plan, env);
  for (const file of [envFile, ...readdirSync(secrets).map((name) => path.join(secrets, name))]) {
    chownSync(file, controller.uid, controller.gid);
  }
  chownSync(adminPasswordFile(plan), server.uid, server.gid);
}
