// From the concrete tree to records, enums, hours, services and questions. Not here: prompts, flows, tests.

import { durationOf, first, maybe, nameOf, numberOf, once, quoted } from './build-common.ts';
import type { Site } from './build-common.ts';
import { buildExpression, buildParams, buildType } from './build-expressions.ts';
import { buildInput } from './build-inputs.ts';
import type { Blocks } from './build-inputs.ts';
import { buildPieces } from './build-prompts.ts';
import { dateOf, timeOf } from './build-quantities.ts';
import { buildHeader } from './build-queues.ts';
import type {
  DatesNode,
  EnumNode,
  HoursItemNode,
  HoursNode,
  OperationNode,
  QuestionNode,
  RecordNode,
  ServiceNode,
  TimesNode,
} from './ast.ts';
import type * as cst from './cst.generated.ts';
import { nodeSpan, tokenSpan } from './spans.ts';
import { dayWords } from './words.ts';

/** A `record`. */
export const buildRecord = (site: Site, node: cst.RecordDeclarationCstNode): RecordNode => ({
  name: nameOf(site, first(node.children.Name)),
  fields: (node.children.fieldDeclaration ?? []).map(({ children }) => ({
    name: nameOf(site, first(children.AnyWord)),
    type: buildType(site, first(children.type)),
  })),
  span: nodeSpan(site.file, node),
});

/** An `enum`. */
export const buildEnum = (site: Site, node: cst.EnumDeclarationCstNode): EnumNode => ({
  name: nameOf(site, first(node.children.Name)),
  members: node.children.enumMember.map(({ children }) => ({
    name: nameOf(site, first(children.Name)),
    label: maybe(children.Text, (token) => quoted(site, token).text),
  })),
  span: nodeSpan(site.file, node),
});

/** An `hours`. */
export const buildHours = (site: Site, node: cst.HoursCstNode): HoursNode => ({
  name: nameOf(site, first(node.children.Name)),
  timezone: quoted(site, first(node.children.Text)),
  items: (node.children.hoursItem ?? []).map((item) => buildHoursItem(site, item)),
  span: nodeSpan(site.file, node),
});

function buildHoursItem(site: Site, node: cst.HoursItemCstNode): HoursItemNode {
  const { holidaysItem, closedItem, openItem, dayItem } = node.children;
  const span = nodeSpan(site.file, node);
  if (holidaysItem !== undefined) {
    return { kind: 'holidays', locale: nameOf(site, first(first(holidaysItem).children.Locale)), span };
  }
  if (closedItem !== undefined) {
    const { dates, Text } = first(closedItem).children;
    const label = maybe(Text, (token) => quoted(site, token).text);
    return { kind: 'closed', dates: buildDates(site, first(dates)), label, span };
  }
  if (openItem !== undefined) {
    const { dates, times } = first(openItem).children;
    return { kind: 'open', dates: buildDates(site, first(dates)), times: buildTimes(site, first(times)), span };
  }
  const { from, to, times } = first(dayItem).children;
  const begin = weekday(first(from).image);
  const end = maybe(to, (token) => weekday(token.image)) ?? begin;
  return { kind: 'days', from: begin, to: end, times: buildTimes(site, first(times)), span };
}

/** 1 (Monday) to 7, in either language. */
const weekday = (word: string): number => (dayWords.indexOf(word) % 7) + 1;

function buildDates(site: Site, { children }: cst.DatesCstNode): DatesNode {
  const from = dateOf(site, first(children.from));
  return { from, to: maybe(children.to, (token) => dateOf(site, token)) ?? from };
}

const buildTimes = (site: Site, { children }: cst.TimesCstNode): readonly TimesNode[] =>
  children.timeRange.map((range) => ({
    from: timeOf(site, first(range.children.from), 'instant'),
    to: timeOf(site, first(range.children.to), 'end'),
  }));

/** A `service`. */
export const buildService = (site: Site, node: cst.ServiceCstNode): ServiceNode => ({
  name: nameOf(site, first(node.children.Name)),
  base: buildExpression(site, first(node.children.expression)),
  operations: (node.children.operation ?? []).map((operation) => buildOperation(site, operation)),
  span: nodeSpan(site.file, node),
});

function buildOperation(site: Site, node: cst.OperationCstNode): OperationNode {
  const { kind, Name, params, type, operationItem = [] } = node.children;
  const items = operationItem.map(({ children }) => children);
  const methods = items.flatMap(({ methodItem = [] }) => methodItem);
  const timeouts = items.flatMap(({ timeoutItem = [] }) => timeoutItem);
  const retries = items.flatMap(({ retryTimes = [] }) => retryTimes);
  const bodies = items.flatMap(({ bodyItem = [] }) => bodyItem);
  const method = once(
    site,
    'method',
    methods.map(({ children }) => nameOf(site, first(children.method))),
  );
  const path = methods[0]?.children.Text[0];
  return {
    kind: first(kind).image === 'query' ? 'query' : 'command',
    name: nameOf(site, first(Name)),
    params: buildParams(site, params) ?? [],
    returns: maybe(type, (each) => buildType(site, each)),
    method,
    path: path === undefined ? null : { pieces: buildPieces(site, path), span: tokenSpan(site.file, path) },
    timeout: once(
      site,
      'timeout',
      timeouts.map(({ children }) => durationOf(site, first(children.DurationLiteral))),
    ),
    retry: once(
      site,
      'retry',
      retries.map(({ children }) => numberOf(site, first(children.NumberLiteral))),
    ),
    headers: items.flatMap(({ headerItem = [] }) => headerItem).map((each) => buildHeader(site, each)),
    body: once(
      site,
      'body',
      bodies.map(({ children }) => buildExpression(site, first(children.expression))),
    ),
    span: nodeSpan(site.file, node),
  };
}

/** A `question`. */
export function buildQuestion(site: Blocks, node: cst.QuestionCstNode): QuestionNode {
  const { Word_question, Name, params, type, inputBody } = node.children;
  return {
    kind: 'question',
    params: buildParams(site, params),
    type: buildType(site, first(type)),
    ...buildInput(site, first(inputBody), {
      kind: 'question',
      keyword: first(Word_question),
      name: first(Name),
      whole: node,
    }),
  };
}
