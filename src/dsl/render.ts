// A diagnostic as text: the line, carets under the place, the other places, the path, what to write instead.
// Not here: colours, other formats.

import type { Diagnostic, Related } from './diagnostics.ts';
import type { ReaderLanguage } from './in-language.ts';
import type { Span } from './program.ts';
import type { SourceFile } from './read.ts';

/** The words around a message. */
const frame = {
  en: { error: 'error', warning: 'warning', path: 'Path:', fix: 'Fix: ', why: 'why:', option: '' },
  fr: {
    error: 'erreur',
    warning: 'avertissement',
    path: 'Chemin :',
    fix: 'Remède :',
    why: 'pourquoi :',
    option: ' --lang fr',
  },
} as const;

/** Where the position stands at the right of the first line. */
const widthOfHeading = 79;
/** How much of another line is shown. */
const excerptMax = 50;
/** A tab in an excerpt takes this many spaces, so that carets stand where they should. */
const tab = '  ';

/** All diagnostics as text, one after the other with a blank line between, ending in a line end; empty for none. */
export function renderAll(
  diagnostics: readonly Diagnostic[],
  sources: readonly SourceFile[],
  language: ReaderLanguage = 'en',
): string {
  return diagnostics.map((each) => `${render(each, sources, language)}\n`).join('\n');
}

/** One diagnostic as text, in the form of the example of the language's specification. */
export function render(
  diagnostic: Diagnostic,
  sources: readonly SourceFile[],
  language: ReaderLanguage = 'en',
): string {
  const words = frame[language];
  const { code, severity, message, span, label, related, path, hint } = diagnostic;
  const width = Math.max(...[span, ...related.map((each) => each.span)].map(({ line }) => String(line).length));
  const heading = `${words[severity]} ${code}  ${message}`;
  const position = `${span.file}:${span.line}:${span.column}`;
  return [
    `${heading.padEnd(widthOfHeading - 1)} ${position}`,
    ...excerpt(span, label, { sources, width }),
    ...related.map((each) => other(each, span, { sources, width })),
    ...(path.length > 0 ? [`  ${words.path} ${path.join(' > ')}`] : []),
    `  ${words.fix} ${hint}     (${words.why} \`carillon explain ${code}${words.option}\`)`,
  ].join('\n');
}

interface Look {
  readonly sources: readonly SourceFile[];
  readonly width: number;
}

function excerpt(span: Span, label: string, { sources, width }: Look): readonly string[] {
  const line = lineOf(span, sources);
  const number = String(span.line).padStart(width);
  const end = span.endLine === span.line ? span.endColumn : line.length + 1;
  const before = line.slice(0, span.column - 1).replaceAll('\t', tab);
  const under = line.slice(span.column - 1, end - 1).replaceAll('\t', tab);
  const carets = '^'.repeat(Math.max(1, under.trimEnd().length));
  return [
    ` ${number} | ${line.replaceAll('\t', tab)}`.trimEnd(),
    ` ${' '.repeat(width)} | ${' '.repeat(before.length)}${carets} ${label}`.trimEnd(),
  ];
}

function other({ span, label }: Related, main: Span, { sources, width }: Look): string {
  const number = String(span.line).padStart(width);
  const line = lineOf(span, sources).replaceAll('\t', tab).trimEnd();
  const short = line.length > excerptMax ? `${line.slice(0, excerptMax - 4).trimEnd()} ...` : line;
  const file = span.file === main.file ? '' : ` (${span.file})`;
  return ` ${number} | ${short.padEnd(excerptMax)} <- ${label}${file}`;
}

function lineOf(span: Span, sources: readonly SourceFile[]): string {
  const source = sources.find(({ file }) => file === span.file);
  return source?.text.normalize('NFC').split(/\r\n|\n|\r/)[span.line - 1] ?? '';
}
