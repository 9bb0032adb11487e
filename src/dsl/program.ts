// The compiled form of a directory of flows: plain JSON, immutable, named by the hash of its content.
// src/dsl/compile writes it, src/ivr runs it. Not here: source text, syntax trees, anything of one call.

import type { ProgramHash } from '../base/ids.ts';

/** Where something stands in the source: lines and columns from 1, `end` exclusive, offsets in UTF-16 units. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly offset: number;
  readonly endOffset: number;
}

/** A place in `FlowCode.ops`. */
export type Address = number;

export type ValueType =
  | { readonly kind: 'Text' }
  | { readonly kind: 'Number' }
  | { readonly kind: 'Boolean' }
  | { readonly kind: 'Digits' }
  | { readonly kind: 'Phone' }
  | { readonly kind: 'Duration' }
  | { readonly kind: 'Language' }
  | { readonly kind: 'optional'; readonly of: ValueType };

/** A value while a flow runs. Durations are milliseconds, Digits, Phone, Language and Text are strings, none is null. */
export type Value = string | number | boolean | null;

export type BinaryOperator = 'or' | 'and' | 'is' | 'is not' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/';

export type Expression =
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'variable'; readonly name: string }
  /** `call.caller`, `call.called`, `call.language`, `call.step`, `call.id`. */
  | { readonly kind: 'ambient'; readonly object: 'call'; readonly field: string }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'not'; readonly operand: Expression }
  /** `a default b`: b where a is none. */
  | { readonly kind: 'default'; readonly value: Expression; readonly otherwise: Expression }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: 'apply'; readonly name: string; readonly arguments: readonly Expression[] };

/** The use of a prompt, with the values of its parameters by name; or literal text, spoken as it stands. */
export type PromptUse =
  | { readonly kind: 'prompt'; readonly name: string; readonly arguments: Readonly<Record<string, Expression>> }
  | { readonly kind: 'text'; readonly text: string };

/** What a prompt says in one language: pieces in order. A parameter is read by its type. */
export type PromptPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly type: ValueType };

/** `audio` is a file below the project's audio folder; `pieces` its transcript or the text to speak. */
export interface PromptBody {
  readonly audio: string | null;
  readonly pieces: readonly PromptPiece[];
}

/** `on no input after N tries`: the Nth failure leaves to `target`. */
export interface InputOutcome {
  readonly tries: number;
  readonly target: Address;
}

/** What menu and collect have in common. */
export interface InputOptions {
  readonly name: string;
  readonly prompt: PromptUse;
  /** Said instead of the prompt at the 2nd, 3rd... try; the last one repeats; empty: the prompt again. */
  readonly retry: readonly PromptUse[];
  readonly bargeIn: 'on' | 'off';
  readonly noInput: InputOutcome;
  readonly noMatch: InputOutcome;
}

export interface MenuKey {
  readonly key: string;
  readonly label: string;
  readonly target: Address;
}

export interface MenuOp extends InputOptions {
  readonly op: 'menu';
  /** Silence after the prompt that counts as no input. */
  readonly waitMs: number;
  readonly keys: readonly MenuKey[];
}

export interface CollectOp extends InputOptions {
  readonly op: 'collect';
  readonly variable: string;
  readonly type: ValueType;
  readonly lengthMin: number;
  readonly lengthMax: number;
  /** Keys that close the number, for instance `#`; empty: only length and time close it. */
  readonly endKeys: string;
  readonly firstDigitMs: number;
  readonly betweenDigitsMs: number;
  readonly valid: { readonly when: Expression; readonly otherwiseSay: PromptUse | null } | null;
}

export interface QueueOp {
  readonly op: 'queue';
  readonly queue: string;
  readonly priority: Expression | null;
  readonly greet: PromptUse | null;
  /** Null: the queue's own music. */
  readonly music: string | null;
  readonly after: { readonly waitMs: number; readonly target: Address };
  readonly closed: Address;
  readonly noAgent: Address;
}

/** One instruction. Where none is said, control goes on with the next address. */
export type Op = OpBody & { readonly span: Span };

export type OpBody =
  | { readonly op: 'step'; readonly name: string; readonly label: string | null }
  | { readonly op: 'say'; readonly prompt: PromptUse }
  | MenuOp
  | CollectOp
  | QueueOp
  /** Silence for so many milliseconds. */
  | { readonly op: 'wait'; readonly duration: Expression }
  | { readonly op: 'set'; readonly variable: string; readonly value: Expression }
  | { readonly op: 'jump'; readonly target: Address }
  | { readonly op: 'jumpUnless'; readonly condition: Expression; readonly target: Address }
  | { readonly op: 'hangup' };

/** One flow: it begins at address 0. Handlers are entered by address; they end with `hangup`. */
export interface FlowCode {
  readonly name: string;
  /** Numbers that lead here, E.164. */
  readonly entries: readonly string[];
  /** The first is the language a call begins in. */
  readonly languages: readonly string[];
  readonly variables: readonly {
    readonly name: string;
    readonly type: ValueType;
    readonly initial: Expression | null;
  }[];
  readonly ops: readonly Op[];
  readonly onHangup: Address | null;
  readonly onError: Address | null;
}

/** Everything that was compiled together. `hash` is the SHA-256 of the rest, in hexadecimal. */
export interface Program {
  readonly hash: ProgramHash;
  readonly flows: Readonly<Record<string, FlowCode>>;
  /** By locale, then by name. */
  readonly prompts: Readonly<Record<string, Readonly<Record<string, PromptBody>>>>;
}
