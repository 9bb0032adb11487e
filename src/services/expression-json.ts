// What an expression of a service gives, as JSON: a value's form depends on its type, which is that of the expression. Pure.

import type { Expression, Program, Value, ValueType } from '../dsl/index.ts';
import { type Json, objectOf, toJson } from './json-values.ts';

/** What an expression of an operation can read. */
export interface Given {
  readonly program: Program;
  readonly arguments: Readonly<Record<string, Value>>;
  /** Of the arguments. */
  readonly types: ReadonlyMap<string, ValueType>;
  readonly valueOf: (expression: Expression, variables: Readonly<Record<string, Value>>) => Value;
}

/** Throws what `valueOf` throws. */
export function expressionToJson(expression: Expression, given: Given): Json {
  const valueOf = (one: Expression): Value => given.valueOf(one, given.arguments);
  switch (expression.kind) {
    case 'record':
      return objectOf(
        Object.entries(expression.fields).map(([name, field]) => [name, expressionToJson(field, given)] as const),
      );
    case 'list':
      return expression.items.map((item) => expressionToJson(item, given));
    case 'conditional':
      return expressionToJson(valueOf(expression.condition) === true ? expression.then : expression.otherwise, given);
    case 'default':
      return expressionToJson(valueOf(expression.value) === null ? expression.otherwise : expression.value, given);
    case 'literal':
    case 'variable':
    case 'ambient':
    case 'field':
    case 'binary':
    case 'not':
    case 'apply':
      return toJson(valueOf(expression), typeOf(expression, given), given.program);
  }
}

/** The type as far as it changes how a value is written; null: not at all, or nobody knows. */
function typeOf(expression: Expression, given: Given): ValueType | null {
  switch (expression.kind) {
    case 'literal':
      return expression.type === undefined ? null : { kind: expression.type };
    case 'variable':
      return given.types.get(expression.name) ?? null;
    case 'field':
      return fieldType(typeOf(expression.of, given), expression.field, given.program);
    case 'binary':
      return timeOf(expression);
    case 'apply':
      return applied[expression.name] ?? null;
    case 'ambient':
    case 'not':
    case 'conditional':
    case 'default':
    case 'list':
    case 'record':
      return null;
  }
}

function fieldType(of: ValueType | null, field: string, program: Program): ValueType | null {
  if (of?.kind === 'optional') return fieldType(of.of, field, program);
  return of?.kind === 'record' ? (program.records[of.name]?.[field] ?? null) : null;
}

/** Moments and spans of time: a difference of two moments is a span, everything else keeps its left side's kind. */
function timeOf({ operator, types: [left, right] }: Expression & { kind: 'binary' }): ValueType | null {
  if (operator !== '+' && operator !== '-' && operator !== '*' && operator !== '/') return null;
  if ((left === 'DateTime' || left === 'Date') && left === right) return { kind: 'Duration' };
  return left === 'DateTime' || left === 'Duration' ? { kind: left } : null;
}

const applied: Readonly<Record<string, ValueType>> = {
  now: { kind: 'DateTime' },
  next_open: { kind: 'DateTime' },
  estimate: { kind: 'Duration' },
};
