// Queues without a way out: FIL605. Not here: other outcomes (handlers.ts), priorities (values.ts).

import type { QueueNode } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { reach } from './graph.ts';
import { queueEvents } from './handlers.ts';
import type { FlowModel, ProjectModel } from './model.ts';

export function checkQueues({ flows }: ProjectModel, report: Report): void {
  for (const flow of flows) {
    for (const node of flow.graph.nodes) {
      if (node.kind === 'statement' && node.statement.kind === 'queue') checkQueue(node.statement, flow, report);
    }
  }
}

function checkQueue(queue: QueueNode, flow: FlowModel, report: Report): void {
  const foreseen = queue.handlers.flatMap(({ events }) => events.map(({ text }) => text));
  // An event of another name was reported; most likely it is the one that seems to be missing.
  const isMisspelt = foreseen.some((event) => !queueEvents.includes(event));
  const absent = isMisspelt ? [] : queueEvents.filter((event) => !foreseen.includes(event));
  const missing = absent.map((event) => `on ${event} -> step`);
  if (queue.after === null) missing.push('after 5min -> step');
  if (missing.length > 0) {
    const names = missing.map((each) => `\`${each.split(/ ->| 5min/)[0] ?? ''}\``).join(', ');
    report({
      code: 'FIL605',
      message: `The queue \`${queue.name.text}\` has no ${names}`,
      span: queue.keyword,
      hint: `add ${missing.map((each) => `\`${each}\``).join(', ')}.`,
    });
  }
  if (queue.after !== null && comesBack(queue, flow)) {
    report({
      code: 'FIL605',
      message: 'This `after` comes back to the queue, so nothing ends the wait',
      span: queue.after.span,
      hint: 'end its block with `goto step` or `hangup`.',
    });
  }
}

/** Whether the `after` block can reach its end. */
function comesBack(queue: QueueNode, { graph }: FlowModel): boolean {
  const start = graph.nodes.find((node) => node.kind === 'statement' && node.statement === queue);
  if (start === undefined) return false;
  const ends = graph.nodes.filter((node) => node.kind === 'stay' && node.queue === queue).map(({ id }) => id);
  const reached = reach(graph, [start.id]);
  return ends.some((id) => reached.has(id));
}
