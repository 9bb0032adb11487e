// Keeps one controller process alive: starts it again when it dies, ends it when it no longer answers. Calls go on in
// Asterisk meanwhile. Not here: anything of a call; the controller resumes by itself.

import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import type { Clock, Instant } from './base/clock.ts';
import type { Log } from './base/log.ts';

/** A controller whose event loop has not spoken for this long is stuck: no call would be served. */
const silenceMsMax = 10_000;
/** How often the controller says that it is alive. */
export const heartbeatMs = 1_000;
/** What a controller tells its supervisor: that it lives, and once, that it serves. */
export const aliveMessage = 'alive';
export const readyMessage = 'ready';
/** How long a controller may take to finish when asked to stop. */
const stopMsMax = 8_000;
/** Pauses before the next start when one after the other dies before it serves; the last one repeats. */
const restartDelaysMs = [0, 200, 500, 1_000, 2_000, 5_000] as const;
/**
 * The controller's niceness. It computes little, and a key pressed waits for it: beside Asterisk's many threads an equal among
 * equals stood in line for the processor for longer than it worked (docs/benchmarks).
 */
const controllerNiceness = -8;
/** The controller refuses its configuration: starting it again would change nothing. */
export const configurationExitCode = 78;

export interface SupervisorOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** The module of the controller. */
  readonly module: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Supervisor {
  /** Ends the controller and supervision. */
  readonly stop: () => void;
  /** Resolves with the exit code when supervision has ended. */
  readonly ended: Promise<number>;
}

/** How long to wait before the next start, after so many in a row that never served. One that had served: at once. */
export const restartDelayMs = (unservedCount: number): number =>
  restartDelaysMs[Math.min(unservedCount, restartDelaysMs.length - 1)] ?? 0;

export function supervise(options: SupervisorOptions): Supervisor {
  const { clock, log } = options;
  const { promise: ended, resolve } = Promise.withResolvers<number>();
  let phase: 'running' | 'stopping' = 'running';
  /** Controllers in a row that died before they served; null: none has served yet, at all. */
  let unservedCount: number | null = null;
  let child: ChildProcess | null = null;

  const start = (): void => {
    if (phase === 'stopping') return resolve(0);
    const startedAt = clock.now();
    // In a session of its own: where the kernel shares the processors out among sessions, niceness counts within one only.
    const started = fork(options.module, [], { env: { ...options.environment }, stdio: 'inherit', detached: true });
    child = started;
    prefer(started, log);
    watch(started, options);
    started.on('message', (message) => {
      if (message === readyMessage) unservedCount = 0;
    });
    started.once('exit', (code, signal) => died(startedAt, code, signal));
  };

  const died = (startedAt: Instant, code: number | null, signal: NodeJS.Signals | null): void => {
    child = null;
    if (phase === 'stopping') return resolve(code ?? 0);
    // One that never served, at the very first start, has a reason that starting again would not change.
    if (code === configurationExitCode || unservedCount === null) return resolve(code ?? 1);
    const delayMs = restartDelayMs(unservedCount);
    unservedCount += 1;
    log.error('The controller died and is started again.', { code, signal, livedMs: clock.now() - startedAt, delayMs });
    clock.after(delayMs, start);
  };

  start();
  return {
    stop: () => {
      if (phase === 'stopping') return;
      phase = 'stopping';
      const running = child;
      if (running === null) return resolve(0);
      running.kill('SIGTERM');
      clock.after(stopMsMax, () => running.kill('SIGKILL'));
    },
    ended,
  };
}

/** Before its threads are made, for they inherit it. Whoever may not raise it goes on as equal. */
function prefer({ pid }: ChildProcess, log: Log): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, controllerNiceness);
    const ofItsSession = `/proc/${pid}/autogroup`;
    if (existsSync(ofItsSession)) writeFileSync(ofItsSession, String(controllerNiceness));
  } catch (fault) {
    log.info(
      'The controller runs at ordinary priority: under full load it will wait for the processor (docs/operating.md).',
      {
        code: fault instanceof Error && 'code' in fault ? fault.code : null,
      },
    );
  }
}

/** Ends a controller that has fallen silent; its death is then handled like any other. */
function watch(controller: ChildProcess, { clock, log }: SupervisorOptions): void {
  let spokenAt = clock.now();
  controller.on('message', () => {
    spokenAt = clock.now();
  });
  const look = (): void => {
    if (controller.exitCode !== null || controller.signalCode !== null) return;
    const silentMs = clock.now() - spokenAt;
    if (silentMs > silenceMsMax) {
      log.error('The controller does not answer and is ended.', { silentMs });
      controller.kill('SIGKILL');
    } else clock.after(heartbeatMs, look);
  };
  clock.after(heartbeatMs, look);
}
