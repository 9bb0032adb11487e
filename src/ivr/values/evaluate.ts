// Expressions of a flow: pure, bounded in time and size, no I/O. Types were checked when the flow was compiled; what can still
// go wrong (a division by zero, two currencies) raises a FlowFault. Not here: functions (functions.ts), decimals (decimal.ts).

import { unreachable } from '../../base/assert.ts';
import type { Expression, Value } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import { addDays, daysBetween } from './calendar.ts';
import { compareAmounts, compute, computeAmount } from './decimal.ts';
import { applyFunction } from './functions.ts';
import type { Scope } from './scope.ts';
import { areEqual, isRecord, listLengthMax, money, number, text, textLengthMax } from './values.ts';

const msPerDay = 86_400_000;

/** The value of `expression`. Throws FlowFault. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'variable':
      return Object.hasOwn(scope.variables, expression.name) ? (scope.variables[expression.name] ?? null) : null;
    case 'ambient':
      return ambient(expression, scope);
    case 'field':
      return fieldOf(evaluate(expression.of, scope), expression.field);
    case 'not':
      return evaluate(expression.operand, scope) !== true;
    case 'default':
      return evaluate(expression.value, scope) ?? evaluate(expression.otherwise, scope);
    case 'conditional':
      return evaluate(isTrue(expression.condition, scope) ? expression.then : expression.otherwise, scope);
    case 'binary':
      return binary(expression, scope);
    case 'list':
      if (expression.items.length > listLengthMax) throw new FlowFault('listTooLong', 'A list grew beyond its limit.');
      return expression.items.map((item) => evaluate(item, scope));
    case 'record':
      return Object.fromEntries(
        Object.entries(expression.fields).map(([name, field]) => [name, evaluate(field, scope)] as const),
      );
    case 'apply':
      return applyFunction(
        expression.name,
        expression.arguments.map((argument) => evaluate(argument, scope)),
        scope,
      );
    default:
      return unreachable(expression);
  }
}

/** Whether the condition holds. */
export const isTrue = (condition: Expression, scope: Scope): boolean => evaluate(condition, scope) === true;

function ambient({ object, field }: Extract<Expression, { kind: 'ambient' }>, scope: Scope): Value {
  const value = scope.ambient(object, field);
  if (value === undefined) throw new FlowFault('notKnown', 'Nobody knows this now.');
  return value;
}

const fieldOf = (value: Value, field: string): Value =>
  isRecord(value) && Object.hasOwn(value, field) ? (value[field] ?? null) : null;

type Binary = Extract<Expression, { kind: 'binary' }>;
type Comparison = '<' | '<=' | '>' | '>=';

function binary({ operator, left, right, types }: Binary, scope: Scope): Value {
  if (operator === 'and') return isTrue(left, scope) && isTrue(right, scope);
  if (operator === 'or') return isTrue(left, scope) || isTrue(right, scope);
  const one = evaluate(left, scope);
  const other = evaluate(right, scope);
  switch (operator) {
    case 'is':
      return areEqual(one, other);
    case 'is not':
      return !areEqual(one, other);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compared(operator, order(one, other));
    case '+':
    case '-':
      return sum(operator, one, other, types);
    case '*':
    case '/':
      return product(operator, one, other, types[0]);
    default:
      return unreachable(operator);
  }
}

/** Dates and times are written so that their order is that of the letters. */
function order(one: Value, other: Value): number {
  if (typeof one === 'number') return one - number(other);
  if (typeof one === 'string') return one < text(other) ? -1 : Number(one > text(other));
  return compareAmounts(...sameCurrency(one, other).amounts);
}

function compared(operator: Comparison, difference: number): boolean {
  switch (operator) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
  }
}

function sum(operator: '+' | '-', one: Value, other: Value, [left, right]: Binary['types']): Value {
  if (left === 'Money') {
    const { amounts, currency } = sameCurrency(one, other);
    return { amount: computeAmount(operator, ...amounts), currency };
  }
  if (left === 'Date') {
    if (right === 'Date') return daysBetween(text(other), text(one)) * msPerDay;
    const days = Math.floor(number(other) / msPerDay);
    return addDays(text(one), operator === '+' ? days : -days);
  }
  if (operator === '+' && typeof one === 'string') return joined(one, text(other));
  return compute(operator, number(one), number(other));
}

function product(operator: '*' | '/', one: Value, other: Value, left: Binary['types'][0]): Value {
  if (left === 'Money') {
    const { amount, currency } = money(one);
    return { amount: computeAmount(operator, amount, number(other)), currency };
  }
  const result = compute(operator, number(one), number(other));
  // Durations are whole milliseconds.
  return left === 'Duration' ? Math.round(result) : result;
}

function sameCurrency(one: Value, other: Value): { amounts: [string, string]; currency: string } {
  const [left, right] = [money(one), money(other)];
  if (left.currency !== right.currency) throw new FlowFault('mixedCurrencies', 'Amounts of two currencies.');
  return { amounts: [left.amount, right.amount], currency: left.currency };
}

function joined(one: string, other: string): string {
  if (one.length + other.length > textLengthMax) throw new FlowFault('textTooLong', 'A text grew beyond its limit.');
  return one + other;
}
