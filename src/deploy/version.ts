// A version: a compiled program together with the very recordings it plays, named by the hash of both. Not here: where it is
// kept, and which calls run it.

import { type ProgramHash, programHash } from '../base/ids.ts';
import type { Program } from '../dsl/index.ts';

/** SHA-256 of a text in hexadecimal. */
export type Hash = (text: string) => string;

/** Recorded files by their path below the audio folder, as the SHA-256 of their content in hexadecimal. */
export type AudioDigests = Readonly<Record<string, string>>;

/** A program that calls run. It never changes. */
export interface Version {
  readonly hash: ProgramHash;
  /** Bears the version's hash, so that calls are pinned to it and facts tell it. */
  readonly program: Program;
  /** `directory`: the recordings are those of the flows directory, as they are when they are played. */
  readonly audio: { readonly kind: 'kept'; readonly digests: AudioDigests } | { readonly kind: 'directory' };
}

/** A version that brings its recordings along, as deployed ones do. */
export interface KeptVersion extends Version {
  readonly audio: { readonly kind: 'kept'; readonly digests: AudioDigests };
}

/** The version made of this program and these recordings; one without recordings has its program's own hash. */
export function versionOf(program: Program, digests: AudioDigests, hash: Hash): KeptVersion {
  const version = versionHash(program, digests, hash);
  return { hash: version, program: { ...program, hash: version }, audio: { kind: 'kept', digests } };
}

/** Whether the version is what its hash says, and has all recordings it plays: false for one that was cut or altered. */
export function isWhole({ hash: named, program, audio }: KeptVersion, hash: Hash): boolean {
  const isNamed = program.hash === named && versionHash(program, audio.digests, hash) === named;
  return isNamed && audioFilesOf(program).every((file) => Object.hasOwn(audio.digests, file));
}

/** Every recorded file that the prompts of a program name, each once, in order. */
export function audioFilesOf({ prompts }: Pick<Program, 'prompts'>): readonly string[] {
  return [...new Set(audioIn(prompts))].sort();
}

/** A hash as people are shown it; the whole of it names a version beyond doubt, this suffices to tell a few apart. */
export const shortHash = (hash: string): string => hash.slice(0, 12);

function versionHash(program: Program, digests: AudioDigests, hash: Hash): ProgramHash {
  const body = Object.entries(program).filter(([key]) => key !== 'hash');
  const content = hash(JSON.stringify(Object.fromEntries(body)));
  const audio = Object.entries(digests).sort(([one], [other]) => (one < other ? -1 : 1));
  return programHash(audio.length === 0 ? content : hash(JSON.stringify([content, audio])));
}

/** Wherever in a prompt a recording stands: of its shape nothing else is taken for granted. */
function audioIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((each: unknown) => audioIn(each));
  if (typeof node !== 'object' || node === null) return [];
  const own = 'audio' in node && typeof node.audio === 'string' ? [node.audio] : [];
  return [...own, ...Object.values(node).flatMap((each: unknown) => audioIn(each))];
}
