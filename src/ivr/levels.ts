// The stack of flows: a subflow runs on top of the one that runs it, each with its own variables. Not here: what `run` and
// `return` do besides (steps/).

import type { FlowCode, Value } from '../dsl/index.ts';
import { FlowFault } from './flow-fault.ts';
import type { Frame, Level } from './frame.ts';
import { newLevel } from './new-frame.ts';
import type { Turn } from './turn.ts';
import { remembered } from './values/memory.ts';

/** More flows on top of each other than any author writes; recursion is refused when a flow is checked. */
const stackMax = 16;

/** Begins a subflow on top of the flow under way, which goes on at its address afterwards. Throws FlowFault. */
export function push(turn: Turn, flow: string, given: Readonly<Record<string, Value>>): void {
  const code = turn.code(flow);
  if (turn.frame.stack.length >= stackMax) throw new FlowFault('tooDeep', 'Too many subflows run each other.');
  const variables = initialVariables(turn, code, given);
  turn.change({ stack: [...turn.frame.stack, levelOf(turn.frame)], ...newLevel(flow, variables, turn.now) });
  turn.fact({ kind: 'subflowEntered', call: turn.frame.call, flow });
}

/** Drops the flow under way; the one that ran it is as it was. Gives false when there is none. */
export function pop(turn: Turn, how: 'returned' | 'failed' | 'hangup'): boolean {
  const { stack, call, flow } = turn.frame;
  const below = stack.at(-1);
  if (below === undefined) return false;
  turn.change({ ...below, stack: stack.slice(0, -1) });
  turn.fact({ kind: 'subflowLeft', call, flow, how });
  return true;
}

/** What a flow begins with: what it is given, and the first values of the rest, each of which may use those before it. Throws FlowFault. */
export function initialVariables(
  turn: Turn,
  { parameters, variables }: FlowCode,
  given: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const values: Record<string, Value> = { ...given };
  for (const { name, initial } of [...parameters, ...variables]) {
    if (initial !== null && !Object.hasOwn(values, name)) values[name] = turn.value(initial, turn.scope(values));
  }
  return remembered(values);
}

const levelOf = ({ flow, address, part, step, stepAt, variables, asked, limit }: Frame): Level => ({
  ...{ flow, address, part, step, stepAt, variables, asked, limit },
});
