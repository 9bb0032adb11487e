// What happened in one call of a flow test, in the words of tests, each line with its witness. Not here: the call (live-call.ts), the
// witnesses (evidence.ts).

import type { DecidedCall, Frame } from '../../../src/ivr/index.ts';
import type { Happening } from '../../../src/sim/flows/happening.ts';
import { happeningsOf } from '../../../src/sim/flows/interleave.ts';
import type { PhoneCall } from '../phone/index.ts';
import type { Evidence } from './evidence.ts';

export class Chronicle {
  readonly happened: Happening[] = [];
  readonly #evidence: Evidence;
  /** What was asked for before happened before; by script, '' for the call's own flow. */
  readonly #known = new Map<string, Set<string>>();

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  /** Somebody did something, where the call is now. */
  note(at: number, kind: 'caller' | 'agent', name: string, frame: Frame | null): Happening {
    const { flow = '', step = '' } = frame ?? {};
    const note: Happening = { at, kind, name, values: {}, text: null, flow, step };
    this.happened.push(note);
    return note;
  }

  /** The flow, or a script, has decided. */
  decided(decided: DecidedCall): void {
    const { script, decision, now } = decided;
    const known = this.#known.get(script ?? '') ?? new Set<string>();
    this.#known.set(script ?? '', known);
    const happenings = happeningsOf({ ...decided, known });
    this.happened.push(...happenings);
    this.#evidence.note(happenings, decision.effects, now, script);
  }

  /** Nobody vouches for this line: why. */
  mark(happening: Happening, why: string): void {
    this.#evidence.mark(happening, why);
  }

  /** Everything that happened, each line with what was really heard and seen of it. */
  async told(phone: PhoneCall | null): Promise<readonly Happening[]> {
    return this.#evidence.vouched(this.happened, phone);
  }
}
