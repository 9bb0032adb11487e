// Statements that stand where they cannot: FIL604 in `on hangup`, `every`, `connect`; FIL102 for the words of another kind of
// flow; FIL101 for `again`, `leave` and objections without what they belong to. Not here: what they need (values-....ts).

import type { Block, FlowNode, Outcome, Statement } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import type { Span } from '../program.ts';
import { part } from '../spans.ts';
import { effectOf, handlersOf, inOutcome, outcomesOf, statementsOf, withInner } from '../walk.ts';
import { consentNamed, operationNamed } from './operations.ts';
import { runTarget } from './model.ts';
import type { ProjectModel } from './model.ts';

export function checkPlaces(project: ProjectModel, report: Report): void {
  for (const { node } of project.flows) {
    checkHangup(node, project, report);
    const connects = new Set<Statement>();
    for (const { statement } of statementsOf(node)) {
      if (statement.kind !== 'queue') continue;
      for (const { block } of statement.every) checkInside(block, 'every', { project, report });
      if (statement.connect === null) continue;
      for (const inner of statement.connect.block.statements.flatMap(withInner)) connects.add(inner);
      checkInside(statement.connect.block, 'connect', { project, report });
    }
    for (const { statement } of statementsOf(node)) checkWord(statement, node, { connects, project, report });
    checkBelonging(node, report);
  }
}

interface About {
  readonly project: ProjectModel;
  readonly report: Report;
}

const afterCall: readonly Statement['kind'][] = ['set', 'if', 'choose', 'track', 'schedule', 'send', 'return', 'let'];

/** FIL604: the caller has left; nobody is there to hear or to be sent anywhere. */
function checkHangup(node: FlowNode, project: ProjectModel, report: Report): void {
  const handler = node.handlers.find(({ events }) => events.some(({ text }) => text === 'hangup'));
  if (handler === undefined) return;
  const refuse = (span: Span, what: string, hint = afterCallHint): void =>
    report({ code: 'FIL604', message: `\`${what}\` is not possible once the caller has left`, span, hint });
  const refuseGoto = (outcome: Outcome): void => {
    if (outcome.kind === 'goto') refuse(outcome.step.span, `-> ${outcome.step.text}`);
  };
  refuseGoto(handler.outcome);
  for (const statement of inOutcome(handler.outcome)) {
    const effect = effectOf(statement);
    if (effect?.kind === 'request') {
      const operation = operationNamed(effect.target, project.declarations);
      if (operation?.kind === 'query')
        refuse(effect.keyword, 'request', 'only a command can be sent now; its failure is noted.');
    } else if (effect !== null) refuse(effect.keyword, effect.kind);
    else if (!afterCall.includes(statement.kind)) refuse(pointer(statement), wordOf(statement));
    else if (statement.kind === 'if' || statement.kind === 'choose')
      for (const outcome of outcomesOf(statement)) refuseGoto(outcome);
  }
}

const afterCallHint =
  'only `set`, `if`, `choose`, `track`, `schedule`, `send`, `return` and commands can stand in `on hangup`.';

const waiting: readonly Statement['kind'][] = [
  ...(['menu', 'collect', 'ask', 'queue', 'transfer', 'voicemail', 'wait', 'request', 'run', 'objection'] as const),
];
const leaving: readonly Statement['kind'][] = ['goto', 'hangup', 'return'];

/** FIL604: the caller is waiting already, and stays in the queue. */
function checkInside(block: Block, where: 'every' | 'connect', { project, report }: About): void {
  const refuse = (span: Span, what: string): void => {
    const hint =
      where === 'every'
        ? 'the caller goes on waiting: say something, or set a value.'
        : 'only a script can be run here.';
    report({ code: 'FIL604', message: `\`${what}\` is not possible inside \`${where}\``, span, hint });
  };
  for (const statement of block.statements.flatMap(withInner)) {
    const effect = effectOf(statement);
    // What may be repeated has its own message (FIL603).
    const isCommand =
      effect?.kind === 'request' && operationNamed(effect.target, project.declarations)?.kind === 'command';
    const isConsent = effect?.kind === 'request' && consentNamed(effect.target) !== null;
    const opensScript =
      where === 'connect' && effect?.kind === 'run' && runTarget(effect, project.declarations)?.kind !== 'subflow';
    if (opensScript || isConsent || (where === 'every' && isCommand)) continue;
    if (effect !== null) refuse(effect.keyword, effect.kind);
    else if (waiting.includes(statement.kind) || leaving.includes(statement.kind))
      refuse(pointer(statement), wordOf(statement));
    for (const outcome of outcomesOf(statement)) {
      if (outcome.kind === 'goto') refuse(outcome.step.span, `-> ${outcome.step.text}`);
    }
  }
}

interface Words extends About {
  readonly connects: ReadonlySet<Statement>;
}

/** FIL102: a word that another kind of flow has. */
function checkWord(statement: Statement, node: FlowNode, { connects, project, report }: Words): void {
  const tell = (span: Span, message: string, hint: string): void => report({ code: 'FIL102', message, span, hint });
  const inConnect = connects.has(statement);
  if (statement.kind === 'say' && node.kind === 'script') {
    tell(statement.keyword, 'A script speaks to the agent', 'write `tell`; what the caller must hear is `announce`.');
  }
  if (statement.kind === 'tell' && node.kind !== 'script' && !inConnect) {
    tell(statement.keyword, '`tell` speaks to an agent, and none is here', 'write `say`.');
  }
  if (statement.kind === 'return' && node.kind === 'flow') {
    tell(firstWord(statement), 'A flow has nobody to return to', 'write `hangup`, or `goto step`.');
  }
  if (statement.kind === 'objection' && node.kind !== 'script') {
    tell(statement.keyword, 'Only a script has objections', 'ask the caller with a `menu`.');
  }
  const run = effectOf(statement);
  const target = run?.kind === 'run' ? runTarget(run, project.declarations) : null;
  if (run?.kind === 'run' && target?.kind === 'script' && !inConnect) {
    tell(run.keyword, 'A script opens only in the `connect` of a queue', 'run it there, or make it a `subflow`.');
  }
}

/** FIL101: `again` outside a question, `leave` outside a loop. */
function checkBelonging(node: FlowNode, report: Report): void {
  const visit = (block: Block, asking: 'asking' | 'other', loop: 'loop' | 'other'): void => {
    for (const statement of block.statements) {
      if (statement.kind === 'again' && asking === 'other') tell(statement, '`again` repeats nothing here', againHint);
      if (statement.kind === 'leave' && loop === 'other') tell(statement, '`leave` leaves nothing here', leaveHint);
      const own = statement.kind === 'menu' || statement.kind === 'collect' || effectOf(statement)?.kind === 'ask';
      const isLoop = statement.kind === 'repeat' || statement.kind === 'forEach';
      for (const outcome of outcomesOf(statement)) {
        if (outcome.kind !== 'block') continue;
        const isBody = isLoop && outcome.block === statement.body;
        const isHandled = handlersOf(statement).some((each) => each.outcome === outcome);
        const asks = own ? 'asking' : statement.kind === 'queue' && !isHandled ? 'other' : asking;
        visit(outcome.block, asks, isBody ? 'loop' : statement.kind === 'queue' && !isHandled ? 'other' : loop);
      }
    }
  };
  const tell = (statement: Statement, message: string, hint: string): void =>
    report({ code: 'FIL101', message, span: firstWord(statement), hint });
  for (const { body } of node.steps) visit(body, 'other', 'other');
  for (const { outcome } of node.handlers) if (outcome.kind === 'block') visit(outcome.block, 'other', 'other');
}

const againHint = 'it stands in the block of a `key`, of `on no input` or `on no match`.';
const leaveHint = 'it stands in a `repeat` or `for each`.';

/** Where a message about a whole statement stands. */
export const pointer = (statement: Statement): Span =>
  'keyword' in statement ? statement.keyword : firstWord(statement);

const firstWord = ({ span, kind }: Statement): Span => part(span, 0, kind === 'forEach' ? 'for'.length : kind.length);

/** A statement by the word that it begins with. */
export const wordOf = ({ kind }: Statement): string =>
  kind === 'forEach' ? 'for each' : kind === 'objection' ? 'on objection' : kind;
