// What one version of the flows did with a call, beside what another one does with the same inputs: both run side by side, each
// input at its recorded moment, until they part. Ids that either gives (of prompts, timers, requests) are paired as they are
// given. Pure. Not here: where the versions come from.

import type { Instant } from '../../base/clock.ts';
import type { Program } from '../../dsl/index.ts';
import type { Frame, IvrEffect } from '../../ivr/index.ts';
import { type Happening, happeningText } from '../flows/happening.ts';
import { type Followed, type FollowedStep, FlowRun } from './follow.ts';
import { Pairs } from './pairs.ts';
import type { CallTrace, TracedInput } from './trace.ts';

/** `words`: the same prompts, saying something else. `path`: another way. `flow`: there is none that would answer. */
export interface Divergence {
  readonly at: Instant;
  readonly why: 'words' | 'path' | 'flow';
  /** What the one did, and the other, from where they part; each may be empty. */
  readonly here: readonly string[];
  readonly there: readonly string[];
}

export interface Replayed {
  /** The other version as far as the inputs fit it. */
  readonly there: Followed;
  /** Null: both did the same. */
  readonly divergence: Divergence | null;
  /** `placeholders`: zeros stood for the keys of a secret, on which a way may depend. */
  readonly keys: 'whole' | 'placeholders';
}

/** Runs the inputs of a followed call through another program, whose flow is that of the same name, else of the same number. */
export function replay(trace: CallTrace, here: Followed, program: Program): Replayed {
  const keys = trace.inputs.some(({ key }) => key === 'masked') ? 'placeholders' : 'whole';
  const opening = openingIn(trace.opening, here, program);
  if (opening === null) {
    const at = trace.opening.startedAt;
    const divergence = { at, why: 'flow', here: [trace.opening.flow], there: [] } as const;
    return { there: { steps: [], departed: null }, divergence, keys };
  }
  return { ...new SideBySide(new FlowRun(opening, program)).run(here), keys };
}

/** The first frame as the other program begins such a call; null: it has no flow for it. */
function openingIn(opening: Frame, here: Followed, program: Program): Frame | null {
  const flows = Object.values(program.flows);
  const flow = program.flows[opening.flow] ?? flows.find(({ entries }) => entries.includes(opening.called));
  if (flow === undefined) return null;
  const began = here.steps[0]?.decision.state?.language;
  const language = began === opening.language ? (flow.languages[0] ?? opening.language) : opening.language;
  return { ...opening, flow: flow.name, program: program.hash, language };
}

class SideBySide {
  readonly #run: FlowRun;
  readonly #pairs = new Pairs();
  readonly #steps: FollowedStep[] = [];
  #divergence: Divergence | null = null;

  constructor(run: FlowRun) {
    this.#run = run;
  }

  run(here: Followed): Omit<Replayed, 'keys'> {
    for (const step of here.steps) {
      if (!this.#ownTimers(step.input) || !this.#both(step)) break;
    }
    const last = here.steps.at(-1);
    if (this.#divergence === null && last !== undefined) this.#ends(last);
    return { there: { steps: this.#steps, departed: null }, divergence: this.#divergence };
  }

  /** Timers that only the other version has go off before the next input, and must change nothing that is noticed. */
  #ownTimers(next: TracedInput): boolean {
    for (let due = this.#pairs.due(next.at); due !== null; due = this.#pairs.due(next.at)) {
      const event = { kind: 'timer', timer: due.timer } as const;
      const there = this.#take({ ...next, at: due.at, of: due.of, event, key: 'plain', record: null });
      if (there.happenings.length > 0) return this.#parts(due.at, [], there.happenings);
      this.#pairs.pair([], there.effects, due.of);
    }
    return true;
  }

  /** One input in both; whether they are still together. */
  #both({ input, happenings, decision }: FollowedStep): boolean {
    const event = this.#pairs.translated(input.event, input.of);
    const there = event === null ? nothing : this.#take({ ...input, event });
    if (!isSameWay(happenings, there.happenings)) return this.#parts(input.at, happenings, there.happenings);
    this.#pairs.pair(decision.effects, there.effects, input.of);
    this.#saidOtherwise(input.at, happenings, there.happenings);
    return true;
  }

  #take(input: TracedInput): Came {
    const taken = this.#run.take(input.of, input.event, input);
    if (taken === null || taken === 'fault') return nothing;
    this.#steps.push({ ...taken, input });
    return { happenings: taken.happenings, effects: taken.decision.effects };
  }

  #parts(at: Instant, here: readonly Happening[], there: readonly Happening[]): false {
    const first = here.findIndex((each, index) => !isLike(each, there[index]));
    const from = first < 0 ? here.length : first;
    const texts = (all: readonly Happening[]): string[] => all.slice(from).map(happeningText);
    this.#divergence ??= { at, why: 'path', here: texts(here), there: texts(there) };
    return false;
  }

  #saidOtherwise(at: Instant, here: readonly Happening[], there: readonly Happening[]): void {
    const index = here.findIndex((each, place) => happeningText(each) !== textAt(there, place));
    if (index < 0) return;
    const [one, other] = [here.slice(index, index + 1), there.slice(index, index + 1)];
    this.#divergence ??= { at, why: 'words', here: one.map(happeningText), there: other.map(happeningText) };
  }

  /** The one is over and the other waits for more. */
  #ends({ input, decision }: FollowedStep): void {
    const over = decision.state === null;
    if (over === (this.#run.frame(input.of) === null)) return;
    const here = over ? ['ended'] : [];
    this.#divergence = { at: input.at, why: 'path', here, there: over ? [] : ['ended'] };
  }
}

const textAt = (all: readonly Happening[], index: number): string => {
  const one = all[index];
  return one === undefined ? '' : happeningText(one);
};

const isLike = (one: Happening, other: Happening | undefined): boolean =>
  other !== undefined && one.kind === other.kind && one.name === other.name;

const isSameWay = (here: readonly Happening[], there: readonly Happening[]): boolean =>
  here.length === there.length && here.every((each, index) => isLike(each, there[index]));

/** What came of an input in the other version. */
interface Came {
  readonly happenings: readonly Happening[];
  readonly effects: readonly IvrEffect[];
}

const nothing: Came = { happenings: [], effects: [] };
