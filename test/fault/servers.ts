// Kills the test stack's PostgreSQL or Redis as a crash would, and starts it again on the same data. Not here: what must
// hold meanwhile.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess, identify, livingDaemon } from '../../scripts/stack/daemon.ts';
import { dataPlace, pidsOf } from '../../scripts/stack/places.ts';
import { planOf } from '../../scripts/stack/plan.ts';
import { startPostgres } from '../../scripts/stack/postgres.ts';
import { startRedis } from '../../scripts/stack/redis.ts';

export type Server = 'postgres' | 'redis';

/** `kill -9` of the server and of all its processes; resolves when they are gone. */
export async function killServer(server: Server): Promise<void> {
  const pids = pidsOf(planOf('test'));
  const running = livingDaemon(pids, server);
  if (running === 'gone') throw new Error(`The ${server} of the test stack does not run, or is not the stack's own.`);
  const children = childrenOf(running.pid).flatMap((pid) => {
    const identity = identify(pid);
    return identity === 'gone' ? [] : [identity];
  });
  await Promise.all([running, ...children].map((identity) => endProcess(identity, 'SIGKILL')));
}

/** Starts it again; resolves when it answers. */
export async function startServer(server: Server): Promise<void> {
  const plan = planOf('test');
  // Its process is gone, but its number may still stand in the table of processes, where PostgreSQL would take it for alive.
  if (server === 'postgres') rmSync(join(await dataPlace(plan, server), 'data', 'postmaster.pid'), { force: true });
  const start = server === 'postgres' ? startPostgres : startRedis;
  await start(plan, await dataPlace(plan, server), pidsOf(plan));
}

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
