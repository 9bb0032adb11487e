// A message of the compiler as data: what is wrong, where, and what to write instead. Not here: how it is printed
// (render.ts) and what each code means in general (catalogue.ts).

import { catalogue } from './catalogue.ts';
import type { Code } from './catalogue.ts';
import type { Span } from './program.ts';

/** Replaces what stands at a place; an empty place takes an insertion. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export type Severity = 'error' | 'warning';

/** Another place that explains the first one. */
export interface Related {
  readonly span: Span;
  readonly label: string;
}

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** One sentence in the author's words, without a full stop. */
  readonly message: string;
  /** The first token of what is wrong. */
  readonly span: Span;
  /** What stands under the carets. */
  readonly label: string;
  readonly related: readonly Related[];
  /** The steps that lead to the fault, where a path matters. */
  readonly path: readonly string[];
  /** What to write instead. */
  readonly hint: string;
  /** What can be done about it without anybody's judgement. */
  readonly fix: Edit | null;
}

/** What a check has to say; the rest comes from the catalogue. */
export interface Finding {
  readonly code: Code;
  readonly message: string;
  readonly span: Span;
  readonly label?: string;
  readonly related?: readonly Related[];
  readonly path?: readonly string[];
  readonly hint: string;
  /** Where the case is milder or worse than the code's usual one. */
  readonly severity?: Severity;
  readonly fix?: Edit;
}

/** Where checks put what they find. */
export type Report = (finding: Finding) => void;

/** A finding with the severity that its code has. */
export function diagnostic(finding: Finding): Diagnostic {
  return {
    code: finding.code,
    severity: finding.severity ?? catalogue[finding.code].severity,
    message: finding.message,
    span: finding.span,
    label: finding.label ?? '',
    related: finding.related ?? [],
    path: finding.path ?? [],
    hint: finding.hint,
    fix: finding.fix ?? null,
  };
}

/** Collects findings; the same code at the same place counts once. */
export class Findings {
  readonly #found = new Map<string, Diagnostic>();

  readonly report: Report = (finding) => {
    const key = `${finding.code} ${finding.span.file} ${finding.span.offset}`;
    if (!this.#found.has(key)) this.#found.set(key, diagnostic(finding));
  };

  /** In the order in which they stand in the project: file, place, code. */
  sorted(): readonly Diagnostic[] {
    return [...this.#found.values()].sort(byPlace);
  }
}

/** Order by file, then place, then code. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.span.file !== b.span.file) return a.span.file < b.span.file ? -1 : 1;
  return a.span.offset - b.span.offset || (a.code < b.code ? -1 : Number(a.code > b.code));
}

/** Whether any of them forbids to run the program. */
export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');
