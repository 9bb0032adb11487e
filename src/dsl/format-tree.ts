// From the concrete tree to what the formatter prints: lines of words, and groups of lines between braces, with the comments
// where they belong. Not here: widths and indentation (format-print.ts).

import type { CstElement, CstNode, IToken } from 'chevrotain';

/** One thing of a group: a statement, an item, a declaration. */
export interface Line {
  readonly parts: readonly Part[];
  /** Comments on lines of their own before it; empty for a blank line between them. */
  readonly before: readonly string[];
  /** The comment behind it on its last line. */
  readonly behind: string | null;
  /** Whether a blank line stood before it (before its comments). */
  readonly gap: 'gap' | 'close';
  /** The rule that it came from. */
  readonly rule: string;
  /** The lines of the file it stood on. */
  readonly begins: number;
  readonly ends: number;
}

export type Part =
  /** `glued`: no space before it. */
  { readonly kind: 'word'; readonly text: string; readonly glued: 'glued' | 'apart' } | Group;

export interface Group {
  readonly kind: 'group';
  readonly rule: string;
  readonly lines: readonly Line[];
  /** The comment behind the opening brace. */
  readonly behindOpen: string | null;
  /** Comments before the closing brace. */
  readonly atEnd: readonly string[];
}

/** The comments of a file, handed out once each in the order of the text. */
export class Comments {
  readonly #comments: readonly IToken[];
  #next = 0;

  constructor(comments: readonly IToken[]) {
    this.#comments = comments;
  }

  /** Those before an offset that were not taken yet. */
  before(offset: number): readonly IToken[] {
    const from = this.#next;
    while ((this.#comments[this.#next]?.startOffset ?? Infinity) < offset) this.#next++;
    return this.#comments.slice(from, this.#next);
  }

  /** The one that stands next on a line, if any, before the offset of what follows. */
  onLine(line: number, until: number): string | null {
    const comment = this.#comments[this.#next];
    if (comment === undefined || comment.startLine !== line || comment.startOffset > until) return null;
    this.#next++;
    return shown(comment);
  }
}

const shown = ({ image }: IToken): string => image.trimEnd();

/** The lines of a module. */
export function linesOf(
  module: CstNode,
  comments: Comments,
): { readonly lines: readonly Line[]; readonly atEnd: readonly string[] } {
  const start = { line: 0 };
  const elements = elementsOf(module);
  const lines = elements.map((element, index) =>
    lineOf([element], { comments, after: start, until: beginOf(elements[index + 1]) }),
  );
  return { lines, atEnd: comments.before(Infinity).map(shown) };
}

/** Comments with a blank line wherever one stood behind them. */
const spread = (comments: readonly IToken[], until: number): readonly string[] =>
  comments.flatMap((comment, index) => {
    const next = comments[index + 1]?.startLine ?? until;
    return next > (comment.startLine ?? 1) + 1 ? [shown(comment), ''] : [shown(comment)];
  });

/** Where the next thing begins; infinitely far when there is none. */
const beginOf = (next: CstElement | undefined): number => (next === undefined ? Infinity : startOf(next));

interface Place {
  readonly comments: Comments;
  /** The last line that was read. */
  readonly after: { line: number };
}

/** All children of a node in the order of the text. */
function elementsOf(node: CstNode): readonly CstElement[] {
  return Object.values(node.children)
    .flat()
    .sort((one, other) => startOf(one) - startOf(other));
}

const startOf = (element: CstElement): number =>
  'image' in element ? element.startOffset : (element.location?.startOffset ?? 0);

function tokensOf(element: CstElement): readonly IToken[] {
  return 'image' in element ? [element] : elementsOf(element).flatMap(tokensOf);
}

interface LinePlace extends Place {
  /** Where the next thing begins. */
  readonly until: number;
}

function lineOf(elements: readonly CstElement[], { comments, after, until }: LinePlace): Line {
  const tokens = elements.flatMap(tokensOf);
  const [first] = tokens;
  const leading = comments.before(first?.startOffset ?? 0);
  const begins = leading[0]?.startLine ?? first?.startLine ?? 1;
  const gap = after.line > 0 && begins > after.line + 1 ? 'gap' : 'close';
  const builder = new PartBuilder(comments, after);
  for (const element of elements) builder.add(element, '');
  const end = tokens.at(-1);
  const behind = comments.onLine(end?.endLine ?? 0, until);
  after.line = end?.endLine ?? 0;
  const [only] = elements;
  return {
    parts: builder.parts,
    before: [...spread(leading, first?.startLine ?? 1), ...builder.stray],
    behind,
    gap,
    rule: only === undefined || 'image' in only ? '' : only.name,
    begins: first?.startLine ?? 0,
    ends: end?.endLine ?? 0,
  };
}

/** Gathers the parts of one line. */
class PartBuilder {
  readonly parts: Part[] = [];
  /** Comments in the midst of the line: they go before it. */
  readonly stray: string[] = [];
  readonly #comments: Comments;
  readonly #after: { line: number };
  #previous: { readonly token: IToken; readonly rule: string } | null = null;

  constructor(comments: Comments, after: { line: number }) {
    this.#comments = comments;
    this.#after = after;
  }

  add(element: CstElement, rule: string): void {
    if ('image' in element) this.#word(element, rule);
    else if (isGroup(element)) this.#group(element);
    else for (const child of elementsOf(element)) this.add(child, element.name);
  }

  #word(token: IToken, rule: string): void {
    this.stray.push(...this.#comments.before(token.startOffset).map(shown));
    const glued = this.#previous !== null && isGlued(this.#previous, { token, rule }) ? 'glued' : 'apart';
    this.parts.push({ kind: 'word', text: token.image, glued });
    this.#previous = { token, rule };
  }

  #group(node: CstNode): void {
    const elements = elementsOf(node);
    const open = elements.findIndex((each) => 'image' in each && each.image === '{');
    for (const element of elements.slice(0, open)) this.add(element, node.name);
    this.parts.push(
      groupOf(node.name, elements.slice(open), { comments: this.#comments, after: this.#after, stray: this.stray }),
    );
    this.#previous = null;
  }
}

const isGroup = (node: CstNode): boolean => 'LBrace' in node.children;

interface GroupPlace extends Place {
  readonly stray: string[];
}

/** From the opening brace to the closing one. */
function groupOf(rule: string, elements: readonly CstElement[], { comments, after, stray }: GroupPlace): Group {
  const [open, ...rest] = elements;
  const close = rest.at(-1);
  const opening = open === undefined ? [] : tokensOf(open);
  stray.push(...comments.before(opening[0]?.startOffset ?? 0).map(shown));
  const inner = { line: opening[0]?.startLine ?? 0 };
  const behindOpen = comments.onLine(inner.line, beginOf(rest[0]));
  const items = itemsOf(rule, rest.slice(0, -1));
  const lines = items.map((item, index) => {
    const next = items[index + 1]?.[0] ?? close;
    const line = lineOf(item, { comments, after: inner, until: beginOf(next) });
    return index === 0 ? { ...line, gap: 'close' as const } : line;
  });
  const atEnd = comments.before(close === undefined ? 0 : startOf(close)).map(shown);
  after.line = close === undefined ? after.line : (tokensOf(close)[0]?.endLine ?? after.line);
  return { kind: 'group', rule, lines, behindOpen, atEnd };
}

/** The things between braces; a service begins with `base url ...`, which is one of them. */
function itemsOf(rule: string, elements: readonly CstElement[]): readonly (readonly CstElement[])[] {
  if (rule !== 'service') return elements.map((each) => [each]);
  const first = elements.findIndex((each) => !('image' in each) && each.name === 'operation');
  const end = first === -1 ? elements.length : first;
  return [elements.slice(0, end), ...elements.slice(end).map((each) => [each])];
}

interface Placed {
  readonly token: IToken;
  readonly rule: string;
}

const gluedBefore = [',', ')', ']', '.', '?.', '..', '?', ':'];
const gluedAfter = ['(', '[', '.', '?.', '..'];

/** Whether two neighbours stand without a space between them. */
function isGlued(left: Placed, right: Placed): boolean {
  if (gluedAfter.includes(left.token.image) || gluedBefore.includes(right.token.image)) return true;
  if (right.token.image === '(') return right.rule !== 'group';
  if (right.rule === 'typeArguments' || left.rule === 'typeArguments')
    return right.token.image !== '=' && right.token.image !== '{';
  return left.rule === 'keys' && right.rule === 'keys';
}
