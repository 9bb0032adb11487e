// In which form a question can be asked of a caller: by keys that return a value, by digits, or not at all (an agent's form
// can show every type). Not here: messages about it.

import type { QuestionNode } from '../ast.ts';
import type { Type } from '../types.ts';
import { withoutOptional } from '../types.ts';

/** How a question is asked. */
export function questionForm(node: Pick<QuestionNode, 'keys'>, type: Type): 'keys' | 'digits' | 'field' {
  const { kind } = withoutOptional(type);
  if (node.keys.length > 0) return 'keys';
  if (kind === 'Number' || kind === 'Score' || kind === 'Digits') return 'digits';
  return 'field';
}
