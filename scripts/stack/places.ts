// Where a stack's servers keep their data, whether its ports are free, and what vanished checkouts left behind.
// Not here: the servers.

import { createSocket } from 'node:dgram';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { account, run } from './command.ts';
import { stopDaemon } from './daemon.ts';
import { ProvisioningFault, systemCode } from './fault.ts';
import { directory, file } from './files.ts';
import type { Log } from './asterisk-root.ts';
import { networkAddress, stateBase } from './plan.ts';
import type { Plan } from './plan.ts';

/** Makes the stack's directories: secrets for us alone, state outside the checkout with a note of whose it is. */
export function layOutStack(plan: Plan): void {
  directory(plan.directory, { mode: 0o755 });
  directory(path.join(plan.directory, 'secrets'), { mode: 0o700 });
  directory(path.join(plan.directory, 'data'), { mode: 0o750 });
  directory(stateBase, { mode: 0o755 });
  directory(plan.state, { mode: 0o755 });
  file(path.join(plan.state, 'checkout'), plan.checkout, { mode: 0o644 });
}

/** Where the server that runs as `user` keeps its data: in the checkout, unless that user cannot enter it. */
export async function dataPlace(plan: Plan, user: string): Promise<string> {
  const owner = await account(user);
  const enters = owner !== 'unknown' && (await run('test', ['-x', plan.directory], { ...owner, cwd: '/' })).code === 0;
  return path.join(enters ? plan.directory : plan.state, user);
}

/** Forgets what a former run of the test stack kept: tests begin from nothing. */
export function forget(plan: Plan): void {
  for (const base of [plan.directory, plan.state]) {
    for (const name of ['postgres', 'redis', 'data']) rmSync(path.join(base, name), { recursive: true, force: true });
  }
}

/** What runs for a stack beside the controller, which the demo starts. */
const servers = ['network', 'pbx', 'redis', 'postgres'] as const;

/** Where the stack notes its processes. */
export const pidsOf = (plan: Plan): string => path.join(plan.state, 'pids');

/** Ends every process a stack has noted: the controller first, so that it can finish; then the rest side by side. */
export async function stopDaemons(pids: string): Promise<void> {
  await stopDaemon(pids, 'controller');
  // SIGINT: PostgreSQL then ends its sessions at once, but in order.
  const stops = servers.map((name) => stopDaemon(pids, name, name === 'postgres' ? 'SIGINT' : 'SIGTERM'));
  await Promise.all(stops);
}

/** Ends and removes the stacks of checkouts that are no longer there. */
export async function removeVanishedStacks(log: Log): Promise<void> {
  for (const id of existsSync(stateBase) ? readdirSync(stateBase) : []) {
    const place = path.join(stateBase, id);
    const note = path.join(place, 'checkout');
    if (!existsSync(note) || existsSync(readFileSync(note, 'utf8'))) continue;
    log(`Removing the stack of a vanished checkout (${id})`);
    await stopDaemons(path.join(place, 'pids'));
    rmSync(place, { recursive: true, force: true });
  }
}

/** A ProvisioningFault that names the first port of the stack which somebody else has. */
export async function checkPorts(plan: Plan): Promise<void> {
  const { ports } = plan;
  const streams = [
    ['Asterisk', ports.ari],
    ['the public network', ports.networkAri],
    ['PostgreSQL', ports.postgres],
    ['Redis', ports.redis],
    ['the API', ports.api],
    ['the manager interface', ports.ami],
  ] as const;
  for (const [who, port] of streams) await check(who, `TCP port ${port} of 127.0.0.1`, listen(port));
  await check('Asterisk', `UDP port ${ports.sip} of 127.0.0.1`, bind('127.0.0.1', ports.sip));
  await check(
    'the public network',
    `UDP port ${ports.networkSip} of ${networkAddress}`,
    bind(networkAddress, ports.networkSip),
  );
}

async function check(who: string, what: string, trial: Promise<void>): Promise<void> {
  try {
    await trial;
  } catch (fault) {
    if (systemCode(fault) !== 'EADDRINUSE') throw fault;
    throw new ProvisioningFault(
      `${what} is taken, and ${who} needs it; end what uses it or set CARILLON_PORT_BASE to a free range of 2000 ports.`,
    );
  }
}

function listen(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve();
      });
    });
  });
}

function bind(address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind({ port, address, exclusive: true }, () => {
      socket.close(() => {
        resolve();
      });
    });
  });
}
