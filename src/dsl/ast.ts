// The syntax tree of Fil: immutable, every node with its place in the source. build-ast.ts makes it, checks and compile
// read it. Not here: types that were worked out, or anything of a later release.

import type { BinaryOperator, Span, ValueType } from './program.ts';

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

export interface SourceModule {
  readonly file: string;
  readonly flows: readonly FlowNode[];
  readonly prompts: readonly PromptsNode[];
}

export interface FlowNode {
  readonly name: Name;
  readonly entries: readonly Name[];
  readonly languages: readonly Name[];
  readonly variables: readonly VariableNode[];
  readonly handlers: readonly HandlerNode[];
  readonly steps: readonly StepNode[];
  readonly span: Span;
}

export interface VariableNode {
  readonly name: Name;
  readonly type: TypeNode;
  readonly initial: ExpressionNode | null;
  readonly span: Span;
}

/** A type as written; `type` is null when no such type exists (reported already by whoever resolves it). */
export interface TypeNode {
  readonly name: string;
  readonly type: ValueType | null;
  readonly span: Span;
}

/** `on no input, no match after 2 tries -> x`: the events by their words (`no input`). */
export interface HandlerNode {
  readonly events: readonly Name[];
  readonly after:
    { readonly kind: 'tries'; readonly tries: Quantity } | { readonly kind: 'time'; readonly wait: Quantity } | null;
  readonly outcome: Outcome;
  readonly span: Span;
}

export interface StepNode {
  readonly name: Name;
  readonly label: string | null;
  readonly body: Block;
  readonly span: Span;
}

export interface Block {
  readonly statements: readonly Statement[];
  readonly span: Span;
}

export type Outcome =
  | { readonly kind: 'goto'; readonly step: Name; readonly span: Span }
  | { readonly kind: 'block'; readonly block: Block; readonly span: Span };

export type Statement =
  | { readonly kind: 'say'; readonly prompt: PromptRef; readonly span: Span }
  | MenuNode
  | CollectNode
  | QueueNode
  | { readonly kind: 'wait'; readonly duration: ExpressionNode; readonly span: Span }
  | { readonly kind: 'set'; readonly name: Name; readonly value: ExpressionNode; readonly span: Span }
  | LetNode
  | IfNode
  | { readonly kind: 'goto'; readonly step: Name; readonly span: Span }
  | { readonly kind: 'hangup'; readonly span: Span };

export interface LetNode {
  readonly kind: 'let';
  readonly name: Name;
  readonly type: TypeNode | null;
  readonly value: ExpressionNode;
  readonly span: Span;
}

export interface IfNode {
  readonly kind: 'if';
  readonly condition: ExpressionNode;
  readonly then: Outcome;
  readonly otherwise: Outcome | null;
  readonly span: Span;
}

/** What menu and collect share. `keyword` is where a message about the whole statement stands. */
export interface InputNode {
  readonly name: Name;
  readonly keyword: Span;
  readonly prompt: PromptRef | null;
  readonly retry: readonly PromptRef[];
  readonly bargeIn: 'on' | 'off';
  readonly handlers: readonly HandlerNode[];
  readonly span: Span;
}

export interface MenuNode extends InputNode {
  readonly kind: 'menu';
  readonly wait: Quantity | null;
  readonly keys: readonly KeyNode[];
}

export interface KeyNode {
  readonly keys: Name;
  readonly label: string | null;
  readonly outcome: Outcome;
  readonly span: Span;
}

export interface CollectNode extends InputNode {
  readonly kind: 'collect';
  readonly type: TypeNode;
  readonly length: { readonly min: Quantity; readonly max: Quantity; readonly span: Span } | null;
  readonly endKeys: Name | null;
  readonly firstDigit: Quantity | null;
  readonly betweenDigits: Quantity | null;
  readonly valid: { readonly when: ExpressionNode; readonly otherwiseSay: PromptRef | null } | null;
}

export interface QueueNode {
  readonly kind: 'queue';
  readonly name: Name;
  readonly keyword: Span;
  readonly priority: ExpressionNode | null;
  readonly greet: PromptRef | null;
  readonly music: Name | null;
  readonly after: { readonly wait: Quantity; readonly outcome: Outcome; readonly span: Span } | null;
  readonly handlers: readonly HandlerNode[];
  readonly span: Span;
}

export type PromptRef =
  | { readonly kind: 'prompt'; readonly name: Name; readonly arguments: readonly ArgumentNode[]; readonly span: Span }
  | { readonly kind: 'text'; readonly text: string; readonly span: Span };

export interface ArgumentNode {
  readonly name: Name;
  readonly value: ExpressionNode;
}

export type ExpressionNode =
  | {
      readonly kind: 'literal';
      readonly type: ValueType;
      readonly value: string | number | boolean;
      readonly span: Span;
    }
  | { readonly kind: 'none'; readonly span: Span }
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  /** `call.caller`: nothing else has fields in this release. */
  | { readonly kind: 'field'; readonly of: ExpressionNode; readonly field: Name; readonly span: Span }
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
    };

export interface PromptsNode {
  readonly locale: Name;
  readonly prompts: readonly PromptNode[];
  readonly span: Span;
}

export interface PromptNode {
  readonly name: Name;
  /** Null: none were written, which is not the same as an empty list. */
  readonly params: readonly ParamNode[] | null;
  readonly audio: Name | null;
  /** The text to speak, or the transcript of the audio; its `{parameters}` with their places. */
  readonly pieces: readonly PieceNode[];
  readonly span: Span;
}

export interface ParamNode {
  readonly name: Name;
  readonly type: TypeNode;
}

export type PieceNode =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'parameter'; readonly name: Name };
