// Which versions an environment serves, and the history of how it came to that: data and decisions only. The history is the
// record, the alias is its last line. Not here: which call gets which version (choose.ts), storage (ports.ts).

import type { Instant } from '../base/clock.ts';
import type { ProgramHash } from '../base/ids.ts';

/** What new calls of an environment get. */
export interface Alias {
  /** Null: no version is deployed, each controller serves its directory of flows. */
  readonly stable: ProgramHash | null;
  /** A version that is tried on a share of new calls; `ratio` is more than 0 and less than 1. */
  readonly canary: { readonly program: ProgramHash; readonly ratio: number } | null;
}

/** One move of an alias. The first one is number 1; before it, as number 0, nothing was deployed. */
export interface Move {
  readonly seq: number;
  readonly alias: Alias;
  /** The number of the move whose alias a rollback brought back; null: a deployment. */
  readonly restores: number | null;
  readonly by: string;
  readonly why: string;
  readonly at: Instant;
}

/** Before the first deployment. */
export const nothingDeployed: Alias = { stable: null, canary: null };

/** The newest of `moves`, which are in the order newest first; what a new move has to follow. */
export const headOf = (moves: readonly Move[]): { readonly seq: number; readonly alias: Alias } =>
  moves[0] ?? { seq: 0, alias: nothingDeployed };

/** The alias once `program` is deployed: to all new calls, or as a canary to a share of them. */
export function deployedOn(alias: Alias, program: ProgramHash, ratio: number | null): Alias {
  if (ratio === null) return { stable: program, canary: null };
  return { stable: alias.stable, canary: { program, ratio } };
}

/** Whether both serve the same versions in the same shares. */
export const sameAlias = (one: Alias, other: Alias): boolean =>
  one.stable === other.stable &&
  one.canary?.program === other.canary?.program &&
  one.canary?.ratio === other.canary?.ratio;

/** What a rollback goes back to. */
export interface RollbackTarget {
  readonly seq: number;
  readonly alias: Alias;
}

/**
 * Where a rollback from the newest of `moves` leads; null: there is nothing before. A canary is taken away and the rest
 * stays; else the version before comes back whole, past any canaries on the way. A second rollback goes further back,
 * never forward again to what was rolled back.
 */
export function rollbackTarget(moves: readonly Move[]): RollbackTarget | null {
  const bySeq = new Map(moves.map((move) => [move.seq, move]));
  const head = headOf(moves);
  let seq = effective(bySeq, head.seq);
  while (seq > 0) {
    seq = effective(bySeq, seq - 1);
    const alias = aliasAt(bySeq, seq);
    if (alias === null) return null;
    const isWhole = alias.canary === null;
    if (isWhole && (head.alias.canary !== null || alias.stable !== head.alias.stable)) return { seq, alias };
  }
  return null;
}

type BySeq = ReadonlyMap<number, Move>;

/** The deployment that a move stands for: itself, or the one that it restored. */
const effective = (bySeq: BySeq, seq: number): number => bySeq.get(seq)?.restores ?? seq;

/** Null where the history that was read does not reach. */
const aliasAt = (bySeq: BySeq, seq: number): Alias | null =>
  seq === 0 ? nothingDeployed : (bySeq.get(seq)?.alias ?? null);
