// `language`: what the caller hears from now on.

import type { OpBody } from '../../dsl/index.ts';
import { type Next, type Turn, next } from '../turn.ts';
import { text } from '../values/values.ts';

export function changeLanguage(turn: Turn, op: Extract<OpBody, { op: 'language' }>): Next {
  const language = text(turn.value(op.value));
  if (language === turn.frame.language) return next;
  turn.change({ language });
  turn.fact({ kind: 'languageChanged', call: turn.frame.call, language });
  return next;
}
