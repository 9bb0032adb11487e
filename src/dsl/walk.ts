// Ways through a flow's tree that several checks need: every statement, every outcome, every use of a prompt.
// Not here: the order in which a call passes them (check/graph.ts).

import type { FlowNode, HandlerNode, Outcome, PromptRef, Statement } from './ast.ts';

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

const withInner = (statement: Statement): readonly Statement[] => [
  statement,
  ...outcomesOf(statement).flatMap(inOutcome),
];

/** The outcomes written in a statement, in the order in which they are taken up in messages. */
export function outcomesOf(statement: Statement): readonly Outcome[] {
  switch (statement.kind) {
    case 'if':
      return statement.otherwise === null ? [statement.then] : [statement.then, statement.otherwise];
    case 'menu':
      return [...statement.keys.map(({ outcome }) => outcome), ...handled(statement.handlers)];
    case 'collect':
      return handled(statement.handlers);
    case 'queue':
      return [...(statement.after === null ? [] : [statement.after.outcome]), ...handled(statement.handlers)];
    case 'say':
    case 'wait':
    case 'set':
    case 'let':
    case 'goto':
    case 'hangup':
      return [];
  }
}

const handled = (handlers: readonly HandlerNode[]): readonly Outcome[] => handlers.map(({ outcome }) => outcome);

/** Every use of a prompt in a statement itself, not in its blocks. */
export function promptsIn(statement: Statement): readonly PromptRef[] {
  switch (statement.kind) {
    case 'say':
      return [statement.prompt];
    case 'menu':
      return [...given(statement.prompt), ...statement.retry];
    case 'collect':
      return [...given(statement.prompt), ...statement.retry, ...given(statement.valid?.otherwiseSay ?? null)];
    case 'queue':
      return given(statement.greet);
    case 'if':
    case 'wait':
    case 'set':
    case 'let':
    case 'goto':
    case 'hangup':
      return [];
  }
}

const given = (prompt: PromptRef | null): readonly PromptRef[] => (prompt === null ? [] : [prompt]);

/** Every step that a flow goes to by name, with the place of that name. */
export function gotosOf(flow: FlowNode): readonly { readonly text: string; readonly span: Outcome['span'] }[] {
  const named = (outcome: Outcome) => (outcome.kind === 'goto' ? [outcome.step] : []);
  const inStatements = statementsOf(flow).flatMap(({ statement }) => [
    ...(statement.kind === 'goto' ? [statement.step] : []),
    ...outcomesOf(statement).flatMap(named),
  ]);
  return [...inStatements, ...flow.handlers.flatMap(({ outcome }) => named(outcome))];
}
