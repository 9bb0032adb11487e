// One process per journal directory. The lock outlives a kill, so it names its holder well enough to tell a living one
// from a dead one whose number was given again. Not here: locks between machines (the lease) or between containers.

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeObject } from '../base/json.ts';
import { JournalFault, systemCode } from './journal-fault.ts';

/** How the process before us ended: closed, killed, or its machine with it. */
export type EndBefore = 'closed' | 'killed' | 'powerCut';

export interface Lock {
  readonly endBefore: EndBefore;
  /** The journal is read back: from now on only our own end counts. */
  readonly settle: () => void;
  /** The journal could not be read back: the next attempt must still know how the process before us ended. */
  readonly abandon: () => void;
  readonly release: () => void;
}

interface Holder {
  readonly pid: number;
  /** Clock ticks from boot to the start of the process. */
  readonly startTicks: string;
  readonly boot: string;
  /** Set until the journal is read back after a power cut, in case we are killed while we do. */
  readonly reading: 'afterPowerCut' | 'no';
}

/** Takes the directory, or throws JournalFault `locked` (another living process has it). */
export function takeLock(dir: string): Lock {
  const path = join(dir, 'lock');
  const mine = `${path}.${String(process.pid)}`;
  try {
    write(mine, self('no'));
    const before = link(mine, path) === 'ok' ? null : takeOver(path, mine);
    return {
      endBefore: before?.end ?? 'closed',
      settle: () => {
        replace(path, JSON.stringify(self('no')));
      },
      abandon: () => {
        if (before === null) rmSync(path, { force: true });
        else replace(path, before.text);
      },
      release: () => {
        rmSync(path, { force: true });
      },
    };
  } finally {
    rmSync(mine, { force: true });
  }
}

function takeOver(path: string, mine: string): { readonly end: EndBefore; readonly text: string } {
  const text = readText(path) ?? '';
  const holder = decodeHolder(text);
  if (holder !== null && isAlive(holder)) throw held(path, holder);
  const end = holder?.boot === bootId() && holder.reading === 'no' ? 'killed' : 'powerCut';
  const aside = `${mine}.stale`;
  renameSync(path, aside);
  // Another process may have taken the stale lock between our look and our rename: then give it back.
  const taken = readText(aside);
  if (taken !== text) link(aside, path);
  rmSync(aside, { force: true });
  write(mine, self(end === 'powerCut' ? 'afterPowerCut' : 'no'));
  if (taken !== text || link(mine, path) === 'exists') throw held(path, decodeHolder(taken ?? ''));
  return { end, text };
}

function write(path: string, holder: Holder): void {
  writeFileSync(path, JSON.stringify(holder), { mode: 0o600 });
}

function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function held(path: string, holder: Holder | null): JournalFault {
  const by = holder === null ? 'another process' : `process ${String(holder.pid)}`;
  return new JournalFault('locked', path, `The journal is in use by ${by}; stop it or give this one another directory`);
}

function link(from: string, to: string): 'ok' | 'exists' {
  try {
    linkSync(from, to);
    return 'ok';
  } catch (fault) {
    if (systemCode(fault) === 'EEXIST') return 'exists';
    throw fault;
  }
}

function self(reading: Holder['reading']): Holder {
  return { pid: process.pid, startTicks: processState(process.pid)?.startTicks ?? '', boot: bootId(), reading };
}

function isAlive(holder: Holder): boolean {
  if (holder.boot !== bootId()) return false;
  const state = processState(holder.pid);
  // A killed process that nobody has waited for yet (Z) holds nothing any more.
  return state !== null && state.startTicks === holder.startTicks && !'ZX'.includes(state.letter);
}

function processState(pid: number): { readonly letter: string; readonly startTicks: string } | null {
  const text = readText(`/proc/${String(pid)}/stat`);
  if (text === null) return null;
  // Field 2 is the name in parentheses and may hold anything; field 3 is the state, field 22 the start (proc(5)).
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { letter: fields[0] ?? '', startTicks: fields[19] ?? '' };
}

const bootId = (): string => (readText('/proc/sys/kernel/random/boot_id') ?? '').trim();

function decodeHolder(text: string): Holder | null {
  const value = decodeObject(text);
  if (value === null) return null;
  const { pid, startTicks, boot, reading } = value;
  if (typeof pid !== 'number' || typeof startTicks !== 'string' || typeof boot !== 'string') return null;
  return { pid, startTicks, boot, reading: reading === 'afterPowerCut' ? reading : 'no' };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (fault) {
    const code = systemCode(fault);
    // The kernel answers ESRCH for a process that ended while we read.
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw fault;
  }
}
