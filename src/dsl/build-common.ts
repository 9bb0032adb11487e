// What all parts of build-ast share: names, quantities, texts, and parts that may stand once.
// Not here: any node of the tree.

import type { IToken } from 'chevrotain';
import { present } from '../base/assert.ts';
import type { Name, Quantity } from './ast.ts';
import type { Report } from './diagnostics.ts';
import type { Span } from './program.ts';
import { part, tokenSpan } from './spans.ts';

/** Where a tree is being built: which file, and where findings go. */
export interface Site {
  readonly file: string;
  readonly report: Report;
}

/** The longest duration that can be written: a year, far beyond any wait. */
export const durationMsMax = 366 * 24 * 3_600_000;

const unitMs: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['min', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** The first of a list that the grammar never leaves empty. */
export const first = <Item>(list: readonly Item[] | undefined): Item =>
  present(list?.[0], 'a part that the grammar makes compulsory');

export const nameOf = (site: Site, token: IToken): Name => ({ text: token.image, span: tokenSpan(site.file, token) });

/** A number as written. */
export const numberOf = (site: Site, token: IToken): Quantity => ({
  value: Number(token.image),
  span: tokenSpan(site.file, token),
});

/** A duration in milliseconds; reports one that is beyond all measure. */
export function durationOf(site: Site, token: IToken): Quantity {
  const unit = token.image.replace(/[\d.]/g, '');
  const value = Math.round(Number(token.image.slice(0, -unit.length)) * (unitMs.get(unit) ?? 1));
  const span = tokenSpan(site.file, token);
  if (value > durationMsMax) {
    site.report({
      code: 'FIL301',
      message: `\`${token.image}\` is longer than a year`,
      span,
      hint: 'write at most `366d`.',
    });
  }
  return { value: Math.min(value, durationMsMax), span };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['n', '\n'],
  ['{', '{'],
]);

/** What a text in quotes says, its escapes replaced; reports those that do not exist. */
export function textOf(site: Site, token: IToken): string {
  const inside = token.image.slice(1, -1);
  const span = tokenSpan(site.file, token);
  return inside.replaceAll(/\\(.)/gu, (_whole, letter: string, at: number) => escaped(site, span, letter, at + 1));
}

/** One escape at `start` characters into `span`. */
export function escaped(site: Site, span: Span, letter: string, start: number): string {
  const value = escapes.get(letter);
  if (value !== undefined) return value;
  site.report({
    code: 'FIL101',
    message: `\`\\${letter}\` means nothing in a text`,
    span: part(span, start, 2),
    hint: 'only \\" \\\\ \\n and \\{ exist; write \\\\ for a backslash.',
  });
  return letter;
}

/** A part of a statement that may stand there once: keeps the first, reports the others. */
export class Once {
  readonly #site: Site;
  readonly #seen = new Map<string, Span>();

  constructor(site: Site) {
    this.#site = site;
  }

  /** Whether `what` is new here. */
  take(what: string, span: Span): boolean {
    const before = this.#seen.get(what);
    if (before === undefined) {
      this.#seen.set(what, span);
      return true;
    }
    this.#site.report({
      code: 'FIL203',
      message: `\`${what}\` stands here twice`,
      span,
      related: [{ span: before, label: 'the first one' }],
      hint: 'keep one of them.',
    });
    return false;
  }
}

/** The first of parts that may stand once; the others are reported. */
export function once<Part extends { readonly span: Name['span'] }>(
  site: Site,
  what: string,
  parts: readonly Part[],
): Part | null {
  const seen = new Once(site);
  for (const { span } of parts) seen.take(what, span);
  return parts[0] ?? null;
}

/** A text in quotes with its place, its escapes replaced. */
export const quoted = (site: Site, token: IToken): Name => ({
  text: textOf(site, token),
  span: tokenSpan(site.file, token),
});

/** A part that may be missing. */
export const maybe = <Item, Made>(list: readonly Item[] | undefined, make: (item: Item) => Made): Made | null =>
  list?.[0] === undefined ? null : make(list[0]);
