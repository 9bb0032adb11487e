// What this controller serves: the alias of its environment as it last took it, taken anew when somebody moves it, here or
// on another machine. Not here: orders to move it (orders.ts), and what a call does on its version (src/ivr).

import type { Cancel } from '../base/clock.ts';
import type { CallId, ProgramHash } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Program } from '../dsl/index.ts';
import { headOf, nothingDeployed } from './alias.ts';
import { preferenceOf } from './choose.ts';
import { startFollowing } from './follow.ts';
import { type Library, type LibraryParts, openLibrary } from './library.ts';
import type { Answers, LiveState, LiveVersions, Ready, Unprepared } from './live-model.ts';
import type { DeploymentRecord, Head } from './ports.ts';
import type { Version } from './version.ts';

export interface LiveParts extends LibraryParts {
  readonly environment: string;
  readonly log: Log;
  readonly record: Pick<DeploymentRecord, 'version' | 'audio' | 'moves'>;
}

/** How long a controller that never served this environment waits for the record to say what is deployed. */
export const firstHeadMs = 1_000;

/** Resolves when calls can be served; rejects when the stable version can be had from nowhere or its sounds cannot be made. */
export async function openLiveVersions(parts: LiveParts, running: Iterable<ProgramHash>): Promise<LiveVersions> {
  const { environment, shelf, log } = parts;
  const library = openLibrary(parts);
  const first = (await shelf.head(environment)) ?? (await firstHead(parts));
  let serving = await firstServing(parts, library, first);
  if (first.alias.stable !== null)
    log.info('A deployed version serves, not the flows directory.', { environment, seq: first.seq });
  let behind: LiveState['behind'] = null;
  for (const hash of new Set(running)) await library.recall(hash);
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn: LiveVersions['inTurn'] = (work) => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const live: LiveVersions = {
    environment,
    library,
    inTurn,
    find: (called, call) => answering(serving, call, ({ flowOf }) => flowOf.get(digitsOf(called))),
    named: (flow, call) =>
      answering(serving, call, ({ version }) => (isAnswering(version.program, flow) ? flow : undefined)),
    state: () => ({ ...serving.head, stable: serving.stable.version.hash, behind }),
    ready: (head) => readyFor(head, library, serving),
    take: async (ready) => {
      serving = ready;
      behind = null;
      const { head, stable } = ready;
      const { canary } = head.alias;
      log.info('New calls get another version.', { seq: head.seq, stable: stable.version.hash, canary });
      // What we serve does not wait for the disk; after a kill the record says it again.
      await shelf.keepHead(environment, head).catch((fault: unknown) => {
        log.error('What is deployed could not be noted on the disk.', { fault });
      });
    },
    follow: (inUse) => startFollowing({ ...parts, live, inUse, onBehind: (state) => void (behind = state) }),
  };
  return live;
}

/** The flow that is wanted, on the version that this call gets. */
function answering(
  serving: Ready,
  call: CallId,
  wanted: (answers: Answers) => string | undefined,
): { readonly program: Program; readonly flow: string } | null {
  for (const which of preferenceOf(serving.head.alias, call)) {
    const answers = serving[which];
    const flow = answers === null ? undefined : wanted(answers);
    if (answers !== null && flow !== undefined) return { program: answers.version.program, flow };
  }
  return null;
}

/** What the record says within a moment, noted for the next start; without it nothing is deployed as far as we know. */
async function firstHead({ environment, record, shelf, clock, log }: LiveParts): Promise<Head> {
  let cancel: Cancel = () => undefined;
  const late = new Promise<null>((resolve) => (cancel = clock.after(firstHeadMs, () => resolve(null))));
  const asked = record.moves(environment, 1).catch((fault: unknown) => {
    log.warn('The record does not say what is deployed; the flows directory serves.', { fault });
    return null;
  });
  const moves = await Promise.race([asked, late]).finally(() => cancel());
  if (moves === null) return { seq: 0, alias: nothingDeployed };
  const { seq, alias } = headOf(moves);
  await shelf.keepHead(environment, { seq, alias });
  return { seq, alias };
}

/** A canary that cannot be had leaves the stable version alone; without a stable one nothing can be served. */
async function firstServing({ log }: LiveParts, library: Library, head: Head): Promise<Ready> {
  const { stable: hash, canary } = head.alias;
  const stable = answersOf(await library.prepare(hash));
  if (canary === null) return { kind: 'ready', head, stable, canary };
  try {
    return { kind: 'ready', head, stable, canary: answersOf(await library.prepare(canary.program)) };
  } catch (fault) {
    log.error('The canary cannot be served; all new calls get the stable version.', { fault });
    // Of no number of the record's, so that what is deployed is tried again.
    return { kind: 'ready', head: { seq: -1, alias: { stable: hash, canary: null } }, stable, canary: null };
  }
}

function readyFor(head: Head, library: Library, serving: Ready): Ready | Unprepared {
  const { stable, canary } = head.alias;
  // While the flows directory serves, a move of the canary does not change what it served.
  const remains = stable === null && serving.head.alias.stable === null;
  const stableVersion = remains ? serving.stable.version : library.prepared(stable);
  if (stableVersion === null) return { kind: 'unprepared', program: stable };
  const canaryVersion = canary === null ? null : library.prepared(canary.program);
  if (canary !== null && canaryVersion === null) return { kind: 'unprepared', program: canary.program };
  const ofCanary = canaryVersion === null ? null : answersOf(canaryVersion);
  return { kind: 'ready', head, stable: answersOf(stableVersion), canary: ofCanary };
}

function answersOf(version: Version): Answers {
  const flows = Object.values(version.program.flows);
  const numbers = flows.flatMap(({ name, entries }) => entries.map((entry) => [digitsOf(entry), name] as const));
  return { version, flowOf: new Map(numbers) };
}

/** With or without its `+`: networks differ in whether they send it. */
/** Whether a program has a flow of this name that can answer a call: one without parameters, that does not call out. */
function isAnswering({ flows }: Program, name: string): boolean {
  const flow = Object.hasOwn(flows, name) ? flows[name] : undefined;
  return flow?.kind === 'flow' && flow.purpose === null && flow.parameters.length === 0;
}

const digitsOf = (number: string): string => number.replace(/^\+/, '');
