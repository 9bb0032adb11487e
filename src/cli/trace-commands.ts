// `carillon trace CALL` and `carillon replay CALL --flow REF`: a call step by step, as a test, and through another version of its
// flow. Not here: following a call (src/sim), the words of lines (trace-text.ts).

import type { Command } from 'commander';
import { type CallTraceView, callTraceView, versionProgram } from '../api/contract/index.ts';
import { callId } from '../base/ids.ts';
import { decodeProgram } from '../deploy/index.ts';
import type { Program } from '../dsl/index.ts';
import { type CallTrace, type Followed, asTest, decodeTrace, follow, replay } from '../sim/index.ts';
import type { OpenProject } from './check.ts';
import type { Context } from './context.ts';
import { CommandFault, exitCodes } from './exit-codes.ts';
import { programNamed } from './program-named.ts';
import { notesOn, replayLines, replayView, traceText } from './trace-text.ts';

export interface TraceParts {
  readonly context: Context;
  readonly openProject: OpenProject;
  readonly end: (code: number) => void;
}

interface Asked {
  readonly json?: true;
  readonly asTest?: true;
  readonly showCallers?: true;
}

/** Adds `carillon trace` and `carillon replay`. */
export function traceCommands(program: Command, parts: TraceParts): void {
  const { context } = parts;
  const trace = program
    .command('trace')
    .description('one call step by step: what reached its flow, and what it did about it')
    .argument('<call>', 'as `carillon calls` shows it')
    .option('--as-test', 'as a test in Fil, to stand in a file of tests beside its flow')
    .option('--show-callers', 'with the caller’s number in full; this is logged');
  context.json(trace).action(async (call: string, asked: Asked) => {
    if (asked.asTest === true) return printTest(call, asked, context);
    const view = await asks(context, call, asked, 'none');
    context.show(asked, view, () => traceText(view));
    if (asked.json !== true) for (const note of notesOn(view)) context.terminal.err(note);
  });
  const again = program
    .command('replay')
    .description('runs what reached a call through another version of its flow, and says where it goes another way')
    .argument('<call>', 'as `carillon calls` shows it')
    .requiredOption('--flow <version>', 'stable, canary, the hash of a version, or a directory of flows');
  context.json(again).action(async (call: string, { flow, json }: { readonly flow: string; readonly json?: true }) => {
    parts.end(await replayed(call, flow, json, parts));
  });
}

async function asks(
  { client }: Context,
  call: string,
  { showCallers }: Asked,
  inputs: 'none' | 'whole',
): Promise<CallTraceView> {
  const callers = showCallers === true ? 'full' : 'masked';
  const path = `/api/calls/${encodeURIComponent(call)}/trace?callers=${callers}&inputs=${inputs}`;
  return client.ask({ method: 'GET', path }, callTraceView);
}

interface FollowedCall {
  readonly trace: CallTrace;
  readonly here: Followed;
  readonly program: Program;
}

/** The call followed on its own version, as far as the engine decides again as it did. */
async function followedCall(context: Context, view: CallTraceView): Promise<FollowedCall> {
  const { entries, departsAt } = view;
  const stored = (entries ?? []).map((entry) => ({ ...entry, call: callId(view.call) }));
  const whole = decodeTrace(stored);
  const path = `/api/versions/${encodeURIComponent(view.program)}`;
  const { program: text } = await context.client.ask({ method: 'GET', path }, versionProgram);
  const program = decodeProgram(text);
  if (whole === null || program === null)
    throw new CommandFault('refused', 'This call’s trace, or the version it ran, cannot be read any more.');
  const inputs = departsAt === null ? whole.inputs : whole.inputs.filter(({ at }) => at < departsAt);
  const trace: CallTrace = { ...whole, inputs, rest: departsAt === null ? whole.rest : 'cut' };
  return { trace, here: follow(trace, program), program };
}

async function printTest(call: string, asked: Asked, context: Context): Promise<void> {
  const view = await asks(context, call, asked, 'whole');
  const { trace, here, program } = await followedCall(context, view);
  const exported = asTest(trace, here, program, `${view.call}, ${new Date(view.since).toISOString().slice(0, 16)}`);
  context.show(asked, exported, () => exported.text.trimEnd().split('\n'));
  if (asked.json === true) return;
  for (const line of exported.leftOut) context.terminal.err(`Left out, for the simulator does otherwise: ${line}`);
}

async function replayed(call: string, flow: string, json: true | undefined, parts: TraceParts): Promise<number> {
  const { context, openProject } = parts;
  const other = await programNamed(flow, context, openProject);
  const view = await asks(context, call, {}, 'whole');
  const { trace, here } = await followedCall(context, view);
  const outcome = replay(trace, here, other);
  context.show({ json }, replayView(view, here, outcome), () => replayLines(view, here, outcome));
  return outcome.divergence === null ? exitCodes.done : exitCodes.refused;
}
