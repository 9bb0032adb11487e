// `carillon voicemails ...`: the messages that callers left. Not here: HTTP, and the sound itself.

import type { Command } from 'commander';
import { type RecordingView, recordingView, voicemailList } from '../api/contract/index.ts';
import type { Context } from './context.ts';
import { shownDuration } from './durations.ts';
import { table } from './terminal.ts';

interface ListOptions {
  readonly json?: true;
  readonly queue?: string;
  readonly all?: true;
  readonly full?: true;
}

/** Adds the commands of messages. `user` is who works at this terminal. */
export function voicemailCommands(program: Command, context: Context, user: string): void {
  const voicemails = program
    .command('voicemails')
    .description('messages that callers left, those not handled yet unless asked otherwise')
    .option('--queue <name>', 'of this queue only')
    .option('--all', 'handled ones too')
    .option('--full', 'callers’ numbers in full');
  context.json(voicemails).action(async (options: ListOptions) => {
    const { queue, all, full } = options;
    const query = new URLSearchParams({
      ...(queue === undefined ? {} : { queue }),
      ...(all === undefined ? {} : { state: 'all' }),
      ...(full === undefined ? {} : { callers: 'full' }),
    });
    const path = `/api/voicemails${query.size === 0 ? '' : `?${query.toString()}`}`;
    const answer = await context.client.ask({ method: 'GET', path }, voicemailList);
    context.show(options, answer.voicemails, () => voicemailTable(answer.voicemails), 'No messages.');
  });
  for (const [verb, mark, what] of marks) {
    const one = voicemails.command(verb).description(what).argument('<id>', 'as the list shows it');
    context.json(one).action(async (id: string, options: { readonly json?: true }) => {
      const path = `/api/recordings/${encodeURIComponent(id)}/${mark}`;
      const marked = await context.client.ask({ method: 'PUT', path, body: { by: user } }, recordingView);
      context.show(options, marked, () => voicemailTable([marked]));
    });
  }
}

const marks = [
  ['listened', 'listened', 'notes that somebody has listened to a message'],
  ['handled', 'handled', 'notes that a message needs nothing more'],
] as const;

const voicemailTable = (voicemails: readonly RecordingView[]): string[] =>
  table(
    ['LEFT', 'QUEUE', 'CALLER', 'LENGTH', 'STATE', 'LISTENED', 'HANDLED', 'ID'],
    voicemails.map(({ at, queue, caller, lengthMs, state, listened, handled, id }) => [
      ...[new Date(at).toISOString(), queue ?? '-', caller ?? '-', shownDuration(lengthMs), state],
      ...[listened?.by ?? '-', handled?.by ?? '-', id],
    ]),
  );
