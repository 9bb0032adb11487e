// `carillon queue ...`: what waits. Not here: HTTP and tables.

import { type Command, InvalidArgumentError } from 'commander';
import { queueList, queueView } from '../api/contract/index.ts';
import type { Context } from './context.ts';
import { durationMs, shownDuration } from './durations.ts';
import { table } from './terminal.ts';

interface Json {
  readonly json?: true;
}
interface PutOptions extends Json {
  readonly music?: string;
  readonly wrapUp?: number;
  readonly ring?: number;
  readonly waitingMax?: number;
  readonly closed?: true;
}

/** Adds the commands of queues. */
export function queueCommands(program: Command, context: Context): void {
  const queue = program.command('queue').description('queues and their waiting lines');
  const put = queue
    .command('put')
    .description('makes a queue or replaces its settings; what is left out gets its default')
    .argument('<name>', 'as flows name it')
    .option('--music <class>', 'class of musiconhold.conf (default)')
    .option('--wrap-up <duration>', 'time after a call (15s)', duration)
    .option('--ring <duration>', 'how long an agent’s phone rings (20s)', duration)
    .option('--waiting-max <count>', 'how many may wait before flows go on at `on full` (as many as come)', count)
    .option('--closed', 'takes no calls');
  context.json(put).action(async (name: string, { music, wrapUp, ring, waitingMax, closed, json }: PutOptions) => {
    const body = {
      ...(music === undefined ? {} : { music }),
      ...(wrapUp === undefined ? {} : { wrapUpMs: wrapUp }),
      ...(ring === undefined ? {} : { ringMs: ring }),
      ...(waitingMax === undefined ? {} : { waitingMax }),
      state: closed === undefined ? 'open' : 'closed',
    };
    const stored = await context.client.ask(
      { method: 'PUT', path: `/api/queues/${encodeURIComponent(name)}`, body },
      queueView,
    );
    context.show({ json }, stored, () => queueTable([stored]));
  });
  context.json(queue.command('list').description('all queues with who waits')).action(async (options: Json) => {
    const { queues } = await context.client.ask({ method: 'GET', path: '/api/queues' }, queueList);
    context.show(options, queues, () => queueTable(queues), 'There are no queues yet: `carillon queue put NAME`.');
  });
}

function duration(text: string): number {
  const lengthMs = durationMs(text);
  if (lengthMs === null) throw new InvalidArgumentError('Write a number and ms, s, min or h, such as 15s.');
  return lengthMs;
}

function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Write a whole number, 1 or more.');
  return Number(text);
}

interface QueueRow {
  readonly name: string;
  readonly state: string;
  readonly waitingCount: number;
  readonly waitingMax: number | null;
  readonly oldestWaitMs: number | null;
  readonly ringMs: number;
  readonly wrapUpMs: number;
  readonly music: string;
}

const queueTable = (queues: readonly QueueRow[]): string[] =>
  table(
    ['QUEUE', 'STATE', 'WAITING', 'MAX', 'OLDEST', 'RING', 'WRAP-UP', 'MUSIC'],
    queues.map((queue) => [
      ...[queue.name, queue.state, String(queue.waitingCount), String(queue.waitingMax ?? '-')],
      queue.oldestWaitMs === null ? '-' : shownDuration(queue.oldestWaitMs),
      ...[shownDuration(queue.ringMs), shownDuration(queue.wrapUpMs), queue.music],
    ]),
  );
