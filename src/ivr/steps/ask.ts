// `ask`: a shared question. A caller answers by keys, as in a menu or a collect; an agent in a form (ask-agent.ts).

import type { AskOp, Op, QuestionCode, Value } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import { type Next, type Turn, next } from '../turn.ts';
import type { Scope } from '../values/scope.ts';
import { beginForm } from './ask-agent.ts';
import { byDigits, collectListener } from './collect.ts';
import { type Listener, beginInput } from './input.ts';
import { byKey, menuListener, noteKey } from './menu.ts';
import { questionOf, questionScope } from './question.ts';

export function beginAsk(turn: Turn, op: AskOp): Next {
  if (op.by === 'agent') return beginForm(turn, op);
  const listener = askListener(turn, op);
  if (listener === null) throw new FlowFault('notAskable', 'A question that no caller can answer.');
  return beginInput(turn, listener);
}

/** How the statement listens to the caller; null: it does not. */
export function listenerOf(turn: Turn, op: Op): Listener | null {
  if (op.op === 'menu') return menuListener(turn, op);
  if (op.op === 'collect') return collectListener(turn, op);
  return op.op === 'ask' && op.by === 'caller' ? askListener(turn, op) : null;
}

function askListener(turn: Turn, op: AskOp): Listener | null {
  const question = questionOf(turn, op);
  const scope = questionScope(turn, op, question);
  const answered = (value: Value): Next => {
    if (op.variable !== null) turn.set(op.variable, value);
    turn.fact({ kind: 'questionAnswered', call: turn.frame.call, question: op.question, by: 'caller' });
    return next;
  };
  const heard = listening(turn, op, { question, scope, answered });
  if (heard === null) return null;
  return { options: question, noInput: op.noInput, noMatch: op.noMatch, scope, ...heard };
}

interface Asked {
  readonly question: QuestionCode;
  readonly scope: Scope;
  readonly answered: (value: Value) => Next;
}

type Heard = Pick<Listener, 'firstMs' | 'keys' | 'onDigits' | 'onSilence'>;

function listening(turn: Turn, op: AskOp, { question, scope, answered }: Asked): Heard | null {
  const { form, type } = question;
  const { call } = turn.frame;
  if (form.kind === 'field') return null;
  if (form.kind === 'keys') {
    const choose = ({ key, label, value }: (typeof form.keys)[number]): Next => {
      noteKey(turn, { name: op.question, secrecy: question.secrecy }, { key, label });
      return answered(turn.value(value, scope));
    };
    const keys = form.keys.map((key) => ({ ...key, target: 0 }));
    return { firstMs: form.waitMs, keys, ...byKey(turn, form, scope, choose) };
  }
  const take = (value: Value, digitCount: number): Next => {
    turn.fact({ kind: 'inputCollected', call, input: op.question, digitCount });
    return answered(value);
  };
  return { firstMs: form.firstDigitMs, keys: [], ...byDigits(turn, form, { name: op.question, type, scope }, take) };
}
