// Events that are handled: unknown or twice (FIL201, FIL203), tries out of bounds. Not here: events that must be handled
// (inputs.ts, outcomes.ts), what a handler may do (places.ts).

import type { FlowNode, HandlerNode, Name, Statement } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { effectOf, handlersOf, statementsOf } from '../walk.ts';
import type { ProjectModel } from './model.ts';
import { reportUnknown } from './scope.ts';

/** The events of menu, collect and ask, all compulsory where a caller answers. */
export const inputEvents: readonly string[] = ['no input', 'no match'];
/** The events of a queue; the first two are compulsory. */
export const queueEvents: readonly string[] = ['closed', 'no agent', 'full'];
/** How long a handler waits for its event. */
const countedEvents: readonly string[] = inputEvents;
const timedEvents: readonly string[] = ['limit'];
/** The most tries: a caller who failed ten times will not succeed at the eleventh. */
const triesMax = 10;

export function checkHandlers({ flows }: ProjectModel, report: Report): void {
  for (const { node } of flows) {
    checkEvents(node.handlers, flowEvents(node), report);
    for (const { statement } of statementsOf(node)) {
      checkEvents(handlersOf(statement), eventsOf(statement), report);
    }
  }
}

function flowEvents({ kind, entries }: FlowNode): readonly string[] {
  const common = ['hangup', 'error', 'limit'];
  return kind === 'flow' && entries.length === 0 ? [...common, 'answering_machine'] : common;
}

const eventsByKind: ReadonlyMap<string, readonly string[]> = new Map([
  ['menu', inputEvents],
  ['collect', inputEvents],
  ['ask', inputEvents],
  ['voicemail', ['no input']],
  ['request', ['timeout', 'failure']],
  ['run', ['error']],
  ['queue', queueEvents],
  ['transfer', ['busy', 'no answer', 'failure']],
]);

const eventsOf = (statement: Statement): readonly string[] =>
  eventsByKind.get((effectOf(statement) ?? statement).kind) ?? [];

function checkEvents(handlers: readonly HandlerNode[], known: readonly string[], report: Report): void {
  const seen = new Map<string, Name>();
  for (const handler of handlers) {
    for (const event of handler.events) {
      const before = seen.get(event.text);
      if (before !== undefined) reportTwice(event, before, report);
      else seen.set(event.text, event);
      if (!known.includes(event.text)) reportUnknown(event, 'event', known, report);
    }
    if (handler.events.every(({ text }) => known.includes(text))) checkAfter(handler, report);
  }
}

function reportTwice(again: Name, before: Name, report: Report): void {
  const related = [{ span: before.span, label: 'the first one' }];
  report({
    code: 'FIL203',
    message: `\`on ${again.text}\` stands here twice`,
    span: again.span,
    related,
    hint: 'keep one of them.',
  });
}

function checkAfter({ after, events }: HandlerNode, report: Report): void {
  if (after === null) return;
  const names = events.map(({ text }) => text);
  const possible = after.kind === 'time' ? timedEvents : countedEvents;
  const wrong = names.find((name) => !possible.includes(name));
  if (wrong !== undefined) {
    const span = after.kind === 'time' ? after.wait.span : after.tries.span;
    const hint = 'only `on no input` and `on no match` have tries, only `on limit` a time.';
    report({ code: 'FIL101', message: `\`on ${wrong}\` cannot be counted like this`, span, hint });
    return;
  }
  if (after.kind === 'time') return;
  const { value, span } = after.tries;
  if (Number.isInteger(value) && value >= 1 && value <= triesMax) return;
  report({ code: 'FIL301', message: `${value} tries are not possible`, span, hint: `write 1 to ${triesMax} tries.` });
}
