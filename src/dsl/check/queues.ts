// Queues without a way out: FIL605. Not here: other outcomes (handlers.ts), priorities (values-statements.ts).

import type { QueueNode } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { queueEvents } from './handlers.ts';
import type { FlowModel, ProjectModel } from './model.ts';
import { afterThatLeaves } from './queue-ways.ts';

const compulsory: readonly string[] = ['closed', 'no agent'];

export function checkQueues({ flows }: ProjectModel, report: Report): void {
  for (const flow of flows) {
    for (const node of flow.graph.nodes) {
      if (node.kind === 'statement' && node.statement.kind === 'queue') checkQueue(node.statement, flow, report);
    }
  }
}

function checkQueue(queue: QueueNode, { graph }: FlowModel, report: Report): void {
  const foreseen = queue.handlers.flatMap(({ events }) => events.map(({ text }) => text));
  // An event of another name was reported; most likely it is the one that seems to be missing.
  const isMisspelt = foreseen.some((event) => !queueEvents.includes(event));
  const absent = isMisspelt ? [] : compulsory.filter((event) => !foreseen.includes(event));
  const missing = absent.map((event) => `on ${event} -> step`);
  if (queue.after.length === 0) missing.push('after 5min -> step');
  if (missing.length > 0) {
    const names = missing.map((each) => `\`${each.split(/ ->| 5min/)[0] ?? ''}\``).join(', ');
    report({
      code: 'FIL605',
      message: `The queue \`${queue.name.text}\` has no ${names}`,
      span: queue.keyword,
      hint: `add ${missing.map((each) => `\`${each}\``).join(', ')}.`,
    });
  }
  const [first] = queue.after;
  if (first !== undefined && afterThatLeaves(queue, graph) === null) {
    report({
      code: 'FIL605',
      message: 'This `after` comes back to the queue, so nothing ends the wait',
      span: first.span,
      hint: 'end its block with `goto step` or `hangup`.',
    });
  }
}
