// Which `after` of a queue is the way out: the first that never comes back to the wait. Not here: saying that none is (queues.ts).

import type { QueueNode } from '../ast.ts';
import { reach } from './graph.ts';
import type { Graph } from './graph.ts';

/** The first `after` that always leaves, by its time; null when none does. */
export function afterThatLeaves(queue: QueueNode, graph: Graph): QueueNode['after'][number] | null {
  const byTime = queue.after.toSorted((one, other) => one.wait.value - other.wait.value);
  return byTime.find(({ outcome }) => !comesBack(queue, outcome, graph)) ?? null;
}

/** Whether a block of a queue can reach its end, where waiting goes on. */
export function comesBack(queue: QueueNode, outcome: QueueNode['after'][number]['outcome'], graph: Graph): boolean {
  const begin = graph.inside.get(outcome.kind === 'block' ? outcome.block : outcome);
  if (begin === undefined) return false;
  const self = graph.of.get(queue);
  const reached = reach(graph, [begin], ({ to }) => to !== self);
  return graph.nodes.some((node) => node.kind === 'stay' && node.queue === queue && reached.has(node.id));
}
