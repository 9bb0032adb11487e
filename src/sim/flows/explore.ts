// Walks every outcome of every flow by itself and reports what no test should have to find: crashes, paths without end, sounds
// that are not there. Not here: one walk (explored-call.ts).

import { CoverageWatch } from './coverage.ts';
import { walk } from './explored-call.ts';
import type { DecidedStep } from './flow-call.ts';
import { Path } from './path.ts';
import type { CallableProject } from './run-project.ts';

export interface Problem {
  readonly kind: 'crash' | 'endless' | 'missing audio';
  readonly message: string;
  /** How a caller gets there. */
  readonly path: readonly string[];
}

/** What was found in one flow. */
export interface Explored {
  readonly flow: string;
  readonly walkCount: number;
  readonly outcomeCount: number;
  /** Outcomes to which no way was found. */
  readonly missed: readonly string[];
  readonly problems: readonly Problem[];
}

/** The most walks through one flow: what they do not reach is said. */
const walksMax = 2_000;

/** Explores the flows, subflows and scripts whose name or file holds `filter`. */
export function exploreFlows(project: CallableProject, filter = ''): readonly Explored[] {
  const flows = Object.values(project.program.flows);
  return flows
    .filter(({ name, ops }) => name.includes(filter) || (ops[0]?.span.file ?? '').includes(filter))
    .map(({ name }) => exploreFlow(project, name));
}

function exploreFlow(project: CallableProject, flow: string): Explored {
  const { program, model, bench, missingAudio } = project;
  const watch = new CoverageWatch(program, model);
  const problems = new Map<string, Problem>();
  const note = (kind: Problem['kind'], message: string, path: Path): void => {
    const key = `${kind} ${message}`;
    if (!problems.has(key)) problems.set(key, { kind, message, path: path.inWords() });
  };
  const ways = new Ways();
  let walkCount = 0;
  for (let prefix = ways.next(); prefix !== null && walkCount < walksMax; prefix = ways.next()) {
    walkCount += 1;
    const path = new Path(prefix);
    const onDecision = (decided: DecidedStep): void => {
      watch.see(decided);
      for (const message of faultsIn(decided)) note('crash', message, path);
      for (const file of audioIn(decided).filter((each) => missingAudio.has(each))) {
        note('missing audio', `The audio file ${file} is not there.`, path);
      }
    };
    const about = { program, flow, environment: bench.environment, reference: bench.reference, onDecision };
    const end = crashing(() => walk(about, path));
    if (end.kind === 'crashed') note('crash', end.message, path);
    if (end.kind === 'walked' && end.end === 'endless') note('endless', 'The call goes on for ever.', path);
    ways.branch(path);
    // Once every outcome was taken, the same places with other answers show nothing new.
    if (watch.missedOutcomes(flow).length === 0 && ways.isEverywhere()) break;
  }
  return {
    ...{ flow, walkCount, outcomeCount: watch.outcomeCount(flow), problems: [...problems.values()] },
    missed: watch
      .missedOutcomes(flow)
      .map(({ label, step, span }) => `${span.file}:${String(span.line)} ${step} ${label}`),
  };
}

type Ended =
  | { readonly kind: 'walked'; readonly end: 'over' | 'endless' }
  | { readonly kind: 'crashed'; readonly message: string };

function crashing(task: () => 'over' | 'endless'): Ended {
  try {
    return { kind: 'walked', end: task() };
  } catch (fault) {
    if (!(fault instanceof Error)) throw fault;
    return { kind: 'crashed', message: `${fault.name}: ${fault.message}` };
  }
}

/** The beginnings of paths that are still to be walked: first to where nobody has been, then there again with other answers. */
class Ways {
  readonly #first: (readonly number[])[] = [[]];
  readonly #again: (readonly number[])[] = [];
  readonly #tried = new Set<string>();

  next(): readonly number[] | null {
    return this.#first.shift() ?? this.#again.shift() ?? null;
  }

  /** Whether every option was taken at every place that was found. */
  isEverywhere(): boolean {
    return this.#first.length === 0;
  }

  /** Notes what could have been chosen instead on this path. */
  branch(path: Path): void {
    const chosen = path.choices.map((choice) => choice.chosen);
    for (const [index, { place, where, options }] of path.choices.entries()) {
      this.#isNew(`${where} ${String(chosen[index] ?? 0)}`);
      this.#isNew(`${place} ${String(chosen[index] ?? 0)}`);
      if (index < path.givenCount()) continue;
      for (const option of options.keys()) {
        const before = chosen.slice(0, index);
        const isNewAnswer = this.#isNew(`${place} ${String(option)}`);
        if (this.#isNew(`${where} ${String(option)}`)) this.#first.push([...before, option]);
        else if (isNewAnswer) this.#again.push([...before, option]);
      }
    }
  }

  #isNew(key: string): boolean {
    if (this.#tried.has(key)) return false;
    this.#tried.add(key);
    return true;
  }
}

/** What services and telephones bring about is no fault of the flow. */
const fromOutside = /^(requestFailed|requestTimeout|transfer\..*|timeLimit|againTooOften)$/;

const faultsIn = ({ decision, before }: DecidedStep): readonly string[] =>
  decision.facts.flatMap((fact) =>
    fact.kind === 'flowFailed' && !fromOutside.test(fact.code)
      ? [`The flow ${before.flow} fails in step ${fact.step}: ${fact.code}.`]
      : [],
  );

const audioIn = ({ decision }: DecidedStep): readonly string[] =>
  decision.effects.flatMap((effect) =>
    effect.kind === 'play' || effect.kind === 'tell'
      ? effect.parts.flatMap((part) => (part.kind === 'audio' ? [part.file] : []))
      : [],
  );

/** For people. */
export const explorationLines = (explored: readonly Explored[]): readonly string[] => explored.flatMap(linesOf);

function linesOf({ flow, walkCount, outcomeCount, missed, problems }: Explored): readonly string[] {
  const reached = outcomeCount - missed.length;
  return [
    `${flow}: ${String(walkCount)} calls, ${String(reached)} of ${String(outcomeCount)} outcomes, ${String(problems.length)} problems.`,
    ...problems.flatMap(({ kind, message, path }) => [
      `  ${kind.toUpperCase()}  ${message}`,
      ...path.map((each) => `      ${each}`),
    ]),
    ...missed.map((each) => `  no way found to: ${each}`),
  ];
}
