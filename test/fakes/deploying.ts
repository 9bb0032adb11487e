// A controller's versions in memory: the real decisions on a record and a shelf that are maps. What prompts are made for is
// noted, and the making can be held up or refused. Not here: calls, disk, HTTP.

import type { ProgramHash } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import {
  type Deploying,
  type LiveVersions,
  type Version,
  openDeploying,
  openLiveVersions,
} from '../../src/deploy/index.ts';
import type { LiveParts } from '../../src/deploy/live.ts';
import { compiled } from '../ivr/compiled.ts';
import { fakeClock } from './clock.ts';
import { type MemoryDeployments, memoryDeployments, memoryShelf, sha256 } from './deployments.ts';

/** The number that every flow of these tests answers. */
export const number = '+33180001122';

/** A flow that says one thing, so that what a caller hears tells its version; answers these numbers. */
export const saying = (text: string, ...numbers: readonly string[]): string => `flow accueil {
  entry ${(numbers.length === 0 ? [number] : numbers).map((one) => `"${one}"`).join(', ')}
  languages fr-FR
  step debut "Accueil" { say bonjour  wait 30s  say encore  hangup }
}
prompts fr-FR { bonjour = "${text}"  encore = "${text} encore" }
`;

/** What the sounds of versions came to. */
export interface MadeVersions {
  readonly made: ProgramHash[];
  /** What making the sounds of a version waits for. */
  hold: (version: Version) => Promise<void>;
}

/** Versions whose flows directory says "Dossier". */
export async function openVersions(
  change: Partial<LiveParts> & { readonly made?: MadeVersions } = {},
  running: readonly ProgramHash[] = [],
): Promise<LiveVersions> {
  const { made = madeVersions(), ...rest } = change;
  return openLiveVersions(
    {
      ...{ environment: 'prod', clock: fakeClock(1_000_000), log: silentLog, record: memoryDeployments() },
      shelf: memoryShelf(),
      directory: () => directoryVersion('Dossier'),
      makeSounds: async (version) => {
        await made.hold(version);
        made.made.push(version.hash);
      },
      ...rest,
    },
    running,
  );
}

export const madeVersions = (): MadeVersions => ({ made: [], hold: () => Promise.resolve() });

/** A flows directory that says this. */
export async function directoryVersion(text: string): Promise<Version> {
  const program = await compiled(saying(text));
  return { hash: program.hash, program, audio: { kind: 'directory' } };
}

/** What the interface's tests deploy to; its versions open with the first question. */
export function memoryDeploying(): {
  readonly deploying: Deploying;
  readonly deployments: MemoryDeployments;
  readonly library: MadeVersions;
} {
  const clock = fakeClock(1_000_000);
  const deployments = memoryDeployments(clock);
  const library = madeVersions();
  let opened: Promise<Deploying> | null = null;
  const open = async (): Promise<Deploying> => {
    const live = await openVersions({ clock, record: deployments, made: library });
    return openDeploying({ clock, record: deployments, live, version: '0.0.0', hash: sha256 });
  };
  const there = (): Promise<Deploying> => (opened ??= open());
  const deploying: Deploying = {
    look: async (limit) => (await there()).look(limit),
    missingAudio: async (digests) => (await there()).missingAudio(digests),
    keepAudio: async (digest, bytes) => (await there()).keepAudio(digest, bytes),
    take: async (offered) => (await there()).take(offered),
    prepare: async (program) => (await there()).prepare(program),
    order: async (order) => (await there()).order(order),
    program: async (hash) => (await there()).program(hash),
  };
  return { deploying, deployments, library };
}
