// Literals that take the type of the place where they stand: digits and telephone numbers in quotes, Scores, members of
// enums. Not here: records and lists (infer.ts).

import type { ExpressionNode } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { isDigits, isPhone, typeText } from '../types.ts';
import type { Type } from '../types.ts';

/** Whether a literal becomes `wanted`; one that has not its form is reported, and counts as converted. */
export function convertLiteral(node: ExpressionNode, wanted: Type, report: Report): 'converted' | 'other' {
  if (node.kind !== 'literal') return 'other';
  if (typeof node.value === 'string' && node.type.kind === 'Text') return convertText(node, node.value, wanted, report);
  if (typeof node.value === 'number' && node.type.kind === 'Number' && wanted.kind === 'Score') {
    const { min, max } = wanted;
    const inside =
      Number.isInteger(node.value) && (min === null || max === null || (node.value >= min && node.value <= max));
    if (!inside) {
      const hint = `write a whole number${min === null || max === null ? '' : ` from ${min} to ${max}`}.`;
      report({ code: 'FIL301', message: `\`${node.value}\` is not a ${typeText(wanted)}`, span: node.span, hint });
    }
    return 'converted';
  }
  return 'other';
}

function convertText(node: ExpressionNode, text: string, wanted: Type, report: Report): 'converted' | 'other' {
  if (wanted.kind !== 'Digits' && wanted.kind !== 'Phone') return 'other';
  const right = wanted.kind === 'Digits' ? isDigits(text) : isPhone(text);
  if (right) return 'converted';
  const form =
    wanted.kind === 'Digits' ? 'digits only, such as "1234"' : 'an international number such as "+33180001122"';
  report({
    code: 'FIL301',
    message: wanted.kind === 'Digits' ? 'This text is not made of digits' : 'This text is no telephone number',
    span: node.span,
    hint: `write ${form}.`,
  });
  return 'converted';
}
