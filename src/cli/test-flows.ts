// `carillon test`: runs the tests of a directory of flows. Needs no running system, but for `--live`. Not here: what a test means
// (src/sim), real calls (test/live/flow-tests, in a checkout).

import { type Command, Option } from 'commander';
import type { Clock } from '../base/clock.ts';
import { renderAll } from '../dsl/index.ts';
import {
  type CallableProject,
  type Reported,
  exploreFlows,
  explorationLines,
  jsonReport,
  junitReport,
  openProject,
  percentOf,
  runTests,
  textReport,
} from '../sim/index.ts';
import type { CheckParts } from './check.ts';
import { CommandFault, exitCodes } from './exit-codes.ts';

export type TestParts = CheckParts & { readonly clock: Clock; readonly liveTests: LiveTests };

/** Runs the tests of a directory as real calls on a private Asterisk; the exit code. `none`: this is no checkout. */
export type LiveTests = (request: LiveRequest) => Promise<number | 'none'>;

export interface LiveRequest {
  readonly directory: string;
  readonly filter: string;
  readonly format: 'text' | 'json';
  /** How many calls at a time; null: as many as usual. */
  readonly calls: number | null;
}

interface Options {
  readonly filter?: string;
  readonly format: 'text' | 'junit' | 'json';
  readonly coverage?: true;
  readonly threshold?: number;
  readonly promptsThreshold?: number;
  readonly restarts?: true;
  readonly explore?: true;
  readonly live?: true;
  readonly calls?: number;
}

/** Adds `carillon test`: 0 when everything passed, 1 when something did not, 2 when it could not look. */
export function testCommand(program: Command, parts: TestParts): void {
  program
    .command('test')
    .description('runs the tests of flows, on a clock of their own')
    .argument('[directory]', 'the one with fil.json', parts.directory)
    .option('--filter <text>', 'only tests whose title, flow or file holds this')
    .addOption(
      new Option('--format <form>', 'how results are printed').choices(['text', 'junit', 'json']).default('text'),
    )
    .option('--coverage', 'lists everything that no test passed through, prompts included')
    .option('--threshold <percent>', 'the least share of steps and outcomes that must be covered', percent)
    .option('--prompts-threshold <percent>', 'the same of prompts in their languages', percent)
    .option('--restarts', 'runs each test again with the controller dying behind its lines')
    .option('--explore', 'walks every outcome of every flow by itself instead')
    .option('--live', 'runs them as real calls on a private Asterisk too, and compares line by line; needs a checkout')
    .option('--calls <count>', 'with --live: how many calls at a time', callCount)
    .action(async (directory: string, options: Options) => {
      if (options.live === true) return parts.end(await live(directory, options, parts));
      const project = await opened(directory, parts);
      parts.end(options.explore === true ? explore(project, options, parts) : test(project, options, parts));
    });
}

function percent(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw new CommandFault('misuse', `"${text}" is no percentage: write a number from 0 to 100.`);
}

/** More calls at a time than this are a load test. */
const callCountMax = 50;

function callCount(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= callCountMax) return value;
  throw new CommandFault('misuse', `"${text}" is no number of calls: write one from 1 to ${callCountMax}.`);
}

async function live(directory: string, options: Options, { liveTests }: TestParts): Promise<number> {
  const { filter = '', format, calls = null, restarts, explore: explores, coverage } = options;
  if (format === 'junit') throw new CommandFault('misuse', 'With --live there are the forms text and json.');
  if ([restarts, explores, coverage].includes(true))
    throw new CommandFault('misuse', '--live compares calls with the simulator: ask for anything else without it.');
  const code = await liveTests({ directory, filter, format, calls });
  if (code !== 'none') return code;
  throw new CommandFault('misuse', 'Real calls need the telephones of a checkout of Carillon: run this in one.');
}

async function opened(directory: string, { openProject: open, terminal }: TestParts): Promise<CallableProject> {
  const result = await openProject(open(directory));
  if (result.kind === 'opened') return result.project;
  terminal.out(renderAll(result.diagnostics, result.sources).trimEnd());
  throw new CommandFault('refused', `The flows in ${directory} do not compile: their tests were not run.`);
}

function test(project: CallableProject, options: Options, { terminal, clock }: TestParts): number {
  const beganAt = clock.now();
  const results = runTests(project, {
    filter: options.filter ?? '',
    restarts: options.restarts === true ? 'everywhere' : 'as written',
  });
  if (results.runs.length === 0)
    throw new CommandFault('misuse', 'There are no such tests: they stand in files named *.test.fil.');
  const { sources, program } = project;
  const listing = options.coverage === true ? 'whole' : 'short';
  const tookMs = clock.now() - beganAt;
  const reported: Reported = { results, sources, listing, tookMs, timezone: program.timezone };
  terminal.out(reports[options.format](reported));
  const below = shortOf(reported, options);
  for (const line of below) terminal.err(line);
  const isFine =
    below.length === 0 &&
    results.restartFindings.length === 0 &&
    results.runs.every(({ outcome }) => outcome.kind === 'passed');
  return isFine ? exitCodes.done : exitCodes.refused;
}

const reports = { text: textReport, junit: junitReport, json: jsonReport } as const;

/** What is covered less than it must be. */
function shortOf({ results }: Reported, { threshold, promptsThreshold }: Options): readonly string[] {
  const { steps, outcomes, prompts } = results.coverage;
  const wanted = [
    { what: 'steps', covered: steps, least: threshold },
    { what: 'outcomes', covered: outcomes, least: threshold },
    { what: 'prompts in their languages', covered: prompts, least: promptsThreshold },
  ];
  return wanted.flatMap(({ what, covered, least }) =>
    least === undefined || percentOf(covered) >= least
      ? []
      : [`Of ${what}, ${String(percentOf(covered))} % are covered; ${String(least)} % must be.`],
  );
}

function explore(project: CallableProject, { filter, format }: Options, { terminal }: TestParts): number {
  const explored = exploreFlows(project, filter ?? '');
  if (explored.length === 0) throw new CommandFault('misuse', 'There is no such flow.');
  terminal.out(format === 'json' ? JSON.stringify(explored, null, 2) : explorationLines(explored).join('\n'));
  return explored.every(({ problems }) => problems.length === 0) ? exitCodes.done : exitCodes.refused;
}
