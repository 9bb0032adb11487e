// The part of a compiled program that computes and speaks: types, values, expressions, prompts. Plain JSON.
// Not here: instructions (program-ops.ts).

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

export type SimpleType =
  | 'Text'
  | 'Number'
  | 'Boolean'
  | 'Digits'
  | 'Phone'
  | 'Money'
  | 'Date'
  | 'Time'
  | 'DateTime'
  | 'Duration'
  | 'Language'
  | 'Recording';

export type ValueType =
  | { readonly kind: SimpleType }
  /** Both included; null: any. */
  | { readonly kind: 'Score'; readonly min: number | null; readonly max: number | null }
  | { readonly kind: 'List'; readonly of: ValueType }
  | { readonly kind: 'record'; readonly name: string }
  | { readonly kind: 'enum'; readonly name: string }
  | { readonly kind: 'optional'; readonly of: ValueType };

/**
 * A value while a flow runs. Text, Digits, Phone, Language, Recording and the member of an enum are strings; Number and Score
 * numbers; Duration milliseconds; Date "YYYY-MM-DD"; Time "HH:MM"; DateTime milliseconds since 1970 (UTC); Money and records
 * objects; none is null.
 */
export type Value =
  string | number | boolean | null | readonly Value[] | MoneyValue | { readonly [field: string]: Value };

/** `amount` is an exact decimal as text, `currency` a code of ISO 4217. */
export interface MoneyValue {
  readonly [field: string]: string;
  readonly amount: string;
  readonly currency: string;
}

export type BinaryOperator = 'or' | 'and' | 'is' | 'is not' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/';

export type Expression =
  /** `type` where the value alone does not tell how other systems write it. */
  | { readonly kind: 'literal'; readonly value: Value; readonly type?: 'Duration' }
  | { readonly kind: 'variable'; readonly name: string }
  /** `call.caller`, `waiting.position` and so on. */
  | { readonly kind: 'ambient'; readonly object: 'call' | 'waiting'; readonly field: string }
  /** A field of a record; of none, none. */
  | { readonly kind: 'field'; readonly of: Expression; readonly field: string }
  /** `types` are those of the two sides without `?`: they say what + and < mean. */
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly types: readonly [left: OperandType, right: OperandType];
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
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  /** Every field of its type: those left out are there as none. */
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Expression>> }
  /** A built-in function, or one of the environment; hours and queues come as their names. */
  | { readonly kind: 'apply'; readonly name: string; readonly arguments: readonly Expression[] };

/** What an operator works on; `none` is the literal. */
export type OperandType = ValueType['kind'] | 'none';

/**
 * The use of a prompt, with the values of its parameters by name and, where the flow says so, how they are read; literal
 * text, spoken as it stands; or the keys of the menu, spoken from their labels.
 */
export type PromptUse =
  | {
      readonly kind: 'prompt';
      readonly name: string;
      readonly arguments: Readonly<Record<string, Expression>>;
      readonly formats?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'keys' };

/** What a prompt says in one language: pieces in order. A parameter is read by its type, or as `format` says. */
export type PromptPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly type: ValueType; readonly format?: string };

/** `audio` is a file below the project's audio folder; `pieces` its transcript or the text to speak. */
export interface SpokenBody {
  readonly audio: string | null;
  readonly pieces: readonly PromptPiece[];
}

/** A prompt in one language: the first case that fits `choose.value`, else the body itself. */
export interface PromptBody extends SpokenBody {
  readonly choose?: {
    readonly value: Expression;
    readonly type: ValueType;
    readonly cases: readonly (SpokenBody & { readonly pattern: Pattern })[];
  };
}

/** What a case looks for. `plural` is a word of the locale's plural rules (Intl.PluralRules). */
export type Pattern =
  | { readonly kind: 'value'; readonly value: string | boolean }
  /** Both included. */
  | { readonly kind: 'range'; readonly min: number; readonly max: number }
  | { readonly kind: 'plural'; readonly word: string }
  | { readonly kind: 'none' };
