// The flows that ship, many times over: a project as large as a measurement wants, in the words that people write. Not here:
// what is measured with it (language.ts).

import { type ProjectModel, type SourceFile, symbolsOf } from '../../src/dsl/index.ts';

/** Names that a project may declare once; steps, menus and values belong to their flows. */
const declared = ['flow', 'subflow', 'script', 'enum', 'record', 'service', 'hours', 'question', 'prompt', 'event'];

/** Copies of a project, each with names, numbers and folders of its own, until they have so many lines. */
export function manyTimes(
  files: readonly SourceFile[],
  model: ProjectModel,
  lineCountMin: number,
): readonly SourceFile[] {
  const names = namesOf(model);
  const settings = files.filter(({ file }) => file === 'fil.json');
  const programs = files.filter(({ file }) => file.endsWith('.fil'));
  const copies: SourceFile[] = [];
  for (let index = 1; lineCountOf(copies) < lineCountMin; index++)
    copies.push(...programs.map((source) => copyOf(source, names, index)));
  return [...settings, ...copies];
}

/** The same project with all that is no test in one file. */
export function inOneFile(files: readonly SourceFile[]): readonly SourceFile[] {
  const programs = files.filter(({ file }) => file.endsWith('.fil') && !file.endsWith('.test.fil'));
  const text = programs.map((source) => source.text.replaceAll(/^use .*$/gmu, '')).join('\n');
  return [...files.filter(({ file }) => file === 'fil.json'), { file: 'all.fil', text }];
}

/** How many lines of Fil. */
export const lineCountOf = (files: readonly SourceFile[]): number =>
  files.reduce((sum, { file, text }) => sum + (file.endsWith('.fil') ? text.split('\n').length - 1 : 0), 0);

function namesOf(model: ProjectModel): RegExp {
  const names = symbolsOf(model).flatMap(({ kind, name }) => (declared.includes(kind) ? [name] : []));
  return new RegExp(`(?<![\\p{L}\\p{N}_])(${[...new Set(names)].join('|')})(?![\\p{L}\\p{N}_])`, 'gu');
}

function copyOf({ file, text }: SourceFile, names: RegExp, index: number): SourceFile {
  const renamed = text
    .replaceAll(/from "(?=[^"]+\.fil")/gu, `from "copy${index}/`)
    .split(/(from "[^"]+\.fil"|audio "[^"]+")/u)
    .map((part, at) => (at % 2 === 1 ? part : part.replaceAll(names, `$1_${index}`)))
    .join('');
  return { file: `copy${index}/${file}`, text: renamed.replaceAll('+331', `+33${1 + (index % 5)}${index}`) };
}
