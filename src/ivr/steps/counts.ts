// The counters of a question, kept while its outcome runs: `again` puts the question once more with the same ones.

import type { Asked } from '../frame.ts';
import type { Turn } from '../turn.ts';

export type Counts = Pick<Asked, 'noInputCount' | 'noMatchCount'>;

export const noCounts: Counts = { noInputCount: 0, noMatchCount: 0 };

/** The question at the present address is over, with these counters. */
export function noteCounts(turn: Turn, { noInputCount, noMatchCount }: Counts): void {
  const { address, asked } = turn.frame;
  const againCount = asked.find((one) => one.address === address)?.againCount ?? 0;
  turn.change({ asked: [...othersOf(turn), { address, againCount, noInputCount, noMatchCount }] });
}

/** The question at the present address is put for the first time, whatever was before. */
export function forgetCounts(turn: Turn): void {
  const others = othersOf(turn);
  if (others.length < turn.frame.asked.length) turn.change({ asked: others });
}

const othersOf = ({ frame }: Turn): readonly Asked[] => frame.asked.filter(({ address }) => address !== frame.address);
