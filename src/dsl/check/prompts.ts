// Prompts that are used or translated wrongly: FIL401, FIL402, FIL403. Not here: types of arguments (values.ts), audio files
// (audio.ts).

import type { PromptRef } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { nearest } from '../nearest.ts';
import type { LocalPrompt, PromptEntry } from '../prompt-index.ts';
import { typeText } from '../types.ts';
import { promptsIn, statementsOf } from '../walk.ts';
import { reportUnknown } from './infer.ts';
import type { FlowModel, ProjectModel } from './model.ts';

export function checkPrompts({ flows, prompts }: ProjectModel, report: Report): void {
  for (const flow of flows) {
    for (const { statement } of statementsOf(flow.node)) {
      for (const use of promptsIn(statement)) checkUse(use, flow, prompts.entries, report);
    }
  }
  for (const entry of prompts.entries.values()) checkEntry(entry, report);
}

function checkUse(use: PromptRef, flow: FlowModel, entries: ReadonlyMap<string, PromptEntry>, report: Report): void {
  if (use.kind === 'text') return;
  const name = use.name.text;
  const entry = entries.get(name);
  if (entry === undefined) {
    const near = nearest(name, entries.keys());
    const hint =
      near === '' ? `declare it: \`prompts ${flow.languages[0] ?? ''} { ${name} = "..." }\`.` : near.slice(2);
    report({ code: 'FIL401', message: `There is no prompt \`${name}\``, span: use.name.span, hint });
    return;
  }
  const missing = flow.languages.filter((language) => !entry.locals.has(language));
  if (missing.length === 0) return;
  report({
    code: 'FIL402',
    message: `The prompt \`${name}\` does not exist in ${missing.join(', ')}`,
    span: use.name.span,
    related: [{ span: entry.reference.node.name.span, label: `exists in ${[...entry.locals.keys()].join(', ')}` }],
    hint: `add it to \`prompts ${missing[0] ?? ''}\`.`,
  });
}

/** The types that can be read aloud in this release. */
const readable = ['Text', 'Number', 'Digits'];

function checkEntry(entry: PromptEntry, report: Report): void {
  for (const { type } of entry.reference.node.params ?? []) {
    if (type.type === null || readable.includes(type.name)) continue;
    const message = `This release does not read a ${type.name} aloud yet`;
    report({ code: 'FIL103', message, span: type.span, hint: 'pass Text, a Number or Digits.' });
  }
  for (const local of entry.locals.values()) {
    if (local !== entry.reference) checkTranslation(local, entry, report);
    checkPieces(local, entry, report);
  }
}

/** A translation repeats the parameters exactly, or leaves the list out. */
function checkTranslation({ node, locale }: LocalPrompt, entry: PromptEntry, report: Report): void {
  if (node.params === null) return;
  const written = node.params.map(({ name, type }) => `${name.text}: ${type.name}`).join(', ');
  const wanted = [...entry.params].map(([name, type]) => `${name}: ${typeText(type)}`).join(', ');
  if (written === wanted) return;
  report({
    code: 'FIL403',
    message: `The parameters of \`${entry.name}\` differ in ${locale.text}`,
    span: node.name.span,
    related: [{ span: entry.reference.node.name.span, label: `has (${wanted})` }],
    hint:
      wanted === '' ? 'leave the parameters out.' : `write \`${entry.name}(${wanted})\`, or leave the parameters out.`,
  });
}

function checkPieces(local: LocalPrompt, entry: PromptEntry, report: Report): void {
  for (const piece of local.node.pieces) {
    if (piece.kind === 'text' || entry.params.has(piece.name.text)) continue;
    if (local === entry.reference) {
      reportUnknown(piece.name, 'parameter', [...entry.params.keys()], report);
      continue;
    }
    report({
      code: 'FIL403',
      message: `\`${entry.name}\` has no parameter \`${piece.name.text}\``,
      span: piece.name.span,
      related: [{ span: entry.reference.node.name.span, label: 'its parameters are decided here' }],
      hint: `a translation may use ${entry.params.size === 0 ? 'none' : [...entry.params.keys()].map((name) => `{${name}}`).join(', ')}.`,
    });
  }
}
