// Turns sound into what a telephone carries: WAV, 8 kHz, one channel, 16 bits. By sox. Not here: where the result is kept.

import { runCommand } from './run-command.ts';

/** The format of every made sound; part of the name under which it is kept, so a change makes all of them anew. */
export const telephoneFormat = 'wav 8000 Hz mono 16 bit, norm -3, trimmed';
/** The same for recorded files, whose loudness and pauses are the author's business. */
export const recordedFormat = 'wav 8000 Hz mono 16 bit';

const output = ['-t', 'wav', '-r', '8000', '-c', '1', '-b', '16', '-e', 'signed-integer'];
/** Silence before the first word is taken away; the loudest point lies 3 dB under the limit, for every voice and engine. */
const spokenEffects = ['silence', '1', '0.02', '0.5%', 'norm', '-3'];

/** Writes speech to `path`: trimmed at its beginning and of even loudness. Rejects with PromptFault. */
export async function writeSpeech(wav: Uint8Array, path: string, sox = 'sox'): Promise<void> {
  // A streaming engine cannot know its length beforehand, so the header's is not believed.
  await runCommand(sox, ['-V1', '-D', '--ignore-length', '-t', 'wav', '-', ...output, path, ...spokenEffects], wav);
}

/** Writes a recorded file to `path` as it is, but for its rate. Rejects with PromptFault. */
export async function writeRecorded(wav: Uint8Array, path: string, sox = 'sox'): Promise<void> {
  await runCommand(sox, ['-V1', '-D', '-t', 'wav', '-', ...output, path], wav);
}

/** Less than half a second of a tone that is no telephone key's, as it is known from answering machines. */
export const beepFormat = 'beep 1000 Hz 0.4 s -12 dB';

/** Writes the beep after which a message is recorded to `path`. Rejects with PromptFault. */
export async function writeBeep(path: string, sox = 'sox'): Promise<void> {
  const tone = ['synth', '0.4', 'sine', '1000', 'gain', '-12', 'fade', '0.01', '0.4', '0.01'];
  await runCommand(sox, ['-V1', '-D', '-r', '8000', '-n', ...output, path, ...tone], new Uint8Array());
}
