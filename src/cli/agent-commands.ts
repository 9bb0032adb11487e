// `carillon agent ...`: who answers, and whether they do now. Not here: HTTP and tables.

import type { Command } from 'commander';
import { z } from 'zod';
import { type AgentView, agentCreated, agentList, agentView } from '../api/contract/index.ts';
import type { Context } from './context.ts';
import { shownDuration } from './durations.ts';
import { CommandFault } from './exit-codes.ts';
import { table } from './terminal.ts';

/** Adds the commands of agents. */
export function agentCommands(program: Command, context: Context): void {
  const agent = program.command('agent').description('agents, their phones and their states');
  addCommand(agent, context);
  context.json(agent.command('list').description('all agents with their states')).action(async (options: Json) => {
    const agents = await allAgents(context);
    context.show(
      options,
      agents,
      () => agentTable(agents, context.now()),
      'There are no agents yet: `carillon agent add`.',
    );
  });
  agent
    .command('remove')
    .description('removes an agent and the account of their phone')
    .argument('<agent>', 'id, phone or name')
    .action(async (which: string) => {
      const { id, name } = await findAgent(context, which);
      await context.client.ask({ method: 'DELETE', path: agentPath(id) }, z.null());
      context.terminal.err(`${name} was removed.`);
    });
  abilitiesCommand(agent, context);
  choiceCommand(agent, context, ['sign-in', 'signs an agent in; they are not ready yet']);
  choiceCommand(agent, context, ['sign-out', 'signs an agent out']);
  choiceCommand(agent, context, ['ready', 'makes an agent ready for calls']);
  choiceCommand(agent, context, ['not-ready', 'takes an agent away from calls']).requiredOption(
    '--reason <text>',
    'why',
  );
}

interface Json {
  readonly json?: true;
}
interface AddOptions extends Json {
  readonly phone: string;
  readonly queue: readonly string[];
  readonly digest?: string;
}
interface AbleOptions extends Json {
  readonly skill?: readonly string[];
  readonly language?: readonly string[];
}

function addCommand(agent: Command, context: Context): void {
  const add = agent
    .command('add')
    .description('adds an agent; without --digest a password for the phone is made and shown once')
    .argument('<name>', 'as colleagues see it')
    .requiredOption('--phone <id>', 'user name of the phone: a-z, 0-9 and -')
    .requiredOption('--queue <name...>', 'queues the agent serves')
    .option('--digest <hex>', 'MD5 of phone:realm:password, when the phone has a password already');
  context.json(add).action(async (name: string, { phone, queue, digest, json }: AddOptions) => {
    const body = { name, phone, queues: [...queue], ...(digest === undefined ? {} : { digest }) };
    const made = await context.client.ask({ method: 'POST', path: '/api/agents', body }, agentCreated);
    const lines = [`agent     ${made.agent.id}`, `phone     ${made.agent.phone}`];
    context.show({ json }, made, () => (made.password === null ? lines : [...lines, `password  ${made.password}`]));
    if (made.password !== null)
      context.terminal.err('Write the password into the phone now: it is not kept and never shown again.');
  });
}

function abilitiesCommand(agent: Command, context: Context): void {
  const command = agent
    .command('abilities')
    .description('says what an agent can do; what is not named here the agent cannot do any more')
    .argument('<agent>', 'id, phone or name')
    .option('--skill <name:level...>', 'skills, such as fibre:3')
    .option('--language <tag...>', 'languages, such as fr or fr-FR');
  context.json(command).action(async (which: string, { skill = [], language = [], json }: AbleOptions) => {
    const body = { languages: [...language], skills: skill.map(skillOf) };
    const { id } = await findAgent(context, which);
    const after = await context.client.ask({ method: 'PUT', path: `${agentPath(id)}/abilities`, body }, agentView);
    context.show({ json }, after, () => [`${after.name}: ${abilityWords(after) || 'nothing in particular'}.`]);
  });
}

function skillOf(text: string): { readonly skill: string; readonly level: number } {
  const [, skill, level] = /^([^:]+):(\d{1,3})$/.exec(text) ?? [];
  if (skill === undefined) throw new CommandFault('misuse', `"${text}" is no skill with its level: write fibre:3.`);
  return { skill, level: Number(level) };
}

const abilityWords = ({ abilities: { languages, skills } }: AgentView): string =>
  [...languages, ...skills.map(({ skill, level }) => `${skill}:${level}`)].join(' ');

function choiceCommand(agent: Command, context: Context, [choice, description]: readonly [string, string]): Command {
  const command = agent.command(choice).description(description).argument('<agent>', 'id, phone or name');
  return context.json(command).action(async (which: string, { reason, json }: Json & { readonly reason?: string }) => {
    const { id } = await findAgent(context, which);
    const body = reason === undefined ? {} : { body: { reason } };
    const after = await context.client.ask({ method: 'POST', path: `${agentPath(id)}/${choice}`, ...body }, agentView);
    context.show({ json }, after, () => [`${after.name} is ${stateWords(after)}.`]);
  });
}

const agentPath = (id: string): string => `/api/agents/${encodeURIComponent(id)}`;

const allAgents = async ({ client }: Context): Promise<readonly AgentView[]> =>
  (await client.ask({ method: 'GET', path: '/api/agents' }, agentList)).agents;

/** The agent that was meant, or a CommandFault. Ids and phones are unique; a name may be shared, and then nobody is guessed. */
export async function findAgent(context: Context, which: string): Promise<AgentView> {
  const agents = await allAgents(context);
  const exact = agents.find((one) => one.id === which || one.phone === which);
  if (exact !== undefined) return exact;
  const [named, ...others] = agents.filter((one) => one.name === which);
  if (named === undefined)
    throw new CommandFault('refused', `There is no agent "${which}". See \`carillon agent list\`.`);
  if (others.length > 0)
    throw new CommandFault('refused', `${others.length + 1} agents are called "${which}": say the phone.`);
  return named;
}

const agentTable = (agents: readonly AgentView[], now: number): string[] =>
  table(
    ['NAME', 'PHONE', 'QUEUES', 'ABILITIES', 'STATE', 'FOR', 'CALL', 'ID'],
    agents.map((agent) => [
      ...[agent.name, agent.phone, agent.queues.join(','), abilityWords(agent) || '-', stateWords(agent)],
      ...[shownDuration(now - agent.state.since), agent.state.call ?? '-', agent.id],
    ]),
  );

const words: Readonly<Record<AgentView['state']['kind'], string>> = {
  offline: 'offline',
  notReady: 'not ready',
  ready: 'ready',
  reserved: 'reserved',
  talking: 'talking',
  wrapUp: 'wrap-up',
  notResponding: 'not responding',
};

const stateWords = ({ state, availability }: AgentView): string =>
  state.kind === 'notReady' && availability.kind === 'paused'
    ? `not ready (${availability.reason})`
    : words[state.kind];
