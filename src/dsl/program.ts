// The compiled form of a directory of flows: plain JSON, immutable, named by the hash of its content.
// src/dsl/compile writes it, src/ivr runs it. Not here: source text, syntax trees, anything of one call.

import type { ProgramHash } from '../base/ids.ts';
import type { Address, DigitsOptions, InputPrompts, Op } from './program-ops.ts';
import type { Expression, PromptBody, PromptPiece, ValueType } from './program-values.ts';

export type * from './program-ops.ts';
export type * from './program-values.ts';

/** A value of a flow. */
export interface Variable {
  readonly name: string;
  readonly type: ValueType;
  readonly initial: Expression | null;
}

/** What must be given to a flow, a subflow, a script or a question; with `initial` it may be left out. */
export interface Parameter {
  readonly name: string;
  readonly type: ValueType;
  readonly initial: Expression | null;
}

/** One flow: it begins at address 0. Handlers are entered by address; they end with `hangup`. */
export interface FlowCode {
  readonly kind: 'flow' | 'subflow' | 'script';
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly returns: ValueType | null;
  /** Of an outbound flow. */
  readonly purpose: 'sales' | 'survey' | 'service' | null;
  /** Numbers that lead here, E.164; none: outbound, or run by others. */
  readonly entries: readonly string[];
  /** The first is the language a call begins in; empty in a subflow that speaks its caller's. */
  readonly languages: readonly string[];
  readonly variables: readonly Variable[];
  /** The variables and parameters that are masked wherever they would be shown. */
  readonly secrets: readonly string[];
  readonly ops: readonly Op[];
  readonly onHangup: Address | null;
  readonly onError: Address | null;
  /** `afterMs` null: no time limit, only the others. */
  readonly onLimit: { readonly target: Address; readonly afterMs: number | null } | null;
  readonly onAnsweringMachine: Address | null;
}

export interface EnumCode {
  readonly members: readonly { readonly name: string; readonly label: string }[];
}

/** Opening times. Weekdays are 1 (Monday) to 7; minutes count from midnight; `to` above 1440 runs into the next day. */
export interface HoursCode {
  readonly timezone: string;
  readonly week: readonly { readonly weekday: number; readonly times: readonly Minutes[] }[];
  /** Locales whose public holidays are closed. */
  readonly holidays: readonly string[];
  /** In the order of the text; the last one that fits a day wins over week and holidays. Dates included, YYYY-MM-DD. */
  readonly exceptions: readonly {
    readonly from: string;
    readonly to: string;
    readonly times: readonly Minutes[];
    readonly label: string | null;
  }[];
}

export interface Minutes {
  readonly fromMinute: number;
  readonly toMinute: number;
}

export interface ServiceCode {
  readonly base: Expression;
  readonly operations: Readonly<Record<string, OperationCode>>;
}

export interface OperationCode {
  /** A query may be repeated; a command carries a key by which the service recognises it. */
  readonly kind: 'query' | 'command';
  readonly parameters: readonly Parameter[];
  /** Null: the answer is not read. */
  readonly returns: ValueType | null;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: readonly PromptPiece[];
  /** The whole budget, repetitions included. */
  readonly timeoutMs: number;
  readonly retryCount: number;
  readonly headers: readonly { readonly name: string; readonly value: Expression }[];
  readonly body: Expression | null;
  /** The parameters in neither path, header nor body: query string (get, delete) or fields of the body. */
  readonly rest: readonly string[];
}

/** One question, asked of a caller by keys and of an agent in a form. */
export interface QuestionCode extends InputPrompts {
  readonly type: ValueType;
  readonly parameters: readonly Parameter[];
  /** `keys`: as a menu, each key giving a value; `digits`: as a collect. */
  readonly form:
    | {
        readonly kind: 'keys';
        readonly waitMs: number;
        readonly endKeys: string;
        readonly keys: readonly {
          readonly key: string;
          readonly label: string;
          readonly when: Expression | null;
          readonly value: Expression;
        }[];
      }
    | ({ readonly kind: 'digits' } & DigitsOptions)
    /** Only an agent can answer. */
    | { readonly kind: 'field' };
  readonly meanings: readonly { readonly min: number; readonly max: number; readonly text: string }[];
}

/** Everything that was compiled together. `hash` is the SHA-256 of the rest, in hexadecimal. */
export interface Program {
  readonly hash: ProgramHash;
  readonly timezone: string;
  /** Flows, subflows and scripts by name: names are unique in a project. */
  readonly flows: Readonly<Record<string, FlowCode>>;
  /** By locale, then by name. */
  readonly prompts: Readonly<Record<string, Readonly<Record<string, PromptBody>>>>;
  readonly records: Readonly<Record<string, Readonly<Record<string, ValueType>>>>;
  readonly enums: Readonly<Record<string, EnumCode>>;
  readonly hours: Readonly<Record<string, HoursCode>>;
  readonly services: Readonly<Record<string, ServiceCode>>;
  readonly questions: Readonly<Record<string, QuestionCode>>;
}
