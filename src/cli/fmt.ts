// `carillon fmt`: brings the files of flows into their one form. No options of taste. Not here: the form (src/dsl/format.ts).

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { formatFile, renderAll } from '../dsl/index.ts';
import type { CheckParts } from './check.ts';
import { CommandFault, exitCodes } from './exit-codes.ts';

/** Adds `carillon fmt`: 0 when all is in form, 1 when `--check` found something or a file cannot be read, 2 when it could not look. */
export function fmtCommand(program: Command, { openProject, directory: usual, terminal, end }: CheckParts): void {
  program
    .command('fmt')
    .description('brings flows into their one form; comments stay')
    .argument('[directory]', 'the one with fil.json', usual)
    .option('--check', 'writes nothing: says which files are not in form')
    .action(async (directory: string, options: { readonly check?: true }) => {
      const files = (await openProject(directory).readFiles()).filter(({ file }) => file.endsWith('.fil'));
      if (files.length === 0) throw new CommandFault('misuse', `There are no flows in ${directory}.`);
      let [changed, unreadable] = [0, 0];
      for (const source of files) {
        const formatted = formatFile(source);
        if (formatted.kind === 'failed') {
          unreadable++;
          terminal.err(renderAll(formatted.failure, files).trimEnd());
        } else if (formatted.value !== source.text) {
          changed++;
          terminal.out(source.file);
          if (options.check !== true) await writeFile(join(directory, source.file), formatted.value);
        }
      }
      terminal.err(
        `${changed} of ${files.length} files ${options.check === true ? 'are not in form' : 'were changed'}.`,
      );
      end(unreadable > 0 || (changed > 0 && options.check === true) ? exitCodes.refused : exitCodes.done);
    });
}
