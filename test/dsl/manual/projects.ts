// What the blocks of docs/language.md stand for: files of a project, declarations, or lines that need a flow around them.
// The page says the same to its readers in its last chapter. Not here: running anything.

import type { SourceFile } from '../../../src/dsl/index.ts';
import type { Block } from './blocks.ts';

/** A project, and the block that a failure should name. */
export interface Project {
  readonly name: string;
  readonly files: readonly SourceFile[];
}

/** Warnings of taste: an excerpt uses no prompt twice and has no way to an agent. */
const tasteCodes = ['FIL204', 'FIL406', 'FIL503', 'FIL504', 'FIL606', 'FIL801'];

const excerptSettings: SourceFile = {
  file: 'fil.json',
  text: JSON.stringify({ rules: Object.fromEntries(tasteCodes.map((code) => [code, 'off'])) }),
};

/** The files of each section that has some: those of its chapter so far, a later one instead of an earlier of its name. */
export function wholeProjects(blocks: readonly Block[]): readonly Project[] {
  const projects = new Map<string, Project>();
  const files = new Map<string, Map<string, string>>();
  for (const { chapter, section, says, text } of blocks) {
    const file = says.get('file');
    if (file === undefined || says.has('world')) continue;
    const known = files.get(chapter) ?? new Map<string, string>();
    files.set(chapter, known.set(file, text));
    const name = `${chapter}: ${section}`;
    projects.set(name, { name, files: [...known].map(([path, each]) => ({ file: path, text: each })) });
  }
  return [...projects.values()];
}

/** Excerpts, each with what it needs around it. */
export function excerpts(blocks: readonly Block[], world: readonly SourceFile[]): readonly Project[] {
  return blocks
    .filter(({ language, says }) => language === 'fil' && !says.has('file') && !says.has('fails'))
    .map((block) => ({ name: nameOf(block), files: excerptFiles(block, world) }));
}

/** Files that must fail, each with the block of its messages. */
export function failing(blocks: readonly Block[], world: readonly SourceFile[]) {
  return blocks.flatMap((block, index) => {
    const messages = blocks[index + 1];
    if (!block.says.has('fails')) return [];
    if (messages?.language !== 'text') throw new Error(`${nameOf(block)} needs a block \`text\` with its messages`);
    const source = { file: 'exemple.fil', text: block.text };
    return [{ name: nameOf(block), source, files: [...world, excerptSettings, source], messages, index: index + 1 }];
  });
}

const nameOf = ({ section, chapter, line }: Block): string => `line ${line}, ${section === '' ? chapter : section}`;

function excerptFiles({ text, says }: Block, world: readonly SourceFile[]): readonly SourceFile[] {
  const around = says.get('in');
  const wrap = around === undefined ? (lines: string) => lines : wrappers[around];
  if (wrap === undefined) throw new Error(`Nothing says what goes around an excerpt in=${around ?? ''}`);
  const uses = world.flatMap(declaredIn);
  return [...world, excerptSettings, { file: 'exemple.fil', text: `${uses.join('\n')}\n${wrap(text)}` }];
}

/** One `use` for all that the project behind the examples declares. */
function declaredIn({ file, text }: SourceFile): readonly string[] {
  const names = [...text.matchAll(/^(?:enum|record|service|hours|question|subflow|script) (?<name>\S+?)\b/gmu)];
  return names.length === 0 ? [] : [`use ${names.map((each) => each.groups?.name ?? '').join(', ')} from "${file}"`];
}

const flowHead =
  'flow exemple { entry "+33180001199" languages fr-FR on error { hangup } var client: Client? var essais: Number = 0';

const wrappers: Readonly<Record<string, (lines: string) => string>> = {
  step: (lines) => `${flowHead}
step debut { if call.called is "+33180001199" {
${lines}} goto suite }
${stepsFor(`${lines} -> suite`)} }`,
  flow: (lines) => `flow exemple { entry "+33180001199"
${lines}${/^\s*step /m.test(lines) ? '' : 'step premier { hangup }'}
${stepsFor(lines)} }`,
  script: (lines) => `script exemple(client: Client) { languages fr-FR on error { return }
step debut { if client.segment is premium {
${lines}} goto suite }
${stepsFor(`${lines} -> suite`).replaceAll('hangup', 'return')} }`,
  values: (lines) => `${flowHead} step debut {
${lines
  .trimEnd()
  .split('\n')
  .map((line, index) => `let valeur${index} = ${line}`)
  .join('\n')}
hangup } }`,
};

/** A step for each place that an excerpt goes to and does not have itself. */
function stepsFor(lines: string): string {
  const code = lines.replaceAll(/\/\/.*$/gm, '').replaceAll(/"[^"]*"/g, '""');
  const own = new Set([...code.matchAll(/\bstep (?<name>[\wÀ-ÿ]+)/g)].map((each) => each.groups?.name));
  const targets = new Set([...code.matchAll(/(?:->|goto) (?<name>[\wÀ-ÿ]+)/g)].map((each) => each.groups?.name));
  return [...targets.difference(own)].map((name) => `step ${name ?? ''} { hangup }`).join('\n');
}
