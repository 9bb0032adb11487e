// `carillon deployments`: what was deployed, by whom and why, and what new calls get. Not here: deploying (deploy.ts).

import { type Command, InvalidArgumentError } from 'commander';
import { type AliasView, type DeploymentList, deploymentList } from '../api/contract/index.ts';
import { shortHash } from '../deploy/index.ts';
import type { Context } from './context.ts';
import { table } from './terminal.ts';

/** Adds `carillon deployments`. */
export function deploymentsCommand(program: Command, context: Context): void {
  const command = program
    .command('deployments')
    .description('what was deployed, newest first, and what new calls get')
    .option('--limit <count>', 'so many (20)', count);
  context.json(command).action(async (options: { readonly limit?: number; readonly json?: true }) => {
    const path = `/api/deployments?limit=${options.limit ?? 20}`;
    const list = await context.client.ask({ method: 'GET', path }, deploymentList);
    context.show(options, list, () => tableOf(list));
    if (options.json !== true) for (const line of servingLines(list)) context.terminal.err(line);
  });
}

/** An alias in words: the version, and beside it the canary with its share. */
export function shownAlias({ stable, canary }: AliasView): string {
  const rest = stable === null ? 'the flows directory' : shortHash(stable);
  return canary === null ? rest : `${rest} and ${percent(canary.ratio)} of them ${shortHash(canary.program)}`;
}

function tableOf({ moves, versions }: DeploymentList): string[] {
  if (moves.length === 0) return [];
  const commits = new Map(versions.map(({ hash, source }) => [hash, commitOf(source)]));
  const named = (hash: string): string => `${shortHash(hash)} ${commits.get(hash) ?? ''}`.trim();
  return table(
    ['NO', 'WHEN', 'WHO', 'NEW CALLS GET', 'CANARY', 'WHY'],
    moves.map(({ seq, at, by, stable, canary, restores, why }) => [
      ...[String(seq), new Date(at).toISOString().slice(0, 19).replace('T', ' '), by],
      stable === null ? 'flows directory' : named(stable),
      canary === null ? '-' : `${percent(canary.ratio)} ${named(canary.program)}`,
      restores === null ? why : `${why} (back to ${restores})`,
    ]),
  );
}

/** The commit's beginning; `+` where the directory held changes that it does not have. */
const commitOf = (source: DeploymentList['versions'][number]['source']): string =>
  source.kind === 'none' ? '' : `(${source.commit.slice(0, 8)}${source.tree === 'dirty' ? '+' : ''})`;

function servingLines({ environment, serving, moves, rollback }: DeploymentList): string[] {
  const { behind } = serving;
  const served =
    moves.length === 0
      ? `Nothing is deployed to ${environment}: the flows directory serves (${shortHash(serving.stable)}).`
      : `${environment} serves ${shownAlias(serving)}.`;
  return [
    served,
    ...(behind === null ? [] : [`Deployment ${behind.seq} cannot be served by this controller: ${behind.why}`]),
    ...(rollback === null ? [] : [`\`carillon rollback\` would go back to ${shownAlias(rollback)}.`]),
  ];
}

const percent = (ratio: number): string => `${Math.round(ratio * 10_000) / 100}%`;

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 200) throw new InvalidArgumentError('From 1 to 200.');
  return number;
}
