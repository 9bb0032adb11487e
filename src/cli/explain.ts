// `carillon explain CODE`: what a message of the language means, from the catalogue that docs/errors.md is written from.

import { type Command, Option } from 'commander';
import { type CatalogueEntry, catalogue } from '../dsl/index.ts';
import { CommandFault } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** Adds `carillon explain`; an unknown code is misuse, answered with the codes there are. */
export function explainCommand(program: Command, terminal: Terminal): void {
  program
    .command('explain')
    .description('says what a message of the language means')
    .argument('<code>', 'such as FIL305')
    .addOption(new Option('--lang <language>', 'the language of the explanation').choices(['en', 'fr']).default('en'))
    .action((code: string, { lang }: { readonly lang: 'en' | 'fr' }) => {
      terminal.out(explanation(code.toUpperCase(), lang));
    });
}

function explanation(code: string, language: 'en' | 'fr'): string {
  const entries: ReadonlyMap<string, CatalogueEntry> = new Map(Object.entries(catalogue));
  const entry = entries.get(code);
  if (entry === undefined)
    throw new CommandFault('misuse', `There is no message ${code}; there are ${[...entries.keys()].join(', ')}.`);
  const { title, titleFr, explanation: text, explanationFr } = entry;
  return language === 'fr' ? `${code}  ${titleFr}\n\n${explanationFr}` : `${code}  ${title}\n\n${text}`;
}
