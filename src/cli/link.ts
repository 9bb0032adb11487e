// `carillon link`: the address of the live page, with a link that signs in once.

import type { Command } from 'commander';
import { linkMade, sessionPath } from '../api/contract/index.ts';
import type { Context } from './context.ts';

/** Adds `carillon link`. */
export function linkCommand(program: Command, context: Context): void {
  const link = program.command('link').description('the live page, with a link that signs in once');
  context.json(link).action(async (options: { readonly json?: true }) => {
    const { path, expiresAt } = await context.client.ask({ method: 'POST', path: `${sessionPath}/links` }, linkMade);
    const url = context.client.url() + path;
    context.show(options, { url, expiresAt }, () => [url]);
  });
}
