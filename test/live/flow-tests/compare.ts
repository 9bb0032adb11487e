// A test on a real call beside the same test in the simulator: the verdict, and what happened, line by line. Pure. Not here:
// running either.

import type { TestNode } from '../../../src/dsl/index.ts';
import { happeningText } from '../../../src/sim/flows/happening.ts';
import type { TestRun } from '../../../src/sim/flows/run-test.ts';
import type { LiveRun } from './live-test.ts';

/** What both have come to. */
export type Compared =
  /** The same verdict and the same lines. */
  | { readonly kind: 'same' }
  | { readonly kind: 'different'; readonly verdicts: readonly [string, string]; readonly lines: readonly Difference[] };

/** A place where the two went apart; what one of them does not have is null. */
export interface Difference {
  /** From 1, of what happened. */
  readonly line: number;
  readonly simulated: string | null;
  readonly real: string | null;
}

export interface Both {
  readonly test: TestNode;
  readonly simulated: TestRun;
  readonly real: LiveRun;
}

/** Compares the two. */
export function compare({ simulated, real }: Both): Compared {
  const lines = differences(
    simulated.happened.map((each) => happeningText(each)),
    real.happened.map((each) => asSimulated(happeningText(each), real.call)),
  );
  const verdicts = [verdictOf(simulated.outcome), verdictOf(real.outcome)] as const;
  return lines.length === 0 && verdicts[0] === verdicts[1] ? { kind: 'same' } : { kind: 'different', verdicts, lines };
}

/** Recordings are named by their call, which has no name of its own in the simulator. */
const asSimulated = (text: string, call: string): string => (call === '' ? text : text.replaceAll(call, 'call'));

/** The lines of the longest common row are the same; all others differ, side by side where both have one. */
export function differences(simulated: readonly string[], real: readonly string[]): readonly Difference[] {
  const found: Difference[] = [];
  let [left, right] = [0, 0];
  const common = commonRow(simulated, real);
  for (const [one, other] of [...common, [simulated.length, real.length] as const]) {
    while (left < one || right < other) {
      const line = Math.max(left, right) + 1;
      const pair = [left < one ? simulated[left] : undefined, right < other ? real[right] : undefined] as const;
      found.push({ line, simulated: pair[0] ?? null, real: pair[1] ?? null });
      if (left < one) left += 1;
      if (right < other) right += 1;
    }
    left = one + 1;
    right = other + 1;
  }
  return found;
}

/** The places of the lines that both have, in order (longest common subsequence). */
function commonRow(one: readonly string[], other: readonly string[]): readonly (readonly [number, number])[] {
  const width = other.length + 1;
  const lengths = new Uint32Array((one.length + 1) * width);
  const at = (left: number, right: number): number => lengths[left * width + right] ?? 0;
  for (let left = one.length - 1; left >= 0; left -= 1)
    for (let right = other.length - 1; right >= 0; right -= 1)
      lengths[left * width + right] =
        one[left] === other[right] ? at(left + 1, right + 1) + 1 : Math.max(at(left + 1, right), at(left, right + 1));
  const pairs: (readonly [number, number])[] = [];
  for (let left = 0, right = 0; left < one.length && right < other.length;) {
    if (one[left] === other[right]) pairs.push([left++, right++]);
    else if (at(left + 1, right) >= at(left, right + 1)) left += 1;
    else right += 1;
  }
  return pairs;
}

const verdictOf = (outcome: TestRun['outcome']): string =>
  outcome.kind === 'passed' ? 'passed' : `failed: ${outcome.message}`;
