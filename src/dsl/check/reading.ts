// What can be read aloud, and how: formats after `as`, types that have no reading (FIL201, FIL301, FIL302). Not here: how it
// sounds, which is the business of src/prompts.

import type { Name, PieceNode, PromptNode } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { typeText, withoutOptional } from '../types.ts';
import type { Type } from '../types.ts';
import { bodiesOf } from '../prompt-index.ts';
import type { PromptEntry } from '../prompt-index.ts';
import type { ProjectModel } from './model.ts';
import { promptUses } from './prompts.ts';
import { reportUnknown } from './scope.ts';

/** The formats of each type that can be read aloud. */
const formats: ReadonlyMap<Type['kind'], readonly string[]> = new Map<Type['kind'], readonly string[]>([
  ['Text', []],
  ['Language', []],
  ['enum', []],
  ['Recording', []],
  ['Duration', []],
  ['Number', ['cardinal', 'ordinal', 'digits']],
  ['Score', ['cardinal', 'ordinal', 'digits']],
  ['Digits', ['digits', 'pairs']],
  ['Phone', ['digits', 'pairs']],
  ['Date', ['full', 'short', 'weekday']],
  ['Time', ['full', 'short']],
  ['DateTime', ['full', 'short']],
  ['Money', ['full']],
]);

export function checkReading(project: ProjectModel, report: Report): void {
  for (const entry of project.prompts.entries.values()) {
    for (const { node } of entry.locals.values()) {
      for (const body of bodiesOf(node)) for (const piece of body.pieces) checkPiece(piece, { node, entry, report });
    }
  }
  for (const use of promptUses(project)) {
    if (use.kind === 'text') continue;
    const params = project.prompts.entries.get(use.name.text)?.params;
    for (const { name, format } of use.arguments) {
      const type = params?.get(name.text)?.type;
      if (format !== null && type !== undefined) checkFormat(format, type, report);
    }
  }
}

interface Place {
  readonly node: PromptNode;
  readonly entry: PromptEntry;
  readonly report: Report;
}

function checkPiece(piece: PieceNode, { node, entry, report }: Place): void {
  const type = piece.kind === 'parameter' ? entry.params.get(piece.name.text)?.type : undefined;
  if (piece.kind !== 'parameter' || type === undefined || type.kind === 'unknown') return;
  const { name } = piece;
  if (type.kind === 'optional' && !isTested(node, name.text)) {
    const hint = `give a case for it: \`choose ${name.text} { none -> "..." otherwise -> "..." }\`.`;
    report({ code: 'FIL302', message: `\`${name.text}\` may be none here`, span: name.span, hint });
  } else if (!formats.has(withoutOptional(type).kind)) {
    const message = `A ${typeText(type)} cannot be read aloud`;
    report({
      code: 'FIL301',
      message,
      span: name.span,
      hint: 'choose between texts with `choose`, or give a part of it.',
    });
  } else if (piece.format !== null) checkFormat(piece.format, type, report);
}

const isTested = ({ body }: PromptNode, name: string): boolean =>
  body.kind === 'choose' &&
  body.value.kind === 'name' &&
  body.value.name === name &&
  body.cases.some(({ pattern }) => pattern?.kind === 'none');

function checkFormat(format: Name, type: Type, report: Report): void {
  const known = formats.get(withoutOptional(type).kind) ?? [];
  if (!known.includes(format.text)) reportUnknown(format, `format of a ${typeText(type)}`, known, report);
}
