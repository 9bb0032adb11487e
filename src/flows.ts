// The flows of this controller: the version that is deployed, or without one the flows directory, compiled when it begins to
// serve; their prompts made before anybody calls. Not here: which version a call gets (src/deploy).

import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Clock } from './base/clock.ts';
import { programHash } from './base/ids.ts';
import type { Log } from './base/log.ts';
import { type DeploymentRecord, type LiveVersions, type Version, diskShelf, openLiveVersions } from './deploy/index.ts';
import type { Shelf } from './deploy/ports.ts';
import { type ProjectHost, compileProject, renderAll } from './dsl/index.ts';
import type { FlowRoutes, IvrPorts } from './ivr/index.ts';
import {
  type Prompts,
  type PromptsOptions,
  Recordings,
  createPrompts,
  flowDirectory,
  keptRecordings,
} from './prompts/index.ts';

export interface LoadedFlows {
  readonly routes: FlowRoutes;
  readonly sounds: IvrPorts['sounds'];
  readonly versions: LiveVersions;
}

export interface FlowParts {
  readonly config: Config;
  readonly speech: Pick<PromptsOptions, 'speech' | 'spare'>;
  readonly clock: Clock;
  readonly log: Log;
  /** The calls under way, which may run older programs; those that no flow answers name none. */
  readonly frames: readonly { readonly program: string; readonly flow: string }[];
  readonly record: DeploymentRecord;
}

/** The flows do not compile; the message is what their author must read. */
export class FlowsRefused extends Error {
  readonly code = 'flowsRefused';
  readonly retryable = false;
}

/** A directory of flows as the compiler reads it. */
export const projectOnDisk = (directory: string): ProjectHost => flowDirectory(directory);

/** Rejects with FlowsRefused, or with PromptFault when a prompt can be neither read nor spoken. */
export async function loadFlows({ config, speech, clock, log, frames, record }: FlowParts): Promise<LoadedFlows> {
  const shelf = diskShelf(config.data.directory);
  const voices = voicesOf(config, speech, clock, shelf);
  const running = frames.filter(({ flow }) => flow !== '').map(({ program }) => programHash(program));
  const live = {
    ...{ environment: config.flows.environment, clock, log, record, shelf },
    directory: async () => {
      const { version, audioFolder } = await compiled(config.flows.directory);
      voices.directoryIs(join(config.flows.directory, audioFolder));
      return version;
    },
    makeSounds: async (version: Version) => {
      const { soundCount, madeCount } = await voices.of(version).prepareProgram(version.program);
      const flowCount = Object.keys(version.program.flows).length;
      log.info('The flows are loaded.', { program: version.hash, flowCount, soundCount, madeCount });
    },
  };
  const versions = await openLiveVersions(live, running);
  const { find, library } = versions;
  return {
    versions,
    routes: { find, program: (hash) => library.find(hash)?.program ?? null },
    sounds: (parts, program) => voices.of(library.find(program)).soundsFor(parts),
  };
}

interface Voices {
  readonly of: (version: Version | null) => Prompts;
  /** Where the recordings of the flows directory are. */
  readonly directoryIs: (audioFolder: string) => void;
}

/** Each version plays its own recordings; what they sound like is made and kept in one place for all. */
function voicesOf({ sounds, flows }: Config, speech: FlowParts['speech'], clock: Clock, shelf: Shelf): Voices {
  const { directory, seen: seenAs, formats: alsoAs } = sounds;
  let ofDirectory = createPrompts({
    ...{ clock, directory, seenAs, alsoAs, ...speech },
    audioFolder: join(flows.directory, 'audio'),
  });
  const ofVersion = new WeakMap<Version, Prompts>();
  return {
    of: (version) => {
      if (version === null || version.audio.kind === 'directory') return ofDirectory;
      const known = ofVersion.get(version);
      if (known !== undefined) return known;
      const own = ofDirectory.playing(keptRecordings(version.audio.digests, (digest) => shelf.audio(digest)));
      ofVersion.set(version, own);
      return own;
    },
    directoryIs: (audioFolder) => {
      ofDirectory = ofDirectory.playing(new Recordings(audioFolder));
    },
  };
}

async function compiled(directory: string): Promise<{ readonly version: Version; readonly audioFolder: string }> {
  const host = projectOnDisk(directory);
  const files = await host.readFiles();
  const result = await compileProject({ ...host, readFiles: () => Promise.resolve(files) });
  if (result.kind === 'failed')
    throw new FlowsRefused(`the flows in ${directory} do not compile.\n\n${renderAll(result.failure, files)}`);
  const { program, audioFolder } = result.value;
  return { version: { hash: program.hash, program, audio: { kind: 'directory' } }, audioFolder };
}
