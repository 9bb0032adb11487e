// `carillon pull`: writes the manifest of an environment from a running controller, so that `carillon check --env` works
// offline. What the controller does not tell (numbers, skills, music, settings) stays as the file has it.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { queueList } from '../api/contract/index.ts';
import type { Context } from './context.ts';
import { environmentPath } from './environment-file.ts';
import { CommandFault } from './exit-codes.ts';

/** What a controller knows of its environment, under the names of the manifest. */
export type EnvironmentSource = () => Promise<Readonly<Record<string, unknown>>>;

/** The environment as the interface of a controller tells it today: its queues. */
export const environmentFromApi =
  ({ client }: Pick<Context, 'client'>): EnvironmentSource =>
  async () => {
    const { queues } = await client.ask({ method: 'GET', path: '/api/queues' }, queueList);
    return { queues: queues.map(({ name }) => name).sort() };
  };

export interface PullParts {
  readonly source: EnvironmentSource;
  readonly directory: string;
  readonly err: (line: string) => void;
}

const empty = {
  queues: [],
  skills: [],
  numbers: {},
  music: [],
  config: {},
  secrets: [],
  privateHosts: [],
  functions: {},
};

/** Adds `carillon pull`; it fails as every command does that needs a controller. */
export function pullCommand(program: Command, { source, directory: usual, err }: PullParts): void {
  program
    .command('pull')
    .description('writes the manifest of an environment from a running controller')
    .argument('[directory]', 'the one with fil.json', usual)
    .option('--env <name>', 'the name of the environment', 'dev')
    .action(async (directory: string, { env }: { readonly env: string }) => {
      const path = environmentPath(directory, env);
      const manifest = { ...empty, ...(await existing(path)), ...(await source()) };
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`);
      err(`${path} was written.`);
    });
}

async function existing(path: string): Promise<object> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return {};
    if (!(fault instanceof SyntaxError)) throw fault;
  }
  throw new CommandFault('misuse', `${path} is not a JSON object: put it right or remove it.`);
}
