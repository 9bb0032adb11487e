// Ways through a flow's tree that several checks need: every statement, every outcome, every use of a prompt.
// Not here: the order in which a call passes them (check/graph.ts).

import type {
  AskNode,
  Block,
  ExpressionNode,
  FlowNode,
  HandlerNode,
  InputNode,
  Outcome,
  PromptRef,
  QueueNode,
  RequestNode,
  RunNode,
  Statement,
} from './ast.ts';

/** A statement and where it stands: the name of a step, or of a handler such as `on error`. */
export interface Placed {
  readonly statement: Statement;
  readonly place: string;
}

/** How a handler is named in messages and paths. */
export const handlerPlace = (handler: HandlerNode): string => `on ${handler.events.map(({ text }) => text).join(', ')}`;

/** All statements of a flow, those inside blocks included, in the order of the text. */
export function statementsOf(flow: FlowNode): readonly Placed[] {
  const inHandlers = flow.handlers.flatMap((handler) => placed(inOutcome(handler.outcome), handlerPlace(handler)));
  const inSteps = flow.steps.flatMap((step) => placed(step.body.statements.flatMap(withInner), step.name.text));
  return [...inHandlers, ...inSteps];
}

const placed = (statements: readonly Statement[], place: string): readonly Placed[] =>
  statements.map((statement) => ({ statement, place }));

/** The statements of an outcome, those inside blocks included. */
export const inOutcome = (outcome: Outcome): readonly Statement[] =>
  outcome.kind === 'block' ? outcome.block.statements.flatMap(withInner) : [];

/** A statement and all those inside its blocks. */
export const withInner = (statement: Statement): readonly Statement[] => [
  statement,
  ...outcomesOf(statement).flatMap(inOutcome),
];

/** The question, request or run that a statement is, or that a `let` takes its value from. */
export function effectOf(statement: Statement): AskNode | RequestNode | RunNode | null {
  const node = statement.kind === 'let' ? statement.value : statement;
  return node.kind === 'ask' || node.kind === 'request' || node.kind === 'run' ? node : null;
}

/** The handlers written in a statement. */
export function handlersOf(statement: Statement): readonly HandlerNode[] {
  if ('handlers' in statement) return statement.handlers;
  return effectOf(statement)?.handlers ?? [];
}

/** The blocks and outcomes written in a statement, in the order of the text where that matters to messages. */
export function outcomesOf(statement: Statement): readonly Outcome[] {
  return [...ownOutcomes(statement), ...handlersOf(statement).map(({ outcome }) => outcome)];
}

function ownOutcomes(statement: Statement): readonly Outcome[] {
  if (statement.kind === 'if') return [statement.then, ...present(statement.otherwise)];
  if (statement.kind === 'choose') return statement.cases.map(({ outcome }) => outcome);
  if (statement.kind === 'split') return statement.branches.map(({ outcome }) => outcome);
  if (statement.kind === 'repeat') return [blockOutcome(statement.body), ...present(statement.otherwise)];
  if (statement.kind === 'forEach') return [blockOutcome(statement.body)];
  if (statement.kind === 'objection') return [statement.outcome];
  if (statement.kind === 'menu') return statement.keys.map(({ outcome }) => outcome);
  return statement.kind === 'queue' ? queueOutcomes(statement) : [];
}

const queueOutcomes = ({ every, after, offers, connect }: QueueNode): readonly Outcome[] => [
  ...every.map(({ block }) => blockOutcome(block)),
  ...after.map(({ outcome }) => outcome),
  ...offers.flatMap(({ input }) => input.keys.map(({ outcome }) => outcome)),
  ...present(connect).map(({ block }) => blockOutcome(block)),
];

const blockOutcome = (block: Block): Outcome => ({ kind: 'block', block, span: block.span });

const present = <Item>(item: Item | null): readonly Item[] => (item === null ? [] : [item]);

/** Every use of a prompt in a statement itself, not in its blocks. */
export function promptsIn(statement: Statement): readonly PromptRef[] {
  if (statement.kind === 'menu' || statement.kind === 'collect' || statement.kind === 'voicemail') {
    return promptsOfInput(statement);
  }
  if (statement.kind === 'queue') return [...present(statement.greet), ...statement.offers.map(({ prompt }) => prompt)];
  return 'prompt' in statement ? [statement.prompt] : [];
}

/** The prompts of anything that asks. */
export const promptsOfInput = ({ prompt, retry, valid }: InputNode): readonly PromptRef[] => [
  ...(prompt === null || prompt.kind === 'keys' ? [] : [prompt]),
  ...retry,
  ...present(valid?.otherwiseSay ?? null),
];

/** Every step that a flow goes to by name, with the place of that name. */
export function gotosOf(flow: FlowNode): readonly { readonly text: string; readonly span: Outcome['span'] }[] {
  const named = (outcome: Outcome) => (outcome.kind === 'goto' ? [outcome.step] : []);
  const inStatements = statementsOf(flow).flatMap(({ statement }) => [
    ...(statement.kind === 'goto' ? [statement.step] : []),
    ...outcomesOf(statement).flatMap(named),
  ]);
  return [...inStatements, ...flow.handlers.flatMap(({ outcome }) => named(outcome))];
}

/** Every expression inside any part of a tree, outermost first. */
export function expressionsIn(node: unknown): readonly ExpressionNode[] {
  if (Array.isArray(node)) return node.flatMap(expressionsIn);
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap(expressionsIn);
  return isExpression(node) ? [node, ...inner] : inner;
}

const expressionKinds = [
  ...['literal', 'none', 'name', 'field', 'call', 'binary', 'not', 'default', 'conditional', 'list', 'record'],
];

/** Patterns share two kinds with expressions: their names are objects, their `none` harms nobody. */
const isExpression = (node: object): node is ExpressionNode =>
  'kind' in node &&
  typeof node.kind === 'string' &&
  expressionKinds.includes(node.kind) &&
  !(node.kind === 'name' && 'name' in node && typeof node.name !== 'string');
