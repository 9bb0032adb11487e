// The ramp of `bench ivr`: which load comes next, and what counts as held. Not here: making load.

import { describe, expect, it } from 'vitest';
import { type Step, heldRate, judge, nextRate } from '../../scripts/bench/ramp.ts';

const rates = [20, 40, 60, 80];
const step = (perSecond: number, verdict: Step['verdict'] = 'held'): Step => ({ perSecond, verdict });

/** The loads that a machine is asked for which holds up to `limit` calls per second. */
function asked(limit: number, refineFrom = 10): number[] {
  const steps: Step[] = [];
  for (let rate = nextRate(rates, steps, refineFrom); rate !== null; rate = nextRate(rates, steps, refineFrom)) {
    steps.push(step(rate, rate <= limit ? 'held' : 'failed'));
  }
  return steps.map(({ perSecond }) => perSecond);
}

describe('the ramp', () => {
  it('goes up to its end when everything is held', () => {
    expect(asked(1000)).toEqual([20, 40, 60, 80]);
  });

  it('gives a load that is not held a second chance and then looks between the last two', () => {
    expect(asked(45)).toEqual([20, 40, 60, 60, 50, 50]);
    expect(asked(52)).toEqual([20, 40, 60, 60, 50]);
  });

  it('ends when not even the first load is held and nothing is left to look at', () => {
    expect(asked(0, 20)).toEqual([20, 20]);
  });

  it('goes on after a load that was held at its second chance', () => {
    expect(nextRate(rates, [step(20), step(40, 'failed'), step(40)], 10)).toBe(60);
  });

  it('counts as held what is below every load that was missed twice', () => {
    expect(heldRate([step(20), step(40, 'failed'), step(40), step(60, 'failed'), step(60, 'failed'), step(50)])).toBe(
      50,
    );
    expect(heldRate([step(20, 'failed'), step(20, 'failed')])).toBe(0);
  });
});

describe('a step', () => {
  const figures = { perSecond: 100, offeredCount: 800, failedCount: 8, begunPerSecond: 99, sippCpuRatio: 0.3 };

  it('is held with one call in a hundred failed', () => {
    expect(judge(figures)).toBe('held');
    expect(judge({ ...figures, failedCount: 9 })).toBe('failed');
  });

  it('is not held when calls were not begun as fast as they should', () => {
    expect(judge({ ...figures, begunPerSecond: 94 })).toBe('failed');
  });

  it('is the far end’s failure when SIPp had no processor left', () => {
    expect(judge({ ...figures, failedCount: 80, sippCpuRatio: 0.95 })).toBe('farEndSaturated');
  });
});
