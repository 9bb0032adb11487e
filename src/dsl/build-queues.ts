// From the concrete tree to queue and transfer. Not here: whether compulsory outcomes are there (check/queues.ts).

import type { CstNode, IToken } from 'chevrotain';
import { present } from '../base/assert.ts';
import { durationOf, first, maybe, nameOf, once, quoted } from './build-common.ts';
import type { Site } from './build-common.ts';
import { buildExpression, buildPromptRef } from './build-expressions.ts';
import { buildInput } from './build-inputs.ts';
import type { Blocks } from './build-inputs.ts';
import type { ExpressionNode, HeaderNode, OfferNode, QueueNode, RequirementNode, TransferNode } from './ast.ts';
import type * as cst from './cst.generated.ts';
import { nodeSpan, tokenSpan } from './spans.ts';

/** A `queue` statement. */
export function buildQueue(site: Blocks, node: cst.QueueStatementCstNode): QueueNode {
  const items = (node.children.queueItem ?? []).map(({ children }) => children);
  return {
    kind: 'queue',
    name: nameOf(site, first(node.children.Name)),
    keyword: tokenSpan(site.file, first(node.children.Word_queue)),
    ...buildSingle(site, items),
    every: items
      .flatMap(({ everyItem = [] }) => everyItem)
      .map(({ children }) => ({
        wait: durationOf(site, first(children.DurationLiteral)),
        block: site.block(first(children.block)),
        span: tokenSpan(site.file, first(children.Word_every)),
      })),
    after: items
      .flatMap(({ afterItem = [] }) => afterItem)
      .map(({ children }) => ({
        wait: durationOf(site, first(children.DurationLiteral)),
        outcome: site.outcome(first(children.outcome)),
        span: tokenSpan(site.file, first(children.Word_after)),
      })),
    offers: items.flatMap(({ offerItem = [] }) => offerItem).map((each) => buildOffer(site, each)),
    handlers: items.flatMap(({ handler = [] }) => handler).map((item) => site.handler(item)),
    span: nodeSpan(site.file, node),
  };
}

type Single = 'priority' | 'require' | 'greet' | 'music' | 'connect';

/** The items that may stand once. */
function buildSingle(site: Blocks, items: readonly cst.QueueItemCstChildren[]): Pick<QueueNode, Single> {
  const single = <Item extends CstNode>(what: string, nodes: readonly Item[]): Item | null => {
    const spans = nodes.map((each) => ({ span: tokenSpan(site.file, beginning(each)) }));
    once(site, what, spans);
    return nodes[0] ?? null;
  };
  const priority = single(
    'priority',
    items.flatMap(({ priorityItem = [] }) => priorityItem),
  );
  const require = single(
    'require',
    items.flatMap(({ requireItem = [] }) => requireItem),
  );
  const greet = single(
    'greet',
    items.flatMap(({ greetItem = [] }) => greetItem),
  );
  const music = single(
    'music',
    items.flatMap(({ musicItem = [] }) => musicItem),
  )?.children;
  const connect = single(
    'connect',
    items.flatMap(({ connectItem = [] }) => connectItem),
  );
  return {
    priority: priority && buildExpression(site, first(priority.children.expression)),
    require: require === null ? [] : buildRequire(site, require),
    greet: greet && buildPromptRef(site, first(greet.children.promptRef)),
    music: music === undefined ? null : nameOf(site, first(music.Name ?? music.Word_default)),
    connect: connect && {
      block: site.block(first(connect.children.block)),
      span: tokenSpan(site.file, first(connect.children.Word_connect)),
    },
  };
}

/** The first token of a node, which begins with one. */
const beginning = (node: CstNode): IToken =>
  present(
    Object.values(node.children)
      .flat()
      .flatMap((each) => ('image' in each ? [each] : []))
      .sort((one, other) => one.startOffset - other.startOffset)[0],
    'the word that an item begins with',
  );

function buildRequire(site: Site, node: cst.RequireItemCstNode): readonly RequirementNode[] {
  const { expression, relaxation = [] } = node.children;
  const needs: readonly ExpressionNode[] = [
    buildExpression(site, first(expression)),
    ...relaxation.map(({ children }) => buildExpression(site, first(children.expression))),
  ];
  return needs.map((each, index) => ({
    needs: each,
    lasts: maybe(relaxation[index]?.children.DurationLiteral, (token) => durationOf(site, token)),
  }));
}

function buildOffer(site: Blocks, node: cst.OfferItemCstNode): OfferNode {
  const { Word_offer, promptRef, whenPart, DurationLiteral, inputBody } = node.children;
  const keyword = first(Word_offer);
  const prompt = buildPromptRef(site, first(promptRef));
  return {
    prompt,
    when: maybe(whenPart, ({ children }) => buildExpression(site, first(children.expression))),
    after: maybe(DurationLiteral, (token) => durationOf(site, token)),
    input: buildInput(site, first(inputBody), {
      kind: 'offer',
      keyword,
      name: first(promptRef).children.Name?.[0] ?? keyword,
      whole: node,
    }),
    span: nodeSpan(site.file, node),
  };
}

/** A `transfer` statement. */
export function buildTransfer(site: Blocks, node: cst.TransferStatementCstNode): TransferNode {
  const { Word_transfer, expression, transferItem = [] } = node.children;
  const items = transferItem.map(({ children }) => children);
  const timeouts = items.flatMap(({ timeoutItem = [] }) => timeoutItem);
  const froms = items.flatMap(({ fromItem = [] }) => fromItem);
  return {
    kind: 'transfer',
    keyword: tokenSpan(site.file, first(Word_transfer)),
    to: buildExpression(site, first(expression)),
    timeout: once(
      site,
      'timeout',
      timeouts.map(({ children }) => durationOf(site, first(children.DurationLiteral))),
    ),
    from: once(
      site,
      'from',
      froms.map(({ children }) => buildExpression(site, first(children.expression))),
    ),
    headers: items.flatMap(({ headerItem = [] }) => headerItem).map((each) => buildHeader(site, each)),
    handlers: items.flatMap(({ handler = [] }) => handler).map((each) => site.handler(each)),
    span: nodeSpan(site.file, node),
  };
}

/** `header "X-Name" = value`. */
export const buildHeader = (site: Site, { children }: cst.HeaderItemCstNode): HeaderNode => ({
  name: quoted(site, first(children.Text)),
  value: buildExpression(site, first(children.expression)),
});
