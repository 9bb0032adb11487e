// `carillon calls hold CALL` and its like: what an agent asks of the call they lead. Not here: HTTP and tables.

import type { Command } from 'commander';
import {
  type ConversationAfter,
  type ConversationView,
  type TransferTo,
  conversationAfter,
  plainOrders,
} from '../api/contract/index.ts';
import { findAgent } from './agent-commands.ts';
import type { Context } from './context.ts';
import { CommandFault } from './exit-codes.ts';

interface Json {
  readonly json?: true;
}
interface Whom extends Json {
  readonly agent?: string;
  readonly queue?: string;
  readonly number?: string;
}

const descriptions: Readonly<Record<(typeof plainOrders)[number], string>> = {
  hold: 'gives the caller music',
  retrieve: 'takes the caller back from hold',
  swap: 'changes between the caller and the one who is consulted',
  join: 'lets the caller, the agent and the one who is consulted hear one another',
  cancel: 'lets go of the one who was called in; the agent has the caller again',
  complete: 'leaves the caller to the one who was called in',
};

/** Adds the orders below `carillon calls`. */
export function conversationCommands(calls: Command, context: Context): void {
  for (const kind of plainOrders)
    context.json(orderCommand(calls, kind, descriptions[kind])).action(async (call: string, { json }: Json) => {
      await order(context, { call, kind, json });
    });
  for (const kind of ['mute', 'unmute'] as const) {
    const what = kind === 'mute' ? 'nobody hears what an agent says' : 'the agent is heard again';
    const command = orderCommand(calls, kind, what).option(
      '--agent <agent>',
      'id, phone or name; unless given, who leads',
    );
    context.json(command).action(async (call: string, { agent, json }: Whom) => {
      const body = agent === undefined ? {} : { agent: (await findAgent(context, agent)).id };
      await order(context, { call, kind, json, body });
    });
  }
  const transfer = orderCommand(calls, 'transfer', 'hands the caller over without talking to whoever takes over');
  whomOptions(transfer.option('--queue <name>', 'to a queue'));
  context.json(transfer).action(async (call: string, whom: Whom) => {
    await order(context, { call, kind: 'transfer', json: whom.json, body: { to: await targetOf(context, whom) } });
  });
  const consult = orderCommand(calls, 'consult', 'calls somebody in, while the caller hears music');
  context.json(whomOptions(consult)).action(async (call: string, whom: Whom) => {
    await order(context, { call, kind: 'consult', json: whom.json, body: { to: await targetOf(context, whom) } });
  });
}

const orderCommand = (calls: Command, name: string, description: string): Command =>
  calls.command(name).description(description).argument('<call>', 'as `carillon calls` shows it');

const whomOptions = (command: Command): Command =>
  command
    .option('--agent <agent>', 'an agent: id, phone or name')
    .option('--number <number>', 'a number outside: + and digits');

async function targetOf(context: Context, { agent, queue, number }: Whom): Promise<TransferTo> {
  const given: TransferTo[] = [
    ...(agent === undefined ? [] : [{ kind: 'agent', agent: (await findAgent(context, agent)).id } as const]),
    ...(queue === undefined ? [] : [{ kind: 'queue', queue } as const]),
    ...(number === undefined ? [] : [{ kind: 'number', number } as const]),
  ];
  const [to] = given;
  if (to === undefined || given.length > 1)
    throw new CommandFault('misuse', 'Say to whom, and to one alone: --agent, --queue or --number.');
  return to;
}

interface Asked {
  readonly call: string;
  readonly kind: string;
  readonly json: true | undefined;
  readonly body?: object;
}

async function order(context: Context, { call, kind, json, body }: Asked): Promise<void> {
  const path = `/api/conversations/${encodeURIComponent(call)}/${kind}`;
  const request = { method: 'POST', path, ...(body === undefined ? {} : { body }) } as const;
  const after = await context.client.ask(request, conversationAfter);
  context.show({ json }, after, () => [sentence(call, after)]);
}

function sentence(call: string, { conversation }: ConversationAfter): string {
  if (conversation === null) return `${call} was handed over.`;
  return `${call} ${words[conversation.state](conversation.other?.name ?? '')}.`;
}

const words: Readonly<Record<ConversationView['state'], (other: string) => string>> = {
  talking: () => 'talks with its agent',
  held: () => 'is on hold',
  calling: (other) => `is on hold while ${other} is rung`,
  handingOver: (other) => `is on hold and goes to ${other}, who is rung`,
  consulting: (other) => `is on hold while its agent talks with ${other}`,
  returned: (other) => `talks with its agent; ${other} is on hold`,
  conference: (other) => `talks with its agent and ${other}`,
};
