// The part of the syntax tree for names, quantities, types, expressions and the use of prompts. Not here: statements.

import type { BinaryOperator, Span, Value, ValueType } from './program.ts';

/** A word of the author's, with its place. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}

/** A number or duration (milliseconds) as it was written, with its place. */
export interface Quantity {
  readonly value: number;
  readonly span: Span;
}

/** A type as written: `Score(0..10)`, `List<Client>?`. */
export interface TypeNode {
  readonly name: Name;
  /** `Score(a..b)`; `max` equals `min` when only one number was written. */
  readonly range: { readonly min: Quantity; readonly max: Quantity } | null;
  /** `List<of>`. */
  readonly of: TypeNode | null;
  readonly presence: 'required' | 'optional';
  readonly span: Span;
}

/** A parameter; with a first value it may be left out. */
export interface ParamNode {
  readonly name: Name;
  readonly type: TypeNode;
  readonly initial: ExpressionNode | null;
}

export type PromptRef =
  | { readonly kind: 'prompt'; readonly name: Name; readonly arguments: readonly ArgumentNode[]; readonly span: Span }
  | { readonly kind: 'text'; readonly text: string; readonly span: Span };

/** `name: value as format`. */
export interface ArgumentNode {
  readonly name: Name;
  readonly value: ExpressionNode;
  readonly format: Name | null;
}

/** `a.b.c` as written. */
export interface QualifiedName {
  readonly parts: readonly [Name, ...Name[]];
  readonly span: Span;
}

export type LiteralNode = {
  readonly kind: 'literal';
  readonly type: ValueType;
  readonly value: Value;
  readonly span: Span;
};

export type ExpressionNode =
  | LiteralNode
  | { readonly kind: 'none'; readonly span: Span }
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  /** `call.caller`, `client.nom`; `maybe` is `?.`: none when the left side is. */
  | {
      readonly kind: 'field';
      readonly of: ExpressionNode;
      readonly field: Name;
      readonly access: 'sure' | 'maybe';
      readonly span: Span;
    }
  | { readonly kind: 'call'; readonly name: Name; readonly arguments: readonly ExpressionNode[]; readonly span: Span }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
      readonly span: Span;
    }
  | { readonly kind: 'not'; readonly operand: ExpressionNode; readonly span: Span }
  | {
      readonly kind: 'default';
      readonly value: ExpressionNode;
      readonly otherwise: ExpressionNode;
      readonly span: Span;
    }
  | {
      readonly kind: 'conditional';
      readonly condition: ExpressionNode;
      readonly then: ExpressionNode;
      readonly otherwise: ExpressionNode;
      readonly span: Span;
    }
  | { readonly kind: 'list'; readonly items: readonly ExpressionNode[]; readonly span: Span }
  | { readonly kind: 'record'; readonly fields: readonly FieldValueNode[]; readonly span: Span };

/** `name: value` in a record. */
export interface FieldValueNode {
  readonly name: Name;
  readonly value: ExpressionNode;
}

/** What a case of `choose` looks for. */
export type PatternNode =
  | { readonly kind: 'name'; readonly name: Name; readonly span: Span }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly span: Span }
  | { readonly kind: 'text'; readonly text: string; readonly span: Span }
  | { readonly kind: 'none'; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span };
