// From the concrete tree of one file to its syntax tree: modules, flows, steps, blocks. Only for files that were read
// without syntax errors. Not here: names, types, paths (check/).

import type { IToken } from 'chevrotain';
import { durationOf, first, maybe, nameOf, numberOf, Once, quoted, textOf } from './build-common.ts';
import type { Site } from './build-common.ts';
import { buildEnum, buildHours, buildQuestion, buildRecord, buildService } from './build-declarations.ts';
import { buildParam, buildParams, buildType } from './build-expressions.ts';
import type { Blocks } from './build-inputs.ts';
import { buildPrompts } from './build-prompts.ts';
import { buildStatement } from './build-statements.ts';
import { buildTest } from './build-tests.ts';
import type {
  Block,
  FlowNode,
  HandlerNode,
  Name,
  Outcome,
  SourceModule,
  StepNode,
  UseNode,
  VariableNode,
} from './ast.ts';
import type * as cst from './cst.generated.ts';
import { nodeSpan, tokenSpan } from './spans.ts';

interface Words {
  readonly tokens: readonly IToken[];
  readonly comments: readonly IToken[];
}

/** The syntax tree of a file. */
export function buildModule(site: Site, node: cst.ModuleCstNode, { tokens, comments }: Words): SourceModule {
  const blocks = blocksOf(site);
  const declarations = (node.children.declaration ?? []).map(({ children }) => children);
  return {
    file: site.file,
    uses: (node.children.use ?? []).map((each) => buildUse(site, each)),
    flows: declarations.flatMap(({ flow = [] }) => flow).map((each) => buildFlow(blocks, each)),
    prompts: declarations.flatMap(({ prompts = [] }) => prompts).map((each) => buildPrompts(site, each)),
    hours: declarations.flatMap(({ hours = [] }) => hours).map((each) => buildHours(site, each)),
    services: declarations.flatMap(({ service = [] }) => service).map((each) => buildService(site, each)),
    records: declarations
      .flatMap(({ recordDeclaration = [] }) => recordDeclaration)
      .map((each) => buildRecord(site, each)),
    enums: declarations.flatMap(({ enumDeclaration = [] }) => enumDeclaration).map((each) => buildEnum(site, each)),
    questions: declarations.flatMap(({ question = [] }) => question).map((each) => buildQuestion(blocks, each)),
    tests: declarations.flatMap(({ test = [] }) => test).map((each) => buildTest(site, each)),
    comments: comments.map((token) => ({ text: token.image, span: tokenSpan(site.file, token) })),
    ends: new Set(tokens.map(({ endLine = 0 }) => endLine)),
  };
}

const buildUse = (site: Site, node: cst.UseCstNode): UseNode => ({
  names: node.children.Name.map((token) => nameOf(site, token)),
  from: quoted(site, first(node.children.Text)),
  span: nodeSpan(site.file, node),
});

function buildFlow(site: Blocks, node: cst.FlowCstNode): FlowNode {
  const items = (node.children.flowItem ?? []).map(({ children }) => children);
  const once = new Once(site);
  const lists = items
    .flatMap(({ languages = [] }) => languages)
    .filter((each) => once.take('languages', nodeSpan(site.file, each)));
  const purposes = items
    .flatMap(({ purpose = [] }) => purpose)
    .filter((each) => once.take('purpose', nodeSpan(site.file, each)));
  const entries = items.flatMap(({ entry = [] }) => entry).flatMap(({ children }) => children.Text);
  const { kind, Name, params, type } = node.children;
  return {
    kind: kindOf(first(kind).image),
    name: nameOf(site, first(Name)),
    params: buildParams(site, params),
    returns: maybe(type, (each) => buildType(site, each)),
    entries: entries.map((token) => quoted(site, token)),
    languages: lists.flatMap(({ children }) => children.Locale).map((token) => nameOf(site, token)),
    purpose: maybe(purposes, ({ children }) => nameOf(site, first(children.what))),
    variables: items.flatMap(({ variable = [] }) => variable).map((each) => buildVariable(site, each)),
    handlers: items.flatMap(({ handler = [] }) => handler).map((each) => site.handler(each)),
    steps: items.flatMap(({ step = [] }) => step).map((each) => buildStep(site, each)),
    span: nodeSpan(site.file, node),
  };
}

const kindOf = (word: string): FlowNode['kind'] => (word === 'subflow' || word === 'script' ? word : 'flow');

const blocksOf = (site: Site): Blocks => {
  const blocks: Blocks = {
    ...site,
    outcome: (node) => buildOutcome(blocks, node),
    handler: (node) => buildHandler(blocks, node),
    block: (node) => buildBlock(blocks, node),
    statement: (node) => buildStatement(blocks, node),
  };
  return blocks;
};

const buildVariable = (site: Site, node: cst.VariableCstNode): VariableNode => ({
  ...buildParam(site, first(node.children.param)),
  span: nodeSpan(site.file, node),
});

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
  const { Name, Text, renamed, block } = node.children;
  return {
    name: nameOf(site, first(Name)),
    label: maybe(Text, (token) => textOf(site, token)),
    renamedFrom: maybe(renamed, ({ children }) => nameOf(site, first(children.Name))),
    body: site.block(first(block)),
    span: nodeSpan(site.file, node),
  };
}

const buildBlock = (site: Blocks, node: cst.BlockCstNode): Block => ({
  statements: (node.children.statement ?? []).map((each) => site.statement(each)),
  span: nodeSpan(site.file, node),
});

function buildOutcome(site: Blocks, node: cst.OutcomeCstNode): Outcome {
  const { Name, block } = node.children;
  const span = nodeSpan(site.file, node);
  if (block !== undefined) return { kind: 'block', block: site.block(first(block)), span };
  return { kind: 'goto', step: nameOf(site, first(Name)), span };
}
