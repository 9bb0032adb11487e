// The values that a test writes, as expressions that the engine evaluates. A bare name whose meaning nobody worked out is the
// member of an enum. Not here: types, which were checked.

import {
  type Expression,
  type ExpressionNode,
  type ProjectModel,
  type Value,
  compileExpression,
} from '../../dsl/index.ts';
import { type World, evaluate } from '../../ivr/index.ts';
import type { Instant } from '../../base/clock.ts';

/** Gives what a test wrote as a value, in the world of its call at that moment. Throws FlowFault. */
export type ValueOf = (node: ExpressionNode, world: World, now: Instant) => Value;

/** The values of a project's tests. */
export function valuesOf(model: ProjectModel): ValueOf {
  const known = new WeakMap<ExpressionNode, Expression>();
  return (node, world, now) => {
    const expression = known.get(node) ?? compileExpression(node, model);
    known.set(node, expression);
    return evaluate(expression, { variables: namesOf(expression), world, now, ambient: () => undefined });
  };
}

/** Every name that is left stands for itself. */
function namesOf(expression: Expression): Readonly<Record<string, Value>> {
  if (expression.kind === 'variable') return { [expression.name]: expression.name };
  const parts =
    expression.kind === 'record'
      ? Object.values(expression.fields)
      : expression.kind === 'list'
        ? expression.items
        : [];
  return Object.fromEntries(parts.flatMap((part) => Object.entries(namesOf(part))));
}
