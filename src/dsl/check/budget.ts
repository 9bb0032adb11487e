// How much a flow may do: statements between two waits (FIL310), time of a caller in self-service (FIL606), rounds of a loop
// (FIL301). Not here: cycles of steps (paths.ts).

import type { Block, Statement } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { defaults } from '../defaults.ts';
import { effectOf, outcomesOf, promptsIn, promptsOfInput, statementsOf } from '../walk.ts';
import type { GraphNode } from './graph.ts';
import type { FlowModel, ProjectModel } from './model.ts';
import { spokenMs } from './speech-time.ts';

/** The most statements between two waits; the engine stops a flow that goes beyond. */
const statementsMax = 1000;
/** The longest list. */
const itemsMax = 100;
const minuteMs = 60_000;
/** The longest self-service, in minutes, unless a rule of the project says otherwise. */
const selfServiceMinutes = 10;

export function checkBudget(project: ProjectModel, report: Report): void {
  for (const flow of project.flows) {
    for (const { body } of flow.node.steps) checkLoops(body, report);
    for (const { outcome } of flow.node.handlers) if (outcome.kind === 'block') checkLoops(outcome.block, report);
    for (const { statement } of statementsOf(flow.node)) if (statement.kind === 'repeat') checkTimes(statement, report);
    checkTime(flow, project, report);
  }
}

function checkTimes({ times }: Statement & { kind: 'repeat' }, report: Report): void {
  const { value, span } = times;
  if (Number.isInteger(value) && value >= 1 && value <= statementsMax) return;
  const message = `${value} rounds are not possible`;
  report({ code: 'FIL301', message, span, hint: `write a whole number from 1 to ${statementsMax}.` });
}

/** The outermost loop that does too much. */
function checkLoops(block: Block, report: Report): void {
  for (const statement of block.statements) {
    const isLoop = statement.kind === 'repeat' || statement.kind === 'forEach';
    if (isLoop && costOf(statement) > statementsMax) {
      const message = `This loop may do ${costOf(statement)} statements without a wait`;
      const span = {
        ...statement.span,
        endLine: statement.span.line,
        endColumn: statement.span.column + 3,
        endOffset: statement.span.offset + 3,
      };
      report({
        code: 'FIL310',
        message,
        span,
        hint: `bring it under ${statementsMax}: fewer rounds, or less in each.`,
      });
      continue;
    }
    for (const outcome of outcomesOf(statement)) if (outcome.kind === 'block') checkLoops(outcome.block, report);
  }
}

const costOfBlock = ({ statements }: Block): number => statements.reduce((sum, each) => sum + costOf(each), 0);

/** The statements that one may come to, loops multiplied; a loop with a wait in it counts one round. */
function costOf(statement: Statement): number {
  if (statement.kind === 'repeat' || statement.kind === 'forEach') {
    const rounds = statement.kind === 'forEach' ? itemsMax : statement.times.value;
    return waitsIn(statement.body) ? 1 + costOfBlock(statement.body) : 1 + rounds * (1 + costOfBlock(statement.body));
  }
  const inner = outcomesOf(statement).map((outcome) => (outcome.kind === 'block' ? costOfBlock(outcome.block) : 0));
  return 1 + Math.max(0, ...inner);
}

const waits: readonly Statement['kind'][] = [
  'menu',
  'collect',
  'queue',
  'transfer',
  'voicemail',
  'wait',
  'say',
  'announce',
];

const waitsIn = ({ statements }: Block): boolean =>
  statements.some((each) => waits.includes(each.kind) || effectOf(each) !== null);

/** FIL606: the longest way through questions without an agent; a knot of steps counts once. */
function checkTime(flow: FlowModel, project: ProjectModel, report: Report): void {
  const { node, graph } = flow;
  const rule = project.settings.rules['FIL606'];
  const limit = typeof rule === 'number' ? rule : selfServiceMinutes;
  if (node.kind !== 'flow') return;
  const longest = new LongestWay(graph.nodes, (each) => timeAt(each, project));
  const worstMs = Math.max(0, ...graph.roots.slice(0, 1).map((root) => longest.from(root)));
  if (worstMs <= limit * minuteMs) return;
  report({
    code: 'FIL606',
    message: `A caller may spend ${Math.ceil(worstMs / minuteMs)} minutes here without an agent`,
    span: node.name.span,
    hint: `bring it under ${limit}: fewer tries, shorter prompts, an earlier way to a queue.`,
  });
}

/** The longest time that a call may stand at a node; null: here an agent takes it. */
function timeAt(node: GraphNode, { prompts, declarations }: ProjectModel): number | null {
  if (node.kind !== 'statement') return 0;
  const { statement } = node;
  if (statement.kind === 'queue' || statement.kind === 'transfer') return null;
  const ask = effectOf(statement);
  const found = ask?.kind === 'ask' ? declarations.visibleIn(ask.span.file).get(ask.question.text) : undefined;
  const input = found?.kind === 'question' ? found.node : 'keys' in statement ? statement : null;
  if (input === null) return promptsIn(statement).reduce((sum, use) => sum + spokenMs(use, prompts), 0);
  if (statement.kind === 'voicemail') return statement.max?.value ?? defaults.voicemailMaxMs;
  const handlers = ask?.kind === 'ask' ? ask.handlers : input.handlers;
  const tries = handlers.reduce(
    (sum, { after, events }) => sum + events.length * (after?.kind === 'tries' ? after.tries.value : 1),
    0,
  );
  const onceMs = Math.max(0, ...promptsOfInput(input).map((use) => spokenMs(use, prompts)));
  const waitMs = input.wait?.value ?? input.firstDigit?.value ?? defaults.firstDigitMs;
  return Math.max(1, tries) * (onceMs + waitMs);
}

/** The longest way from a node, each node counted once: over the knots of the graph, which are no knots to each other. */
class LongestWay {
  readonly #nodes: readonly GraphNode[];
  readonly #timeOf: (node: GraphNode) => number | null;
  readonly #index = new Map<number, number>();
  readonly #low = new Map<number, number>();
  readonly #stack: number[] = [];
  readonly #found = new Map<number, number>();

  constructor(nodes: readonly GraphNode[], timeOf: (node: GraphNode) => number | null) {
    this.#nodes = nodes;
    this.#timeOf = timeOf;
  }

  from(id: number): number {
    if (!this.#index.has(id)) this.#visit(id);
    return this.#found.get(id) ?? 0;
  }

  /** Tarjan's knots: when one is complete, everything that it leads to is known. */
  #visit(id: number): void {
    const order = this.#index.size;
    this.#index.set(id, order);
    this.#low.set(id, order);
    this.#stack.push(id);
    for (const to of this.#next(id)) {
      if (!this.#index.has(to)) {
        this.#visit(to);
        this.#low.set(id, Math.min(this.#low.get(id) ?? 0, this.#low.get(to) ?? 0));
      } else if (this.#stack.includes(to)) {
        this.#low.set(id, Math.min(this.#low.get(id) ?? 0, this.#index.get(to) ?? 0));
      }
    }
    if (this.#low.get(id) === order) this.#close(this.#stack.splice(this.#stack.indexOf(id)));
  }

  #next(id: number): readonly number[] {
    const node = this.#nodes[id];
    return node === undefined || this.#timeOf(node) === null ? [] : node.edges.map(({ to }) => to);
  }

  #close(knot: readonly number[]): void {
    const own = knot.reduce((sum, id) => {
      const node = this.#nodes[id];
      return sum + (node === undefined ? 0 : (this.#timeOf(node) ?? 0));
    }, 0);
    const on = knot.flatMap((id) => this.#next(id)).map((to) => this.#found.get(to) ?? 0);
    for (const id of knot) this.#found.set(id, own + Math.max(0, ...on));
  }
}
