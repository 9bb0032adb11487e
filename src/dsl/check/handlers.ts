// Events that are handled: unknown or twice (FIL201, FIL203), tries out of bounds, and what `on hangup` may do (FIL604).
// Not here: events that must be handled (inputs.ts, queues.ts).

import type { HandlerNode, Name, Statement } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { inOutcome, statementsOf } from '../walk.ts';
import { laterEvents } from '../words.ts';
import { reportUnknown } from './infer.ts';
import type { FlowModel, ProjectModel } from './model.ts';

/** The events of menu and collect, all compulsory. */
export const inputEvents: readonly string[] = ['no input', 'no match'];
/** The events of a queue, all compulsory. */
export const queueEvents: readonly string[] = ['closed', 'no agent'];
const flowEvents = ['hangup', 'error'];
/** The most tries: a caller who failed ten times will not succeed at the eleventh. */
const triesMax = 10;

export function checkHandlers({ flows }: ProjectModel, report: Report): void {
  for (const flow of flows) {
    checkEvents(flow.node.handlers, flowEvents, report);
    for (const { statement } of statementsOf(flow.node)) {
      if (statement.kind === 'menu' || statement.kind === 'collect')
        checkEvents(statement.handlers, inputEvents, report);
      if (statement.kind === 'queue') checkEvents(statement.handlers, queueEvents, report);
    }
    checkHangup(flow, report);
  }
}

function checkEvents(handlers: readonly HandlerNode[], known: readonly string[], report: Report): void {
  const seen = new Map<string, Name>();
  for (const handler of handlers) {
    for (const event of handler.events) {
      const before = seen.get(event.text);
      if (before !== undefined) reportTwice(event, before, report);
      else seen.set(event.text, event);
      checkEvent(event, known, report);
    }
    checkAfter(handler, known, report);
  }
}

function checkEvent(event: Name, known: readonly string[], report: Report): void {
  if (known.includes(event.text)) return;
  if (!laterEvents.includes(event.text)) {
    reportUnknown(event, 'event', known, report);
    return;
  }
  const message = `This release does not know \`on ${event.text}\` yet`;
  report({
    code: 'FIL103',
    message,
    span: event.span,
    label: 'comes with a later release',
    hint: 'leave it out for now.',
  });
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

function checkAfter({ after, events }: HandlerNode, known: readonly string[], report: Report): void {
  if (after === null) return;
  const first = events[0]?.text ?? '';
  if (after.kind === 'time' || known !== inputEvents) {
    const span = after.kind === 'time' ? after.wait.span : after.tries.span;
    report({
      code: 'FIL101',
      message: `\`on ${first}\` cannot be counted like this`,
      span,
      hint: 'only `on no input` and `on no match` have tries.',
    });
    return;
  }
  const { value, span } = after.tries;
  if (Number.isInteger(value) && value >= 1 && value <= triesMax) return;
  report({ code: 'FIL301', message: `${value} tries are not possible`, span, hint: `write 1 to ${triesMax} tries.` });
}

/** FIL604: nobody is there to hear or to be sent anywhere. */
function checkHangup({ node }: FlowModel, report: Report): void {
  const handler = node.handlers.find(({ events }) => events.some(({ text }) => text === 'hangup'));
  if (handler === undefined) return;
  const refuse = (span: HandlerNode['span'], what: string): void => {
    const hint = 'only `set` and `if` can stand in `on hangup`.';
    report({ code: 'FIL604', message: `\`${what}\` is not possible once the caller has left`, span, hint });
  };
  if (handler.outcome.kind === 'goto') refuse(handler.outcome.step.span, `-> ${handler.outcome.step.text}`);
  for (const statement of inOutcome(handler.outcome)) {
    if (statement.kind === 'if') {
      for (const outcome of [statement.then, statement.otherwise]) {
        if (outcome?.kind === 'goto') refuse(outcome.step.span, `-> ${outcome.step.text}`);
      }
    } else if (statement.kind !== 'set') refuse(pointer(statement), statement.kind);
  }
}

const pointer = (statement: Statement): Statement['span'] =>
  'keyword' in statement ? statement.keyword : statement.span;
