// Failures that nobody foresaw, and effects that may happen twice: FIL602, FIL603. Not here: questions (inputs.ts), queues
// (queues.ts).

import type { Block, FlowNode, Statement } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { nearestOf } from '../nearest.ts';
import { effectOf, handlersOf, outcomesOf, statementsOf } from '../walk.ts';
import { consentNamed, operationNamed } from './operations.ts';
import type { ProjectModel } from './model.ts';

export function checkOutcomes(project: ProjectModel, report: Report): void {
  for (const { node } of project.flows) {
    const caught = isCaught(node, project) ? 'warning' : 'error';
    for (const { statement, place } of statementsOf(node)) {
      // Once the caller has left, failures are noted and nothing more.
      if (!place.includes('hangup')) checkForeseen(statement, caught, report);
    }
    for (const { body } of node.steps) checkRepeated(body, 'once', { project, report });
    for (const { outcome } of node.handlers) {
      if (outcome.kind === 'block') checkRepeated(outcome.block, 'once', { project, report });
    }
  }
}

/** Whether an error here reaches an `on error`: the flow's own, or that of every flow which runs it. */
function isCaught(flow: FlowNode, project: ProjectModel, seen: ReadonlySet<FlowNode> = new Set()): boolean {
  const events = flow.handlers.flatMap((handler) => handler.events.map(({ text }) => text));
  // A misspelt `error` was reported, and was most likely meant.
  if (events.some((event) => event === 'error' || nearestOf(event, ['error']).length > 0)) return true;
  if (flow.kind !== 'subflow' || seen.has(flow)) return false;
  const callers = project.flows.filter(({ node }) =>
    statementsOf(node).some(({ statement }) => {
      const run = effectOf(statement);
      return run?.kind === 'run' && run.target.parts[0].text === flow.name.text;
    }),
  );
  return callers.length > 0 && callers.every(({ node }) => isCaught(node, project, new Set([...seen, flow])));
}

function checkForeseen(statement: Statement, severity: 'warning' | 'error', report: Report): void {
  const effect = effectOf(statement);
  const node = effect?.kind === 'request' ? effect : statement.kind === 'transfer' ? statement : null;
  if (node === null || (node.kind === 'request' && consentNamed(node.target) !== null)) return;
  const wanted = node.kind === 'request' ? ['timeout', 'failure'] : ['busy', 'no answer', 'failure'];
  const foreseen = handlersOf(statement).flatMap(({ events }) => events.map(({ text }) => text));
  const missing = wanted.filter((event) => !foreseen.includes(event));
  // An event of another name was reported; most likely it is the one that seems to be missing.
  if (missing.length === 0 || foreseen.some((event) => !wanted.includes(event))) return;
  const names = missing.map((event) => `\`on ${event}\``).join(', ');
  report({
    code: 'FIL602',
    severity,
    message: `This ${node.kind} has no ${names}${severity === 'error' ? ', and its flow no `on error`' : ''}`,
    span: node.keyword,
    hint: `say where the call goes: \`on ${missing.join(', ')} -> step\`.`,
  });
}

interface About {
  readonly project: ProjectModel;
  readonly report: Report;
}

type Often = 'once' | 'a loop' | '`every`';

/** FIL603: a command inside `every` or a loop. */
function checkRepeated(block: Block, often: Often, { project, report }: About): void {
  for (const statement of block.statements) {
    const effect = effectOf(statement);
    const operation = effect?.kind === 'request' ? operationNamed(effect.target, project.declarations) : null;
    if (effect !== null && operation?.kind === 'command' && often !== 'once') {
      const message = `The command \`${operation.name.text}\` may be sent several times inside ${often}`;
      report({ code: 'FIL603', message, span: effect.keyword, hint: 'send it once, outside.' });
    }
    for (const outcome of outcomesOf(statement)) {
      if (outcome.kind === 'block')
        checkRepeated(outcome.block, inside(statement, outcome.block, often), { project, report });
    }
  }
}

function inside(statement: Statement, block: Block, often: Often): Often {
  const isLoop = statement.kind === 'repeat' || statement.kind === 'forEach';
  if (isLoop && statement.body === block) return 'a loop';
  const isEvery = statement.kind === 'queue' && statement.every.some((each) => each.block === block);
  return isEvery ? '`every`' : often;
}
