// The stack's private Redis: loopback, with a password, on disk every second, never dropping what it was given.
// Not here: what is kept in it.

import path from 'node:path';
import { Redis } from 'ioredis';
import { account } from './command.ts';
import { startDaemon, untilReady } from './daemon.ts';
import { ProvisioningFault } from './fault.ts';
import { directory, file, secret } from './files.ts';
import type { Owner } from './files.ts';
import type { Plan } from './plan.ts';

/** Starts Redis in `place`; its connection URL. */
export async function startRedis(plan: Plan, place: string, pids: string): Promise<string> {
  const owner = await account('redis');
  if (owner === 'unknown') throw new ProvisioningFault('Redis is not installed: its user `redis` is missing.');
  directory(place, { mode: 0o700, owner });
  const configuration = writeRedisSettings(plan, place, owner);
  const log = path.join(place, 'redis.log');
  const identity = await startDaemon(pids, {
    name: 'redis',
    program: 'redis-server',
    args: [configuration],
    cwd: place,
    log,
    owner,
  });
  const url = redisUrl(plan);
  await untilReady({ name: 'Redis', limitMs: 15_000, log, identity, ask: () => answers(url) });
  return url;
}

/** Writes redis.conf into `place` for the account that will run it; the file's name. */
export function writeRedisSettings(plan: Plan, place: string, owner: Owner): string {
  const configuration = path.join(place, 'redis.conf');
  file(configuration, settings(plan, place, passwordOf(plan)), { mode: 0o600, owner });
  return configuration;
}

/** The connection URL of the Redis at the plan's port. */
export const redisUrl = (plan: Plan): string => `redis://:${passwordOf(plan)}@127.0.0.1:${plan.ports.redis}/0`;

const passwordOf = (plan: Plan): string => secret(path.join(plan.directory, 'secrets', 'redis-password'));

function settings(plan: Plan, place: string, password: string): string {
  return [
    'bind 127.0.0.1',
    `port ${plan.ports.redis}`,
    'protected-mode yes',
    `requirepass ${password}`,
    `dir ${place}`,
    'daemonize no',
    // At most one second of writes is lost with the machine, none with the process.
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    // Job queues must be refused, not silently thinned out, when memory ends.
    'maxmemory 256mb',
    'maxmemory-policy noeviction',
    // Commands nobody of ours needs and an intruder would.
    'rename-command DEBUG ""',
    'rename-command MODULE ""',
    'rename-command SLAVEOF ""',
    'rename-command REPLICAOF ""',
    '',
  ].join('\n');
}

async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: null,
    connectTimeout: 2000,
    maxRetriesPerRequest: 0,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
    return true;
  } catch {
    // Not up yet, or still loading; the caller asks again until its limit.
    return false;
  } finally {
    client.disconnect();
  }
}
