// What a project's tests have covered: steps, outcomes, and prompts in each language. Not here: running tests.

import type { Program, ProjectModel } from '../../dsl/index.ts';
import type { DecidedStep } from './flow-call.ts';
import { type Outcome, openChoices, outcomesOf } from './outcomes.ts';
import { takenIn } from './taken.ts';

/** Of one kind of thing: how many there are, and which were missed. */
export interface Covered {
  readonly count: number;
  readonly coveredCount: number;
  readonly missed: readonly string[];
}

export interface Coverage {
  readonly steps: Covered;
  readonly outcomes: Covered;
  /** Each prompt in each language that has it. */
  readonly prompts: Covered;
}

/** Watches calls of one program. */
export class CoverageWatch {
  readonly #program: Program;
  readonly #outcomes: readonly Outcome[];
  readonly #taken = new Set<string>();
  readonly #steps = new Set<string>();
  readonly #prompts = new Set<string>();

  constructor(program: Program, model: ProjectModel) {
    this.#program = program;
    this.#outcomes = outcomesOf(program, openChoices(model));
  }

  readonly see = (decided: DecidedStep): void => {
    for (const id of takenIn(decided)) this.#taken.add(id);
    for (const { flow, address } of decided.passed) {
      const op = decided.program.flows[flow]?.ops[address];
      if (op?.op === 'step') this.#steps.add(`${flow} ${op.name}`);
    }
    const { language } = decided.decision.state ?? decided.before;
    for (const effect of decided.decision.effects) {
      if (effect.kind === 'askAgent') this.#asked(effect.question, language);
      const said =
        effect.kind === 'play' || effect.kind === 'tell' ? effect.said : effect.kind === 'send' ? [effect.said] : [];
      for (const { prompt } of said) this.#prompts.add(`${language} ${prompt}`);
    }
  };

  /** An agent reads what a caller would hear. */
  #asked(question: string, language: string): void {
    const use = this.#program.questions[question]?.prompt;
    if (use?.kind === 'prompt') this.#prompts.add(`${language} ${use.name}`);
  }

  /** The outcomes that were not taken, those of one flow if it is named. */
  missedOutcomes(flow?: string): readonly Outcome[] {
    return this.#outcomes.filter((each) => !this.#taken.has(each.id) && (flow === undefined || each.flow === flow));
  }

  outcomeCount(flow: string): number {
    return this.#outcomes.filter((each) => each.flow === flow).length;
  }

  result(): Coverage {
    const steps = Object.values(this.#program.flows).flatMap(({ name, ops }) =>
      ops.flatMap((op) => (op.op === 'step' ? [`${name} ${op.name}`] : [])),
    );
    const prompts = Object.entries(this.#program.prompts).flatMap(([locale, bodies]) =>
      Object.keys(bodies).map((name) => `${locale} ${name}`),
    );
    const missed = this.missedOutcomes();
    return {
      steps: covered(steps, this.#steps),
      outcomes: {
        count: this.#outcomes.length,
        coveredCount: this.#outcomes.length - missed.length,
        missed: missed.map(
          ({ label, flow, step, span }) => `${span.file}:${String(span.line)} ${flow} ${step} ${label}`,
        ),
      },
      prompts: covered(prompts, this.#prompts),
    };
  }
}

function covered(all: readonly string[], seen: ReadonlySet<string>): Covered {
  const missed = all.filter((each) => !seen.has(each));
  return { count: all.length, coveredCount: all.length - missed.length, missed };
}

/** 0 to 100; 100 of nothing. */
export const percentOf = ({ count, coveredCount }: Covered): number =>
  count === 0 ? 100 : Math.floor((coveredCount / count) * 1_000) / 10;
