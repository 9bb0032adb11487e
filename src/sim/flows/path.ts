// One way through a flow as a list of choices: the beginning is given, the rest follows the first choice everywhere. What could
// have been chosen instead is noted. Not here: which choices there are.

import { seedOf } from '../../base/random.ts';
import { EndlessCall } from './flow-call.ts';

/** More choices than any call needs. */
const choicesMax = 400;

/** A choice that was made on a path. */
export interface Choice {
  /** Where, and under which earlier answers: the same place twice is one place. */
  readonly place: string;
  readonly where: string;
  readonly options: readonly string[];
  readonly chosen: number;
}

export class Path {
  readonly choices: Choice[] = [];
  readonly #prefix: readonly number[];
  /** What was answered so far: two paths with other answers are at other places. */
  #answers = 0;
  readonly #visits = new Map<string, Visits>();

  constructor(prefix: readonly number[]) {
    this.#prefix = prefix;
  }

  /**
   * The number of the option that is taken at this place. What is answered or typed changes what follows everywhere; an act
   * only leads elsewhere.
   */
  choose(where: string, options: readonly string[], as: 'answer' | 'typed' | 'act'): number {
    if (this.choices.length >= choicesMax) throw new EndlessCall('The call goes on without end.');
    const place = `${where} | ${String(this.#answers)}`;
    const { count, last } = this.#visits.get(where) ?? { count: 0, last: 0 };
    const chosen = this.#prefix[this.choices.length] ?? usual(as, { count, last }, options.length);
    this.#visits.set(where, { count: count + 1, last: chosen });
    this.choices.push({ place, where, options, chosen });
    if (as !== 'act') this.#answers = seedOf(`${String(this.#answers)} ${where} ${String(chosen)}`);
    return Math.min(chosen, options.length - 1);
  }

  /** How far the path was given beforehand. */
  givenCount(): number {
    return this.#prefix.length;
  }

  /** The choices that were not the usual ones, in words. */
  inWords(): readonly string[] {
    return this.choices.flatMap(({ where, options, chosen }) =>
      chosen === 0 ? [] : [`${where}: ${options[chosen] ?? 'nothing'}`],
    );
  }
}

interface Visits {
  readonly count: number;
  /** What was chosen there the last time. */
  readonly last: number;
}

/** So often somebody does the same again at the same place, before doing nothing. */
const insistMax = 12;

/** What is chosen where nothing else is said: others give another answer each time, and the caller does once more what they did. */
function usual(as: 'answer' | 'typed' | 'act', { count, last }: Visits, optionCount: number): number {
  if (as === 'answer') return count % Math.max(1, optionCount);
  return count < insistMax ? last : 0;
}
