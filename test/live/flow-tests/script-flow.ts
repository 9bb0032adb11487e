// A test that begins in a script needs a call beside which it opens: a flow that waits for an agent, opens the script for them and
// lets the two talk. Pure. Not here: the script.

import type { FlowCode, Op, OpBody, Program, Value } from '../../../src/dsl/index.ts';

/** The flow, and the queue of its agent. */
export const scriptFlow = 'flow-of-a-script';

/** How long the caller of a script waits: the agent answers at once. */
const waitMs = 3_600_000;

export interface Begun {
  readonly program: Program;
  /** The test's own flow, or the one that opens its script. */
  readonly flow: string;
}

/** What the call of a test is led to. */
export function begunBy({ bench: { program }, flow, arguments: given, called }: ToBegin): Begun {
  if (program.flows[flow]?.kind !== 'script') return { program, flow };
  return { program: withScriptFlow(program, flow, given, called), flow: scriptFlow };
}

interface ToBegin {
  readonly bench: { readonly program: Program };
  readonly flow: string;
  readonly arguments: Readonly<Record<string, Value>>;
  readonly called: string;
}

/** The program with a flow on the number `called` that opens `script` with these arguments. */
function withScriptFlow(
  program: Program,
  script: string,
  given: Readonly<Record<string, Value>>,
  called: string,
): Program {
  const languages = program.flows[script]?.languages ?? [];
  const flow: FlowCode = {
    ...{ kind: 'flow', name: scriptFlow, parameters: [], returns: null, purpose: null, entries: [called], languages },
    ...{ variables: [], secrets: [], onHangup: null, onError: null, onLimit: null, onAnsweringMachine: null },
    ops: opsOf(script, given),
  };
  return { ...program, flows: { ...program.flows, [scriptFlow]: flow } };
}

/** `queue q { connect { run SCRIPT(...) } ... }  hangup`. */
function opsOf(script: string, given: Readonly<Record<string, Value>>): readonly Op[] {
  const [connect, end] = [2, 4];
  const literals = Object.entries(given).map(([name, value]) => [name, { kind: 'literal', value }] as const);
  const bodies: readonly OpBody[] = [
    {
      ...{ op: 'queue', queue: scriptFlow, priority: null, require: [], greet: null, music: null },
      ...{ after: { waitMs, target: end }, meanwhile: [], every: [], offers: [] },
      ...{ connect, closed: end, full: end, noAgent: end },
    },
    { op: 'jump', target: end },
    { op: 'openScript', script, arguments: Object.fromEntries(literals) },
    { op: 'resumeWait' },
    { op: 'hangup' },
  ];
  return bodies.map((body) => ({ ...body, span }));
}

const span = {
  ...{ file: 'a test', line: 1, column: 1, endLine: 1, endColumn: 1, offset: 0, endOffset: 0 },
};
