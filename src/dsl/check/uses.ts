// `use`: files and names that do not exist (FIL201), names brought in twice (FIL203) or for nothing (FIL204); also values,
// parameters and questions that nothing reads. Not here: prompts (prompts.ts), steps (paths.ts).

import type { FlowNode, Name, SourceModule, UseNode } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { nearest, nearestOf } from '../nearest.ts';
import { expressionsIn } from '../walk.ts';
import { testedFile } from './declarations.ts';
import type { ProjectModel } from './model.ts';
import { reportUnknown } from './scope.ts';

export function checkUses(project: ProjectModel, report: Report): void {
  for (const module of project.modules) {
    const own = project.declarations.ownOf(module.file);
    const seen = new Map<string, Name>([...own].map(([name, each]) => [name, each.name]));
    for (const use of module.uses) checkUse(use, { module, project, seen, report });
  }
  checkUnused(project, report);
}

interface About {
  readonly module: SourceModule;
  readonly project: ProjectModel;
  readonly seen: Map<string, Name>;
  readonly report: Report;
}

function checkUse({ names, from }: UseNode, { module, project, seen, report }: About): void {
  const files = project.modules.map(({ file }) => file);
  if (!files.includes(from.text)) {
    const near = nearest(from.text, files);
    const hint = near === '' ? 'paths begin at the folder of `fil.json`: "commun/crm.fil".' : near.slice(2);
    report({ code: 'FIL201', message: `There is no file \`${from.text}\``, span: from.span, hint });
    return;
  }
  const declared = project.declarations.ownOf(from.text);
  const words = wordsOf(module);
  for (const name of names) {
    const before = seen.get(name.text);
    if (before !== undefined) {
      const related = [{ span: before.span, label: 'the first one' }];
      report({
        code: 'FIL203',
        message: `\`${name.text}\` is here already`,
        span: name.span,
        related,
        hint: 'remove one.',
      });
    } else if (!declared.has(name.text)) {
      reportUnknown(
        name,
        `declaration in \`${from.text}\``,
        [...declared.values()].map((each) => each.name),
        report,
      );
    } else if (!words.has(name.text) && !isUsedByTest(name.text, module, project)) {
      const message = `Nothing here uses \`${name.text}\``;
      report({ code: 'FIL204', message, span: name.span, hint: 'remove it from `use`.' });
    }
    seen.set(name.text, name);
  }
}

/** Every name that a file mentions outside its `use` lines. */
function wordsOf(module: SourceModule): ReadonlySet<string> {
  return new Set(mentions({ ...module, uses: [], comments: [] }));
}

/** Every word of a tree that may name something. Declared names themselves count too: that errs on the quiet side. */
function mentions(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(mentions);
  if (typeof node !== 'object' || node === null || node instanceof Set) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? (key === 'text' || key === 'name' ? [value] : []) : mentions(value),
  );
}

/** A test beside a file sees what the file uses. */
const isUsedByTest = (name: string, { file }: SourceModule, { modules }: ProjectModel): boolean =>
  modules.some((other) => testedFile(other.file) === file && wordsOf(other).has(name));

/** FIL204 inside flows: values and parameters that nothing reads; questions that nothing asks. */
function checkUnused({ flows, modules }: ProjectModel, report: Report): void {
  for (const { node, values } of flows) {
    const read = readIn(node);
    for (const { name, origin } of values) {
      if (read.has(name.text) || origin === 'voicemail' || origin === 'collect') continue;
      // One that a misspelt name was most likely meant to be is no second fault.
      const unknown = [...read].filter((each) => !values.some((value) => value.name.text === each));
      if (unknown.some((each) => nearestOf(each, [name.text]).length > 0)) continue;
      const message = `Nothing reads \`${name.text}\``;
      report({ code: 'FIL204', message, span: name.span, hint: 'remove it, or use it.' });
    }
  }
  const asked = new Set(modules.flatMap(mentionsOfAsk));
  for (const { questions, file } of modules) {
    for (const { name } of questions) {
      if (asked.has(name.text) || testedFile(file) !== null) continue;
      report({
        code: 'FIL204',
        message: `Nothing asks \`${name.text}\``,
        span: name.span,
        hint: 'remove it, or ask it.',
      });
    }
  }
}

const readIn = (flow: FlowNode): ReadonlySet<string> =>
  new Set(expressionsIn(flow).flatMap((each) => (each.kind === 'name' ? [each.name] : [])));

function mentionsOfAsk(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(mentionsOfAsk);
  if (typeof node !== 'object' || node === null || node instanceof Set) return [];
  const inner = Object.values(node).flatMap(mentionsOfAsk);
  return isAsk(node) ? [node.question.text, ...inner] : inner;
}

const isAsk = (node: object): node is { question: Name } => 'kind' in node && node.kind === 'ask' && 'question' in node;
