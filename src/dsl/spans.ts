// Places in the source, made from tokens and tree nodes. Not here: what stands at them.

import type { CstNode, IToken } from 'chevrotain';
import type { Span } from './program.ts';

/** The place of one token. */
export function tokenSpan(file: string, token: IToken): Span {
  const { startOffset, endOffset = startOffset, startLine = 1, startColumn = 1, endLine = startLine } = token;
  const endColumn = (token.endColumn ?? startColumn) + 1;
  return {
    file,
    line: startLine,
    column: startColumn,
    endLine,
    endColumn,
    offset: startOffset,
    endOffset: endOffset + 1,
  };
}

/** The place of a whole tree node. */
export function nodeSpan(file: string, node: CstNode): Span {
  const at = node.location;
  const { startOffset = 0, startLine = 1, startColumn = 1 } = at ?? {};
  const { endOffset = startOffset, endLine = startLine, endColumn = startColumn } = at ?? {};
  return {
    file,
    line: startLine,
    column: startColumn,
    endLine,
    endColumn: endColumn + 1,
    offset: startOffset,
    endOffset: endOffset + 1,
  };
}

/** From the beginning of one place to the end of another in the same file. */
export const join = (from: Span, to: Span): Span => ({
  file: from.file,
  line: from.line,
  column: from.column,
  offset: from.offset,
  endLine: to.endLine,
  endColumn: to.endColumn,
  endOffset: to.endOffset,
});

/** A part of a one-line place: `length` characters from `start` characters after its beginning. */
export const part = (span: Span, start: number, length: number): Span => ({
  ...span,
  endLine: span.line,
  column: span.column + start,
  offset: span.offset + start,
  endColumn: span.column + start + length,
  endOffset: span.offset + start + length,
});

/** The last place of a text: where something is missing at its end. One character wide, inside the text unless it is empty. */
export function endSpan(file: string, text: string): Span {
  const trimmed = text.trimEnd();
  const offset = Math.max(trimmed.length - 1, 0);
  const before = trimmed.slice(0, offset).split(/\r\n|\n|\r/);
  const column = (before.at(-1)?.length ?? 0) + 1;
  const width = Math.min(1, text.length);
  return {
    file,
    line: before.length,
    column,
    endLine: before.length,
    endColumn: column + width,
    offset,
    endOffset: offset + width,
  };
}
