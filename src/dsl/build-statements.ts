// From the concrete tree to statements. Not here: menu, collect, queue and their like (build-inputs.ts, build-queues.ts),
// steps and flows (build-ast.ts).

import { present } from '../base/assert.ts';
import { first, maybe, nameOf } from './build-common.ts';
import type { Site } from './build-common.ts';
import { buildControl } from './build-control.ts';
import { buildArguments, buildExpression, buildPromptRef, buildQualified, buildType } from './build-expressions.ts';
import { buildInput } from './build-inputs.ts';
import type { Blocks } from './build-inputs.ts';
import { buildQueue, buildTransfer } from './build-queues.ts';
import type { AskNode, HandlerNode, LetNode, RequestNode, RunNode, ScheduleNode, SetNode, Statement } from './ast.ts';
import type * as cst from './cst.generated.ts';
import { nodeSpan, tokenSpan } from './spans.ts';

/** The node of a statement. */
export function buildStatement(site: Blocks, node: cst.StatementCstNode): Statement {
  const it = node.children;
  return present(
    buildSpoken(site, it) ??
      buildAsking(site, it) ??
      buildDone(site, it) ??
      buildControl(site, it) ??
      buildSimple(site, it, nodeSpan(site.file, node)),
    'a statement of a kind that is known',
  );
}

type Children = cst.StatementCstChildren;

function buildSpoken(site: Site, it: Children): Statement | null {
  const say = it.sayStatement?.[0];
  const tell = it.tellStatement?.[0];
  const announce = it.announceStatement?.[0];
  const node = say ?? tell ?? announce;
  if (node === undefined) return null;
  const word = first(say?.children.Word_say ?? tell?.children.Word_tell ?? announce?.children.Word_announce);
  return {
    kind: say !== undefined ? 'say' : tell !== undefined ? 'tell' : 'announce',
    prompt: buildPromptRef(site, first(node.children.promptRef)),
    keyword: tokenSpan(site.file, word),
    span: nodeSpan(site.file, node),
  };
}

function buildAsking(site: Blocks, it: Children): Statement | null {
  return (
    maybe(it.menuStatement, (node) => ({
      kind: 'menu' as const,
      ...buildInput(site, first(node.children.inputBody), {
        kind: 'menu',
        keyword: first(node.children.Word_menu),
        name: first(node.children.Name),
        whole: node,
      }),
    })) ??
    maybe(it.collectStatement, (node) => ({
      kind: 'collect' as const,
      type: buildType(site, first(node.children.type)),
      ...buildInput(site, first(node.children.inputBody), {
        kind: 'collect',
        keyword: first(node.children.Word_collect),
        name: first(node.children.Name),
        whole: node,
      }),
    })) ??
    maybe(it.voicemailStatement, (node) => ({
      kind: 'voicemail' as const,
      queue: maybe(node.children.queue, (token) => nameOf(site, token)),
      ...buildInput(site, first(node.children.inputBody), {
        kind: 'voicemail',
        keyword: first(node.children.Word_voicemail),
        name: first(node.children.Name),
        whole: node,
      }),
    })) ??
    maybe(it.ask, (node) => buildAsk(site, node)) ??
    maybe(it.effect, (node) => buildEffect(site, node)) ??
    maybe(it.queueStatement, (node) => buildQueue(site, node)) ??
    maybe(it.transferStatement, (node) => buildTransfer(site, node))
  );
}

function buildDone(site: Blocks, it: Children): Statement | null {
  return (
    maybe(it.letStatement, (node) => buildLet(site, node)) ??
    maybe(it.setStatement, (node) => buildSet(site, node)) ??
    maybe(it.scheduleStatement, (node) => buildSchedule(site, node)) ??
    maybe(it.sendStatement, (node) => ({
      kind: 'send' as const,
      medium: first(node.children.medium).image === 'sms' ? ('sms' as const) : ('email' as const),
      prompt: buildPromptRef(site, first(node.children.promptRef)),
      to: buildExpression(site, first(node.children.expression)),
      span: nodeSpan(site.file, node),
    })) ??
    maybe(it.trackStatement, (node) => ({
      kind: 'track' as const,
      event: nameOf(site, first(node.children.Name)),
      arguments: buildArguments(site, node.children.namedArguments),
      span: nodeSpan(site.file, node),
    }))
  );
}

function buildSimple(site: Blocks, it: Children, span: Statement['span']): Statement | null {
  if (it.Word_hangup) return { kind: 'hangup', span };
  if (it.Word_again) return { kind: 'again', span };
  if (it.Word_leave) return { kind: 'leave', span };
  return (
    maybe(it.languageStatement, (node) => ({
      kind: 'language' as const,
      value: buildExpression(site, first(node.children.expression)),
      span,
    })) ??
    maybe(it.waitStatement, (node) => ({
      kind: 'wait' as const,
      duration: buildExpression(site, first(node.children.expression)),
      keyword: tokenSpan(site.file, first(node.children.Word_wait)),
      span,
    })) ??
    maybe(it.recordingStatement, (node) => ({
      kind: 'recording' as const,
      action: nameOf(site, first(node.children.Name)),
      span,
    })) ??
    maybe(it.gotoStatement, (node) => ({
      kind: 'goto' as const,
      step: nameOf(site, first(node.children.Name)),
      span,
    })) ??
    maybe(it.returnStatement, (node) => ({
      kind: 'return' as const,
      value: maybe(node.children.expression, (value) => buildExpression(site, value)),
      span,
    }))
  );
}

function buildAsk(site: Blocks, node: cst.AskCstNode): AskNode {
  const { Word_ask, Name, namedArguments, handlers } = node.children;
  return {
    kind: 'ask',
    keyword: tokenSpan(site.file, first(Word_ask)),
    question: nameOf(site, first(Name)),
    arguments: buildArguments(site, namedArguments),
    handlers: buildHandlers(site, handlers),
    span: nodeSpan(site.file, node),
  };
}

function buildEffect(site: Blocks, node: cst.EffectCstNode): RequestNode | RunNode {
  const { Word_request, Word_run, qname, namedArguments, handlers } = node.children;
  return {
    kind: Word_request === undefined ? 'run' : 'request',
    keyword: tokenSpan(site.file, first(Word_request ?? Word_run)),
    target: buildQualified(site, first(qname)),
    arguments: buildArguments(site, namedArguments),
    handlers: buildHandlers(site, handlers),
    span: nodeSpan(site.file, node),
  };
}

const buildHandlers = (site: Blocks, nodes: readonly cst.HandlersCstNode[] | undefined): readonly HandlerNode[] =>
  (nodes ?? []).flatMap(({ children }) => children.handler ?? []).map((handler) => site.handler(handler));

function buildLet(site: Blocks, node: cst.LetStatementCstNode): LetNode {
  const { Name, type, expression, effect, ask } = node.children;
  const asked = maybe(ask, (each) => buildAsk(site, each)) ?? maybe(effect, (each) => buildEffect(site, each));
  return {
    kind: 'let',
    name: nameOf(site, first(Name)),
    type: maybe(type, (each) => buildType(site, each)),
    value: asked ?? buildExpression(site, first(expression)),
    span: nodeSpan(site.file, node),
  };
}

function buildSet(site: Site, node: cst.SetStatementCstNode): SetNode {
  const [name, ...fields] = buildQualified(site, first(node.children.qname)).parts;
  return {
    kind: 'set',
    name,
    fields,
    value: buildExpression(site, first(node.children.expression)),
    span: nodeSpan(site.file, node),
  };
}

function buildSchedule(site: Site, node: cst.ScheduleStatementCstNode): ScheduleNode {
  const { to, at, Name, Word_keep } = node.children;
  return {
    kind: 'schedule',
    to: buildExpression(site, first(to)),
    queue: nameOf(site, first(Name)),
    keep: maybe(Word_keep, (token) => tokenSpan(site.file, token)),
    at: maybe(at, (value) => buildExpression(site, value)),
    span: nodeSpan(site.file, node),
  };
}
