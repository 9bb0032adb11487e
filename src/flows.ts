// The flows of this controller: compiled at the start, kept by hash on the controller's own disk so that calls under way
// finish on the version they began with, and their prompts made before anybody calls.

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Clock } from './base/clock.ts';
import { type ProgramHash, programHash } from './base/ids.ts';
import type { Log } from './base/log.ts';
import { type Program, type ProjectHost, compileProject, renderAll } from './dsl/index.ts';
import type { FlowRoutes, IvrPorts } from './ivr/index.ts';
import { createPrompts, espeakSpeech, flowDirectory } from './prompts/index.ts';

export interface LoadedFlows {
  readonly routes: FlowRoutes;
  readonly sounds: IvrPorts['sounds'];
}

export interface FlowParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** The calls under way, which may run older programs. */
  readonly frames: readonly { readonly program: string }[];
}

/** The flows do not compile; the message is what their author must read. */
export class FlowsRefused extends Error {
  readonly code = 'flowsRefused';
  readonly retryable = false;
}

/** A directory of flows as the compiler reads it. */
export const projectOnDisk = (directory: string): ProjectHost => flowDirectory(directory);

/** Rejects with FlowsRefused, or with PromptFault when a prompt can be neither read nor spoken. */
export async function loadFlows({ config, clock, log, frames }: FlowParts): Promise<LoadedFlows> {
  const { program, audioFolder } = await compiled(config.flows.directory);
  const prompts = createPrompts({
    clock,
    directory: config.sounds.directory,
    seenAs: config.sounds.seen,
    speech: espeakSpeech(),
    audioFolder: join(config.flows.directory, audioFolder),
  });
  const { soundCount, madeCount } = await prompts.prepareProgram(program);
  log.info('The flows are loaded.', {
    program: program.hash,
    flowCount: Object.keys(program.flows).length,
    soundCount,
    madeCount,
  });
  const shelf = join(config.data.directory, 'programs');
  await keep(shelf, program);
  const programs = new Map<ProgramHash, Program>([[program.hash, program]]);
  for (const hash of new Set(frames.map((frame) => programHash(frame.program)))) {
    const older = programs.get(hash) ?? (await kept(shelf, hash));
    if (older !== null) programs.set(hash, older);
  }
  return {
    routes: { find: routesOf(program), program: (hash) => programs.get(hash) ?? null },
    sounds: (parts) => prompts.soundsFor(parts),
  };
}

async function compiled(directory: string): Promise<{ readonly program: Program; readonly audioFolder: string }> {
  const host = projectOnDisk(directory);
  const files = await host.readFiles();
  const result = await compileProject({ ...host, readFiles: () => Promise.resolve(files) });
  if (result.kind === 'ok') return result.value;
  throw new FlowsRefused(`the flows in ${directory} do not compile.\n\n${renderAll(result.failure, files)}`);
}

/** By the number dialled, with or without its `+`: networks differ in whether they send it. */
function routesOf(program: Program): FlowRoutes['find'] {
  const flows = new Map(
    Object.values(program.flows).flatMap(({ name, entries }) =>
      entries.map((entry) => [digitsOf(entry), name] as const),
    ),
  );
  return (called) => {
    const flow = flows.get(digitsOf(called));
    return flow === undefined ? null : { program, flow };
  };
}

const digitsOf = (number: string): string => number.replace(/^\+/, '');

/** Written whole or not at all: a program that is half there would strand the calls that need it. */
async function keep(shelf: string, program: Program): Promise<void> {
  await mkdir(shelf, { recursive: true, mode: 0o700 });
  const path = join(shelf, `${program.hash}.json`);
  await writeFile(`${path}.new`, JSON.stringify(program));
  await rename(`${path}.new`, path);
}

/** A program from an earlier start; null when it is not there or not the one its name says. */
async function kept(shelf: string, hash: ProgramHash): Promise<Program | null> {
  try {
    const program = JSON.parse(await readFile(join(shelf, `${hash}.json`), 'utf8')) as Program;
    return program.hash === hash ? program : null;
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null;
    throw fault;
  }
}
