// From the concrete tree to tests of flows. Not here: what a line does when the test runs.

import { durationOf, first, maybe, nameOf, numberOf, quoted, textOf } from './build-common.ts';
import type { Site } from './build-common.ts';
import { buildArguments, buildExpression, buildQualified } from './build-expressions.ts';
import { keysOf } from './build-inputs.ts';
import type { AgentAct, Expectation, Given, Quantity, TestLine, TestLineBody, TestNode } from './ast.ts';
import type * as cst from './cst.generated.ts';
import { nodeSpan } from './spans.ts';
import type { IToken } from 'chevrotain';

/** A `test`. */
export function buildTest(site: Site, node: cst.TestCstNode): TestNode {
  const { Text, Name, namedArguments, testLine = [] } = node.children;
  return {
    title: textOf(site, first(Text)),
    flow: nameOf(site, first(Name)),
    arguments: buildArguments(site, namedArguments),
    lines: testLine.map((line) => buildLine(site, line)),
    span: nodeSpan(site.file, node),
  };
}

interface Timed {
  readonly children: { readonly DurationLiteral: IToken[] };
}

const duration = (site: Site, { children }: Timed): Quantity => durationOf(site, first(children.DurationLiteral));

const buildLine = (site: Site, node: cst.TestLineCstNode): TestLine => ({
  ...buildBody(site, node.children),
  span: nodeSpan(site.file, node),
});

function buildBody(site: Site, it: cst.TestLineCstChildren): TestLineBody {
  if (it.givenLine) return { kind: 'given', given: buildGiven(site, first(it.givenLine)) };
  if (it.expectLine) return buildExpect(site, first(it.expectLine));
  if (it.pressLine) return { kind: 'press', keys: buildPress(site, first(it.pressLine)) };
  if (it.speakLine) return { kind: 'speak', duration: duration(site, first(it.speakLine)) };
  if (it.waitLine) return { kind: 'wait', duration: duration(site, first(it.waitLine)) };
  if (it.hangUp) return { kind: 'hang up' };
  if (it.reloadLine) return { kind: 'reload', version: quoted(site, first(first(it.reloadLine).children.Text)) };
  if (it.agentLine) return { kind: 'agent', does: buildAgent(site, first(it.agentLine).children) };
  return { kind: 'restart' };
}

function buildPress(site: Site, { children }: cst.PressLineCstNode): string {
  return maybe(children.keys, (keys) => keysOf(site, keys).text) ?? textOf(site, first(children.Text));
}

function buildAgent(site: Site, it: cst.AgentLineCstChildren): AgentAct {
  if (it.Word_answer) return { kind: 'answer' };
  if (it.Word_continue) return { kind: 'continue' };
  if (it.agentInput) {
    const { Name, expression } = first(it.agentInput).children;
    return { kind: 'input', name: nameOf(site, first(Name)), value: buildExpression(site, first(expression)) };
  }
  if (it.agentObjection)
    return { kind: 'objection', text: quoted(site, first(first(it.agentObjection).children.Text)) };
  return { kind: 'hang up' };
}

function buildGiven(site: Site, { children: it }: cst.GivenLineCstNode): Given {
  if (it.givenCall) return buildGivenCall(site, first(it.givenCall));
  if (it.givenSplit) {
    const { split, branch } = first(it.givenSplit).children;
    return { kind: 'split', split: nameOf(site, first(split)), branch: nameOf(site, first(branch)) };
  }
  if (it.givenConfig) {
    const { key, value } = first(it.givenConfig).children;
    return { kind: 'config', key: quoted(site, first(key)), value: quoted(site, first(value)) };
  }
  if (it.givenRequest) return buildGivenRequest(site, first(it.givenRequest));
  if (it.givenQueue) return buildGivenQueue(site, first(it.givenQueue));
  if (it.givenTransfer) return buildGivenTransfer(site, first(it.givenTransfer));
  return { kind: 'answering_machine' };
}

function buildGivenCall(site: Site, { children }: cst.GivenCallCstNode): Given {
  const { from, to, DateLiteral, TimeLiteral } = children;
  const date = maybe(DateLiteral, (token) => nameOf(site, token));
  const time = maybe(TimeLiteral, (token) => nameOf(site, token));
  return {
    kind: 'call',
    from: maybe(from, (token) => quoted(site, token)),
    to: maybe(to, (token) => quoted(site, token)),
    at: date === null || time === null ? null : { date, time },
  };
}

function buildGivenRequest(site: Site, { children }: cst.GivenRequestCstNode): Given {
  const { qname, namedArguments, expression, DurationLiteral } = children;
  const value = maybe(expression, (each) => buildExpression(site, each));
  const takes = maybe(DurationLiteral, (token) => durationOf(site, token));
  return {
    kind: 'request',
    target: buildQualified(site, first(qname)),
    arguments: buildArguments(site, namedArguments),
    answer:
      value !== null
        ? { kind: 'returns', value }
        : takes !== null
          ? { kind: 'takes', duration: takes }
          : { kind: 'fails' },
  };
}

function buildGivenQueue(site: Site, { children }: cst.GivenQueueCstNode): Given {
  const { Name, Word_closed, Word_full, Word_no, NumberLiteral, DurationLiteral } = children;
  return {
    kind: 'queue',
    queue: nameOf(site, first(Name)),
    state: Word_closed ? 'closed' : Word_full ? 'full' : Word_no ? 'no agent' : 'open',
    position: maybe(NumberLiteral, (token) => numberOf(site, token)),
    expectedWait: maybe(DurationLiteral, (token) => durationOf(site, token)),
  };
}

function buildGivenTransfer(site: Site, { children }: cst.GivenTransferCstNode): Given {
  const { Text, Word_answers, Word_busy, Word_no, DurationLiteral } = children;
  return {
    kind: 'transfer',
    to: quoted(site, first(Text)),
    answer: Word_answers
      ? { kind: 'answers', for: maybe(DurationLiteral, (token) => durationOf(site, token)) }
      : { kind: Word_busy ? 'busy' : Word_no ? 'no answer' : 'fails' },
  };
}

function buildExpect(site: Site, { children }: cst.ExpectLineCstNode): TestLineBody {
  return {
    kind: 'expect',
    wanted: children.Word_no === undefined ? 'yes' : 'no',
    expectation: buildExpectation(site, first(children.expectation).children),
    within: maybe(children.DurationLiteral, (token) => durationOf(site, token)),
  };
}

const named = [
  ...(['say', 'tell', 'announce', 'menu', 'collect', 'ask', 'offer', 'track', 'step', 'voicemail', 'script'] as const),
  ...(['sms', 'email'] as const),
];

function buildExpectation(site: Site, it: cst.ExpectationCstChildren): Expectation {
  if (it.expectNamed) {
    const { what, Name, namedArguments } = first(it.expectNamed).children;
    const word = first(what).image;
    return {
      kind: 'named',
      what: named.find((each) => each === word) ?? 'say',
      name: nameOf(site, first(Name)),
      arguments: buildArguments(site, namedArguments),
    };
  }
  if (it.expectRequest) {
    const { qname, namedArguments } = first(it.expectRequest).children;
    return {
      kind: 'request',
      target: buildQualified(site, first(qname)),
      arguments: buildArguments(site, namedArguments),
    };
  }
  if (it.expectQueue) {
    const { Name, NumberLiteral } = first(it.expectQueue).children;
    return {
      kind: 'queue',
      queue: nameOf(site, first(Name)),
      priority: maybe(NumberLiteral, (token) => numberOf(site, token)),
    };
  }
  return buildOtherExpectation(site, it);
}

function buildOtherExpectation(site: Site, it: cst.ExpectationCstChildren): Expectation {
  if (it.expectCallback) return { kind: 'callback', to: quoted(site, first(first(it.expectCallback).children.Text)) };
  if (it.expectTransfer) return { kind: 'transfer', to: quoted(site, first(first(it.expectTransfer).children.Text)) };
  if (it.expectLanguage)
    return { kind: 'language', locale: nameOf(site, first(first(it.expectLanguage).children.Locale)) };
  if (it.recordingStatement)
    return { kind: 'recording', action: nameOf(site, first(first(it.recordingStatement).children.Name)) };
  if (it.expectReturn)
    return { kind: 'return', value: buildExpression(site, first(first(it.expectReturn).children.expression)) };
  return { kind: 'hangup' };
}
