// The part of the syntax tree for statements. `keyword` is where a message about a whole statement stands.
// Not here: expressions; what steps and flows are.

import type {
  ArgumentNode,
  ExpressionNode,
  Name,
  PatternNode,
  PromptRef,
  QualifiedName,
  Quantity,
  TypeNode,
} from './ast-expressions.ts';
import type { Span } from './program.ts';

export interface Block {
  readonly statements: readonly Statement[];
  readonly span: Span;
}

export type Outcome =
  | { readonly kind: 'goto'; readonly step: Name; readonly span: Span }
  | { readonly kind: 'block'; readonly block: Block; readonly span: Span };

/** `on no input, no match after 2 tries -> x`: the events by their words (`no input`). */
export interface HandlerNode {
  readonly events: readonly Name[];
  readonly after:
    { readonly kind: 'tries'; readonly tries: Quantity } | { readonly kind: 'time'; readonly wait: Quantity } | null;
  readonly outcome: Outcome;
  readonly span: Span;
}

export type Statement =
  | {
      readonly kind: 'say' | 'tell' | 'announce';
      readonly prompt: PromptRef;
      readonly keyword: Span;
      readonly span: Span;
    }
  | MenuNode
  | CollectNode
  | VoicemailNode
  | AskNode
  | RequestNode
  | RunNode
  | LetNode
  | SetNode
  | IfNode
  | ChooseNode
  | RepeatNode
  | ForEachNode
  | QueueNode
  | TransferNode
  | ScheduleNode
  | SendNode
  | TrackNode
  | { readonly kind: 'language'; readonly value: ExpressionNode; readonly span: Span }
  | SplitNode
  | { readonly kind: 'wait'; readonly duration: ExpressionNode; readonly keyword: Span; readonly span: Span }
  | ObjectionNode
  | { readonly kind: 'recording'; readonly action: Name; readonly span: Span }
  | { readonly kind: 'goto'; readonly step: Name; readonly span: Span }
  | { readonly kind: 'return'; readonly value: ExpressionNode | null; readonly span: Span }
  | { readonly kind: 'hangup' | 'again' | 'leave'; readonly span: Span };

export interface LetNode {
  readonly kind: 'let';
  readonly name: Name;
  readonly type: TypeNode | null;
  readonly value: ExpressionNode | AskNode | RequestNode | RunNode;
  readonly span: Span;
}

/** `set a = 1`, `set client.nom = "x"`. */
export interface SetNode {
  readonly kind: 'set';
  readonly name: Name;
  readonly fields: readonly Name[];
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

export interface ChooseNode {
  readonly kind: 'choose';
  readonly keyword: Span;
  readonly value: ExpressionNode;
  readonly cases: readonly CaseNode[];
  readonly span: Span;
}

/** `patterns` null: `otherwise`. */
export interface CaseNode {
  readonly patterns: readonly PatternNode[] | null;
  readonly outcome: Outcome;
  readonly span: Span;
}

export interface RepeatNode {
  readonly kind: 'repeat';
  readonly times: Quantity;
  readonly body: Block;
  readonly otherwise: Outcome | null;
  readonly span: Span;
}

export interface ForEachNode {
  readonly kind: 'forEach';
  readonly name: Name;
  readonly list: ExpressionNode;
  readonly body: Block;
  readonly span: Span;
}

/** What menu, collect, voicemail and question share. */
export interface InputNode {
  readonly name: Name;
  readonly keyword: Span;
  readonly prompt: PromptRef | { readonly kind: 'keys'; readonly span: Span } | null;
  readonly retry: readonly PromptRef[];
  readonly wait: Quantity | null;
  readonly bargeIn: 'on' | 'off' | 'keep';
  readonly secrecy: 'plain' | 'secret';
  readonly keys: readonly KeyNode[];
  readonly length: { readonly min: Quantity; readonly max: Quantity; readonly span: Span } | null;
  readonly endKeys: Name | null;
  readonly firstDigit: Quantity | null;
  readonly betweenDigits: Quantity | null;
  readonly valid: {
    readonly when: ExpressionNode;
    readonly otherwiseSay: PromptRef | null;
    readonly span: Span;
  } | null;
  readonly max: Quantity | null;
  readonly silence: Quantity | null;
  readonly beep: 'none' | 'beep';
  readonly meanings: readonly MeaningNode[];
  readonly handlers: readonly HandlerNode[];
  readonly span: Span;
}

/** `meaning 0 = "Not at all"`. */
export interface MeaningNode {
  readonly pattern: PatternNode;
  readonly text: string;
  readonly span: Span;
}

export interface MenuNode extends InputNode {
  readonly kind: 'menu';
}

export interface KeyNode {
  readonly keys: Name;
  readonly label: string | null;
  readonly when: ExpressionNode | null;
  readonly outcome: Outcome;
  readonly span: Span;
}

export interface CollectNode extends InputNode {
  readonly kind: 'collect';
  readonly type: TypeNode;
}

export interface VoicemailNode extends InputNode {
  readonly kind: 'voicemail';
  readonly queue: Name | null;
}

/** `ask question(...) { on no input -> x }`. */
export interface AskNode {
  readonly kind: 'ask';
  readonly keyword: Span;
  readonly question: Name;
  readonly arguments: readonly ArgumentNode[];
  readonly handlers: readonly HandlerNode[];
  readonly span: Span;
}

export interface RequestNode {
  readonly kind: 'request';
  readonly keyword: Span;
  readonly target: QualifiedName;
  readonly arguments: readonly ArgumentNode[];
  readonly handlers: readonly HandlerNode[];
  readonly span: Span;
}

export interface RunNode {
  readonly kind: 'run';
  readonly keyword: Span;
  readonly target: QualifiedName;
  readonly arguments: readonly ArgumentNode[];
  readonly handlers: readonly HandlerNode[];
  readonly span: Span;
}

export interface QueueNode {
  readonly kind: 'queue';
  readonly name: Name;
  readonly keyword: Span;
  readonly priority: ExpressionNode | null;
  readonly require: readonly RequirementNode[];
  readonly greet: PromptRef | null;
  readonly music: Name | null;
  readonly every: readonly { readonly wait: Quantity; readonly block: Block; readonly span: Span }[];
  readonly after: readonly { readonly wait: Quantity; readonly outcome: Outcome; readonly span: Span }[];
  readonly offers: readonly OfferNode[];
  readonly connect: { readonly block: Block; readonly span: Span } | null;
  readonly handlers: readonly HandlerNode[];
  readonly span: Span;
}

/** One stage of `require`; `lasts` null: until the end of the wait. */
export interface RequirementNode {
  readonly needs: ExpressionNode;
  readonly lasts: Quantity | null;
}

export interface OfferNode {
  readonly prompt: PromptRef;
  readonly when: ExpressionNode | null;
  readonly after: Quantity | null;
  readonly input: InputNode;
  readonly span: Span;
}

export interface TransferNode {
  readonly kind: 'transfer';
  readonly keyword: Span;
  readonly to: ExpressionNode;
  readonly timeout: Quantity | null;
  readonly from: ExpressionNode | null;
  readonly headers: readonly HeaderNode[];
  readonly handlers: readonly HandlerNode[];
  readonly span: Span;
}

/** `header "X-Name" = value`. */
export interface HeaderNode {
  readonly name: Name;
  readonly value: ExpressionNode;
}

export interface ScheduleNode {
  readonly kind: 'schedule';
  readonly to: ExpressionNode;
  readonly queue: Name;
  /** `keep position`, with its place. */
  readonly keep: Span | null;
  readonly at: ExpressionNode | null;
  readonly span: Span;
}

export interface SendNode {
  readonly kind: 'send';
  readonly medium: 'sms' | 'email';
  readonly prompt: PromptRef;
  readonly to: ExpressionNode;
  readonly span: Span;
}

export interface TrackNode {
  readonly kind: 'track';
  readonly event: Name;
  readonly arguments: readonly ArgumentNode[];
  readonly span: Span;
}

export interface SplitNode {
  readonly kind: 'split';
  readonly keyword: Span;
  readonly name: Name;
  readonly by: ExpressionNode;
  readonly branches: readonly BranchNode[];
  readonly span: Span;
}

/** `50% name outcome`; `share` is 0 to 1. */
export interface BranchNode {
  readonly share: Quantity;
  readonly name: Name;
  readonly outcome: Outcome;
  readonly span: Span;
}

export interface ObjectionNode {
  readonly kind: 'objection';
  readonly keyword: Span;
  readonly text: string;
  readonly outcome: Outcome;
  readonly span: Span;
}
