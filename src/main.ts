// The entry of the program: the command line, and behind `serve` the supervisor of a controller (controller-main.ts).
// Started by bin/carillon, which has loaded the environment.

import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { realClock } from './base/real-clock.ts';
import { buildCli, exitCodes, terminalOn } from './cli/index.ts';
import { type Config, type Environment, processEnvironment, readConfig } from './config.ts';
import { deployFromHere } from './deployable.ts';
import { probesOf } from './doctor.ts';
import { projectOnDisk } from './flows.ts';
import { liveTestsFrom } from './live-tests.ts';
import { pinoLog } from './log.ts';
import { StoreFault, migrate, openDatabase, putTenant } from './store/index.ts';
import { configurationExitCode, supervise } from './supervisor.ts';
import { version } from './version.ts';

const [, , ...args] = process.argv;
// Whoever read our output has read enough, as `head` does.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  if (fault.code !== 'EPIPE') throw fault;
  process.exit();
});
process.exitCode = await commandLine();

function commandLine(): Promise<number> {
  const environment = processEnvironment();
  return buildCli({
    version: version(),
    environment,
    terminal: terminalOn(process.stdout, process.stderr, environment),
    clock: realClock(),
    serve,
    migrate: migrateTables,
    probes: () => probesOf({ environment, clock: realClock(), openProject: projectOnDisk }),
    openProject: projectOnDisk,
    deploy: deployFromHere(),
    liveTests: liveTestsFrom(join(import.meta.dirname, '..'), environment),
    typed: () => createInterface({ input: process.stdin }),
  }).run(args);
}

/** Keeps a controller alive until a signal; each signal after the first is left to the system. */
async function serve(): Promise<number> {
  const supervisor = supervise({
    clock: realClock(),
    log: pinoLog('info'),
    module: join(import.meta.dirname, 'controller-main.ts'),
    environment: withCompileCache(processEnvironment()),
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => supervisor.stop());
  return supervisor.ended;
}

/** A controller that is started again must not compile everything again: every second counts for the callers. */
function withCompileCache(environment: Environment): Environment {
  const directory = environment['CARILLON_DATA_DIR'];
  return directory === undefined ? environment : { NODE_COMPILE_CACHE: join(directory, 'compiled'), ...environment };
}

/** Brings the tables to this version, by the role that owns them, and makes the tenant known. */
async function migrateTables(): Promise<number> {
  const read = readConfig(processEnvironment());
  if (read.kind === 'failed') {
    for (const { message } of read.failure) process.stderr.write(`${message}\n`);
    return configurationExitCode;
  }
  try {
    const applied = await migrated(read.value);
    process.stderr.write(applied.length === 0 ? 'The tables are up to date.\n' : `Applied ${applied.join(', ')}.\n`);
    return exitCodes.done;
  } catch (fault) {
    if (!(fault instanceof StoreFault)) throw fault;
    // The address without the password that may stand in it.
    const { host } = new URL(read.value.database.ownerUrl ?? read.value.database.url);
    process.stderr.write(`The tables could not be brought to this version, at ${host}: ${fault.message}.\n`);
    return fault.code === 'unreachable' || fault.code === 'timeout' ? exitCodes.unreachable : exitCodes.refused;
  }
}

/** What was applied. Rejects with StoreFault. */
async function migrated({ database, tenant }: Config): Promise<readonly string[]> {
  const applied = await migrate(database.ownerUrl ?? database.url);
  const owner = openDatabase({ url: database.url, tenant, log: pinoLog('warn') });
  try {
    await putTenant(owner, tenant);
  } finally {
    await owner.close();
  }
  return applied;
}
