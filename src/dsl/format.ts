// The one form of a Fil file: `carillon fmt`. Words, their order and all comments stay; spaces and line ends are made anew.
// Not here: files that do not parse, which are left as they are.

import { failed, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import type { Diagnostic } from './diagnostics.ts';
import { Comments, linesOf } from './format-tree.ts';
import { printModule } from './format-print.ts';
import { parseTokens, readFile } from './read.ts';
import type { SourceFile } from './read.ts';
import { lex } from './tokens.ts';

/** The formatted text of a file. Fails with its syntax errors. */
export function formatFile(source: SourceFile): Result<string, readonly Diagnostic[]> {
  const text = source.text.normalize('NFC');
  const { module, diagnostics } = readFile({ ...source, text });
  const wrong = diagnostics.filter(({ code }) => code === 'FIL101' || code === 'FIL102');
  if (module === null || wrong.length > 0) return failed(wrong);
  const { tokens, comments } = lex(text);
  const { lines, atEnd } = linesOf(parseTokens(tokens), new Comments(comments));
  return ok(printModule(lines, atEnd));
}
