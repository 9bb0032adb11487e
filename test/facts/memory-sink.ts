// A sink that keeps facts in memory as the record does, each once, and can be told to fail before or after it has stored
// them. Held to the same contract as the real one in test/contract.

import type { StoredFact } from '../../src/call/index.ts';
import type { FactSink } from '../../src/facts/index.ts';

export class MemorySink implements FactSink {
  /** `down`: nothing is stored; `loses answers`: all is stored, and nobody hears of it. */
  behaviour: 'works' | 'down' | 'loses answers' = 'works';
  readonly batches: (readonly StoredFact[])[] = [];
  readonly #facts = new Map<string, StoredFact>();

  insert(facts: readonly StoredFact[]): Promise<void> {
    if (this.behaviour === 'down') return Promise.reject(unreachable());
    this.batches.push(facts);
    for (const one of facts) {
      const name = `${one.journal}/${String(one.seq)}/${String(one.index)}`;
      if (!this.#facts.has(name)) this.#facts.set(name, one);
    }
    return this.behaviour === 'works' ? Promise.resolve() : Promise.reject(unreachable());
  }

  /** Sequence and index of all that is stored, in the order in which it came. */
  names(): [number, number][] {
    return [...this.#facts.values()].map(({ seq, index }) => [seq, index]);
  }
}

const unreachable = (): Error => Object.assign(new Error('The database is down'), { code: 'unreachable' });
