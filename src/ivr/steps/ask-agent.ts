// `ask` in a script: a field of the agent's form. An answer that is no valid value is asked for again.

import type { AskOp, QuestionCode, Value } from '../../dsl/index.ts';
import type { IvrEvent, Wait } from '../frame.ts';
import { wordedText } from '../prompt-parts.ts';
import { type Next, type Turn, next, waitFor } from '../turn.ts';
import { isOfType } from '../values/values.ts';
import { isValid } from './collect.ts';
import { questionOf, questionScope } from './question.ts';

type FormWait = Extract<Wait, { kind: 'form' }>;

export const beginForm = (turn: Turn, op: AskOp): Next =>
  waitFor({ kind: 'form', field: shown(turn, op, turn.number(), null) });

export function onForm(turn: Turn, op: AskOp, wait: FormWait, event: IvrEvent): Next {
  if (event.kind === 'resumed') shown(turn, op, wait.field, null);
  if (event.kind !== 'fieldGiven' || event.field !== wait.field) return waitFor(wait);
  const question = questionOf(turn, op);
  if (!accepts(turn, op, question, event.value)) {
    shown(turn, op, wait.field, correctionOf(turn, op, question));
    return waitFor(wait);
  }
  if (op.variable !== null) turn.set(op.variable, event.value);
  turn.fact({ kind: 'questionAnswered', call: turn.frame.call, question: op.question, by: 'agent' });
  return next;
}

function shown(turn: Turn, op: AskOp, field: number, correction: string | null): number {
  const question = questionOf(turn, op);
  const scope = questionScope(turn, op, question);
  const text = question.prompt.kind === 'keys' ? op.question : wordedText(turn.words(question.prompt, scope));
  turn.effect({ kind: 'askAgent', field, question: op.question, text, answer: op.answer, correction });
  return field;
}

function accepts(turn: Turn, op: AskOp, question: QuestionCode, value: Value): boolean {
  if (value === null) return op.answer === 'optional';
  const { type, form } = question;
  if (!isOfType(value, type, turn.program)) return false;
  if (form.kind !== 'digits') return true;
  const scope = questionScope(turn, op, question);
  return fitsLength(value, form) && isValid(turn, form, { name: op.question, type, scope }, value);
}

const fitsLength = (value: Value, { lengthMin, lengthMax }: { lengthMin: number; lengthMax: number }): boolean =>
  typeof value !== 'string' || (value.length >= lengthMin && value.length <= lengthMax);

function correctionOf(turn: Turn, op: AskOp, question: QuestionCode): string {
  const { form } = question;
  const use = form.kind === 'digits' ? (form.valid?.otherwiseSay ?? null) : null;
  return use === null ? '' : wordedText(turn.words(use, questionScope(turn, op, question)));
}
