// What deploying needs from outside: the record of versions and moves, the controller's own disk, and whoever runs the tests
// of flows. Not here: how any of them works.

import type { Instant } from '../base/clock.ts';
import type { ProgramHash } from '../base/ids.ts';
import type { SourceFile } from '../dsl/index.ts';
import type { Alias, Move } from './alias.ts';
import type { KeptVersion, Version } from './version.ts';

/** Where a version's text came from. `dirty`: the directory held changes that its commit does not have. */
export type Source =
  | {
      readonly kind: 'git';
      readonly commit: string;
      readonly tree: 'clean' | 'dirty';
      readonly author: string;
      readonly message: string;
    }
  | { readonly kind: 'none'; readonly author: string; readonly message: string };

/** Where a version came from, and when it was first kept. */
export interface Origin {
  readonly hash: ProgramHash;
  readonly source: Source;
  /** The version of Carillon whose compiler made it. */
  readonly compiledBy: string;
  readonly at: Instant;
}

/** A move before it has its place in time. */
export type NewMove = Omit<Move, 'at'>;

/** The record of a tenant's versions and moves: only ever added to. Each rejects with a fault that carries `code` and `retryable`. */
export interface DeploymentRecord {
  /** Which of these recordings it does not hold. */
  readonly missingAudio: (digests: readonly string[]) => Promise<readonly string[]>;
  /** Keeps a recording; one that is there already stays. */
  readonly keepAudio: (digest: string, bytes: Uint8Array) => Promise<void>;
  readonly audio: (digest: string) => Promise<Uint8Array | null>;
  /** Keeps a version as a whole or not at all; `known`: it was there, with the origin of its first time. */
  readonly keepVersion: (
    version: KeptVersion,
    origin: Omit<Origin, 'hash' | 'at'>,
  ) => Promise<'kept' | 'known' | 'audioMissing'>;
  readonly version: (hash: ProgramHash) => Promise<KeptVersion | null>;
  /** The origins of those of these versions that are kept. */
  readonly origins: (hashes: readonly ProgramHash[]) => Promise<readonly Origin[]>;
  /** The newest `limit` moves of an environment, newest first. */
  readonly moves: (environment: string, limit: number) => Promise<readonly Move[]>;
  /** Adds a move. Of two with the same number one is `moved`, the other `overtaken` and nothing of it is kept. */
  readonly move: (environment: string, move: NewMove) => Promise<'moved' | 'overtaken'>;
}

/** The last move that this controller took, as it is known without the record. */
export interface Head {
  readonly seq: number;
  readonly alias: Alias;
}

/** The controller's own disk: what it takes to go on after a kill while the record is out of reach. */
export interface Shelf {
  /** Written whole or not at all. */
  readonly keep: (version: Version) => Promise<void>;
  /** Null when it is not there or not what its name says. */
  readonly find: (hash: ProgramHash) => Promise<Version | null>;
  readonly keepAudio: (digest: string, bytes: Uint8Array) => Promise<void>;
  /** Whether it is there, without looking inside. */
  readonly holdsAudio: (digest: string) => Promise<boolean>;
  /** Null when it is not there or not what its name says. */
  readonly audio: (digest: string) => Promise<Uint8Array | null>;
  readonly keepHead: (environment: string, head: Head) => Promise<void>;
  readonly head: (environment: string) => Promise<Head | null>;
}

/** What the tests of a directory came to. */
export type GateResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'passed'; readonly testCount: number }
  /** `transcript` is what an author must read: each failing test and where it went another way. */
  | { readonly kind: 'failed'; readonly testCount: number; readonly failedCount: number; readonly transcript: string };

/** Runs all tests of a project, whose files are given as they were compiled. */
export type GateTests = (project: {
  readonly directory: string;
  readonly files: readonly SourceFile[];
}) => Promise<GateResult>;
