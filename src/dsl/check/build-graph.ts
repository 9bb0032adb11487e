// Makes the graph of a flow: what follows each statement, whatever block it stands in. Not here: looking at the graph.

import type { Block, FlowNode, HandlerNode, Outcome, Statement, StepNode } from '../ast.ts';
import { edgesOf } from './edges.ts';
import type { GraphParts, NodeBody, Surroundings } from './edges.ts';
import { passed } from './edge-kinds.ts';
import type { Edge, Graph, GraphNode, Place } from './graph.ts';

/** Builds the graph of a flow. Of two steps of one name the first counts. */
export function buildGraph(flow: FlowNode, around: Pick<GraphParts, 'runs' | 'isComplete'>): Graph {
  return new GraphBuilder(around).build(flow);
}

class GraphBuilder implements GraphParts {
  readonly runs: GraphParts['runs'];
  readonly isComplete: GraphParts['isComplete'];
  readonly #nodes: GraphNode[] = [];
  readonly #steps = new Map<string, number>();
  readonly #blocks: number[][] = [];
  readonly #of = new Map<Statement, number>();
  readonly #inside = new Map<object, number>();

  constructor({ runs, isComplete }: Pick<GraphParts, 'runs' | 'isComplete'>) {
    this.runs = runs;
    this.isComplete = isComplete;
  }

  build(flow: FlowNode): Graph {
    const steps = flow.steps.filter((step, index) => this.#isFirst(step, index, flow.steps));
    // Steps get their numbers first, since any statement may go to any of them.
    for (const step of steps) this.#steps.set(step.name.text, this.add({ kind: 'enter' }, { kind: 'step', step }, []));
    for (const [id, step] of steps.entries()) {
      const place: Place = { kind: 'step', step };
      const end = this.add({ kind: 'end' }, place, []);
      this.connect(id, [passed(this.block(step.body, outside(place, end)))]);
    }
    const handlers = flow.handlers.map((handler) => this.#handler(handler));
    return {
      nodes: this.#nodes,
      steps: this.#steps,
      roots: [...(steps.length > 0 ? [0] : []), ...handlers],
      blocks: this.#blocks,
      of: this.#of,
      inside: this.#inside,
    };
  }

  #isFirst(step: StepNode, index: number, all: readonly StepNode[]): boolean {
    return all.findIndex(({ name }) => name.text === step.name.text) === index;
  }

  #handler(handler: HandlerNode): number {
    const place: Place = { kind: 'handler', handler };
    const end = this.add({ kind: 'end' }, place, []);
    return this.add({ kind: 'enter' }, place, [passed(this.outcome(handler.outcome, outside(place, end)))]);
  }

  add(body: NodeBody, place: Place, edges: readonly Edge[]): number {
    const id = this.#nodes.length;
    this.#nodes.push({ id, place, edges, ...body });
    return id;
  }

  connect(id: number, edges: readonly Edge[]): void {
    const node = this.#nodes[id];
    if (node !== undefined) this.#nodes[id] = { ...node, edges };
  }

  /** From the last statement to the first, so that each knows what follows it. Gives where the block begins. */
  block(block: Block, around: Surroundings): number {
    const ids: number[] = [];
    let { next, afterGroup } = { next: around.next, afterGroup: around.next };
    let follows: Surroundings['follows'] = 'end';
    for (const statement of block.statements.toReversed()) {
      if (statement.kind !== 'objection') afterGroup = next;
      next = this.#statement(statement, { ...around, next, afterGroup, follows });
      follows = 'statement';
      if (statement.kind !== 'objection') afterGroup = next;
      ids.unshift(next);
    }
    this.#blocks.push(ids);
    return next;
  }

  outcome(outcome: Outcome, around: Surroundings): number {
    return outcome.kind === 'block' ? this.block(outcome.block, around) : this.step(outcome.step.text, around.place);
  }

  /** An outcome inside a queue, after which the wait goes on. */
  insideOutcome(outcome: Outcome, around: Surroundings): number {
    const begin = this.outcome(outcome, around);
    this.#inside.set(outcome.kind === 'block' ? outcome.block : outcome, begin);
    return begin;
  }

  step(name: string, place: Place): number {
    return this.#steps.get(name) ?? this.add({ kind: 'lost' }, place, []);
  }

  #statement(statement: Statement, around: Surroundings): number {
    const id = this.add({ kind: 'statement', statement }, around.place, []);
    this.#of.set(statement, id);
    this.connect(id, edgesOf(this, statement, { ...around, self: id }));
    return id;
  }
}

const outside = (place: Place, next: number): Surroundings => ({
  place,
  next,
  afterLoop: null,
  asking: null,
  afterGroup: next,
  follows: 'end',
});
