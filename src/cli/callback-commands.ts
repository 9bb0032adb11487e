// `carillon callbacks ...`: who is to be called back, and when. Not here: HTTP and tables.

import type { Command } from 'commander';
import { z } from 'zod';
import { type CallbackView, callbackList } from '../api/contract/index.ts';
import type { Context } from './context.ts';
import { shownDuration } from './durations.ts';
import { table } from './terminal.ts';

/** Adds the commands of callbacks. `user` is who works at this terminal. */
export function callbackCommands(program: Command, context: Context, user: string): void {
  const callbacks = program.command('callbacks').description('promises to call back that are not kept yet');
  context.json(callbacks).action(async (options: { readonly json?: true }) => {
    const { callbacks: list } = await context.client.ask({ method: 'GET', path: '/api/callbacks' }, callbackList);
    context.show(options, list, () => callbackTable(list, context.now()), 'Nobody is to be called back.');
  });
  callbacks
    .command('cancel')
    .description('takes a promise back; somebody who talks with an agent already is left alone')
    .argument('<id>', 'as the list shows it')
    .action(async (id: string) => {
      const path = `/api/callbacks/${encodeURIComponent(id)}`;
      await context.client.ask({ method: 'DELETE', path, body: { by: user } }, z.null());
      context.terminal.err(`${id} was cancelled.`);
    });
}

const callbackTable = (list: readonly CallbackView[], now: number): string[] =>
  table(
    ['PROMISED', 'QUEUE', 'NUMBER', 'STATE', 'DUE', 'TRIES', 'ID'],
    list.map(({ askedAt, queue, number, state, at, tries, id }) => [
      ...[`${shownDuration(now - askedAt)} ago`, queue, number, words[state]],
      ...[at === null ? '-' : new Date(at).toISOString(), String(tries), id],
    ]),
  );

const words: Readonly<Record<CallbackView['state'], string>> = {
  scheduled: 'scheduled',
  inLine: 'in line',
  dialling: 'dialling',
  held: 'on the line',
  talking: 'talking',
};
