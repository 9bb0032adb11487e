// `split`: a share of the callers each way, the same one always the same way.

import { seedOf, seededRandom } from '../../base/random.ts';
import type { OpBody } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import { type Next, type Turn, goto } from '../turn.ts';

type SplitOp = Extract<OpBody, { op: 'split' }>;
type Branch = SplitOp['branches'][number];

export function split(turn: Turn, op: SplitOp): Next {
  const forced = turn.world.splits[op.name];
  const branch = op.branches.find(({ name }) => name === forced) ?? branchFor(op, JSON.stringify(turn.value(op.by)));
  turn.fact({ kind: 'splitTaken', call: turn.frame.call, split: op.name, branch: branch.name });
  return goto(branch.target);
}

/** The name is part of what is hashed, so that two splits do not divide the callers alike. */
function branchFor({ name, branches }: SplitOp, value: string): Branch {
  const place = seededRandom(seedOf(`${name} ${value}`)).next();
  let end = 0;
  for (const branch of branches) {
    end += branch.share;
    if (place < end) return branch;
  }
  // Shares are decimals: their sum may miss 1 by a hair.
  const last = branches.at(-1);
  if (last === undefined) throw new FlowFault('frameMismatch', 'A split without branches.');
  return last;
}
