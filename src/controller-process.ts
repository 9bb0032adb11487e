// The controller as a process of its own: reads the configuration, starts, tells its supervisor that it lives, and stops
// when told. What cannot be started says why in a sentence.

import { flushCompileCache } from 'node:module';
import { type Config, processEnvironment, readConfig } from './config.ts';
import { readSecret } from './secret-file.ts';
import { speechOf } from './speech.ts';
import { realClock, realIds } from './base/real-clock.ts';
import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import { type ControllerParts, startController } from './controller.ts';
import { loadFlows } from './flows.ts';
import { pinoLog } from './log.ts';
import { version } from './version.ts';
import { aliveMessage, configurationExitCode, heartbeatMs, readyMessage } from './supervisor.ts';

/** The controller could not be started. */
const startExitCode = 1;

/** Runs until told to stop; the process's exit code says how it ended. */
export async function runController(): Promise<void> {
  const config = configuration();
  if (config === null) return;
  const log = pinoLog(config.log.level);
  const clock = realClock();
  beat(clock);
  try {
    const controller = await startController(partsOf(config, clock, log));
    log.info('Carillon serves.', { address: controller.address });
    process.send?.(readyMessage);
    // Otherwise written at an orderly exit only, and it is the other kind that the next start has to make good.
    flushCompileCache();
    await stopSignal();
    await controller.close();
    process.exit(0);
  } catch (fault) {
    complain(`Carillon could not start: ${sentence(fault)}`);
    log.error('The controller could not start.', { fault });
    process.exit(startExitCode);
  }
}

/** The configuration, or null after every fault was said. */
function configuration(): Config | null {
  const read = readConfig(processEnvironment());
  if (read.kind === 'ok') return read.value;
  for (const { message } of read.failure) complain(message);
  process.exitCode = configurationExitCode;
  if (process.connected) process.disconnect();
  return null;
}

function partsOf(config: Config, clock: Clock, log: Log): ControllerParts {
  return {
    version: version(),
    config,
    secrets: {
      ariPassword: secret(config.ari.passwordFile),
      amiPassword: config.ami === null ? null : secret(config.ami.passwordFile),
      apiToken: secret(config.api.tokenFile),
    },
    clock,
    ids: realIds,
    random: () => crypto.getRandomValues(new Uint32Array(1)).reduce((_, bits) => bits / 2 ** 32, 0),
    log,
    loadFlows: (needs) =>
      loadFlows({ config, speech: speechOf(config.speech, speechToken(config), log), clock, log, ...needs }),
  };
}

function speechToken({ speech: { engine } }: Config): string | null {
  return engine.kind === 'http' && engine.tokenFile !== null ? secret(engine.tokenFile) : null;
}

function secret(file: string): string {
  const read = readSecret(file);
  if (read.kind === 'ok') return read.value;
  complain(read.failure.message);
  process.exit(configurationExitCode);
}

/** Says once a second that the event loop turns. Without a supervisor there is nobody to tell. */
function beat(clock: Clock): void {
  if (process.send === undefined) return;
  const tell = (): void => {
    if (!process.connected) return;
    process.send?.(aliveMessage);
    clock.after(heartbeatMs, tell);
  };
  tell();
}

/** Resolves when somebody wants us to stop, or when the supervisor is gone: alone we would not be started again. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
    process.once('disconnect', () => resolve());
  });
}

const complain = (message: string): void => void process.stderr.write(`${message}\n`);

function sentence(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  if ('code' in fault && fault.code === 'EADDRINUSE')
    return 'the port of its HTTP interface is taken: set CARILLON_API_PORT to another one.';
  return fault.message;
}
