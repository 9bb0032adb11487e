// WAV files of the one format that telephone tests use: PCM, 8 kHz, one channel, 16 bit. Anything else is refused.

import { readFile, writeFile } from 'node:fs/promises';
import { sampleRateHz } from './pcm.ts';

/** A file that is not a WAV file of 8 kHz, one channel, 16 bit. */
export class WavFault extends Error {
  readonly code = 'wavFormat';
  readonly retryable = false;
}

/** The samples of a file. Rejects with WavFault when it is of another format. */
export const readWav = async (path: string): Promise<Int16Array> => fromWav(await readFile(path));

/** Writes the samples to a file. */
export const writeWav = (path: string, samples: Int16Array): Promise<void> => writeFile(path, toWav(samples));

const headerBytes = 44;

/** The bytes of a WAV file. */
export function toWav(samples: Int16Array): Buffer {
  const file = Buffer.alloc(headerBytes + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRateHz, 24);
  file.writeUInt32LE(sampleRateHz * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, index) => file.writeInt16LE(sample, headerBytes + index * 2));
  return file;
}

/** The samples of a WAV file's bytes; chunks other than `fmt ` and `data` are passed over. */
export function fromWav(file: Buffer): Int16Array {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') {
    throw new WavFault('This is not a WAV file.');
  }
  let offset = 12;
  let format: 'unknown' | 'ours' = 'unknown';
  while (offset + 8 <= file.length) {
    const name = file.toString('latin1', offset, offset + 4);
    const body = file.subarray(offset + 8, offset + 8 + file.readUInt32LE(offset + 4));
    if (name === 'fmt ') format = checkedFormat(body);
    if (name === 'data' && format === 'ours') return samplesOf(body);
    offset += 8 + body.length + (body.length % 2);
  }
  throw new WavFault('The WAV file has no sound after its format.');
}

function checkedFormat(chunk: Buffer): 'ours' {
  const found = chunk.length < 16 ? 'a short header' : describe(chunk);
  if (found !== `coding 1, 1 channel(s), ${sampleRateHz} Hz, 16 bit`) {
    throw new WavFault(`Needed is PCM of 8000 Hz, one channel, 16 bit; this is ${found}.`);
  }
  return 'ours';
}

const describe = (chunk: Buffer): string =>
  `coding ${chunk.readUInt16LE(0)}, ${chunk.readUInt16LE(2)} channel(s), ${chunk.readUInt32LE(4)} Hz, ${chunk.readUInt16LE(14)} bit`;

function samplesOf(chunk: Buffer): Int16Array {
  const samples = new Int16Array(Math.floor(chunk.length / 2));
  return samples.map((_, index) => chunk.readInt16LE(index * 2));
}
