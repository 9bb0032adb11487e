// The part of the syntax tree for tests of flows. Not here: what a line does when the test runs.

import type { ArgumentNode, ExpressionNode, Name, QualifiedName, Quantity } from './ast-expressions.ts';
import type { Span } from './program.ts';

export interface TestNode {
  readonly title: string;
  readonly flow: Name;
  readonly arguments: readonly ArgumentNode[];
  readonly lines: readonly TestLine[];
  readonly span: Span;
}

export type TestLine = TestLineBody & { readonly span: Span };

export type TestLineBody =
  | { readonly kind: 'given'; readonly given: Given }
  /** `within` null: as long as the language says. */
  | {
      readonly kind: 'expect';
      readonly wanted: 'yes' | 'no';
      readonly expectation: Expectation;
      readonly within: Quantity | null;
    }
  | { readonly kind: 'press'; readonly keys: string }
  | { readonly kind: 'speak'; readonly duration: Quantity }
  | { readonly kind: 'wait'; readonly duration: Quantity }
  | { readonly kind: 'hang up' }
  | { readonly kind: 'reload'; readonly version: Name }
  | { readonly kind: 'restart' }
  | { readonly kind: 'agent'; readonly does: AgentAct };

export type AgentAct =
  | { readonly kind: 'answer' }
  | { readonly kind: 'hang up' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'input'; readonly name: Name; readonly value: ExpressionNode }
  | { readonly kind: 'objection'; readonly text: Name };

export type Given =
  /** `at` is local time in the zone of the project. */
  | {
      readonly kind: 'call';
      readonly from: Name | null;
      readonly to: Name | null;
      readonly at: { readonly date: Name; readonly time: Name } | null;
    }
  | { readonly kind: 'split'; readonly split: Name; readonly branch: Name }
  | { readonly kind: 'config'; readonly key: Name; readonly value: Name }
  | { readonly kind: 'answering_machine' }
  | {
      readonly kind: 'request';
      readonly target: QualifiedName;
      readonly arguments: readonly ArgumentNode[];
      readonly answer:
        | { readonly kind: 'returns'; readonly value: ExpressionNode }
        | { readonly kind: 'fails' }
        | { readonly kind: 'takes'; readonly duration: Quantity };
    }
  | {
      readonly kind: 'queue';
      readonly queue: Name;
      readonly state: 'open' | 'closed' | 'full' | 'no agent';
      readonly position: Quantity | null;
      readonly expectedWait: Quantity | null;
    }
  | {
      readonly kind: 'transfer';
      readonly to: Name;
      readonly answer:
        { readonly kind: 'answers'; readonly for: Quantity | null } | { readonly kind: 'busy' | 'no answer' | 'fails' };
    };

export type Expectation =
  | {
      readonly kind: 'named';
      readonly what:
        | 'say'
        | 'tell'
        | 'announce'
        | 'menu'
        | 'collect'
        | 'ask'
        | 'offer'
        | 'track'
        | 'step'
        | 'voicemail'
        | 'script'
        | 'sms'
        | 'email';
      readonly name: Name;
      readonly arguments: readonly ArgumentNode[];
    }
  | { readonly kind: 'request'; readonly target: QualifiedName; readonly arguments: readonly ArgumentNode[] }
  | { readonly kind: 'queue'; readonly queue: Name; readonly priority: Quantity | null }
  | { readonly kind: 'callback'; readonly to: Name }
  | { readonly kind: 'transfer'; readonly to: Name }
  | { readonly kind: 'language'; readonly locale: Name }
  | { readonly kind: 'recording'; readonly action: Name }
  | { readonly kind: 'return'; readonly value: ExpressionNode }
  | { readonly kind: 'hangup' };
