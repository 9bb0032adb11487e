// All that whoever deploys may ask of a controller: take in recordings and versions, get a version ready, carry out an order,
// say what is deployed. Not here: HTTP, and what is decided (orders.ts, live.ts).

import type { Cancel, Clock } from '../base/clock.ts';
import type { ProgramHash } from '../base/ids.ts';
import type { Program } from '../dsl/index.ts';
import { decodeProgram } from './decode.ts';
import type { LiveVersions } from './live-model.ts';
import { type Deployments, type Order, type OrderOutcome, carryOut, lookAt } from './orders.ts';
import type { DeploymentRecord, Source } from './ports.ts';
import { type AudioDigests, type Hash, isWhole } from './version.ts';

export interface DeployingParts {
  readonly clock: Clock;
  readonly record: DeploymentRecord;
  readonly live: LiveVersions;
  /** The version of Carillon that runs here. */
  readonly version: string;
  readonly hash: Hash;
}

/** A version as it is handed in. */
export interface OfferedVersion {
  readonly hash: ProgramHash;
  /** The program as JSON, to the letter as it was hashed. */
  readonly program: string;
  readonly audio: AudioDigests;
  readonly source: Source;
  readonly compiledBy: string;
}

/** `broken`: not what its hash says, or without recordings it plays. `otherCompiler`: made by another version of Carillon. */
export type Taken = 'kept' | 'known' | 'audioMissing' | 'broken' | 'otherCompiler';

/** `preparing`: still at it; ask again. `refused`: it cannot be served, and why. */
export type Preparation =
  { readonly kind: 'ready' } | { readonly kind: 'preparing' } | { readonly kind: 'refused'; readonly why: string };

/** Each rejects with a fault that carries `code` and `retryable` when the record does not answer. */
export interface Deploying {
  readonly look: (limit: number) => Promise<Deployments>;
  readonly missingAudio: (digests: readonly string[]) => Promise<readonly string[]>;
  readonly keepAudio: (digest: string, bytes: Uint8Array) => Promise<void>;
  readonly take: (offered: OfferedVersion) => Promise<Taken>;
  /** Null: the flows directory. Answers within `prepareMsMax`, ready or not. */
  readonly prepare: (program: ProgramHash | null) => Promise<Preparation>;
  readonly order: (order: Order) => Promise<OrderOutcome>;
  /** The program of a version that is kept anywhere; null: there is none. */
  readonly program: (hash: ProgramHash) => Promise<Program | null>;
}

/** How long one question may wait for a version to be ready, in milliseconds. */
export const prepareMsMax = 4_000;

export function openDeploying(parts: DeployingParts): Deploying {
  const { record, live } = parts;
  return {
    look: (limit) => lookAt(record, live, limit),
    missingAudio: (digests) => record.missingAudio(digests),
    keepAudio: (digest, bytes) => record.keepAudio(digest, bytes),
    take: (offered) => take(parts, offered),
    prepare: (program) => prepare(parts, program),
    order: (order) => carryOut(record, live, order),
    program: async (hash) => (await live.library.recall(hash))?.program ?? null,
  };
}

async function take(
  { record, version, hash }: DeployingParts,
  { hash: named, program: text, audio, source, compiledBy }: OfferedVersion,
): Promise<Taken> {
  if (compiledBy !== version) return 'otherCompiler';
  const program = decodeProgram(text);
  if (program === null) return 'broken';
  const offered = { hash: named, program, audio: { kind: 'kept', digests: audio } } as const;
  return isWhole(offered, hash) ? record.keepVersion(offered, { source, compiledBy }) : 'broken';
}

async function prepare({ live, clock }: DeployingParts, program: ProgramHash | null): Promise<Preparation> {
  let cancel: Cancel = () => undefined;
  const late = new Promise<Preparation>((resolve) => {
    cancel = clock.after(prepareMsMax, () => resolve({ kind: 'preparing' }));
  });
  return Promise.race([
    late,
    live.library.prepare(program).then(
      () => ({ kind: 'ready' }) as const,
      (fault: unknown) => refused(fault),
    ),
  ]).finally(() => cancel());
}

/** What trying again could put right is the asker's fault to hear as such; the rest is about the version itself. */
function refused(fault: unknown): Preparation {
  if (fault instanceof Error && 'retryable' in fault && fault.retryable === false)
    return { kind: 'refused', why: fault.message };
  throw fault;
}
