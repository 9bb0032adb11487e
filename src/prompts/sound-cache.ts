// Sounds by the content they were made from: the same text is made once, by one run, and found again by every start and every
// controller that shares the directory. Not here: how a sound is made.

import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { Sound } from '../call/ports.ts';
import { PromptFault } from './ports.ts';
import { type SoundFile, type SoundFormat, soundFormats } from './telephone-format.ts';
import { wavInfo } from './wav.ts';

/** The most sounds that are being made or wait for it: beyond that the machine is too slow, and the caller hears of it at once. */
export const makingMax = 500;
/** How many are made at a time. */
const atOnce = 2;
/** How long a sound made for one call is kept after its last use: such texts may hold what belongs to a caller. */
const keepMs = 24 * 3_600_000;
/** An unfinished file that is older was left by a process that died. */
const unfinishedMsMax = 3_600_000;

export interface SoundCacheOptions {
  readonly clock: Clock;
  /** Where sounds are written. */
  readonly directory: string;
  /** The same directory as the telephone system finds it. */
  readonly seenAs: string;
  /** Made beside the WAV of each sound. */
  readonly alsoAs?: readonly Exclude<SoundFormat, 'wav'>[];
}

/** Writes the sound into these files; they are not seen by anybody until they are complete. */
export type MakeSound = (files: readonly SoundFile[]) => Promise<void>;

export class SoundCache {
  readonly #options: SoundCacheOptions;
  readonly #making = new Map<string, Promise<Sound>>();
  /** Sounds that no tidying removes: those of a program. */
  readonly #kept = new Set<string>();
  readonly #turns: (() => void)[] = [];
  #busyCount = 0;
  #madeCount = 0;

  constructor(options: SoundCacheOptions) {
    this.#options = options;
  }

  /** The sound made from `content`, made by `make` unless it exists. Requests for the same content share one run. */
  get(content: readonly string[], make: MakeSound): Promise<Sound> {
    const name = this.#nameFor(content);
    const running = this.#making.get(name);
    if (running !== undefined) return running;
    if (this.#making.size >= makingMax) {
      return Promise.reject(new PromptFault('busy', 'Too many sounds are being made.'));
    }
    const sound = this.#findOrMake(name, make).finally(() => this.#making.delete(name));
    this.#making.set(name, sound);
    return sound;
  }

  /** As `get`, for a sound that stays however long nobody hears it. */
  keep(content: readonly string[], make: MakeSound): Promise<Sound> {
    this.#kept.add(this.#nameFor(content));
    return this.get(content, make);
  }

  /** The sound made from `content`, or null when there is none yet. */
  find(content: readonly string[]): Promise<Sound | null> {
    const name = this.#nameFor(content);
    return this.#soundAt(name, join(this.#options.directory, `${name}.wav`));
  }

  /** How many sounds were made, not found. */
  get madeCount(): number {
    return this.#madeCount;
  }

  /** Removes what is not kept and was not used for a day, and what a dead process left unfinished. Gives how many files. */
  async tidy(): Promise<number> {
    const { directory, clock } = this.#options;
    await mkdir(directory, { recursive: true });
    let removed = 0;
    for (const file of await readdir(directory)) {
      const [name = '', extension = ''] = file.split('.');
      const limitMs = file.endsWith('.part') ? unfinishedMsMax : isFormat(extension) ? keepMs : Infinity;
      if (limitMs === keepMs && this.#kept.has(name)) continue;
      const used = await stat(join(directory, file)).catch(whenGone);
      if (used === null || clock.now() - used.mtimeMs <= limitMs) continue;
      await rm(join(directory, file), { force: true });
      removed++;
    }
    return removed;
  }

  async #findOrMake(name: string, make: MakeSound): Promise<Sound> {
    const files = this.#filesOf(name);
    const path = join(this.#options.directory, `${name}.wav`);
    const found = await this.#soundAt(name, path);
    if (found !== null) {
      const usedAt = new Date(this.#options.clock.now());
      for (const file of files) await utimes(file.path, usedAt, usedAt).catch(whenGone);
      return found;
    }
    await this.#turn();
    try {
      await this.#make(files, make);
    } finally {
      this.#busyCount--;
      this.#turns.shift()?.();
    }
    const made = await this.#soundAt(name, path);
    if (made === null) throw new PromptFault('failed', 'What was made is no sound.');
    return made;
  }

  async #turn(): Promise<void> {
    while (this.#busyCount >= atOnce) {
      await new Promise<void>((resolve) => {
        this.#turns.push(resolve);
      });
    }
    this.#busyCount++;
  }

  async #make(files: readonly SoundFile[], make: MakeSound): Promise<void> {
    await mkdir(this.#options.directory, { recursive: true });
    this.#madeCount++;
    const unfinished = (path: string): string => `${path}.${process.pid}-${this.#madeCount}.part`;
    const writing = files.map(({ format, path }) => ({ format, path: unfinished(path), last: path }));
    try {
      await make(writing);
      for (const { path, last } of writing) await rename(path, last);
    } finally {
      for (const { path } of writing) await rm(path, { force: true });
    }
  }

  /** The WAV comes last: where it is, the others are. */
  #filesOf(name: string): readonly SoundFile[] {
    const { directory, alsoAs = [] } = this.#options;
    return [...alsoAs, 'wav' as const].map((format) => ({ format, path: join(directory, `${name}.${format}`) }));
  }

  /** Sounds in other forms have another name: one that lacks a form is made anew. */
  #nameFor(content: readonly string[]): string {
    return nameFor([...content, ...(this.#options.alsoAs ?? [])]);
  }

  /** A file cut short by a power failure counts as none. */
  async #soundAt(name: string, path: string): Promise<Sound | null> {
    const info = await wavInfo(path);
    if (info.kind !== 'wav' || info.lengthMs === 0) return null;
    return { sound: `${this.#options.seenAs}/${name}`, lengthMs: info.lengthMs };
  }
}

/** The name of a sound: SHA-256 of what it is made from, each part with its length so that parts cannot run together. */
const nameFor = (content: readonly string[]): string =>
  createHash('sha256')
    .update(content.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''))
    .digest('hex');

const isFormat = (extension: string): boolean => soundFormats.some((format) => format === extension);

/** Another controller may tidy the same directory. */
function whenGone(fault: unknown): null {
  if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null;
  throw fault;
}
