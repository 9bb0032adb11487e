// The world outside of the telephone system in memory: numbers with their habits, trunks that work or do not, and what was
// dialled, as its far side saw it. Not here: legs (telephony.ts).

import { assert } from '../../src/base/assert.ts';
import type { E164, TrunkName } from '../../src/base/ids.ts';
import type { EndReason } from '../../src/call/index.ts';
import { endReason } from '../../src/call/index.ts';
import type { DialRequest, Done } from '../../src/call/ports.ts';

/** What a number does when it is called, or its network says; it answers or ends after `afterMs`. */
export type NumberHabit =
  /** `sounds`: it rings, and is heard before its answer. */
  | { readonly kind: 'answers'; readonly afterMs: number; readonly sounds?: true }
  | { readonly kind: 'rings'; readonly sounds?: true }
  /** `rings`: whether it rang before. */
  | {
      readonly kind: 'ends';
      readonly afterMs: number;
      readonly rings: boolean;
      readonly sounds?: true;
      readonly reason: EndReason;
    };

/** `refuses`: 503 to everything. `silent`: no answer at all, which the telephone system tells after a while. */
export type TrunkHabit = 'works' | 'refuses' | 'silent' | 'missing';

export type Fate =
  | { readonly kind: 'noTrunk' }
  | (Exclude<NumberHabit, { kind: 'ends' }> & { readonly rings: true })
  | Extract<NumberHabit, { kind: 'ends' }>;

export interface FakeOutside {
  /** Says what a number does from now on; until told, it answers after a second. */
  readonly number: (number: E164, habit: NumberHabit) => void;
  /** Says how a trunk is from now on; until told, every trunk works. */
  readonly trunk: (trunk: TrunkName, habit: TrunkHabit) => void;
  readonly remove: (trunk: TrunkName) => Done;
  /** What left by a trunk, in order. */
  readonly dialled: readonly DialRequest[];
  readonly dial: (request: DialRequest) => Fate;
}

/** How long the telephone system waits for any sign of the far side (timer B of RFC 3261). */
export const silenceMs = 32_000;

export function openOutside(): FakeOutside {
  const numbers = new Map<E164, NumberHabit>();
  const trunks = new Map<TrunkName, TrunkHabit>();
  const dialled: DialRequest[] = [];
  return {
    dialled,
    number: (number, habit) => void numbers.set(number, habit),
    trunk: (trunk, habit) => void trunks.set(trunk, habit),
    remove: (trunk) => {
      const there = trunks.get(trunk) ?? 'missing';
      trunks.set(trunk, 'missing');
      return there === 'missing' ? 'gone' : 'ok';
    },
    dial: (request) => {
      assert(/^\+[1-9]\d{6,14}$/.test(request.number), 'A number that is dialled is in E.164.');
      const trunk = trunks.get(request.trunk) ?? 'works';
      if (trunk === 'missing') return { kind: 'noTrunk' };
      dialled.push(request);
      if (trunk === 'refuses')
        return { kind: 'ends', afterMs: 10, rings: false, reason: endReason('network', 'congestion') };
      if (trunk === 'silent')
        return { kind: 'ends', afterMs: silenceMs, rings: false, reason: endReason('network', 'noAnswer') };
      const habit = numbers.get(request.number) ?? { kind: 'answers', afterMs: 1_000 };
      return habit.kind === 'ends' ? habit : { ...habit, rings: true };
    },
  };
}
