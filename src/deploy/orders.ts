// Orders to move the alias of this controller's environment: each is decided on the newest history, kept in the record before
// anything is served, and either done as a whole or refused with the reason. Not here: HTTP, and making versions.

import type { ProgramHash } from '../base/ids.ts';
import { type Alias, type Move, deployedOn, headOf, rollbackTarget, sameAlias } from './alias.ts';
import type { LiveState, LiveVersions } from './live-model.ts';
import type { DeploymentRecord, NewMove, Origin } from './ports.ts';

/** What every order says. `expected` is the number of the move that the giver takes for the newest one. */
export interface OrderBase {
  readonly environment: string;
  readonly expected: number;
  readonly by: string;
  readonly why: string;
}

export type Order =
  /** `ratio`: as a canary to that share of new calls; null: to all. */
  | (OrderBase & { readonly kind: 'deploy'; readonly program: ProgramHash; readonly ratio: number | null })
  | (OrderBase & { readonly kind: 'rollback' });

export type OrderOutcome =
  | { readonly kind: 'moved'; readonly seq: number; readonly alias: Alias; readonly before: Alias }
  /** It serves just that already. */
  | { readonly kind: 'unchanged'; readonly seq: number; readonly alias: Alias }
  /** Somebody moved it meanwhile. */
  | { readonly kind: 'overtaken'; readonly by: Move | null }
  | { readonly kind: 'otherEnvironment'; readonly serves: string }
  /** Null: the flows directory. */
  | { readonly kind: 'unprepared'; readonly program: ProgramHash | null }
  | { readonly kind: 'nothingBefore' };

/** Moves that are read to find what a rollback goes back to: years of deployments. */
export const historyCountMax = 1_000;

/** What was deployed, and what this controller serves. */
export interface Deployments {
  readonly environment: string;
  readonly moves: readonly Move[];
  /** Of every version that these moves name. */
  readonly origins: readonly Origin[];
  /** Null: there is nothing before. */
  readonly rollback: Alias | null;
  readonly live: LiveState;
}

/** Carries an order out. Rejects with the record's fault; then it is not known to have been kept. */
export function carryOut(record: DeploymentRecord, live: LiveVersions, order: Order): Promise<OrderOutcome> {
  const serves = live.environment;
  if (order.environment !== serves) return Promise.resolve({ kind: 'otherEnvironment', serves });
  return live.inTurn(async () => {
    const moves = await record.moves(serves, historyCountMax);
    const before = headOf(moves);
    if (before.seq !== order.expected) return { kind: 'overtaken', by: moves[0] ?? null };
    const next = decided(order, moves);
    if (next === null) return { kind: 'nothingBefore' };
    if (sameAlias(next.alias, before.alias)) return { kind: 'unchanged', ...before };
    const ready = live.ready({ seq: next.seq, alias: next.alias });
    if (ready.kind === 'unprepared') return ready;
    if ((await record.move(serves, next)) === 'overtaken') {
      const [by = null] = await record.moves(serves, 1);
      return { kind: 'overtaken', by };
    }
    await live.take(ready);
    return { kind: 'moved', seq: next.seq, alias: next.alias, before: before.alias };
  });
}

/** What was deployed, the newest `limit` moves of it. */
export async function lookAt(record: DeploymentRecord, live: LiveVersions, limit: number): Promise<Deployments> {
  const all = await record.moves(live.environment, historyCountMax);
  const moves = all.slice(0, limit);
  const rollback = rollbackTarget(all)?.alias ?? null;
  const state = live.state();
  const named = [...moves.map(({ alias }) => alias), ...(rollback === null ? [] : [rollback]), state.alias];
  const origins = await record.origins([...new Set(named.flatMap(versionsOf))]);
  return { environment: live.environment, moves, origins, rollback, live: state };
}

/** The move that the order asks for; null: there is none. */
function decided(order: Order, moves: readonly Move[]): NewMove | null {
  const { by, why } = order;
  const { seq, alias } = headOf(moves);
  const next = { seq: seq + 1, by, why };
  if (order.kind === 'deploy') return { ...next, alias: deployedOn(alias, order.program, order.ratio), restores: null };
  const target = rollbackTarget(moves);
  return target === null ? null : { ...next, alias: target.alias, restores: target.seq };
}

const versionsOf = ({ stable, canary }: Alias): ProgramHash[] => [
  ...(stable === null ? [] : [stable]),
  ...(canary === null ? [] : [canary.program]),
];
