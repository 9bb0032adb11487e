// What the tests of prompts share: a directory of their own, a speech engine that counts, and reading sounds back.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import type { Speech } from '../../src/prompts/index.ts';

/** A directory that lives as long as the test. */
export function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'prompts-'));
  onTestFinished(() => {
    rmSync(path, { recursive: true });
  });
  return path;
}

/** A clock that stands still unless it is moved. */
export function stoppedClock(now = Date.now()): Clock & { now: () => number; move: (byMs: number) => void } {
  let at = now;
  return {
    now: () => at,
    after: () => () => undefined,
    move: (byMs) => {
      at += byMs;
    },
  };
}

/** A WAV of a tone, `lengthMs` long, after `silenceMs` of silence. */
export function tone(lengthMs: number, { rate = 22_050, silenceMs = 0, level = 0.2, channels = 1 } = {}): Buffer {
  const quiet = Math.round((silenceMs / 1000) * rate);
  const count = quiet + Math.round((lengthMs / 1000) * rate);
  const data = Buffer.alloc(count * 2 * channels);
  for (let index = quiet; index < count; index++) {
    const value = Math.round(Math.sin((index / rate) * 2 * Math.PI * 440) * level * 32_767);
    for (let channel = 0; channel < channels; channel++) data.writeInt16LE(value, (index * channels + channel) * 2);
  }
  return Buffer.concat([header(data.length, rate, channels), data]);
}

export function header(dataBytes: number, rate: number, channels: number, encoding = 1): Buffer {
  const bytes = Buffer.alloc(44);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + dataBytes, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(encoding, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2 * channels, 28);
  bytes.writeUInt16LE(2 * channels, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(dataBytes, 40);
  return bytes;
}

/** The samples of a WAV that sox wrote, from -1 to 1. */
export function samples(path: string): readonly number[] {
  const bytes = readFileSync(path);
  const data = bytes.subarray(bytes.indexOf('data', 0, 'latin1') + 8);
  return Array.from({ length: Math.floor(data.length / 2) }, (_, index) => data.readInt16LE(index * 2) / 32_768);
}

/** An engine that says every text as a tone, and remembers what it was asked for. */
export function countingSpeech(): Speech & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    engine: 'tone 1',
    voice: (language) => language.toLowerCase(),
    synthesise: (text, language) => {
      asked.push(`${language} ${text}`);
      return Promise.resolve(tone(200, { silenceMs: 300 }));
    },
  };
}
