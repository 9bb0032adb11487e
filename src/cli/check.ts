// `carillon check`: compiles a directory of flows and prints what is wrong with them. Needs no running system.

import { type Command, Option } from 'commander';
import { type Diagnostic, type ProjectHost, compileProject, renderAll } from '../dsl/index.ts';
import { CommandFault, exitCodes } from './exit-codes.ts';
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
  readonly flowNames: readonly string[];
  readonly findings: readonly Diagnostic[];
  /** The findings as people read them. */
  readonly text: string;
}

/** Adds `carillon check`: 0 without findings, 1 with findings, 2 when it could not look. */
export function checkCommand(program: Command, parts: CheckParts): void {
  const format = new Option('--format <form>', 'how findings are printed')
    .choices(['pretty', 'json'])
    .default('pretty');
  program
    .command('check')
    .description('compiles flows and says what is wrong with them')
    .argument('[directory]', 'the one with fil.json', parts.directory)
    .addOption(format)
    .option('--json', 'the same as --format json')
    .action(async (directory: string, options: { readonly format: 'pretty' | 'json'; readonly json?: true }) => {
      const checked = await check(parts.openProject, directory);
      print(checked, options.json === true ? 'json' : options.format, parts.terminal);
      parts.end(checked.findings.length === 0 ? exitCodes.done : exitCodes.refused);
    });
}

async function check(openProject: OpenProject, directory: string): Promise<Checked> {
  const host = openProject(directory);
  const files = await host.readFiles();
  if (!files.some(({ file }) => file.endsWith('.fil')))
    throw new CommandFault(
      'misuse',
      `There are no flows in ${directory}: name the directory that holds the .fil files.`,
    );
  // The text that was compiled is the text that is shown, even if somebody saves meanwhile.
  const compiled = await compileProject({ ...host, readFiles: () => Promise.resolve(files) });
  const findings = compiled.kind === 'ok' ? compiled.value.warnings : compiled.failure;
  const flowNames = compiled.kind === 'ok' ? Object.keys(compiled.value.program.flows) : [];
  return { directory, flowNames, findings, text: renderAll(findings, files) };
}

function print({ directory, flowNames, findings, text }: Checked, format: 'pretty' | 'json', terminal: Terminal): void {
  if (format === 'json') return terminal.out(JSON.stringify(findings, null, 2));
  if (findings.length > 0) terminal.out(text.trimEnd());
  const errorCount = findings.filter(({ severity }) => severity === 'error').length;
  const summary =
    findings.length === 0
      ? `${flowNames.length} ${flowNames.length === 1 ? 'flow compiles' : 'flows compile'}: ${flowNames.join(', ')}.`
      : `${directory}: ${errorCount} errors, ${findings.length - errorCount} warnings.`;
  terminal.err(summary);
}
