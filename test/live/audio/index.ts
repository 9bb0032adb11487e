// Sound for telephone tests: making tones, finding them, G.711 and WAV. All of it 8 kHz, one channel, 16 bit.

export { findTones, holdsTone, toneAt, toneBreakMs, ToneFollower, toneMinMs, toneRuns } from './find-tones.ts';
export { fromALaw, fromMuLaw, toALaw, toMuLaw } from './g711.ts';
export { defaultLevelRatio, silentSamples, toneSamples, toneSequence } from './make-tones.ts';
export { frameMs, frameSamples, joinSamples, levelRatioOf, sampleRateHz, samplesIn } from './pcm.ts';
export { fromWav, readWav, toWav, WavFault, writeWav } from './wav.ts';
export type { Frame, ToneOptions, ToneRun } from './find-tones.ts';
export type { TonePart } from './make-tones.ts';
