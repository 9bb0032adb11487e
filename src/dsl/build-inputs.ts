// From the concrete tree to menu, collect, voicemail, offers and questions: items in any order become one node with named
// parts. Not here: whether compulsory outcomes are there (check/inputs.ts).

import type { CstNode, IToken } from 'chevrotain';
import { durationOf, first, maybe, nameOf, numberOf, once, textOf } from './build-common.ts';
import type { Site } from './build-common.ts';
import { buildExpression, buildPattern, buildPromptRef } from './build-expressions.ts';
import type { HandlerNode, InputNode, KeyNode, MeaningNode, Name, Outcome, Quantity, Block, Statement } from './ast.ts';
import type * as cst from './cst.generated.ts';
import { join, nodeSpan, tokenSpan } from './spans.ts';

/** How the parts that hold statements are built; given by build-ast, which owns them. */
export interface Blocks extends Site {
  readonly outcome: (node: cst.OutcomeCstNode) => Outcome;
  readonly handler: (node: cst.HandlerCstNode) => HandlerNode;
  readonly block: (node: cst.BlockCstNode) => Block;
  readonly statement: (node: cst.StatementCstNode) => Statement;
}

/** What asks something of the caller. */
export type InputKind = 'menu' | 'collect' | 'voicemail' | 'offer' | 'question';

interface Heading {
  readonly kind: InputKind;
  readonly keyword: IToken;
  readonly name: IToken;
  readonly whole: CstNode;
}

type Items = readonly cst.InputItemCstChildren[];

/** The body of anything that asks. Items that belong to another kind are reported. */
export function buildInput(site: Blocks, body: cst.InputBodyCstNode, heading: Heading): InputNode {
  const nodes = body.children.inputItem ?? [];
  const items = nodes.map(({ children }) => children);
  refuseItems(site, items, heading.kind);
  const { keyword, name, whole } = heading;
  return {
    name: nameOf(site, name),
    keyword: tokenSpan(site.file, keyword),
    ...prompts(site, items, heading),
    ...digits(site, items),
    ...recorded(site, items),
    bargeIn:
      once(
        site,
        'barge-in',
        items.flatMap(({ bargeInItem = [] }) => bargeInItem).map((item) => buildBargeIn(site, item)),
      )?.kind ?? 'on',
    secrecy: once(site, 'secret', words(site, items, 'Word_secret')) === null ? 'plain' : 'secret',
    keys: items.flatMap(({ keyItem = [] }) => keyItem).map((key) => buildKey(site, key)),
    meanings: items.flatMap(({ meaningItem = [] }) => meaningItem).map((item) => buildMeaning(site, item)),
    handlers: items.flatMap(({ handler = [] }) => handler).map((item) => site.handler(item)),
    span: nodeSpan(site.file, whole),
  };
}

function prompts(site: Site, items: Items, { kind, keyword }: Heading): Pick<InputNode, 'prompt' | 'retry'> {
  const nodes = items.flatMap(({ promptItem = [] }) => promptItem);
  const span = tokenSpan(site.file, keyword);
  if (nodes.length === 0 && kind !== 'offer') {
    const message = `This ${keyword.image} has no \`prompt\``;
    site.report({ code: 'FIL101', message, span, hint: 'say what the caller is asked: `prompt name`.' });
  }
  const retries = items.flatMap(({ retryItem = [] }) => retryItem);
  once(
    site,
    'retry',
    retries.map((node) => ({ span: nodeSpan(site.file, node) })),
  );
  return {
    prompt: once(
      site,
      'prompt',
      nodes.map((item) => buildPromptItem(site, item)),
    ),
    retry: (retries[0]?.children.promptRef ?? []).map((prompt) => buildPromptRef(site, prompt)),
  };
}

type Digits = 'wait' | 'length' | 'endKeys' | 'firstDigit' | 'betweenDigits' | 'valid';

function digits(site: Site, items: Items): Pick<InputNode, Digits> {
  const duration = ({ children }: { readonly children: { readonly DurationLiteral: IToken[] } }): Quantity =>
    durationOf(site, first(children.DurationLiteral));
  const all = <Item, Made>(
    pick: (item: cst.InputItemCstChildren) => readonly Item[] | undefined,
    make: (item: Item) => Made,
  ) => items.flatMap((item) => pick(item) ?? []).map(make);
  return {
    wait: once(
      site,
      'wait',
      all((item) => item.waitItem, duration),
    ),
    length: once(
      site,
      'length',
      all(
        (item) => item.lengthItem,
        (item) => buildLength(site, item),
      ),
    ),
    endKeys: once(
      site,
      'end on',
      all(
        (item) => item.endItem,
        ({ children }) => keysOf(site, first(children.keys)),
      ),
    ),
    firstDigit: once(
      site,
      'first digit within',
      all((item) => item.firstItem, duration),
    ),
    betweenDigits: once(
      site,
      'between digits',
      all((item) => item.betweenItem, duration),
    ),
    valid: once(
      site,
      'valid when',
      all(
        (item) => item.validItem,
        (item) => buildValid(site, item),
      ),
    ),
  };
}

function recorded(site: Site, items: Items): Pick<InputNode, 'max' | 'silence' | 'beep'> {
  const maxima = items.flatMap(({ maxItem = [] }) => maxItem);
  const silences = items.flatMap(({ silenceItem = [] }) => silenceItem);
  return {
    max: once(
      site,
      'max',
      maxima.map(({ children }) => durationOf(site, first(children.DurationLiteral))),
    ),
    silence: once(
      site,
      'silence',
      silences.map(({ children }) => durationOf(site, first(children.DurationLiteral))),
    ),
    beep: once(site, 'beep', words(site, items, 'Word_beep')) === null ? 'none' : 'beep',
  };
}

const words = (
  site: Site,
  items: Items,
  word: 'Word_beep' | 'Word_secret',
): readonly { readonly span: Name['span'] }[] =>
  items.flatMap((item) => item[word] ?? []).map((token) => ({ span: tokenSpan(site.file, token) }));

function buildPromptItem(site: Site, node: cst.PromptItemCstNode): NonNullable<InputNode['prompt']> {
  const { promptRef } = node.children;
  return promptRef === undefined
    ? { kind: 'keys', span: nodeSpan(site.file, node) }
    : buildPromptRef(site, first(promptRef));
}

function buildKey(site: Blocks, node: cst.KeyItemCstNode): KeyNode {
  const { keys, Text, whenPart, outcome } = node.children;
  return {
    keys: keysOf(site, first(keys)),
    label: maybe(Text, (token) => textOf(site, token)),
    when: maybe(whenPart, ({ children }) => buildExpression(site, first(children.expression))),
    outcome: site.outcome(first(outcome)),
    span: nodeSpan(site.file, node),
  };
}

function buildMeaning(site: Site, node: cst.MeaningItemCstNode): MeaningNode {
  const { pattern, Text } = node.children;
  return {
    pattern: buildPattern(site, first(pattern)),
    text: textOf(site, first(Text)),
    span: nodeSpan(site.file, node),
  };
}

/** The keys as one word: `1`, `10`, `*`. */
export function keysOf(site: Site, node: cst.KeysCstNode): Name {
  const text = node.children.KeyPress.map(({ image }) => image).join('');
  const span = nodeSpan(site.file, node);
  if (text.includes('.')) {
    site.report({ code: 'FIL101', message: `\`${text}\` is not a key`, span, hint: 'keys are 0 to 9, * and #.' });
  }
  return { text, span };
}

function buildLength(site: Site, node: cst.LengthItemCstNode): NonNullable<InputNode['length']> {
  const min = numberOf(site, first(node.children.min));
  const max = node.children.max === undefined ? min : numberOf(site, first(node.children.max));
  return { min, max, span: join(min.span, max.span) };
}

function buildValid(site: Site, node: cst.ValidItemCstNode): NonNullable<InputNode['valid']> {
  const { expression, promptRef, Word_valid } = node.children;
  return {
    when: buildExpression(site, first(expression)),
    otherwiseSay: maybe(promptRef, (prompt) => buildPromptRef(site, prompt)),
    span: tokenSpan(site.file, first(Word_valid)),
  };
}

function buildBargeIn(
  site: Site,
  node: cst.BargeInItemCstNode,
): { readonly kind: InputNode['bargeIn']; readonly span: Name['span'] } {
  const { Word_on, Name } = node.children;
  const span = nodeSpan(site.file, node);
  if (Word_on !== undefined) return { kind: 'on', span };
  const word = first(Name);
  if (word.image === 'keep' || word.image === 'off') return { kind: word.image, span };
  site.report({
    code: 'FIL101',
    message: `Expected \`on\`, \`off\` or \`keep\` after \`barge-in\`, not \`${word.image}\``,
    span: tokenSpan(site.file, word),
    hint: 'write `barge-in on`, `barge-in off` or `barge-in keep`.',
  });
  return { kind: 'off', span };
}

type ItemKind = keyof cst.InputItemCstChildren;

const digitItems: readonly ItemKind[] = ['lengthItem', 'firstItem', 'betweenItem', 'validItem'];
const soundItems: readonly ItemKind[] = ['maxItem', 'silenceItem', 'Word_beep'];
const unfit: Readonly<Record<InputKind, readonly ItemKind[]>> = {
  menu: [...digitItems, ...soundItems, 'meaningItem', 'Word_secret'],
  collect: [...soundItems, 'keyItem', 'waitItem', 'meaningItem'],
  voicemail: [...digitItems, 'keyItem', 'waitItem', 'meaningItem', 'Word_secret'],
  offer: [
    ...digitItems,
    ...soundItems,
    'endItem',
    'meaningItem',
    'Word_secret',
    'promptItem',
    'retryItem',
    'validItem',
    'handler',
  ],
  question: [...soundItems, 'handler'],
};

/** Reports items that belong to another kind of question. */
function refuseItems(site: Site, items: Items, kind: InputKind): void {
  for (const item of items) {
    for (const part of unfit[kind].flatMap((each): readonly (CstNode | IToken)[] => item[each] ?? [])) {
      const span = 'image' in part ? tokenSpan(site.file, part) : nodeSpan(site.file, part);
      const message = `This does not belong to ${kind === 'offer' ? 'an offer' : `a ${kind}`}`;
      site.report({ code: 'FIL101', message, span, hint: hints[kind] });
    }
  }
}

const hints: Readonly<Record<InputKind, string>> = {
  menu: 'a menu waits with `wait`; several digits are asked for by `collect`.',
  collect: 'a collect waits with `first digit within` and `between digits`; a choice by key is a `menu`.',
  voicemail: 'a voicemail has `prompt`, `max`, `silence`, `end on`, `beep` and `on no input`.',
  offer: 'an offer has keys, and `wait` for how long they stay open.',
  question: 'what happens without an answer is said where the question is asked: `ask name { on no input -> step }`.',
};
