// What the tests of facts share: a clock that only moves when told, directories of their own, entries, a silent log.
// Not here: any assertion.

import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock, Instant } from '../../src/base/clock.ts';
import { callId } from '../../src/base/ids.ts';
import { silentLog, type Fields, type Log } from '../../src/base/log.ts';
import type { Changes, Entry } from '../../src/base/machine.ts';
import { realClock, realIds } from '../../src/base/real-clock.ts';
import type { Fact } from '../../src/call/index.ts';
import { openJournal, type Journal, type JournalOptions } from '../../src/facts/index.ts';

/** In memory where there is such a place: thousands of syncs would measure the disk, and what else it is doing. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A directory that is gone after the test. */
export function temporaryDir(): string {
  const dir = mkdtempSync(join(place, 'carillon-facts-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  return dir;
}

/** The directory as a killed process would leave it: all that was written, and its lock is nobody's. */
export function asKilled(dir: string): string {
  const copy = temporaryDir();
  cpSync(dir, copy, { recursive: true });
  rmSync(join(copy, 'lock'), { force: true });
  return copy;
}

export interface Said {
  readonly level: keyof Log;
  readonly sentence: string;
  readonly fields: Fields;
}

export function rememberingLog(): { readonly log: Log; readonly said: Said[] } {
  const said: Said[] = [];
  const at =
    (level: keyof Log) =>
    (sentence: string, fields: Fields = {}) => {
      said.push({ level, sentence, fields });
    };
  return { log: { info: at('info'), warn: at('warn'), error: at('error') }, said };
}

/** A journal on the real clock and disk, closed after the test. */
export function open(dir: string, more: Partial<JournalOptions> = {}): Journal {
  const journal = openJournal({ dir, clock: realClock(), ids: realIds, log: silentLog, ...more });
  onTestFinished(() => journal.close());
  return journal;
}

/** A transition that sets keys and, unless told otherwise, states one fact. */
export function entry(changes: Changes, factCount = 1, at: Instant = 1_000): Entry<Fact> {
  const facts = Array.from({ length: factCount }, (): Fact => ({ kind: 'callAnswered', call: callId('call-1') }));
  return { at, machine: 'calls', event: { kind: 'answered' }, facts, changes };
}

/** The state as plain data, to be compared. */
export const plain = (state: ReadonlyMap<string, unknown>): unknown =>
  JSON.parse(JSON.stringify([...state].sort(([one], [other]) => (one < other ? -1 : 1))));

/** A clock that stands still until it is moved. */
export class StillClock implements Clock {
  #now: Instant = 1_000_000;
  #timers: { at: Instant; task: () => void }[] = [];

  readonly now = (): Instant => this.#now;

  readonly after = (delayMs: number, task: () => void): (() => void) => {
    const timer = { at: this.#now + delayMs, task };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** Runs what falls due within `ms`, in order, letting promises go on after each. */
  async move(ms: number): Promise<void> {
    const end = this.#now + ms;
    await promisesGoOn();
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.task();
      await promisesGoOn();
    }
    this.#now = end;
  }
}

/** Lets everything go on that waits for no timer and no disk. */
export async function promisesGoOn(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Waits until `condition` holds, for at most `limitMs`. */
export async function until(condition: () => boolean | Promise<boolean>, limitMs = 5_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Not within ${String(limitMs)} ms: ${condition.toString()}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
