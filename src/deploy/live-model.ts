// What a controller serves, as its parts speak of it: data and one interface. Not here: doing it (live.ts, follow.ts, orders.ts).

import type { CallId, ProgramHash } from '../base/ids.ts';
import type { Program } from '../dsl/index.ts';
import type { Alias } from './alias.ts';
import type { Library } from './library.ts';
import type { Head } from './ports.ts';
import type { Version } from './version.ts';

export interface LiveVersions {
  readonly environment: string;
  readonly library: Library;
  /** The flow that answers a number, on the version that this new call gets; null: no flow has that entry. */
  readonly find: (called: string, call: CallId) => { readonly program: Program; readonly flow: string } | null;
  /** The same of a flow by its name; null: the version has none of that name that answers calls. */
  readonly named: (flow: string, call: CallId) => { readonly program: Program; readonly flow: string } | null;
  readonly state: () => LiveState;
  /** What it takes to serve this head, or the version that was not prepared for it. */
  readonly ready: (head: Head) => Ready | Unprepared;
  /** Serves it from now on, at once and as a whole: no call sees half of it. */
  readonly take: (ready: Ready) => Promise<void>;
  /** Runs work on the alias, one at a time. */
  readonly inTurn: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** Looks for moves of others from now on, and lets go of versions that no call of `inUse` runs. Gives what stops it. */
  readonly follow: (inUse: () => Iterable<ProgramHash>) => () => void;
}

/** `behind`: a newer move that could not be taken yet, and why. */
export interface LiveState {
  readonly seq: number;
  readonly alias: Alias;
  /** What `stable` is here: the deployed version, or that of the flows directory. */
  readonly stable: ProgramHash;
  readonly behind: { readonly seq: number; readonly why: string } | null;
}

/** A head with its versions at hand. */
export interface Ready {
  readonly kind: 'ready';
  readonly head: Head;
  readonly stable: Answers;
  readonly canary: Answers | null;
}

/** Null: the flows directory. */
export interface Unprepared {
  readonly kind: 'unprepared';
  readonly program: ProgramHash | null;
}

/** A version with its flows by the numbers they answer. */
export interface Answers {
  readonly version: Version;
  readonly flowOf: ReadonlyMap<string, string>;
}
