// The command line put together: `carillon serve`, `agent`, `queue`, `numbers`, `emergency`, `calls`, `voicemails`, `link`, `check`, `test`, `sim`,
// `deploy`, `doctor`, `migrate`. What
// needs the whole program is handed in. Not here: what any command does.

import { Command, CommanderError } from 'commander';
import type { Clock } from '../base/clock.ts';
import type { Environment } from '../config.ts';
import { agentCommands } from './agent-commands.ts';
import { callbackCommands } from './callback-commands.ts';
import { callCommands } from './call-commands.ts';
import { type OpenProject, checkCommand } from './check.ts';
import { type Send, clientOf, connectionFrom, sendOverHttp } from './client.ts';
import { contextOf } from './context.ts';
import { deployCommands } from './deploy.ts';
import type { DeployPorts } from './deploy-ports.ts';
import { deploymentsCommand } from './deployments.ts';
import { type Probe, doctorExitCode, printChecks, runDoctor } from './doctor.ts';
import { explainCommand } from './explain.ts';
import { CommandFault, exitCodes } from './exit-codes.ts';
import { fmtCommand } from './fmt.ts';
import { linkCommand } from './link.ts';
import { numberCommands } from './number-commands.ts';
import { environmentFromApi, pullCommand } from './pull.ts';
import { queueCommands } from './queue-commands.ts';
import { type Typed, simCommand } from './sim-flow.ts';
import type { Terminal } from './terminal.ts';
import { voicemailCommands } from './voicemail-commands.ts';
import { type LiveTests, testCommand } from './test-flows.ts';
import { traceCommands } from './trace-commands.ts';

export interface CliPorts {
  readonly version: string;
  readonly environment: Environment;
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** Runs until it is told to stop; the exit code. */
  readonly serve: () => Promise<number>;
  /** Brings the database to this version; the exit code. */
  readonly migrate: () => Promise<number>;
  /** What the doctor looks at. */
  readonly probes: () => readonly Probe[];
  readonly openProject: OpenProject;
  readonly deploy: DeployPorts;
  readonly liveTests: LiveTests;
  /** What a person types at the terminal. */
  readonly typed: Typed;
  /** Over HTTP unless said. */
  readonly send?: Send;
}

/** The command line. `run` takes the arguments after the program's name and resolves with the exit code; it never rejects. */
export interface Cli {
  readonly run: (args: readonly string[]) => Promise<number>;
}

export const buildCli = (ports: CliPorts): Cli => ({ run: (args) => run(ports, args) });

async function run(ports: CliPorts, args: readonly string[]): Promise<number> {
  let code: number = exitCodes.done;
  const program = programOf(ports, (end) => {
    code = end;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (fault) {
    return explained(fault, ports.terminal);
  }
}

function programOf(ports: CliPorts, end: (code: number) => void): Command {
  const { terminal, environment, clock } = ports;
  const program = new Command('carillon').description('a contact centre on Asterisk').version(ports.version);
  // An option after a command’s name is that command’s, also where the one above has one of the same name.
  program
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    });
  program.showHelpAfterError('(`carillon help` lists the commands)').showSuggestionAfterError();
  const client = clientOf(() => connectionFrom(environment), ports.send ?? sendOverHttp);
  const context = contextOf(client, terminal, clock.now);
  program
    .command('serve')
    .description('serves calls until stopped')
    .action(async () => end(await ports.serve()));
  program
    .command('migrate')
    .description('brings the database to this version')
    .action(async () => end(await ports.migrate()));
  const doctor = program.command('doctor').description('looks at everything Carillon depends on');
  context.json(doctor).action(async ({ json }: { readonly json?: true }) => {
    const checks = await runDoctor(ports.probes(), clock);
    if (json === true) terminal.out(JSON.stringify(checks, null, 2));
    end(json === true ? doctorExitCode(checks) : printChecks(checks, terminal));
  });
  const directory = environment['CARILLON_FLOWS_DIR'] ?? 'flows';
  checkCommand(program, { openProject: ports.openProject, directory, terminal, end });
  const { openProject, liveTests } = ports;
  testCommand(program, { openProject, directory, terminal, end, clock, liveTests });
  simCommand(program, { openProject: ports.openProject, directory, terminal, end, typed: ports.typed });
  fmtCommand(program, { openProject: ports.openProject, directory, terminal, end });
  pullCommand(program, { source: environmentFromApi(context), directory, err: terminal.err });
  explainCommand(program, terminal);
  deployCommands(program, { context, ports: ports.deploy, directory, version: ports.version });
  deploymentsCommand(program, context);
  agentCommands(program, context);
  queueCommands(program, context);
  numberCommands(program, context, ports.deploy.user);
  callCommands(program, context);
  callbackCommands(program, context, ports.deploy.user);
  traceCommands(program, { context, openProject: ports.openProject, end });
  voicemailCommands(program, context, ports.deploy.user);
  linkCommand(program, context);
  return program;
}

/** Says why a command ended and gives its exit code. */
function explained(fault: unknown, terminal: Terminal): number {
  // Commander has said it already: help and version are no faults.
  if (fault instanceof CommanderError) return fault.exitCode === 0 ? exitCodes.done : exitCodes.misuse;
  if (fault instanceof CommandFault) {
    terminal.err(fault.message);
    return exitCodes[fault.code];
  }
  terminal.err(`Carillon failed: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`);
  return exitCodes.misuse;
}
