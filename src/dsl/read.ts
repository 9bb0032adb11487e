// From the text of one file to its syntax tree, or to what is wrong with its syntax. Never throws, whatever the text.
// Not here: anything that needs a second file.

import type { IRecognitionException, IToken } from 'chevrotain';
import type { SourceModule } from './ast.ts';
import { buildModule } from './build-ast.ts';
import type * as cst from './cst.generated.ts';
import { Findings } from './diagnostics.ts';
import type { Diagnostic, Report } from './diagnostics.ts';
import { repair } from './repair.ts';
import { endSpan, tokenSpan } from './spans.ts';
import { syntaxHint } from './syntax-messages.ts';
import { theParser } from './the-parser.ts';
import { keyword, lex, OpenText } from './tokens.ts';
import type { Lexed } from './tokens.ts';

/** The largest file that is read: far above any flow written by hand, low enough to answer at once. */
export const fileLengthMax = 1_000_000;
/** The deepest nesting of braces and parentheses; nobody can follow more. */
export const nestingMax = 60;

export interface SourceFile {
  /** Path from the root of the project, with `/`. */
  readonly file: string;
  readonly text: string;
}

/** `module` is null when the syntax is wrong beyond what could be repaired. */
export interface ReadFile {
  readonly file: string;
  readonly module: SourceModule | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one file. Words of a later release and slips with a known fix leave a usable tree; other errors none. */
export function readFile({ file, text }: SourceFile): ReadFile {
  const findings = new Findings();
  const module =
    text.length > fileLengthMax ? tooLong(file, text, findings.report) : readText(file, text, findings.report);
  return { file, module, diagnostics: findings.sorted() };
}

function readText(file: string, text: string, report: Report): SourceModule | null {
  const lexed = lex(text);
  const deep = tooDeep(lexed.tokens);
  if (deep !== null) {
    const hint = 'take inner parts out into steps or values of their own.';
    report({ code: 'FIL101', message: 'This is nested too deeply', span: tokenSpan(file, deep), hint });
    return null;
  }
  const lexicalFaults = reportLexical(file, lexed, report);
  try {
    const { tokens, errors } = repair(file, lexed.tokens, report);
    reportErrors(file, text, { tokens, errors, quiet: lexicalFaults }, report);
    if (errors.length > 0 || lexicalFaults > 0) return null;
    return buildModule({ file, report }, parseTokens(tokens), lexed);
  } catch (fault) {
    // Chains without brackets (`if a then b else if ...`) can still exhaust the stack: that is a fault of the text.
    if (!(fault instanceof RangeError)) throw fault;
    report({
      code: 'FIL101',
      message: 'This file is nested too deeply',
      span: endSpan(file, text),
      hint: 'cut it into smaller steps.',
    });
    return null;
  }
}

/** The concrete tree of tokens that are known to parse. The types of the tree are generated from the grammar itself. */
export function parseTokens(tokens: IToken[]): cst.ModuleCstNode {
  const reader = theParser();
  reader.input = tokens;
  return reader.module() as cst.ModuleCstNode;
}

function tooLong(file: string, text: string, report: Report): null {
  const hint = `cut it into files of at most ${fileLengthMax} characters.`;
  report({ code: 'FIL101', message: 'This file is too long', span: endSpan(file, text.slice(0, 1)), hint });
  return null;
}

function tooDeep(tokens: readonly IToken[]): IToken | null {
  let depth = 0;
  for (const token of tokens) {
    if (token.image === '{' || token.image === '(' || token.image === '[') depth++;
    if (token.image === '}' || token.image === ')' || token.image === ']') depth--;
    if (depth > nestingMax) return token;
  }
  return null;
}

/** Strange characters and open texts; gives back how many there are. */
function reportLexical(file: string, { tokens, strange }: Lexed, report: Report): number {
  for (const { offset, length, line, column } of strange) {
    const span = { file, line, column, endLine: line, endColumn: column + length, offset, endOffset: offset + length };
    report({
      code: 'FIL101',
      message: 'These characters mean nothing here',
      span,
      hint: 'remove them; text that is spoken stands in quotes.',
    });
  }
  const open = tokens.filter(({ tokenType }) => tokenType === OpenText);
  for (const token of open) {
    const hint = 'close it with `"` on the same line.';
    report({
      code: 'FIL101',
      message: 'The closing quote of this text is missing',
      span: tokenSpan(file, token),
      hint,
    });
  }
  return strange.length + open.length;
}

interface Faults {
  readonly tokens: readonly IToken[];
  readonly errors: readonly IRecognitionException[];
  /** Lexical faults that were reported: what the parser adds to them is mostly noise. */
  readonly quiet: number;
}

/** One message for each part of the file: what follows a first error in the same step, on its line or outside is its echo. */
function reportErrors(file: string, text: string, { tokens, errors, quiet }: Faults, report: Report): void {
  if (quiet > 0) return;
  const told = new Set<string>();
  for (const error of errors) {
    const atEnd = !(error.token.startOffset >= 0);
    const isOutside = atEnd || error.context.ruleStack.length <= 1;
    if (isOutside && told.size > 0) continue;
    const span = atEnd ? endSpan(file, text) : tokenSpan(file, error.token);
    const places = [`line ${span.line}`, `part ${chunkOf(tokens, span.offset)}`];
    if (places.some((place) => told.has(place))) continue;
    for (const place of places) told.add(place);
    report({ code: 'FIL101', message: error.message, span, hint: syntaxHint(error) });
  }
}

/** Where the step, flow or prompts block begins that holds this offset. */
function chunkOf(tokens: readonly IToken[], offset: number): number {
  const heads = [keyword('flow'), keyword('prompts'), keyword('step')];
  const head = tokens.findLast(({ startOffset, tokenType }) => startOffset <= offset && heads.includes(tokenType));
  return head?.startOffset ?? 0;
}
