// From the files of a directory to a Program, or to everything that is wrong with them. What touches disks or hashes comes
// in through the host. Not here: how any single thing is checked or compiled.

import { failed, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import { audioFilesOf, checkAudio } from './check/audio.ts';
import type { AudioInfo } from './check/audio.ts';
import { checks } from './check/index.ts';
import { modelProject } from './check/model.ts';
import type { ProjectModel } from './check/model.ts';
import { compile } from './compile.ts';
import type { Hash } from './compile.ts';
import { byPlace, Findings, hasErrors } from './diagnostics.ts';
import type { Diagnostic } from './diagnostics.ts';
import { readEnvironment } from './environment.ts';
import type { Program } from './program.ts';
import { readFile } from './read.ts';
import type { SourceFile } from './read.ts';
import { applyRules } from './rules.ts';
import { readSettings, settingsFile } from './settings.ts';
import { withoutVersions } from './versions.ts';

/** What the compiler asks of its surroundings. */
export interface ProjectHost {
  /** All `.fil` files below the root, `fil.json` and `env/....json` if there are any; paths from the root with `/`. */
  readonly readFiles: () => Promise<readonly SourceFile[]>;
  /** The environment to compare with: a name (`env/NAME.json`) or a path of a JSON file; absent: none is needed. */
  readonly environment?: string;
  /** What there is at this path from the root. */
  readonly audioInfo: (path: string) => Promise<AudioInfo>;
  /** SHA-256 in hexadecimal. */
  readonly hash: Hash;
}

/** A program, and what should be better about it. */
export interface Compiled {
  readonly program: Program;
  readonly warnings: readonly Diagnostic[];
  /** Where the audio files of the program lie, from the root. */
  readonly audioFolder: string;
}

/** Compiles a project. Fails with all diagnostics in order of place, warnings included. */
export async function compileProject(host: ProjectHost): Promise<Result<Compiled, readonly Diagnostic[]>> {
  const { model, diagnostics } = await checkProject(host);
  if (model === null || hasErrors(diagnostics)) return failed(diagnostics);
  const program = compile(model, host.hash);
  return ok({ program, warnings: diagnostics, audioFolder: model.settings.audio });
}

/** Everything that can be said about a project. `model` is null while its syntax is wrong: other checks would only echo it. */
export async function checkProject(
  host: ProjectHost,
): Promise<{ readonly model: ProjectModel | null; readonly diagnostics: readonly Diagnostic[] }> {
  const files = await host.readFiles();
  const sources = withoutVersions(files)
    .filter(({ file }) => isFlowFile(file))
    .toSorted((one, other) => (one.file < other.file ? -1 : 1));
  const settings = readSettings(files.find(({ file }) => file === settingsFile) ?? null);
  const read = sources.map(({ file, text }) => readFile({ file, text: text.normalize('NFC') }));
  const early = [...settings.diagnostics, ...read.flatMap(({ diagnostics }) => diagnostics)].sort(byPlace);
  const modules = read.flatMap(({ module }) => (module === null ? [] : [module]));
  const unusable = early.some(({ code }) => code === 'FIL101');
  if (unusable || modules.length < read.length) return { model: null, diagnostics: early };
  const manifest = environmentOf(files, host.environment ?? 'dev');
  const model = modelProject(modules, settings.settings, manifest?.environment ?? null);
  const found = applyRules(await runChecks(model, host), model.settings, modules);
  return { model, diagnostics: [...early, ...(manifest?.diagnostics ?? []), ...found].sort(byPlace) };
}

/** The manifest of an environment, if there is one. */
function environmentOf(files: readonly SourceFile[], name: string): ReturnType<typeof readEnvironment> | null {
  const path = name.endsWith('.json') ? name : `env/${name}.json`;
  const file = files.find((each) => each.file === path);
  return file === undefined ? null : readEnvironment(file);
}

/** A file of flows, or of tests of them. */
const isFlowFile = (file: string): boolean => file.endsWith('.fil');

async function runChecks(model: ProjectModel, host: ProjectHost): Promise<readonly Diagnostic[]> {
  const findings = new Findings();
  for (const check of checks) check(model, findings.report);
  const infos = new Map<string, AudioInfo>();
  for (const path of audioFilesOf(model)) infos.set(path, await host.audioInfo(`${model.settings.audio}/${path}`));
  checkAudio(model, infos, findings.report);
  return findings.sorted();
}
