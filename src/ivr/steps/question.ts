// A shared question as it is asked now: what it is, and what its prompts and conditions read. Not here: asking (ask.ts).

import type { AskOp, QuestionCode } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import type { Turn } from '../turn.ts';
import type { Scope } from '../values/scope.ts';

/** The question of the statement. Throws FlowFault when it is not in the program. */
export function questionOf(turn: Turn, { question: name }: AskOp): QuestionCode {
  const { questions } = turn.program;
  const question = Object.hasOwn(questions, name) ? questions[name] : undefined;
  if (question === undefined) throw new FlowFault('frameMismatch', 'The question is not in its program.');
  return question;
}

/** A question reads its parameters, and nothing of the flow. */
export function questionScope(turn: Turn, op: AskOp, { parameters }: QuestionCode): Scope {
  const values = { ...turn.values(op.arguments) };
  for (const { name, initial } of parameters) {
    if (initial !== null && !Object.hasOwn(values, name)) values[name] = turn.value(initial, turn.scope(values));
  }
  return turn.scope(values);
}
