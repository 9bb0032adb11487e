// What the language has and the engine does not do yet: one place that refuses it, so that a flow which needs it takes its
// `on error`. Not here: what the engine does.

import type { Op, QueueOp } from '../dsl/index.ts';
import { FlowFault } from './evaluate.ts';

/** The instructions that the engine does. */
export type KnownOp = Extract<
  Op,
  { op: 'step' | 'say' | 'wait' | 'menu' | 'collect' | 'queue' | 'set' | 'jump' | 'jumpUnless' | 'hangup' }
>;

const knownOps: readonly Op['op'][] = [
  ...(['step', 'say', 'wait', 'menu', 'collect', 'queue', 'set', 'jump', 'jumpUnless', 'hangup'] as const),
];

/** The instruction, if the engine does all of it. Throws FlowFault otherwise. */
export function known(op: Op): KnownOp {
  if (!isKnown(op) || (op.op === 'queue' && needsMore(op))) throw notAvailable();
  // A secret must not be shown, and nothing masks it yet.
  if ((op.op === 'menu' || op.op === 'collect') && op.secrecy === 'secret') throw notAvailable();
  if (op.op === 'menu' && (op.prompt.kind === 'keys' || op.keys.some(({ when }) => when !== null)))
    throw notAvailable();
  return op;
}

const isKnown = (op: Op): op is KnownOp => knownOps.includes(op.op);

const needsMore = ({ require, meanwhile, every, offers, connect }: QueueOp): boolean =>
  require.length + meanwhile.length + every.length + offers.length > 0 || connect !== null;

/** The fault of whatever is not there yet. */
export const notAvailable = (): FlowFault => new FlowFault('notAvailable', 'Not available here yet.');
