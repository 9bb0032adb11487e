// Prompts: from texts and recordings to sounds that the telephone plays.

export { commandSpeech } from './command-speech.ts';
export { espeakSpeech } from './espeak.ts';
export { flowDirectory } from './flow-directory.ts';
export type { FlowDirectory } from './flow-directory.ts';
export { httpSpeech } from './http-speech.ts';
export { PromptFault } from './ports.ts';
export type { PackagedVoices, PromptFaultCode, PromptPart, Speech } from './ports.ts';
export { createPrompts } from './prompts.ts';
export type { Prepared, Prompts, PromptsOptions } from './prompts.ts';
export { Recordings, keptRecordings, recordedBytesMax } from './recordings.ts';
export type { RecordedFiles } from './recordings.ts';
export { soundFormats } from './telephone-format.ts';
export type { SoundFormat } from './telephone-format.ts';
export type { SpokenProgram } from './spoken-program.ts';
export { wavInfo } from './wav.ts';
export type { WavInfo } from './wav.ts';
