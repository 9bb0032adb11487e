// Which statements stand in which block that keeps its values to itself: the bodies of loops, `every`, `connect` and handlers.
// Not here: the values (model.ts).

import type { Block, FlowNode, HandlerNode, Outcome, Statement } from '../ast.ts';
import { effectOf, handlersOf, outcomesOf } from '../walk.ts';

/** For each statement of a flow the regions around it, outermost first; a region is the block or outcome itself. */
export function regionsOf(flow: FlowNode): ReadonlyMap<Statement, readonly object[]> {
  const found = new Map<Statement, readonly object[]>();
  const inBlock = (block: Block, regions: readonly object[]): void => {
    for (const statement of block.statements) inStatement(statement, regions);
  };
  const inStatement = (statement: Statement, regions: readonly object[]): void => {
    found.set(statement, regions);
    const closed = closedOutcomes(statement);
    for (const outcome of outcomesOf(statement)) {
      if (outcome.kind !== 'block') continue;
      inBlock(outcome.block, closed.has(outcome.block) ? [...regions, outcome.block] : regions);
    }
  };
  const inHandler = ({ outcome }: HandlerNode): void => {
    if (outcome.kind === 'block') inBlock(outcome.block, [outcome.block]);
  };
  for (const handler of flow.handlers) inHandler(handler);
  for (const step of flow.steps) inBlock(step.body, []);
  return found;
}

/** The blocks of a statement whose values live only in them. */
function closedOutcomes(statement: Statement): ReadonlySet<Block> {
  const handled = [...handlersOf(statement), ...(effectOf(statement)?.handlers ?? [])].map(({ outcome }) => outcome);
  const blocks = handled.flatMap((outcome: Outcome) => (outcome.kind === 'block' ? [outcome.block] : []));
  if (statement.kind === 'repeat' || statement.kind === 'forEach') blocks.push(statement.body);
  if (statement.kind === 'queue') {
    blocks.push(...statement.every.map(({ block }) => block));
    if (statement.connect !== null) blocks.push(statement.connect.block);
  }
  return new Set(blocks);
}
