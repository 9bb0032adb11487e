// All tests of a project: compiled, run one after the other, and what they covered. They are so quick that there is nothing to
// be won from several threads. Not here: how one is run (run-test.ts), how results are shown (report.ts).

import {
  type Diagnostic,
  type Program,
  type ProjectHost,
  type SourceFile,
  type TestNode,
  checkProject,
  compile,
} from '../../dsl/index.ts';
import { valuesOf } from './coder.ts';
import { type Coverage, CoverageWatch } from './coverage.ts';
import { withoutVersions, versionHost, versionsOf } from './versions.ts';
import type { Bench } from './bench.ts';
import { type TestRun, runTest } from './run-test.ts';
import { type RestartFinding, restartFindings } from './restarts.ts';
import { failureText } from './transcript.ts';
import type { ProjectModel } from '../../dsl/index.ts';

export interface TestOptions {
  /** Only tests whose title, flow or file holds this text. */
  readonly filter?: string;
  /** `everywhere`: each test again with the controller dying behind its lines. */
  readonly restarts?: 'as written' | 'everywhere';
}

/** A project that can be called. */
export interface CallableProject {
  readonly program: Program;
  readonly model: ProjectModel;
  readonly bench: Bench;
  readonly sources: readonly SourceFile[];
  /** The audio files of the program that are not there, or cannot be read. */
  readonly missingAudio: ReadonlySet<string>;
}

export type OpenedProject =
  | { readonly kind: 'opened'; readonly project: CallableProject; readonly diagnostics: readonly Diagnostic[] }
  /** It does not compile. */
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[]; readonly sources: readonly SourceFile[] };

export interface TestResults {
  readonly runs: readonly TestRun[];
  readonly coverage: Coverage;
  /** Where a controller that dies changes what a caller hears. */
  readonly restartFindings: readonly RestartFinding[];
}

/** Compiles a project with its tests and the versions that they reload. */
export async function openProject(host: ProjectHost): Promise<OpenedProject> {
  const all = await host.readFiles();
  const sources = withoutVersions(all);
  const base = { ...host, readFiles: () => Promise.resolve(sources) };
  const compiled = await compiledBy(base);
  const { model, diagnostics } = compiled;
  if (model === null || compiled.program === null) return { kind: 'refused', diagnostics, sources };
  const broken = new Map<string, string>();
  for (const version of versionsOf(all)) {
    const found = await compiledBy(versionHost(host, all, version));
    if (found.program === null) broken.set(version, found.diagnostics[0]?.message ?? 'It does not compile.');
  }
  return {
    kind: 'opened',
    diagnostics,
    project: {
      ...{ model, sources, program: compiled.program },
      missingAudio: await missingAudio(host, model, compiled.program),
      bench: benchOf(model, compiled.program, broken),
    },
  };
}

interface CompiledBy {
  readonly model: ProjectModel | null;
  readonly program: Program | null;
  readonly diagnostics: readonly Diagnostic[];
}

async function compiledBy(host: ProjectHost): Promise<CompiledBy> {
  const { model, diagnostics } = await checkProject(host);
  const isSound = model !== null && diagnostics.every(({ severity }) => severity !== 'error');
  return { model, diagnostics, program: isSound ? compile(model, host.hash) : null };
}

async function missingAudio(host: ProjectHost, model: ProjectModel, program: Program): Promise<ReadonlySet<string>> {
  const bodies = Object.values(program.prompts).flatMap((prompts) => Object.values(prompts));
  const files = bodies.flatMap((body) => [body, ...(body.choose?.cases ?? [])]).flatMap(({ audio }) => audio ?? []);
  const missing = new Set<string>();
  for (const file of new Set(files)) {
    const info = await host.audioInfo(`${model.settings.audio}/${file}`);
    if (info.kind !== 'wav') missing.add(file);
  }
  return missing;
}

function benchOf(model: ProjectModel, program: Program, broken: ReadonlyMap<string, string>): Bench {
  const { environment, settings } = model;
  return {
    program,
    environment: { config: environment?.config ?? {}, numbers: environment?.numbers ?? {} },
    reference: settings.reference,
    valueOf: valuesOf(model),
    manner: 'strict',
    reload: (file, version) => {
      const problem = broken.get(`${file.slice(0, file.lastIndexOf('/') + 1)}${version}/`);
      return problem === undefined ? null : `The version "${version}" is not activated: ${problem}`;
    },
  };
}

/** Runs the tests of a project, in the order of files and lines. */
export function runTests(project: CallableProject, options: TestOptions = {}): TestResults {
  const tests = testsOf(project, options.filter ?? '');
  const watch = new CoverageWatch(project.program, project.model);
  const runs = tests.map((test) => runTest(test, project.bench, { onDecision: watch.see }));
  const findings = options.restarts === 'everywhere' ? runs.flatMap((run) => restartFindings(run, project.bench)) : [];
  return { runs, coverage: watch.result(), restartFindings: findings };
}

function testsOf({ model }: CallableProject, filter: string): readonly TestNode[] {
  const tests = model.modules.flatMap((module) => module.tests);
  return tests.filter(({ title, flow, span }) => [title, flow.text, span.file].some((text) => text.includes(filter)));
}

/** What the gate of a deployment asks. */
export interface GateAnswer {
  readonly passed: number;
  readonly failed: number;
  /** One for each failed test; or what does not compile. */
  readonly transcripts: readonly string[];
}

/** Runs all tests of a project; one that does not compile fails as a whole. */
export async function runFlowTests(host: ProjectHost): Promise<GateAnswer> {
  const opened = await openProject(host);
  if (opened.kind === 'refused') {
    const messages = opened.diagnostics.map(
      ({ code, message, span }) => `${span.file}:${String(span.line)} ${code} ${message}`,
    );
    return { passed: 0, failed: 1, transcripts: messages };
  }
  const { project } = opened;
  const { runs } = runTests(project);
  const failures = runs.filter(({ outcome }) => outcome.kind === 'failed');
  const shown = { timezone: project.program.timezone, sources: project.sources };
  return {
    passed: runs.length - failures.length,
    failed: failures.length,
    transcripts: failures.map((run) => failureText(run, shown)),
  };
}
