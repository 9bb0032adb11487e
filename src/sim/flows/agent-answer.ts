// What an agent does with the form before them, by a line of a test; the same on simulated calls and real ones. Pure. Not here: the
// call.

import type { AgentAct, ExpressionNode, Value } from '../../dsl/index.ts';
import type { AgentTask } from './running-flow.ts';
import type { AgentEvent } from './flow-call.ts';

/** What an agent can do with a form. */
export type AtTask = Extract<AgentAct, { kind: 'input' | 'objection' | 'continue' }>;

/** The answer, or what is wrong with the line. */
export function answerTo(task: AgentTask, does: AtTask, valueOf: (node: ExpressionNode) => Value): AgentEvent | string {
  const { field } = task;
  if (does.kind === 'input') {
    if (task.kind !== 'field') return 'The agent has objections before them, and no field to fill in.';
    if (task.question !== does.name.text) return `The agent is asked \`${task.question}\`, not \`${does.name.text}\`.`;
    return { kind: 'fieldGiven', field, value: valueOf(does.value) };
  }
  if (task.kind !== 'objections') return `The agent is asked \`${task.question}\`, and has no objections before them.`;
  if (does.kind === 'continue') return { kind: 'continued', field };
  const objection = task.texts.indexOf(does.text.text);
  return objection < 0
    ? `There is no objection "${does.text.text}": there are ${quoted(task.texts)}.`
    : { kind: 'objection', field, objection };
}

const quoted = (texts: readonly string[]): string => texts.map((text) => `"${text}"`).join(', ');
