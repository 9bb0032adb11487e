// From the concrete tree of one file to its syntax tree: modules, flows, steps, statements. Only for files that were read
// without syntax errors. Not here: names, types, paths (check/).

import type { IToken } from 'chevrotain';
import { durationOf, first, nameOf, numberOf, Once, refuseLater, textOf } from './build-common.ts';
import type { Site } from './build-common.ts';
import { buildExpression, buildPromptRef, buildType } from './build-expressions.ts';
import { buildCollect, buildMenu, buildQueue } from './build-inputs.ts';
import type { Blocks } from './build-inputs.ts';
import { buildPrompts } from './build-prompts.ts';
import type {
  Block,
  FlowNode,
  HandlerNode,
  IfNode,
  LetNode,
  Name,
  Outcome,
  SourceModule,
  Statement,
  StepNode,
  VariableNode,
} from './ast.ts';
import type * as cst from './cst.generated.ts';
import { join, nodeSpan, tokenSpan } from './spans.ts';

/** The syntax tree of a file; what belongs to a later release is reported and left out. */
export function buildModule(site: Site, node: cst.ModuleCstNode): SourceModule {
  const { flow = [], prompts = [], laterDeclaration = [] } = node.children;
  for (const { children } of laterDeclaration) refuseWord(site, first(children.Later_declaration));
  return {
    file: site.file,
    flows: flow.map((each) => buildFlow(site, each)),
    prompts: prompts.map((each) => buildPrompts(site, each)),
  };
}

const refuseWord = (site: Site, token: IToken): void => {
  refuseLater(site, tokenSpan(site.file, token), token.image);
};

function buildFlow(site: Site, node: cst.FlowCstNode): FlowNode {
  const blocks = blocksOf(site);
  const items = (node.children.flowItem ?? []).map(({ children }) => children);
  for (const params of node.children.params ?? [])
    refuseLater(site, nodeSpan(site.file, params), 'flow ... (parameters)');
  for (const { laterFlowItem = [] } of items) {
    for (const { children } of laterFlowItem) refuseWord(site, first(children.Later_flowItem));
  }
  const once = new Once(site);
  const lists = items
    .flatMap(({ languages = [] }) => languages)
    .filter((each) => once.take('languages', nodeSpan(site.file, each)));
  const entries = items.flatMap(({ entry = [] }) => entry).flatMap(({ children }) => children.Text);
  return {
    name: nameOf(site, first(node.children.Name)),
    entries: entries.map((token) => ({ text: textOf(site, token), span: tokenSpan(site.file, token) })),
    languages: lists.flatMap(({ children }) => children.Locale).map((token) => nameOf(site, token)),
    variables: items.flatMap(({ variable = [] }) => variable).map((each) => buildVariable(site, each)),
    handlers: items.flatMap(({ handler = [] }) => handler).map((each) => buildHandler(blocks, each)),
    steps: items.flatMap(({ step = [] }) => step).map((each) => buildStep(blocks, each)),
    span: nodeSpan(site.file, node),
  };
}

const blocksOf = (site: Site): Blocks => {
  const blocks: Blocks = {
    ...site,
    outcome: (node) => buildOutcome(blocks, node),
    handler: (node) => buildHandler(blocks, node),
  };
  return blocks;
};

function buildVariable(site: Site, node: cst.VariableCstNode): VariableNode {
  const { Name, type, expression } = first(node.children.param).children;
  return {
    name: nameOf(site, first(Name)),
    type: buildType(site, first(type)),
    initial: expression === undefined ? null : buildExpression(site, first(expression)),
    span: nodeSpan(site.file, node),
  };
}

function buildHandler(site: Blocks, node: cst.HandlerCstNode): HandlerNode {
  const { event, DurationLiteral, NumberLiteral, outcome } = node.children;
  return {
    events: event.map((each) => eventOf(site, each)),
    after:
      DurationLiteral !== undefined
        ? { kind: 'time', wait: durationOf(site, first(DurationLiteral)) }
        : NumberLiteral !== undefined
          ? { kind: 'tries', tries: numberOf(site, first(NumberLiteral)) }
          : null,
    outcome: site.outcome(first(outcome)),
    span: nodeSpan(site.file, node),
  };
}

function eventOf(site: Site, node: cst.EventCstNode): Name {
  const { Word_no, EventWord } = node.children;
  const word = first(EventWord).image;
  return { text: Word_no === undefined ? word : `no ${word}`, span: nodeSpan(site.file, node) };
}

function buildStep(site: Blocks, node: cst.StepCstNode): StepNode {
  const { Name, Text, laterRenamed, block } = node.children;
  for (const each of laterRenamed ?? []) refuseLater(site, nodeSpan(site.file, each), 'renamed from');
  return {
    name: nameOf(site, first(Name)),
    label: Text === undefined ? null : textOf(site, first(Text)),
    body: buildBlock(site, first(block)),
    span: nodeSpan(site.file, node),
  };
}

function buildBlock(site: Blocks, node: cst.BlockCstNode): Block {
  const statements = (node.children.statement ?? []).flatMap((each) => buildStatement(site, each));
  return { statements, span: nodeSpan(site.file, node) };
}

function buildOutcome(site: Blocks, node: cst.OutcomeCstNode): Outcome {
  const { Name, block } = node.children;
  const span = nodeSpan(site.file, node);
  if (block !== undefined) return { kind: 'block', block: buildBlock(site, first(block)), span };
  return { kind: 'goto', step: nameOf(site, first(Name)), span };
}

/** None for a statement of a later release, which was reported. */
function buildStatement(site: Blocks, node: cst.StatementCstNode): readonly Statement[] {
  const it = node.children;
  const span = nodeSpan(site.file, node);
  if (it.sayStatement)
    return [{ kind: 'say', prompt: buildPromptRef(site, first(first(it.sayStatement).children.promptRef)), span }];
  if (it.menuStatement) return [buildMenu(site, first(it.menuStatement))];
  if (it.collectStatement) return [buildCollect(site, first(it.collectStatement))];
  if (it.queueStatement) return [buildQueue(site, first(it.queueStatement))];
  if (it.waitStatement)
    return [
      { kind: 'wait', duration: buildExpression(site, first(first(it.waitStatement).children.expression)), span },
    ];
  if (it.setStatement) return [buildSet(site, first(it.setStatement))];
  if (it.letStatement) return buildLet(site, first(it.letStatement));
  if (it.ifStatement) return [buildIf(site, first(it.ifStatement))];
  if (it.gotoStatement)
    return [{ kind: 'goto', step: nameOf(site, first(first(it.gotoStatement).children.Name)), span }];
  if (it.Word_hangup) return [{ kind: 'hangup', span }];
  if (it.laterStatement) refuseWord(site, first(first(it.laterStatement).children.Later_statement));
  return [];
}

function buildSet(site: Blocks, node: cst.SetStatementCstNode): Statement {
  const { Name, expression } = node.children;
  return {
    kind: 'set',
    name: nameOf(site, first(Name)),
    value: buildExpression(site, first(expression)),
    span: nodeSpan(site.file, node),
  };
}

function buildLet(site: Blocks, node: cst.LetStatementCstNode): readonly LetNode[] {
  const { Name, type, expression, laterEffect } = node.children;
  if (laterEffect !== undefined) {
    const { Word_ask, Word_request, Word_run } = first(laterEffect).children;
    refuseWord(site, first(Word_ask ?? Word_request ?? Word_run));
    return [];
  }
  return [
    {
      kind: 'let',
      name: nameOf(site, first(Name)),
      type: type === undefined ? null : buildType(site, first(type)),
      value: buildExpression(site, first(expression)),
      span: nodeSpan(site.file, node),
    },
  ];
}

function buildIf(site: Blocks, node: cst.IfStatementCstNode): IfNode {
  const { Word_if, expression, then, otherwise, ifStatement } = node.children;
  const condition = buildExpression(site, first(expression));
  const nested = ifStatement === undefined ? null : buildIf(site, first(ifStatement));
  const chained: Outcome | null =
    nested === null ? null : { kind: 'block', block: { statements: [nested], span: nested.span }, span: nested.span };
  return {
    kind: 'if',
    condition,
    then: buildOutcome(site, first(then)),
    otherwise: otherwise === undefined ? chained : buildOutcome(site, first(otherwise)),
    span: join(tokenSpan(site.file, first(Word_if)), condition.span),
  };
}
