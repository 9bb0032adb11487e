// What instructions each statement becomes. Not here: questions and queues (compile-inputs.ts, compile-queues.ts), choices and
// loops (compile-control.ts), the order of steps, handlers and prompts (compile.ts).

import type { AskNode, Block, RequestNode, RunNode, Statement, TransferNode } from './ast.ts';
import { compileArguments, compileExpression, compilePrompt, typeOfNode } from './compile-expressions.ts';
import {
  compileChoose,
  compileForEach,
  compileIf,
  compileObjections,
  compileRepeat,
  compileSplit,
} from './compile-control.ts';
import { compileAsk, compileCollect, compileMenu, compileVoicemail } from './compile-inputs.ts';
import { Blocks } from './compile-parts.ts';
import type { Site } from './compile-parts.ts';
import { compileQueue } from './compile-queues.ts';
import { consentNamed } from './check/operations.ts';
import { runTarget } from './check/model.ts';
import { defaults } from './defaults.ts';
import { present } from '../base/assert.ts';

/** The instructions of a block. Objections that stand together are one wait. */
export function compileBlock(block: Block, site: Site): void {
  for (const [index, statement] of block.statements.entries()) {
    if (statement.kind !== 'objection') compileStatement(statement, site);
    else if (block.statements[index - 1]?.kind !== 'objection') compileObjections(groupAt(block, index), site);
  }
}

function groupAt(block: Block, index: number): readonly (Statement & { kind: 'objection' })[] {
  const rest = block.statements.slice(index);
  const end = rest.findIndex(({ kind }) => kind !== 'objection');
  return rest.slice(0, end === -1 ? rest.length : end).flatMap((each) => (each.kind === 'objection' ? [each] : []));
}

function compileStatement(statement: Statement, site: Site): void {
  if (statement.kind === 'if') compileIf(statement, site);
  else if (statement.kind === 'choose') compileChoose(statement, site);
  else if (statement.kind === 'split') compileSplit(statement, site);
  else if (statement.kind === 'repeat') compileRepeat(statement, site);
  else if (statement.kind === 'forEach') compileForEach(statement, site);
  else if (statement.kind === 'menu') compileMenu(statement, site);
  else if (statement.kind === 'collect') compileCollect(statement, site);
  else if (statement.kind === 'voicemail') compileVoicemail(statement, site);
  else if (statement.kind === 'queue') compileQueue(statement, site);
  else if (statement.kind === 'transfer') compileTransfer(statement, site);
  else if (statement.kind === 'let') compileLet(statement, site);
  else if (statement.kind === 'ask' || statement.kind === 'request' || statement.kind === 'run') {
    compileEffect(statement, null, site);
  } else compileSimple(statement, site);
}

type WithBlocks =
  'if' | 'choose' | 'split' | 'repeat' | 'forEach' | 'menu' | 'collect' | 'voicemail' | 'queue' | 'transfer';
type Simple = Exclude<Statement, { kind: WithBlocks | 'let' | 'ask' | 'request' | 'run' }>;

function compileSimple(statement: Simple, { code, project, afterLoop, asking }: Site): void {
  const { span } = statement;
  switch (statement.kind) {
    case 'say':
    case 'tell':
    case 'announce':
      return code.emit({ op: statement.kind, prompt: compilePrompt(statement.prompt, project), span });
    case 'wait':
      return code.emit({ op: 'wait', duration: compileExpression(statement.duration, project), span });
    case 'set':
      return compileSet(statement, { code, project });
    case 'schedule':
      return compileSchedule(statement, { code, project });
    case 'send': {
      const { medium, prompt, to } = statement;
      return code.emit({
        op: 'send',
        medium,
        prompt: compilePrompt(prompt, project),
        to: compileExpression(to, project),
        span,
      });
    }
    case 'track':
      return code.emit({
        op: 'track',
        event: statement.event.text,
        arguments: compileArguments(statement.arguments, project),
        span,
      });
    case 'language':
      return code.emit({ op: 'language', value: compileExpression(statement.value, project), span });
    case 'recording':
      return code.emit({ op: 'recording', action: actionOf(statement.action.text), span });
    case 'goto':
      return code.jump(code.step(statement.step.text), span);
    case 'return':
      return code.emit({ op: 'return', value: statement.value && compileExpression(statement.value, project), span });
    case 'leave':
      return code.jump(present(afterLoop, 'the loop around a checked `leave`'), span);
    case 'again': {
      const label = present(asking, 'the question around a checked `again`');
      return code.emitWith((at) => ({ op: 'again', target: at(label), span }));
    }
    case 'hangup':
      return code.emit({ op: 'hangup', span });
    case 'objection':
      throw new Error('Objections are compiled by the group');
  }
}

const actions = ['start', 'stop', 'pause', 'resume'] as const;

const actionOf = (word: string): (typeof actions)[number] =>
  present(
    actions.find((each) => each === word),
    'a checked action of recording',
  );

function compileSet(
  { name, fields, value, span }: Statement & { kind: 'set' },
  { code, project }: Pick<Site, 'code' | 'project'>,
): void {
  const compiled = compileExpression(value, project);
  if (fields.length === 0) code.emit({ op: 'set', variable: name.text, value: compiled, span });
  else
    code.emit({ op: 'setField', variable: name.text, fields: fields.map(({ text }) => text), value: compiled, span });
}

function compileSchedule(
  { to, queue, keep, at, span }: Statement & { kind: 'schedule' },
  { code, project }: Pick<Site, 'code' | 'project'>,
): void {
  const type = at === null ? null : typeOfNode(at, project);
  code.emit({
    op: 'schedule',
    to: compileExpression(to, project),
    queue: queue.text,
    position: keep === null ? 'new' : 'keep',
    at: at && { value: compileExpression(at, project), type: type?.kind === 'Date' ? 'Date' : 'DateTime' },
    span,
  });
}

function compileLet({ name, value, span }: Statement & { kind: 'let' }, site: Site): void {
  if (value.kind === 'ask' || value.kind === 'request' || value.kind === 'run') compileEffect(value, name.text, site);
  else site.code.emit({ op: 'set', variable: name.text, value: compileExpression(value, site.project), span });
}

function compileEffect(node: AskNode | RequestNode | RunNode, variable: string | null, site: Site): void {
  if (node.kind === 'ask') compileAsk(node, variable, site);
  else if (node.kind === 'request') compileRequest(node, variable, site);
  else compileRun(node, variable, site);
}

function compileRequest(node: RequestNode, variable: string | null, site: Site): void {
  const { code, project } = site;
  const consent = consentNamed(node.target);
  const given = compileArguments(node.arguments, project);
  if (consent !== null) {
    const purpose = node.arguments.find(({ name }) => name.text === 'purpose')?.value;
    const to = present(given['to'], 'the number of a checked consent');
    code.emit({
      op: 'consent',
      what: consent,
      to,
      purpose: purpose?.kind === 'name' ? purpose.name : null,
      span: node.keyword,
    });
    return;
  }
  const [service, operation] = node.target.parts;
  const blocks = new Blocks(site);
  const timeout = blocks.handled(node.handlers, 'timeout');
  const failure = blocks.handled(node.handlers, 'failure');
  code.emitWith((at) => ({
    op: 'request',
    service: service.text,
    operation: operation?.text ?? '',
    arguments: given,
    variable,
    timeout: timeout && at(timeout),
    failure: failure && at(failure),
    span: node.keyword,
  }));
  blocks.skip(node.keyword);
  blocks.write();
}

function compileRun(node: RunNode, variable: string | null, site: Site): void {
  const { code, project } = site;
  const target = present(runTarget(node, project.declarations), 'what a checked `run` names');
  const given = compileArguments(node.arguments, project);
  if (target.kind === 'script') {
    code.emit({ op: 'openScript', script: target.name.text, arguments: given, span: node.keyword });
    return;
  }
  const blocks = new Blocks(site);
  const error = blocks.handled(node.handlers, 'error');
  code.emitWith((at) => ({
    op: 'run',
    subflow: target.name.text,
    arguments: given,
    variable,
    error: error && at(error),
    span: node.keyword,
  }));
  blocks.skip(node.keyword);
  blocks.write();
}

function compileTransfer(node: TransferNode, site: Site): void {
  const { code, project } = site;
  const blocks = new Blocks(site);
  const busy = blocks.handled(node.handlers, 'busy');
  const noAnswer = blocks.handled(node.handlers, 'no answer');
  const failure = blocks.handled(node.handlers, 'failure');
  code.emitWith((at) => ({
    op: 'transfer',
    to: compileExpression(node.to, project),
    timeoutMs: node.timeout?.value ?? defaults.transferMs,
    from: node.from && compileExpression(node.from, project),
    headers: node.headers.map(({ name, value }) => ({ name: name.text, value: compileExpression(value, project) })),
    busy: busy && at(busy),
    noAnswer: noAnswer && at(noAnswer),
    failure: failure && at(failure),
    span: node.keyword,
  }));
  blocks.skip(node.keyword);
  blocks.write();
}
