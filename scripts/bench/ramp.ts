// Which load comes next: up in steps until one is not held twice, then once between the last two. Pure.
// Not here: making the load (sipp.ts).

/** How a step of load ended. */
export type StepVerdict = 'held' | 'failed' | 'farEndSaturated';

export interface Step {
  readonly perSecond: number;
  readonly verdict: StepVerdict;
}

/** More failed calls than this and a load is not held. */
const failedRatioMax = 0.01;

/** Below this part of the wanted rate, the calls were not begun as fast as they should. */
const begunRatioMin = 0.95;

/** SIPp works with one processor: from here on it is what limits the load. */
const saturatedRatio = 0.85;

export interface StepFigures {
  readonly perSecond: number;
  readonly offeredCount: number;
  readonly failedCount: number;
  readonly begunPerSecond: number;
  readonly sippCpuRatio: number;
}

/** Whether a load was held, and if not, whether it was the far end that could not make it. */
export function judge(step: StepFigures): StepVerdict {
  const slow = step.begunPerSecond < step.perSecond * begunRatioMin;
  const failing = step.failedCount > step.offeredCount * failedRatioMax;
  if (!slow && !failing) return 'held';
  return step.sippCpuRatio >= saturatedRatio ? 'farEndSaturated' : 'failed';
}

/** The next load in calls per second, or null when the ramp is over. A step that is not held gets a second chance. */
export function nextRate(rates: readonly number[], steps: readonly Step[], refineFrom: number): number | null {
  const last = steps.at(-1);
  if (last === undefined) return rates[0] ?? null;
  const held = heldRate(steps);
  const missed = steps.filter((step) => step.verdict !== 'held');
  if (last.verdict !== 'held' && missed.filter(({ perSecond }) => perSecond === last.perSecond).length < 2) {
    return last.perSecond;
  }
  const lowestMissed = missedRate(steps);
  if (lowestMissed === null) return rates.find((rate) => rate > held) ?? null;
  return lowestMissed - held > refineFrom ? Math.round((held + lowestMissed) / 2) : null;
}

/** The highest load that was held and above no load that was missed twice; 0 for none. */
export function heldRate(steps: readonly Step[]): number {
  const limit = missedRate(steps) ?? Infinity;
  const held = steps.filter((step) => step.verdict === 'held' && step.perSecond < limit);
  return Math.max(0, ...held.map(({ perSecond }) => perSecond));
}

/** The lowest load that was missed twice; null for none. */
export function missedRate(steps: readonly Step[]): number | null {
  const missed = steps.filter((step) => step.verdict !== 'held');
  const counts = Map.groupBy(missed, ({ perSecond }) => perSecond);
  const twice = [...counts].filter(([, same]) => same.length > 1).map(([rate]) => rate);
  return twice.length === 0 ? null : Math.min(...twice);
}
