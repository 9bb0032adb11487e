// From the concrete tree to menu, collect and queue: items in any order become one node with named parts.
// Not here: whether compulsory outcomes are there (check/inputs.ts, check/queues.ts).

import type { CstNode, IToken } from 'chevrotain';
import { durationOf, first, nameOf, numberOf, Once, refuseLater, textOf } from './build-common.ts';
import type { Site } from './build-common.ts';
import { buildExpression, buildPromptRef, buildType } from './build-expressions.ts';
import type {
  CollectNode,
  HandlerNode,
  InputNode,
  KeyNode,
  MenuNode,
  Name,
  Outcome,
  PromptRef,
  Quantity,
  QueueNode,
} from './ast.ts';
import type * as cst from './cst.generated.ts';
import { join, nodeSpan, tokenSpan } from './spans.ts';

/** How the parts that hold statements are built; given by build-ast, which owns them. */
export interface Blocks extends Site {
  readonly outcome: (node: cst.OutcomeCstNode) => Outcome;
  readonly handler: (node: cst.HandlerCstNode) => HandlerNode;
}

type Items = readonly cst.InputItemCstNode[];

/** A `menu` statement. */
export function buildMenu(site: Blocks, node: cst.MenuStatementCstNode): MenuNode {
  const { Word_menu, Name, inputItem = [] } = node.children;
  refuseItems(site, inputItem, 'menu', ['lengthItem', 'endItem', 'firstItem', 'betweenItem', 'validItem']);
  const waits = inputItem
    .flatMap(({ children }) => children.waitItem ?? [])
    .map(({ children }) => first(children.DurationLiteral));
  return {
    kind: 'menu',
    ...buildInput(site, inputItem, { keyword: first(Word_menu), name: first(Name), whole: node }),
    wait: once(
      site,
      'wait',
      waits.map((token) => durationOf(site, token)),
    ),
    keys: inputItem.flatMap(({ children }) => children.keyItem ?? []).map((key) => buildKey(site, key)),
  };
}

/** A `collect` statement. */
export function buildCollect(site: Blocks, node: cst.CollectStatementCstNode): CollectNode {
  const { Word_collect, Name, type, inputItem = [] } = node.children;
  refuseItems(site, inputItem, 'collect', ['keyItem', 'waitItem']);
  const items = inputItem.map(({ children }) => children);
  const duration = (token: IToken): Quantity => durationOf(site, token);
  const firsts = items
    .flatMap(({ firstItem = [] }) => firstItem)
    .map(({ children }) => duration(first(children.DurationLiteral)));
  const betweens = items
    .flatMap(({ betweenItem = [] }) => betweenItem)
    .map(({ children }) => duration(first(children.DurationLiteral)));
  const ends = items.flatMap(({ endItem = [] }) => endItem).map(({ children }) => keysOf(site, first(children.keys)));
  return {
    kind: 'collect',
    ...buildInput(site, inputItem, { keyword: first(Word_collect), name: first(Name), whole: node }),
    type: buildType(site, first(type)),
    length: once(
      site,
      'length',
      items.flatMap(({ lengthItem = [] }) => lengthItem).map((item) => buildLength(site, item)),
    ),
    endKeys: once(site, 'end on', ends),
    firstDigit: once(site, 'first digit within', firsts),
    betweenDigits: once(site, 'between digits', betweens),
    valid: once(
      site,
      'valid when',
      items.flatMap(({ validItem = [] }) => validItem).map((item) => buildValid(site, item)),
    ),
  };
}

/** A `queue` statement. */
export function buildQueue(site: Blocks, node: cst.QueueStatementCstNode): QueueNode {
  const items = (node.children.queueItem ?? []).map(({ children }) => children);
  const later = [
    ...items
      .flatMap(({ laterQueueItem = [] }) => laterQueueItem)
      .map(({ children }) => first(children.Later_queueItem)),
    ...items.flatMap(({ laterOffer = [] }) => laterOffer).map(({ children }) => first(children.Word_offer)),
  ];
  for (const token of later) refuseLater(site, tokenSpan(site.file, token), token.image);
  const priorities = items.flatMap(({ priorityItem = [] }) => priorityItem);
  const greets = items.flatMap(({ greetItem = [] }) => greetItem);
  const musics = items.flatMap(({ musicItem = [] }) => musicItem);
  const music = musics.map(({ children }) => nameOf(site, first(children.Name ?? children.Word_default)));
  const afters = items
    .flatMap(({ afterItem = [] }) => afterItem)
    .map((item) => ({
      wait: durationOf(site, first(item.children.DurationLiteral)),
      outcome: site.outcome(first(item.children.outcome)),
      span: tokenSpan(site.file, first(item.children.Word_after)),
    }));
  for (const { span } of afters.slice(1)) refuseLater(site, span, 'after ... after');
  return {
    kind: 'queue',
    name: nameOf(site, first(node.children.Name)),
    keyword: tokenSpan(site.file, first(node.children.Word_queue)),
    priority: once(
      site,
      'priority',
      priorities.map(({ children }) => buildExpression(site, first(children.expression))),
    ),
    greet: once(
      site,
      'greet',
      greets.map(({ children }) => buildPromptRef(site, first(children.promptRef))),
    ),
    music: once(site, 'music', music),
    after: afters[0] ?? null,
    handlers: items.flatMap(({ handler = [] }) => handler).map((item) => site.handler(item)),
    span: nodeSpan(site.file, node),
  };
}

interface Heading {
  readonly keyword: IToken;
  readonly name: IToken;
  readonly whole: cst.MenuStatementCstNode | cst.CollectStatementCstNode;
}

function buildInput(site: Blocks, nodes: Items, { keyword, name, whole }: Heading): InputNode {
  const items = nodes.map(({ children }) => children);
  for (const { laterInputItem = [] } of items) {
    for (const { children } of laterInputItem) refuseWord(site, first(children.Later_inputItem));
  }
  const span = tokenSpan(site.file, keyword);
  const prompts = items.flatMap(({ promptItem = [] }) => promptItem);
  if (prompts.length === 0) {
    const message = `This ${keyword.image} has no \`prompt\``;
    site.report({ code: 'FIL101', message, span, hint: 'say what the caller is asked: `prompt name`.' });
  }
  const retries = items.flatMap(({ retryItem = [] }) => retryItem).map(({ children }) => children.promptRef);
  return {
    name: nameOf(site, name),
    keyword: span,
    prompt: once(
      site,
      'prompt',
      prompts.flatMap((item) => buildPromptItem(site, item)),
    ),
    retry: (retries[0] ?? []).map((prompt) => buildPromptRef(site, prompt)),
    bargeIn:
      once(
        site,
        'barge-in',
        items.flatMap(({ bargeInItem = [] }) => bargeInItem).map((item) => buildBargeIn(site, item)),
      )?.kind ?? 'on',
    handlers: items.flatMap(({ handler = [] }) => handler).map((item) => site.handler(item)),
    span: nodeSpan(site.file, whole),
  };
}

function buildPromptItem(site: Site, node: cst.PromptItemCstNode): readonly PromptRef[] {
  const { promptRef, laterFromKeys } = node.children;
  if (laterFromKeys !== undefined) refuseLater(site, nodeSpan(site.file, first(laterFromKeys)), 'prompt from keys');
  return (promptRef ?? []).map((prompt) => buildPromptRef(site, prompt));
}

function buildKey(site: Blocks, node: cst.KeyItemCstNode): KeyNode {
  const { keys, Text, laterKeyWhen, outcome } = node.children;
  if (laterKeyWhen !== undefined) refuseLater(site, nodeSpan(site.file, first(laterKeyWhen)), 'key ... when');
  return {
    keys: keysOf(site, first(keys)),
    label: Text === undefined ? null : textOf(site, first(Text)),
    outcome: site.outcome(first(outcome)),
    span: nodeSpan(site.file, node),
  };
}

/** The keys as one word: `1`, `10`, `*`. */
function keysOf(site: Site, node: cst.KeysCstNode): Name {
  const text = node.children.KeyPress.map(({ image }) => image).join('');
  const span = nodeSpan(site.file, node);
  if (text.includes('.')) {
    site.report({ code: 'FIL101', message: `\`${text}\` is not a key`, span, hint: 'keys are 0 to 9, * and #.' });
  }
  return { text, span };
}

function buildLength(site: Site, node: cst.LengthItemCstNode): NonNullable<CollectNode['length']> {
  const min = numberOf(site, first(node.children.min));
  const max = node.children.max === undefined ? min : numberOf(site, first(node.children.max));
  return { min, max, span: join(min.span, max.span) };
}

function buildValid(
  site: Site,
  node: cst.ValidItemCstNode,
): NonNullable<CollectNode['valid']> & { readonly span: Name['span'] } {
  const { expression, promptRef, Word_valid } = node.children;
  return {
    when: buildExpression(site, first(expression)),
    otherwiseSay: promptRef === undefined ? null : buildPromptRef(site, first(promptRef)),
    span: tokenSpan(site.file, first(Word_valid)),
  };
}

function buildBargeIn(
  site: Site,
  node: cst.BargeInItemCstNode,
): { readonly kind: 'on' | 'off'; readonly span: Name['span'] } {
  const { Word_on, Name } = node.children;
  const span = nodeSpan(site.file, node);
  if (Word_on !== undefined) return { kind: 'on', span };
  const word = first(Name);
  if (word.image === 'keep') refuseWord(site, word);
  else if (word.image !== 'off') {
    const at = tokenSpan(site.file, word);
    site.report({
      code: 'FIL101',
      message: `Expected \`on\` or \`off\` after \`barge-in\`, not \`${word.image}\``,
      span: at,
      hint: 'write `barge-in on` or `barge-in off`.',
    });
  }
  return { kind: 'off', span };
}

const refuseWord = (site: Site, token: IToken): void => {
  refuseLater(site, tokenSpan(site.file, token), token.image);
};

type ItemKind = keyof cst.InputItemCstChildren;

/** Reports items that belong to the other kind of question. */
function refuseItems(site: Site, items: Items, where: 'menu' | 'collect', unfit: readonly ItemKind[]): void {
  for (const item of items) {
    for (const node of unfit.flatMap((kind): readonly CstNode[] => item.children[kind] ?? [])) {
      const span = nodeSpan(site.file, node);
      const other = where === 'menu' ? 'a collect' : 'a menu';
      site.report({
        code: 'FIL101',
        message: `This belongs to ${other}, not to a ${where}`,
        span,
        hint: hintFor(where),
      });
    }
  }
}

const hintFor = (where: 'menu' | 'collect'): string =>
  where === 'menu'
    ? 'a menu waits with `wait`; several digits are asked for by `collect`.'
    : 'a collect waits with `first digit within` and `between digits`.';

/** The first of parts that may stand once. */
function once<Part extends { readonly span: Name['span'] }>(
  site: Site,
  what: string,
  parts: readonly Part[],
): Part | null {
  const seen = new Once(site);
  for (const { span } of parts) seen.take(what, span);
  return parts[0] ?? null;
}
