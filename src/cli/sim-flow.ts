// `carillon sim FLOW`: a telephone in the terminal. Needs no running system. Not here: the call itself (src/sim).

import type { Command } from 'commander';
import { renderAll } from '../dsl/index.ts';
import { openProject, openTelephone, telephoneHelp } from '../sim/index.ts';
import type { CheckParts } from './check.ts';
import { CommandFault, exitCodes } from './exit-codes.ts';

/** What a person types, a line at a time. */
export type Typed = () => AsyncIterable<string>;

export type SimParts = CheckParts & { readonly typed: Typed };

/** Adds `carillon sim`: 0 when the call is over or was left, 2 when it could not begin. */
export function simCommand(program: Command, parts: SimParts): void {
  program
    .command('sim')
    .description('calls a flow from this terminal, on a clock of its own')
    .argument('<flow>', 'its name, with arguments where it has some: \'reminder(name: "Ms Durand")\'')
    .option('--directory <directory>', 'the one with fil.json', parts.directory)
    .option('--given <line...>', 'lines of a test that hold from the beginning: \'call from "anonymous"\'', [])
    .action(async (flow: string, options: { readonly directory: string; readonly given: readonly string[] }) => {
      const { terminal } = parts;
      const opened = await openProject(parts.openProject(options.directory));
      if (opened.kind === 'refused') {
        terminal.out(renderAll(opened.diagnostics, opened.sources).trimEnd());
        throw new CommandFault('refused', `The flows in ${options.directory} do not compile.`);
      }
      const given = options.given.map((line) => (line.startsWith('given ') ? line : `given ${line}`));
      const telephone = openTelephone(opened.project, flow, given);
      if (telephone.kind === 'failed') throw new CommandFault('misuse', telephone.failure);
      await converse(telephone.value, parts);
      parts.end(exitCodes.done);
    });
}

type Opened = Extract<ReturnType<typeof openTelephone>, { kind: 'ok' }>['value'];

async function converse(telephone: Opened, { terminal, typed }: SimParts): Promise<void> {
  for (const line of telephoneHelp) terminal.err(line);
  for (const line of telephone.begin()) terminal.out(line);
  for await (const line of typed()) {
    if (line.trim() === 'q') return;
    if (line.trim() === 'test') terminal.out(telephone.asTest());
    else for (const told of telephone.type(line)) terminal.out(told);
  }
}
