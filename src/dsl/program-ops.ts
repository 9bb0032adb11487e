// The instructions of a compiled flow. Where none is said, control goes on with the next address.
// Not here: expressions and prompts (program-values.ts), what holds for all flows (program.ts).

import type { Expression, Pattern, PromptUse, Span, ValueType } from './program-values.ts';

/** A place in `FlowCode.ops`. */
export type Address = number;

/** `on no input after N tries`: the Nth failure leaves to `target`. */
export interface InputOutcome {
  readonly tries: number;
  readonly target: Address;
}

/** What menu, collect, voicemail and questions have in common. */
export interface InputPrompts {
  readonly name: string;
  readonly prompt: PromptUse;
  /** Said instead of the prompt at the 2nd, 3rd... try; the last one repeats; empty: the prompt again. */
  readonly retry: readonly PromptUse[];
  readonly bargeIn: 'on' | 'off' | 'keep';
  /** A secret value is masked wherever it would be shown, and recording pauses while it is given. */
  readonly secrecy: 'plain' | 'secret';
}

export interface InputOptions extends InputPrompts {
  readonly noInput: InputOutcome;
  readonly noMatch: InputOutcome;
}

export interface MenuKey {
  readonly key: string;
  readonly label: string;
  /** False: the key is as if unlisted. */
  readonly when: Expression | null;
  readonly target: Address;
}

export interface MenuOp extends InputOptions {
  readonly op: 'menu';
  /** Silence after the prompt that counts as no input. */
  readonly waitMs: number;
  readonly keys: readonly MenuKey[];
  /** Keys that say that no more comes: 1, then #, is not 10. Empty: only time tells. */
  readonly endKeys: string;
}

/** How digits are taken. */
export interface DigitsOptions {
  readonly lengthMin: number;
  readonly lengthMax: number;
  /** Keys that close the number, for instance `#`; empty: only length and time close it. */
  readonly endKeys: string;
  readonly firstDigitMs: number;
  readonly betweenDigitsMs: number;
  /** In a question the new value has the question's own name. */
  readonly valid: { readonly when: Expression; readonly otherwiseSay: PromptUse | null } | null;
}

export interface CollectOp extends InputOptions, DigitsOptions {
  readonly op: 'collect';
  readonly variable: string;
  readonly type: ValueType;
}

/** A question (Program.questions) put to the caller, or to the agent as a field of a form. */
export interface AskOp {
  readonly op: 'ask';
  readonly by: 'caller' | 'agent';
  readonly question: string;
  readonly arguments: Readonly<Record<string, Expression>>;
  readonly variable: string | null;
  /** An agent may leave an optional field empty: the value is none. */
  readonly answer: 'required' | 'optional';
  /** Null when an agent is asked. */
  readonly noInput: InputOutcome | null;
  readonly noMatch: InputOutcome | null;
}

export interface VoicemailOp extends InputPrompts {
  readonly op: 'voicemail';
  readonly variable: string;
  /** Null: the queue joined last, else the environment's. */
  readonly queue: string | null;
  readonly maxMs: number;
  readonly silenceMs: number;
  readonly endKeys: string;
  readonly beep: 'none' | 'beep';
  /** Null: the flow goes on. */
  readonly noInput: Address | null;
}

export interface RequestOp {
  readonly op: 'request';
  readonly service: string;
  readonly operation: string;
  readonly arguments: Readonly<Record<string, Expression>>;
  readonly variable: string | null;
  /** Null: `on error`. */
  readonly timeout: Address | null;
  readonly failure: Address | null;
}

/** A subflow, until its `return`. */
export interface RunOp {
  readonly op: 'run';
  readonly subflow: string;
  readonly arguments: Readonly<Record<string, Expression>>;
  readonly variable: string | null;
  /** Null: the `on error` of the flow. */
  readonly error: Address | null;
}

export interface QueueOp {
  readonly op: 'queue';
  readonly queue: string;
  readonly priority: Expression | null;
  /** In order; the last one lasts. `needs` is made of `speaks`, `skill` and `and`. */
  readonly require: readonly { readonly needs: Expression; readonly lastsMs: number | null }[];
  readonly greet: PromptUse | null;
  /** Null: the queue's own music. */
  readonly music: string | null;
  /** The way out after the longest wait. */
  readonly after: { readonly waitMs: number; readonly target: Address };
  /** Blocks that run once after so long and may come back to the wait by `resumeWait`. */
  readonly meanwhile: readonly { readonly waitMs: number; readonly target: Address }[];
  /** Blocks that run again and again, counted from joining, and end with `resumeWait`. */
  readonly every: readonly { readonly everyMs: number; readonly target: Address }[];
  readonly offers: readonly QueueOffer[];
  /** Between the agent's answer and the bridge; ends with `resumeWait`. */
  readonly connect: Address | null;
  readonly closed: Address;
  readonly full: Address;
  readonly noAgent: Address;
}

/** Played once, when `afterMs` is over and `when` holds; its keys stay open for `waitMs`. Their blocks end with `resumeWait`. */
export interface QueueOffer {
  readonly name: string;
  readonly prompt: PromptUse;
  readonly when: Expression | null;
  readonly afterMs: number;
  readonly waitMs: number;
  readonly keys: readonly MenuKey[];
}

export interface TransferOp {
  readonly op: 'transfer';
  readonly to: Expression;
  readonly timeoutMs: number;
  /** The number shown; null: our own. */
  readonly from: Expression | null;
  readonly headers: readonly { readonly name: string; readonly value: Expression }[];
  /** Null: `on error`. */
  readonly busy: Address | null;
  readonly noAnswer: Address | null;
  readonly failure: Address | null;
}

/** One instruction. */
export type Op = OpBody & { readonly span: Span };

export type OpBody =
  | { readonly op: 'step'; readonly name: string; readonly label: string | null }
  | { readonly op: 'say'; readonly prompt: PromptUse }
  /** To the agent. */
  | { readonly op: 'tell'; readonly prompt: PromptUse }
  /** To the caller, as the law asks. */
  | { readonly op: 'announce'; readonly prompt: PromptUse }
  | MenuOp
  | CollectOp
  | AskOp
  | VoicemailOp
  | RequestOp
  | {
      readonly op: 'consent';
      readonly what: 'give' | 'refuse';
      readonly to: Expression;
      readonly purpose: string | null;
    }
  | RunOp
  /** The agent's script is opened; nothing waits for it. */
  | { readonly op: 'openScript'; readonly script: string; readonly arguments: Readonly<Record<string, Expression>> }
  | QueueOp
  /** The end of a block that belongs to a wait: back to it. */
  | { readonly op: 'resumeWait' }
  | TransferOp
  | {
      readonly op: 'schedule';
      readonly to: Expression;
      readonly queue: string;
      readonly position: 'new' | 'keep';
      /** A Date means its opening time; null: now. */
      readonly at: { readonly value: Expression; readonly type: 'Date' | 'DateTime' } | null;
    }
  | { readonly op: 'send'; readonly medium: 'sms' | 'email'; readonly prompt: PromptUse; readonly to: Expression }
  | { readonly op: 'track'; readonly event: string; readonly arguments: Readonly<Record<string, Expression>> }
  | { readonly op: 'language'; readonly value: Expression }
  /** One branch, always the same for the same value; shares add up to 1. */
  | {
      readonly op: 'split';
      readonly name: string;
      readonly by: Expression;
      readonly branches: readonly { readonly name: string; readonly share: number; readonly target: Address }[];
    }
  | { readonly op: 'recording'; readonly action: 'start' | 'stop' | 'pause' | 'resume' }
  /** Silence for so many milliseconds. */
  | { readonly op: 'wait'; readonly duration: Expression }
  | { readonly op: 'set'; readonly variable: string; readonly value: Expression }
  /** One field of a variable that is a record, or of a record in it. */
  | {
      readonly op: 'setField';
      readonly variable: string;
      readonly fields: readonly string[];
      readonly value: Expression;
    }
  | { readonly op: 'jump'; readonly target: Address }
  | { readonly op: 'jumpUnless'; readonly condition: Expression; readonly target: Address }
  /** The first case of which a pattern fits. */
  | {
      readonly op: 'choose';
      readonly value: Expression;
      readonly cases: readonly { readonly patterns: readonly Pattern[]; readonly target: Address }[];
      readonly otherwise: Address;
    }
  /** Counts in the variable `counter` (0 before); after `times` rounds to `exit`. */
  | { readonly op: 'repeat'; readonly counter: string; readonly times: number; readonly exit: Address }
  /** Puts the next item of the list in variable `list` into `variable`, counting in `counter` (0 before); after the last to `exit`. */
  | {
      readonly op: 'forEach';
      readonly list: string;
      readonly counter: string;
      readonly variable: string;
      readonly exit: Address;
    }
  /** One button each for the agent, and Continue, which goes on with the next address. */
  | { readonly op: 'objections'; readonly objections: readonly { readonly text: string; readonly target: Address }[] }
  /** The menu, collect or ask at `target` once more from its prompt, its counters kept. */
  | { readonly op: 'again'; readonly target: Address }
  | { readonly op: 'return'; readonly value: Expression | null }
  | { readonly op: 'hangup' };
