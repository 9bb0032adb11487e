// Expressions of a flow: pure, bounded, no I/O. Types were checked when the flow was compiled; what can still go wrong
// (division by zero) raises a FlowFault, which the flow's `on error` catches.

import { unreachable } from '../base/assert.ts';
import type { BinaryOperator, Expression, Value } from '../dsl/index.ts';

/** What an expression may read. */
export interface Scope {
  readonly variables: Readonly<Record<string, Value>>;
  readonly call: Readonly<Record<string, Value>>;
}

/** Something unforeseen in a flow: not ours, the author's or the outside's. `code` is a stable word for the trace. */
export class FlowFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The longest text an expression may make: longer than any prompt, too short to fill the memory. */
const textLengthMax = 10_000;

/** The value of `expression`. Throws FlowFault. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'variable':
      return scope.variables[expression.name] ?? null;
    case 'ambient':
      return scope.call[expression.field] ?? null;
    case 'not':
      return evaluate(expression.operand, scope) !== true;
    case 'default':
      return evaluate(expression.value, scope) ?? evaluate(expression.otherwise, scope);
    case 'conditional':
      return evaluate(isTrue(expression.condition, scope) ? expression.then : expression.otherwise, scope);
    case 'binary':
      return binary(expression, scope);
    case 'apply':
      return apply(
        expression.name,
        expression.arguments.map((argument) => evaluate(argument, scope)),
      );
    case 'field':
    case 'list':
    case 'record':
      throw new FlowFault('notAvailable', 'Not available here yet.');
    default:
      return unreachable(expression);
  }
}

/** Whether the condition holds. */
export const isTrue = (condition: Expression, scope: Scope): boolean => evaluate(condition, scope) === true;

function binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>, scope: Scope): Value {
  if (operator === 'and') return isTrue(left, scope) && isTrue(right, scope);
  if (operator === 'or') return isTrue(left, scope) || isTrue(right, scope);
  const one = evaluate(left, scope);
  const other = evaluate(right, scope);
  if (operator === 'is') return one === other;
  if (operator === 'is not') return one !== other;
  if (operator === '+' && typeof one === 'string') return joined(one, text(other));
  return arithmetic(operator, number(one), number(other));
}

function arithmetic(
  operator: Exclude<BinaryOperator, 'and' | 'or' | 'is' | 'is not'>,
  one: number,
  other: number,
): Value {
  switch (operator) {
    case '<':
      return one < other;
    case '<=':
      return one <= other;
    case '>':
      return one > other;
    case '>=':
      return one >= other;
    case '+':
      return one + other;
    case '-':
      return one - other;
    case '*':
      return one * other;
    case '/':
      if (other === 0) throw new FlowFault('divisionByZero', 'A division by zero.');
      return one / other;
    default:
      return unreachable(operator);
  }
}

function apply(name: string, values: readonly Value[]): Value {
  const [first = null, second = null] = values;
  switch (name) {
    case 'length':
      return text(first).length;
    case 'last':
      return text(first).slice(-number(second));
    case 'starts':
      return text(first).startsWith(text(second));
    case 'luhn':
      return luhn(text(first));
    default:
      throw new FlowFault('unknownFunction', 'A function that this release does not have.');
  }
}

/** The check digit of ISO/IEC 7812-1 annex B: every second digit from the right doubled, the sum a multiple of ten. */
function luhn(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

function joined(one: string, other: string): string {
  if (one.length + other.length > textLengthMax) throw new FlowFault('textTooLong', 'A text grew beyond its limit.');
  return one + other;
}

function text(value: Value): string {
  if (typeof value === 'string') return value;
  throw new FlowFault('wrongType', 'A text was expected.');
}

function number(value: Value): number {
  if (typeof value === 'number') return value;
  throw new FlowFault('wrongType', 'A number was expected.');
}
