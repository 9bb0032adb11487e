// `carillon calls` and `carillon call ID`: calls live and ended, and the story of one. Not here: HTTP and the words.

import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CallList, type CallView, agentList, callList, callStory, endResult } from '../api/contract/index.ts';
import { findAgent } from './agent-commands.ts';
import { conversationCommands } from './conversation-commands.ts';
import { lasted, storyLines, whereabouts } from './call-lines.ts';
import type { Context } from './context.ts';
import { durationMs } from './durations.ts';
import { table } from './terminal.ts';

interface Asked {
  readonly json?: true;
  readonly showCallers?: true;
}

interface ListAsked extends Asked {
  readonly ended?: true;
  readonly all?: true;
  readonly flow?: string;
  readonly called?: string;
  readonly queue?: string;
  readonly agent?: string;
  readonly result?: string;
  readonly code?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: string;
  readonly after?: string;
}

/** Adds `carillon calls`, with what may be asked of a call below it, and `carillon call`. */
export function callCommands(program: Command, context: Context): void {
  listCommand(program, context);
  const call = program
    .command('call')
    .description('the story of one call, a line for each fact, times counted from its beginning')
    .argument('<id>', 'as `carillon calls` shows it')
    .option('--show-callers', 'with the caller’s number in full; this is logged');
  context.json(call).action(async (id: string, { showCallers, json }: Asked) => {
    const path = `/api/calls/${encodeURIComponent(id)}${queryOf({ callers: showCallers === true ? 'full' : undefined })}`;
    const story = await context.client.ask({ method: 'GET', path }, callStory);
    const names: Names = json === true ? new Map() : await agentNames(context);
    context.show({ json }, story, () => storyLines(story, (agent) => names.get(agent) ?? agent));
    if (story.record === 'unavailable') context.terminal.err('The database does not answer: facts are not shown.');
    if (story.rest === 'cut') context.terminal.err('The call has more facts than are shown.');
  });
}

function listCommand(program: Command, context: Context): void {
  const calls = program
    .command('calls')
    .description('live calls; ended ones too when asked for by a state, a time or an end')
    .option('--show-callers', 'with callers’ numbers in full; this is logged')
    .option('--ended', 'ended calls only')
    .option('--all', 'live and ended calls')
    .option('--flow <name>', 'that ran this flow')
    .option('--called <number>', 'that dialled this number')
    .option('--queue <name>', 'that joined this queue')
    .option('--agent <agent>', 'that this agent answered: id, phone or name')
    .addOption(new Option('--result <result>', 'that ended so').choices(endResult.options))
    .option('--code <text>', 'whose end’s code has this text in it')
    .option('--from <time>', 'that began at this time or later: 2026-03-01T09:00+01:00, or 2h (ago)', timeOf(context))
    .option('--to <time>', 'that began before this time', timeOf(context))
    .option('--limit <count>', 'so many at most, 200 in all')
    .option('--after <page>', 'the page after another one');
  conversationCommands(calls.enablePositionalOptions(), context);
  context.json(calls).action(async (asked: ListAsked) => {
    const agent = asked.agent === undefined ? undefined : await agentIdOf(context, asked.agent);
    const page = await context.client.ask({ method: 'GET', path: `/api/calls${listQuery(asked, agent)}` }, callList);
    const answered = asked.json !== true && page.calls.some((call) => call.agent !== null);
    show(context, asked, page, answered ? await agentNames(context) : new Map());
  });
}

function listQuery(
  { ended, all, showCallers, flow, called, queue, result, code, from, to, limit, after }: ListAsked,
  agent?: string,
) {
  const state = all === true ? 'all' : ended === true ? 'ended' : undefined;
  const callers = showCallers === true ? 'full' : undefined;
  return queryOf({ state, callers, flow, called, queue, agent, result, code, from, to, limit, after });
}

function queryOf(fields: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] satisfies [string, string]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

function show(context: Context, { json }: ListAsked, page: CallList, names: Names): void {
  const lines = (): string[] =>
    table(
      ['CALL', 'BEGAN', 'FOR', 'FLOW', 'NOW OR END', 'QUEUE', 'AGENT', 'CALLER'],
      page.calls.map((call) => rowOf(call, context.now(), names)),
    );
  if (json === true) context.show({ json }, page, lines);
  else context.show({}, page.calls, lines, page.record === 'read' ? 'No call fits.' : 'There are no calls now.');
  if (page.record === 'unavailable') context.terminal.err('The database does not answer: only live calls are shown.');
  if (json !== true && page.next !== null) context.terminal.err(`There are more: add --after ${page.next}`);
}

const rowOf = (call: CallView, now: number, names: Names): string[] => [
  ...[call.id, new Date(call.since).toISOString().slice(0, 19), lasted(call, now), call.flow === '' ? '-' : call.flow],
  ...[whereabouts(call), call.queue ?? '-', names.get(call.agent ?? '') ?? call.agent ?? '-'],
  call.caller ?? 'withheld',
];

/** A time as the interface takes it; a duration means so long ago. */
const timeOf =
  ({ now }: Context) =>
  (text: string): string => {
    const ago = durationMs(text);
    const at = ago === null ? new Date(text).getTime() : now() - ago;
    if (Number.isNaN(at)) throw new InvalidArgumentError('Write a time such as 2026-03-01T09:00+01:00, or 2h.');
    return new Date(at).toISOString();
  };

/** An agent who was removed is known by their id alone. */
const agentIdOf = async (context: Context, which: string): Promise<string> =>
  which.startsWith('agent-') ? which : (await findAgent(context, which)).id;

type Names = ReadonlyMap<string, string>;

async function agentNames({ client }: Context): Promise<Names> {
  const { agents } = await client.ask({ method: 'GET', path: '/api/agents' }, agentList);
  return new Map(agents.map(({ id, name }) => [id, name]));
}
