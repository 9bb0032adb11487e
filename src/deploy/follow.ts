// Follows the alias where the record has it: whoever moves it, on whatever machine, this controller serves it moments later.
// Not here: what serving is (live.ts).

import type { Clock } from '../base/clock.ts';
import type { ProgramHash } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { headOf } from './alias.ts';
import type { LiveState, LiveVersions } from './live-model.ts';
import type { DeploymentRecord, Head } from './ports.ts';

export interface FollowParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly environment: string;
  readonly record: Pick<DeploymentRecord, 'moves'>;
  readonly live: LiveVersions;
  /** The programs of calls in progress. */
  readonly inUse: () => Iterable<ProgramHash>;
  readonly onBehind: (behind: LiveState['behind']) => void;
}

/** How often the record is asked whether somebody moved the alias: one small query. */
export const followMs = 2_000;
/** How long a version that could not be prepared is left alone: making sounds costs what calls need. */
export const followAgainMs = 15_000;

/** Looks at once, then again and again; gives what stops it. */
export function startFollowing(parts: FollowParts): () => void {
  const { clock } = parts;
  let life: 'following' | 'stopped' = 'following';
  let cancel = (): void => undefined;
  const troubles = troubleLog(parts.log);
  const look = async (): Promise<void> => {
    const waitMs = await lookOnce(parts, troubles);
    if (life === 'following') cancel = clock.after(waitMs, () => void look());
  };
  void look();
  return () => {
    life = 'stopped';
    cancel();
  };
}

type Troubles = ReturnType<typeof troubleLog>;

/** Gives how long to wait before the next look. */
async function lookOnce(parts: FollowParts, troubles: Troubles): Promise<number> {
  const { live, inUse, onBehind } = parts;
  letGo(live, inUse);
  const head = await askedHead(parts, troubles);
  if (head === null) return followMs;
  if (head.seq === live.state().seq) {
    onBehind(null);
    return followMs;
  }
  try {
    await prepareAll(live, head);
    await live.inTurn(() => takeIfNewest(parts, head));
    troubles.over();
    return followMs;
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    onBehind({ seq: head.seq, why });
    troubles.say(`What is deployed cannot be served here; what was served before goes on.`, { seq: head.seq, fault });
    return followAgainMs;
  }
}

async function askedHead({ record, environment }: FollowParts, troubles: Troubles): Promise<Head | null> {
  try {
    return headOf(await record.moves(environment, 1));
  } catch (fault) {
    troubles.say('The record does not say what is deployed; what is served goes on.', { fault });
    return null;
  }
}

async function prepareAll({ library, ready }: LiveVersions, head: Head): Promise<void> {
  const { stable, canary } = head.alias;
  if (canary !== null) await library.prepare(canary.program);
  const missing = ready(head);
  if (stable !== null || missing.kind === 'unprepared') await library.prepare(stable);
}

/** Somebody may have moved it again while sounds were made: then the next look takes that. */
async function takeIfNewest({ record, environment, live }: FollowParts, head: Head): Promise<void> {
  const newest = headOf(await record.moves(environment, 1));
  const ready = live.ready(head);
  if (newest.seq === head.seq && newest.seq !== live.state().seq && ready.kind === 'ready') await live.take(ready);
}

function letGo({ library, state }: LiveVersions, inUse: FollowParts['inUse']): void {
  const { alias, stable } = state();
  const served = alias.canary === null ? [stable] : [stable, alias.canary.program];
  library.keepOnly(new Set([...served, ...inUse()]));
}

/** Says what goes wrong once, until it is over or something else does. */
function troubleLog(log: Log) {
  let said = '';
  return {
    say: (message: string, fields: Readonly<Record<string, unknown>>): void => {
      if (said !== message) log.warn(message, fields);
      said = message;
    },
    over: (): void => {
      said = '';
    },
  };
}
