// The part of the syntax tree for what stands outside flows: prompts, hours, services, records, enums, questions.
// Not here: flows (ast.ts), tests (ast-tests.ts).

import type { ExpressionNode, Name, ParamNode, PatternNode, Quantity, TypeNode } from './ast-expressions.ts';
import type { HeaderNode, InputNode } from './ast-statements.ts';
import type { Span } from './program.ts';

export interface PromptsNode {
  readonly locale: Name;
  readonly prompts: readonly PromptNode[];
  readonly span: Span;
}

export interface PromptNode {
  readonly name: Name;
  /** Null: none were written, which is not the same as an empty list. */
  readonly params: readonly ParamNode[] | null;
  readonly body: BodyNode | ChooseBodyNode;
  readonly span: Span;
}

/** What is said: a file with its transcript, or a text. */
export interface BodyNode {
  readonly kind: 'body';
  readonly audio: Name | null;
  /** The text to speak, or the transcript of the audio; its `{parameters}` with their places. */
  readonly pieces: readonly PieceNode[];
  readonly span: Span;
}

export interface ChooseBodyNode {
  readonly kind: 'choose';
  readonly keyword: Span;
  readonly value: ExpressionNode;
  /** `pattern` null: `otherwise`. */
  readonly cases: readonly { readonly pattern: PatternNode | null; readonly body: BodyNode; readonly span: Span }[];
  readonly span: Span;
}

export type PieceNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: Name; readonly format: Name | null };

export interface RecordNode {
  readonly name: Name;
  readonly fields: readonly { readonly name: Name; readonly type: TypeNode }[];
  readonly span: Span;
}

export interface EnumNode {
  readonly name: Name;
  readonly members: readonly { readonly name: Name; readonly label: string | null }[];
  readonly span: Span;
}

export interface HoursNode {
  readonly name: Name;
  readonly timezone: Name;
  readonly items: readonly HoursItemNode[];
  readonly span: Span;
}

export type HoursItemNode =
  | { readonly kind: 'holidays'; readonly locale: Name; readonly span: Span }
  | { readonly kind: 'closed'; readonly dates: DatesNode; readonly label: string | null; readonly span: Span }
  | { readonly kind: 'open'; readonly dates: DatesNode; readonly times: readonly TimesNode[]; readonly span: Span }
  /** Weekdays 1 (Monday) to 7. */
  | {
      readonly kind: 'days';
      readonly from: number;
      readonly to: number;
      readonly times: readonly TimesNode[];
      readonly span: Span;
    };

/** Both included, YYYY-MM-DD. */
export interface DatesNode {
  readonly from: Name;
  readonly to: Name;
}

/** HH:MM, `to` excluded. */
export interface TimesNode {
  readonly from: Name;
  readonly to: Name;
}

export interface ServiceNode {
  readonly name: Name;
  readonly base: ExpressionNode;
  readonly operations: readonly OperationNode[];
  readonly span: Span;
}

export interface OperationNode {
  readonly kind: 'query' | 'command';
  readonly name: Name;
  readonly params: readonly ParamNode[];
  readonly returns: TypeNode | null;
  readonly method: Name | null;
  readonly path: { readonly pieces: readonly PieceNode[]; readonly span: Span } | null;
  readonly timeout: Quantity | null;
  readonly retry: Quantity | null;
  readonly headers: readonly HeaderNode[];
  readonly body: ExpressionNode | null;
  readonly span: Span;
}

/** Like menu and collect; its keys `return` a value. */
export interface QuestionNode extends InputNode {
  readonly kind: 'question';
  readonly params: readonly ParamNode[] | null;
  readonly type: TypeNode;
}
