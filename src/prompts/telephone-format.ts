// Turns sound into what telephones carry, by sox: always a WAV of 8 kHz, one channel, 16 bits, and beside it the forms that the
// trunks carry, so that Asterisk need not convert at each playing. Not here: where the results are kept.

import { runCommand } from './run-command.ts';

/** The extensions by which Asterisk knows the forms: `alaw` and `ulaw` are G.711, `wav16` is for wide band (G.722). */
export const soundFormats = ['wav', 'wav16', 'alaw', 'ulaw'] as const;

export type SoundFormat = (typeof soundFormats)[number];

/** A file to be written, in this form. */
export interface SoundFile {
  readonly format: SoundFormat;
  readonly path: string;
}

/** The format of every made sound; part of the name under which it is kept, so a change makes all of them anew. */
export const telephoneFormat = 'wav 8000 Hz mono 16 bit, norm -3, trimmed';
/** The same for recorded files, whose loudness and pauses are the author's business. */
export const recordedFormat = 'wav 8000 Hz mono 16 bit';

const linear = ['-b', '16', '-e', 'signed-integer'];
const outputs: Readonly<Record<SoundFormat, readonly string[]>> = {
  wav: ['-t', 'wav', '-r', '8000', '-c', '1', ...linear],
  wav16: ['-t', 'wav', '-r', '16000', '-c', '1', ...linear],
  alaw: ['-t', 'al', '-r', '8000', '-c', '1'],
  ulaw: ['-t', 'ul', '-r', '8000', '-c', '1'],
};

/** Silence before the first word is taken away; the loudest point lies 3 dB under the limit, for every voice and engine. */
const spokenEffects = ['silence', '1', '0.02', '0.5%', 'norm', '-3'];

/** Writes speech, trimmed at its beginning and of even loudness. Rejects with PromptFault. */
export async function writeSpeech(wav: Uint8Array, files: readonly SoundFile[], sox = 'sox'): Promise<void> {
  // A streaming engine cannot know its length beforehand, so the header's is not believed.
  const input = ['-V1', '-D', '--ignore-length', '-t', 'wav', '-'];
  for (const { format, path } of files) {
    await runCommand(sox, [...input, ...outputs[format], path, ...spokenEffects], wav);
  }
}

/** Writes a recorded file as it is, but for its rate. Rejects with PromptFault. */
export async function writeRecorded(wav: Uint8Array, files: readonly SoundFile[], sox = 'sox'): Promise<void> {
  for (const { format, path } of files) {
    await runCommand(sox, ['-V1', '-D', '-t', 'wav', '-', ...outputs[format], path], wav);
  }
}
