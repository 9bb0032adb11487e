// Prompts that do not exist, are translated wrongly or are not needed: FIL401, FIL403, FIL406, and literal text in a flow.
// Not here: types of arguments (values-calls.ts), languages (languages.ts), what can be read aloud (reading.ts), audio files.

import type { Name, PieceNode, PromptRef } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { nearest, nearestOf } from '../nearest.ts';
import { bodiesOf } from '../prompt-index.ts';
import type { LocalPrompt, PromptEntry } from '../prompt-index.ts';
import { typeText } from '../types.ts';
import { expressionsIn, promptsIn, promptsOfInput, statementsOf } from '../walk.ts';
import { testedFile } from './declarations.ts';
import type { ProjectModel } from './model.ts';
import { reportUnknown } from './scope.ts';

export function checkPrompts(project: ProjectModel, report: Report): void {
  const uses = promptUses(project);
  for (const use of uses) checkUse(use, project, report);
  for (const entry of project.prompts.entries.values()) checkEntry(entry, project, report);
  checkUnused(uses, project, report);
}

/** Every use of a prompt in flows and questions. */
export const promptUses = ({ flows, modules }: ProjectModel): readonly PromptRef[] => [
  ...flows.flatMap(({ node }) => statementsOf(node)).flatMap(({ statement }) => promptsIn(statement)),
  ...modules.flatMap(({ questions }) => questions).flatMap(promptsOfInput),
];

function checkUse(use: PromptRef, { prompts, settings }: ProjectModel, report: Report): void {
  if (use.kind === 'text') {
    const message = 'This text stands in the flow itself';
    const hint = 'put it into `prompts`: then it can be translated, recorded and found.';
    report({ code: 'FIL406', message, span: use.span, hint });
    return;
  }
  const name = use.name.text;
  if (prompts.entries.has(name)) return;
  const near = nearest(name, prompts.entries.keys());
  const hint = near === '' ? `declare it: \`prompts ${settings.reference} { ${name} = "..." }\`.` : near.slice(2);
  const [best = ''] = nearestOf(name, prompts.entries.keys());
  const meant = prompts.entries.get(best)?.reference.node.name.span;
  const related = meant === undefined ? [] : [{ span: meant, label: 'this is the nearest prompt' }];
  report({ code: 'FIL401', message: `There is no prompt \`${name}\``, span: use.name.span, related, hint });
}

/** FIL406: whoever reads the catalogue should find only what is said. */
function checkUnused(uses: readonly PromptRef[], { prompts }: ProjectModel, report: Report): void {
  const named = uses.flatMap((use) => (use.kind === 'prompt' ? [use.name.text] : []));
  // A prompt that a misspelt name was most likely meant to be is no second fault.
  const meant = named
    .filter((name) => !prompts.entries.has(name))
    .flatMap((name) => nearestOf(name, prompts.entries.keys()));
  const used = new Set([...named, ...meant]);
  const missing = (locale: string): readonly string[] =>
    [...used].filter((name) => prompts.entries.get(name)?.locals.has(locale) === false);
  for (const { name, reference } of prompts.entries.values()) {
    if (nearestOf(name, missing(reference.locale.text)).length > 0) continue;
    if (used.has(name) || testedFile(reference.node.span.file) !== null) continue;
    const message = `No flow uses the prompt \`${name}\``;
    report({ code: 'FIL406', message, span: reference.node.name.span, hint: 'remove it, or say it somewhere.' });
  }
}

function checkEntry(entry: PromptEntry, project: ProjectModel, report: Report): void {
  for (const local of entry.locals.values()) {
    if (local !== entry.reference) checkTranslation(local, entry, { project, report });
    for (const body of bodiesOf(local.node))
      for (const piece of body.pieces) checkPiece(piece, local, { entry, report });
    checkChosen(local, entry, report);
  }
}

interface About {
  readonly project: ProjectModel;
  readonly report: Report;
}

/** A translation repeats the parameters exactly, or leaves the list out. */
function checkTranslation({ node, locale }: LocalPrompt, entry: PromptEntry, { project, report }: About): void {
  if (node.params === null) return;
  const { typeOf } = project.declarations;
  const written = node.params.map(({ name, type }) => `${name.text}: ${typeText(typeOf(type))}`).join(', ');
  const wanted = [...entry.params].map(([name, { type }]) => `${name}: ${typeText(type)}`).join(', ');
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

interface Entry {
  readonly entry: PromptEntry;
  readonly report: Report;
}

function checkPiece(piece: PieceNode, local: LocalPrompt, { entry, report }: Entry): void {
  if (piece.kind === 'text' || entry.params.has(piece.name.text)) return;
  if (local === entry.reference) reportUnknown(piece.name, 'parameter', [...entry.params.keys()], report);
  else reportInvented(piece.name, entry, report);
}

/** The value of a translation's `choose` must be among the parameters too; the reference's is looked at with its type. */
function checkChosen(local: LocalPrompt, entry: PromptEntry, report: Report): void {
  const { body } = local.node;
  if (local === entry.reference || body.kind === 'body') return;
  for (const node of expressionsIn(body.value)) {
    if (node.kind === 'name' && !entry.params.has(node.name))
      reportInvented({ text: node.name, span: node.span }, entry, report);
  }
}

function reportInvented(name: Name, entry: PromptEntry, report: Report): void {
  report({
    code: 'FIL403',
    message: `\`${entry.name}\` has no parameter \`${name.text}\``,
    span: name.span,
    related: [{ span: entry.reference.node.name.span, label: 'its parameters are decided here' }],
    hint: `a translation may use ${entry.params.size === 0 ? 'none' : [...entry.params.keys()].map((each) => `{${each}}`).join(', ')}.`,
  });
}
