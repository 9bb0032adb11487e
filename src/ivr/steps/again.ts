// `again`: the question around it once more from its prompt, its counters kept.

import type { OpBody } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import { type Next, type Turn } from '../turn.ts';
import { listenerOf } from './ask.ts';
import { noCounts } from './counts.ts';
import { putQuestion } from './input.ts';

/** The tenth `again` of one question is its limit. */
const againMax = 10;

export function beginAgain(turn: Turn, { target }: Extract<OpBody, { op: 'again' }>): Next {
  const before = turn.frame.asked.find(({ address }) => address === target);
  const againCount = (before?.againCount ?? 0) + 1;
  if (againCount >= againMax) throw new FlowFault('againTooOften', 'A question was put too often.', 'onLimit');
  const counts = before ?? noCounts;
  const { noInputCount, noMatchCount } = counts;
  const others = turn.frame.asked.filter((one) => one !== before);
  turn.change({ address: target, asked: [...others, { address: target, againCount, noInputCount, noMatchCount }] });
  const listener = listenerOf(turn, turn.op());
  if (listener === null) throw new FlowFault('frameMismatch', 'The address is not that of a question.');
  return putQuestion(turn, listener, counts);
}
