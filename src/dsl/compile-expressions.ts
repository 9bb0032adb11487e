// From expressions and uses of prompts to their compiled form: places are dropped, the rest stays as it was written.
// Not here: types, which were checked.

import type { ExpressionNode, PromptRef } from './ast.ts';
import type { Expression, PromptUse } from './program.ts';

/** The compiled form of an expression. */
export function compileExpression(node: ExpressionNode): Expression {
  switch (node.kind) {
    case 'literal':
      return { kind: 'literal', value: node.value };
    case 'none':
      return { kind: 'literal', value: null };
    case 'name':
      return { kind: 'variable', name: node.name };
    case 'field':
      return { kind: 'ambient', object: 'call', field: node.field.text };
    case 'call':
      return { kind: 'apply', name: node.name.text, arguments: node.arguments.map(compileExpression) };
    case 'not':
      return { kind: 'not', operand: compileExpression(node.operand) };
    case 'binary':
      return {
        kind: 'binary',
        operator: node.operator,
        left: compileExpression(node.left),
        right: compileExpression(node.right),
      };
    case 'default':
      return { kind: 'default', value: compileExpression(node.value), otherwise: compileExpression(node.otherwise) };
    case 'conditional':
      return {
        kind: 'conditional',
        condition: compileExpression(node.condition),
        then: compileExpression(node.then),
        otherwise: compileExpression(node.otherwise),
      };
  }
}

/** The compiled form of the use of a prompt. */
export function compilePrompt(node: PromptRef): PromptUse {
  if (node.kind === 'text') return { kind: 'text', text: node.text };
  const given = node.arguments.map(({ name, value }) => [name.text, compileExpression(value)] as const);
  return { kind: 'prompt', name: node.name.text, arguments: Object.fromEntries(given) };
}
