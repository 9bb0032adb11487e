// `carillon check`: compiles a directory of flows and prints what is wrong with them. Needs no running system.
// Not here: the forms in which findings are printed (finding-formats.ts).

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import {
  type Diagnostic,
  type ProjectHost,
  type ReaderLanguage,
  type SourceFile,
  applyFixes,
  compileProject,
  inLanguage,
  renderAll,
} from '../dsl/index.ts';
import { environmentFile } from './environment-file.ts';
import { CommandFault, exitCodes } from './exit-codes.ts';
import { asGithub, asSarif } from './finding-formats.ts';
import type { Terminal } from './terminal.ts';

/** The files of a project on disk. */
export type OpenProject = (directory: string) => ProjectHost;

export interface CheckParts {
  readonly openProject: OpenProject;
  /** The directory that is checked when none is given. */
  readonly directory: string;
  readonly terminal: Terminal;
  readonly end: (code: number) => void;
}

interface Checked {
  readonly directory: string;
  readonly files: readonly SourceFile[];
  readonly flowNames: readonly string[];
  readonly findings: readonly Diagnostic[];
}

type Format = 'pretty' | 'json' | 'github' | 'sarif';

interface Options {
  readonly format: Format;
  readonly json?: true;
  readonly env?: string;
  readonly lang: ReaderLanguage;
  readonly fix?: true;
}

/** Adds `carillon check`: 0 without findings, 1 with findings, 2 when it could not look. */
export function checkCommand(program: Command, parts: CheckParts): void {
  const formats = ['pretty', 'json', 'github', 'sarif'];
  program
    .command('check')
    .description('compiles flows and says what is wrong with them')
    .argument('[directory]', 'the one with fil.json', parts.directory)
    .addOption(new Option('--format <form>', 'how findings are printed').choices(formats).default('pretty'))
    .option('--json', 'the same as --format json')
    .option('--env <name>', 'the environment to compare with: env/NAME.json, or a path')
    .addOption(new Option('--lang <language>', 'the language of the findings').choices(['en', 'fr']).default('en'))
    .option('--fix', 'writes what can be put right without any doubt')
    .action(async (directory: string, options: Options) => {
      const first = await check(parts.openProject, directory, options);
      const fixed = options.fix === true ? await fixFiles(first, parts.terminal) : 0;
      const checked = fixed > 0 ? await check(parts.openProject, directory, options) : first;
      print(checked, options, parts.terminal);
      parts.end(checked.findings.length === 0 ? exitCodes.done : exitCodes.refused);
    });
}

async function check(openProject: OpenProject, directory: string, { env }: Options): Promise<Checked> {
  const host = openProject(directory);
  const found = await host.readFiles();
  if (!found.some(({ file }) => file.endsWith('.fil')))
    throw new CommandFault(
      'misuse',
      `There are no flows in ${directory}: name the directory that holds the .fil files.`,
    );
  const manifest = await environmentFile(directory, env);
  const files = manifest === null ? found : [...found.filter(({ file }) => file !== manifest.file), manifest];
  // The text that was compiled is the text that is shown, even if somebody saves meanwhile.
  const read = { ...host, readFiles: () => Promise.resolve(files) };
  const compiled = await compileProject(manifest === null ? read : { ...read, environment: manifest.file });
  const findings = compiled.kind === 'ok' ? compiled.value.warnings : compiled.failure;
  const flows = compiled.kind === 'ok' ? Object.values(compiled.value.program.flows) : [];
  const flowNames = flows.filter(({ kind }) => kind === 'flow').map(({ name }) => name);
  return { directory, files, flowNames, findings };
}

/** Writes the fixes of all files; how many were made. */
async function fixFiles({ directory, files, findings }: Checked, terminal: Terminal): Promise<number> {
  let made = 0;
  for (const { file, text } of files) {
    const { text: fixed, count } = applyFixes(
      text.normalize('NFC'),
      findings.filter(({ span }) => span.file === file),
    );
    if (count === 0) continue;
    await writeFile(join(directory, file), fixed);
    made += count;
  }
  if (made > 0) terminal.err(`${made} ${made === 1 ? 'fix was' : 'fixes were'} written.`);
  return made;
}

function print(checked: Checked, { json, format, lang }: Options, terminal: Terminal): void {
  const findings = inLanguage(checked.findings, lang);
  const form = json === true ? 'json' : format;
  if (form === 'json') return terminal.out(JSON.stringify(findings, null, 2));
  if (form === 'sarif') return terminal.out(JSON.stringify(asSarif(findings, lang), null, 2));
  if (form === 'github') for (const line of asGithub(findings, checked.directory)) terminal.out(line);
  else if (findings.length > 0) terminal.out(renderAll(findings, checked.files, lang).trimEnd());
  terminal.err(summary(checked));
}

function summary({ directory, flowNames, findings }: Checked): string {
  if (findings.length === 0) {
    return `${flowNames.length} ${flowNames.length === 1 ? 'flow compiles' : 'flows compile'}: ${flowNames.join(', ')}.`;
  }
  const errorCount = findings.filter(({ severity }) => severity === 'error').length;
  return `${directory}: ${counted(errorCount, 'error')}, ${counted(findings.length - errorCount, 'warning')}.`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
