// What a message can do about itself: replacements in the text, where there is no doubt. Not here: which messages have one.

import type { Diagnostic, Edit } from './diagnostics.ts';
import type { Span } from './program.ts';

/**
 * The text with all fixes of its diagnostics, and how many of them were made; of two that overlap the first, and one that
 * two messages propose once.
 */
export function applyFixes(
  text: string,
  diagnostics: readonly Diagnostic[],
): { readonly text: string; readonly count: number } {
  const edits = diagnostics
    .flatMap(({ fix }) => (fix === null ? [] : [fix]))
    .toSorted((one, other) => one.span.offset - other.span.offset);
  let previous: Edit | null = null;
  let fixed = '';
  let at = 0;
  let count = 0;
  for (const edit of edits) {
    const { span, text: put } = edit;
    if (span.offset < at || (previous !== null && isSame(previous, edit))) continue;
    previous = edit;
    fixed += text.slice(at, span.offset) + put;
    at = span.endOffset;
    count++;
  }
  return { text: fixed + text.slice(at), count };
}

const isSame = (one: Edit, other: Edit): boolean => one.span.offset === other.span.offset && one.text === other.text;

/** The place just before another one. */
export const placeBefore = (span: Span): Span => ({
  ...span,
  endLine: span.line,
  endColumn: span.column,
  endOffset: span.offset,
});

/** The place just behind another one. */
export const placeBehind = (span: Span): Span => ({
  ...span,
  line: span.endLine,
  column: span.endColumn,
  offset: span.endOffset,
});
