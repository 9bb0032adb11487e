// What the tests of the language share: a host in memory, and reading the corpus.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { checkProject, compileProject } from '../../src/dsl/index.ts';
import type { AudioInfo, Compiled, Diagnostic, FlowCode, ProjectHost, SourceFile } from '../../src/dsl/index.ts';

export const corpus = join(import.meta.dirname, '../corpus');

const wav = { kind: 'wav', sampleRateHz: 8000, channelCount: 1, bitsPerSample: 16, lengthMs: 1000 } as const;

/** The audio files that every test project has. */
const audio = new Map<string, AudioInfo>([
  ['audio/fr/8000.wav', wav],
  ['audio/fr/16000.wav', { ...wav, sampleRateHz: 16_000 }],
  ['audio/fr/44100.wav', { ...wav, sampleRateHz: 44_100 }],
  ['audio/fr/stereo.wav', { ...wav, channelCount: 2 }],
  ['audio/fr/8-bits.wav', { ...wav, bitsPerSample: 8 }],
  ['audio/fr/empty.wav', { ...wav, lengthMs: 0 }],
  ['audio/fr/music.mp3', { kind: 'unreadable', why: 'it is no WAV file' }],
]);

/** Warnings of taste, which a file of the corpus gets only when it is about them. */
const tasteCodes = ['FIL204', 'FIL406', 'FIL503', 'FIL504', 'FIL606', 'FIL801'];

/** The settings of a project that is about one code: other warnings of taste are off, what must be asked for is asked for. */
export function settingsFor(code: string): SourceFile {
  const off = tasteCodes.filter((each) => each !== code).map((each) => [each, 'off'] as const);
  const rules = Object.fromEntries(code === 'FIL311' ? [...off, ['FIL311', 'warning']] : off);
  return { file: 'fil.json', text: JSON.stringify({ rules }) };
}

/** The environment of the files about FIL202. */
const environment: SourceFile = {
  file: 'env/dev.json',
  text: JSON.stringify({
    queues: ['support'],
    skills: ['fibre'],
    numbers: { astreinte: '+33180001199' },
    music: ['jazz'],
    config: { 'crm.url': 'https://crm.example' },
    functions: { iban_valide: { takes: ['Text'], gives: 'Boolean' } },
  }),
};

/** The project of a file of the corpus, as its code needs it. */
export function hostOf(source: SourceFile): ProjectHost {
  const code = source.file.slice(0, 6);
  const files = [source, settingsFor(code), ...(code === 'FIL202' ? [environment] : [])];
  return { ...host(files), environment: 'dev' };
}

/** A project of these files. */
export function host(files: readonly SourceFile[]): ProjectHost {
  return {
    readFiles: () => Promise.resolve(files),
    audioInfo: (path) => Promise.resolve(audio.get(path) ?? { kind: 'missing' }),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  };
}

/** Everything there is to say about one file. */
export async function diagnose(text: string, file = 'a.fil'): Promise<readonly Diagnostic[]> {
  return (await checkProject(host([{ file, text }]))).diagnostics;
}

/** A project of one file that must compile. */
export async function compiled(text: string): Promise<Compiled> {
  const result = await compileProject(host([{ file: 'a.fil', text }]));
  if (result.kind === 'failed')
    throw new Error(result.failure.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return result.value;
}

/** The only flow of a file that must compile. */
export async function compiledFlow(text: string): Promise<FlowCode> {
  const flows = Object.values((await compiled(text)).program.flows);
  expect(flows).toHaveLength(1);
  return flows[0]!;
}

/** The files of a folder of the corpus. */
export function corpusFiles(folder: 'good' | 'bad'): readonly SourceFile[] {
  return readdirSync(join(corpus, folder))
    .filter((file) => file.endsWith('.fil'))
    .map((file) => ({ file, text: readFileSync(join(corpus, folder, file), 'utf8') }));
}

/** Compares with a file that is kept; with UPDATE=1 writes it instead. */
export function expectFile(path: string, text: string): void {
  if (process.env.UPDATE === '1') writeFileSync(path, text);
  else expect(text).toBe(readFileSync(path, 'utf8'));
}
