// What every command has at hand: the controller, the terminal, and one way to show an answer.

import type { Command } from 'commander';
import type { Client } from './client.ts';
import type { Terminal } from './terminal.ts';

export interface Context {
  readonly client: Client;
  readonly terminal: Terminal;
  readonly now: () => number;
  /** Adds `--json` to a command. */
  readonly json: (command: Command) => Command;
  /** Shows `data` as JSON or as lines; an empty list says `nothing` on stderr instead of showing an empty table. */
  readonly show: (
    options: { readonly json?: true | undefined },
    data: unknown,
    lines: () => readonly string[],
    nothing?: string,
  ) => void;
}

/** The context on this terminal. */
export function contextOf(client: Client, terminal: Terminal, now: () => number): Context {
  return {
    client,
    terminal,
    now,
    json: (command) => command.option('--json', 'as JSON'),
    show: ({ json }, data, lines, nothing) => {
      if (json === true) return terminal.out(JSON.stringify(data, null, 2));
      if (nothing !== undefined && Array.isArray(data) && data.length === 0) return terminal.err(nothing);
      for (const line of lines()) terminal.out(line);
    },
  };
}
