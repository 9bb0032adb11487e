// `send sms` and `send email`: stored and sent outside; the flow goes on at once.

import type { OpBody } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import { wordedText } from '../prompt-parts.ts';
import { type Next, type Turn, next } from '../turn.ts';
import { phone } from '../values/phone.ts';
import { text, textLengthMax } from '../values/values.ts';

/** Ten short messages; a longer one is an e-mail. */
const smsLengthMax = 1_530;

export function send(turn: Turn, op: Extract<OpBody, { op: 'send' }>): Next {
  const { call } = turn.frame;
  const words = turn.words(op.prompt);
  const body = wordedText(words);
  if (body.length > (op.medium === 'sms' ? smsLengthMax : textLengthMax)) {
    throw new FlowFault('textTooLong', 'A message grew beyond its limit.');
  }
  const to = op.medium === 'sms' ? phone(turn.value(op.to)) : text(turn.value(op.to));
  const recordings = words.parts.flatMap((part) => (part.kind === 'recording' ? [part.recording] : []));
  const { name, values } = words;
  const key = `${call}-message-${turn.number()}`;
  turn.effect({
    ...{ kind: 'send', medium: op.medium, to, text: body, recordings },
    said: { prompt: name, arguments: values },
    key,
  });
  turn.fact({ kind: 'messageSent', call, medium: op.medium, prompt: name, message: key });
  return next;
}
