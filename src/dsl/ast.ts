// The syntax tree of Fil: immutable, every node with its place in the source. build-....ts make it, checks and compile
// read it. Here are files and flows; statements, expressions and other declarations are in the ast-... files. Not here: types
// that were worked out.

import type { EnumNode, HoursNode, PromptsNode, QuestionNode, RecordNode, ServiceNode } from './ast-declarations.ts';
import type { ExpressionNode, Name, ParamNode, TypeNode } from './ast-expressions.ts';
import type { Block, HandlerNode } from './ast-statements.ts';
import type { TestNode } from './ast-tests.ts';
import type { Span } from './program.ts';

export type * from './ast-declarations.ts';
export type * from './ast-expressions.ts';
export type * from './ast-statements.ts';
export type * from './ast-tests.ts';

export interface SourceModule {
  readonly file: string;
  readonly uses: readonly UseNode[];
  readonly flows: readonly FlowNode[];
  readonly prompts: readonly PromptsNode[];
  readonly hours: readonly HoursNode[];
  readonly services: readonly ServiceNode[];
  readonly records: readonly RecordNode[];
  readonly enums: readonly EnumNode[];
  readonly questions: readonly QuestionNode[];
  readonly tests: readonly TestNode[];
  readonly comments: readonly CommentNode[];
  /** The lines on which a token ends. */
  readonly ends: ReadonlySet<number>;
}

/** A comment, its slashes included. */
export interface CommentNode {
  readonly text: string;
  readonly span: Span;
}

/** `use a, b from "dir/file.fil"`. */
export interface UseNode {
  readonly names: readonly Name[];
  readonly from: Name;
  readonly span: Span;
}

export interface FlowNode {
  readonly kind: 'flow' | 'subflow' | 'script';
  readonly name: Name;
  /** Null: none were written. */
  readonly params: readonly ParamNode[] | null;
  readonly returns: TypeNode | null;
  readonly entries: readonly Name[];
  readonly languages: readonly Name[];
  readonly purpose: Name | null;
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

export interface StepNode {
  readonly name: Name;
  readonly label: string | null;
  readonly renamedFrom: Name | null;
  readonly body: Block;
  readonly span: Span;
}
