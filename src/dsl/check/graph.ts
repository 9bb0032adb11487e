// The ways a call can take through one flow: a node for each statement, an edge for each way out of it.
// Not here: what is known on these ways (states.ts) and what is wrong with them (paths.ts).

import type { Block, ExpressionNode, FlowNode, HandlerNode, Outcome, Statement, StepNode } from '../ast.ts';
import { handlerPlace } from '../walk.ts';

/** Where statements stand: a step, or a handler of the flow. */
export type Place =
  { readonly kind: 'step'; readonly step: StepNode } | { readonly kind: 'handler'; readonly handler: HandlerNode };

/** A way from one node to another. */
export interface Edge {
  readonly to: number;
  /** Whether somebody did something: a key, a number typed in, a queue that was waited in. Silence and refusals are not that. */
  readonly cause: 'acted' | 'passed';
  /** The value that this way gives. */
  readonly assigns: string | null;
  /** A condition that holds (or not) on this way. */
  readonly assumes: { readonly condition: ExpressionNode; readonly truth: boolean } | null;
}

export type GraphNode = {
  readonly id: number;
  readonly place: Place;
  readonly edges: readonly Edge[];
} & (
  | { readonly kind: 'enter' }
  | { readonly kind: 'statement'; readonly statement: Statement }
  /** The end of a step or handler, where nothing follows. */
  | { readonly kind: 'end' }
  /** The end of an `after` block of a queue, where waiting goes on. */
  | { readonly kind: 'stay'; readonly queue: Statement }
  /** Where a step leads that does not exist: reported elsewhere, the way ends here. */
  | { readonly kind: 'lost' }
);

export interface Graph {
  readonly nodes: readonly GraphNode[];
  /** By name of the step. */
  readonly steps: ReadonlyMap<string, number>;
  /** Where a call can come from outside: the first step, then the handlers. */
  readonly roots: readonly number[];
  /** The statements of each block, in order. */
  readonly blocks: readonly (readonly number[])[];
}

/** The name of a place, as messages and paths show it. */
export const placeName = (place: Place): string =>
  place.kind === 'step' ? place.step.name.text : handlerPlace(place.handler);

/** Builds the graph of a flow. Of two steps of one name the first counts. */
export function buildGraph(flow: FlowNode): Graph {
  return new GraphBuilder().build(flow);
}

type Body =
  | { readonly kind: 'enter' | 'end' | 'lost' }
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'stay'; readonly queue: Statement };

class GraphBuilder {
  readonly #nodes: GraphNode[] = [];
  readonly #steps = new Map<string, number>();
  readonly #blocks: number[][] = [];

  build(flow: FlowNode): Graph {
    const steps = flow.steps.filter(({ name }) => !this.#steps.has(name.text) && this.#declare(name.text));
    const roots: number[] = [];
    // Steps get their numbers first, since any statement may go to any of them.
    for (const [index, step] of steps.entries()) this.#reserve({ kind: 'step', step }, index);
    for (const [index, step] of steps.entries()) {
      const place: Place = { kind: 'step', step };
      this.#enter(index, place, this.#block(step.body, place, this.#add({ kind: 'end' }, place, [])));
    }
    if (steps.length > 0) roots.push(0);
    for (const handler of flow.handlers) roots.push(this.#handler(handler));
    return { nodes: this.#nodes, steps: this.#steps, roots, blocks: this.#blocks };
  }

  #declare(name: string): boolean {
    this.#steps.set(name, this.#steps.size);
    return true;
  }

  #reserve(place: Place, id: number): void {
    this.#nodes.push({ id, place, edges: [], kind: 'enter' });
  }

  #enter(id: number, place: Place, first: number): void {
    this.#nodes[id] = { id, place, edges: [passed(first)], kind: 'enter' };
  }

  #handler(handler: HandlerNode): number {
    const place: Place = { kind: 'handler', handler };
    const end = this.#add({ kind: 'end' }, place, []);
    return this.#add({ kind: 'enter' }, place, [passed(this.#outcome(handler.outcome, place, end))]);
  }

  #add(body: Body, place: Place, edges: readonly Edge[]): number {
    const id = this.#nodes.length;
    this.#nodes.push({ id, place, edges, ...body });
    return id;
  }

  /** From the last statement to the first, so that each knows what follows it. Gives where the block begins. */
  #block(block: Block, place: Place, next: number): number {
    const ids: number[] = [];
    let following = next;
    for (const statement of block.statements.toReversed()) {
      following = this.#statement(statement, place, following);
      ids.unshift(following);
    }
    this.#blocks.push(ids);
    return following;
  }

  #outcome(outcome: Outcome, place: Place, next: number): number {
    return outcome.kind === 'block' ? this.#block(outcome.block, place, next) : this.#step(outcome.step.text, place);
  }

  #step(name: string, place: Place): number {
    return this.#steps.get(name) ?? this.#add({ kind: 'lost' }, place, []);
  }

  #statement(statement: Statement, place: Place, next: number): number {
    return this.#add({ kind: 'statement', statement }, place, this.#edges(statement, place, next));
  }

  #edges(statement: Statement, place: Place, next: number): readonly Edge[] {
    const to = (outcome: Outcome): number => this.#outcome(outcome, place, next);
    const failures = (handlers: readonly HandlerNode[]): Edge[] => handlers.map(({ outcome }) => passed(to(outcome)));
    switch (statement.kind) {
      case 'say':
      case 'wait':
      case 'set':
        return [passed(next)];
      case 'let':
        return [{ ...passed(next), assigns: statement.name.text }];
      case 'goto':
        return [passed(this.#step(statement.step.text, place))];
      case 'hangup':
        return [];
      case 'if':
        return this.#branches(statement, to, next);
      case 'menu':
        return [...statement.keys.map(({ outcome }) => acted(to(outcome))), ...failures(statement.handlers)];
      case 'collect':
        return [{ ...acted(next), assigns: statement.name.text }, ...failures(statement.handlers)];
      case 'queue':
        return [acted(next), ...this.#after(statement, place), ...failures(statement.handlers)];
    }
  }

  #branches(statement: Statement & { kind: 'if' }, to: (outcome: Outcome) => number, next: number): readonly Edge[] {
    const { condition } = statement;
    const otherwise = statement.otherwise === null ? next : to(statement.otherwise);
    return [
      { ...passed(to(statement.then)), assumes: { condition, truth: true } },
      { ...passed(otherwise), assumes: { condition, truth: false } },
    ];
  }

  #after(queue: Statement & { kind: 'queue' }, place: Place): readonly Edge[] {
    if (queue.after === null) return [];
    const stay = this.#add({ kind: 'stay', queue }, place, []);
    return [acted(this.#outcome(queue.after.outcome, place, stay))];
  }
}

const passed = (to: number): Edge => ({ to, cause: 'passed', assigns: null, assumes: null });
const acted = (to: number): Edge => ({ to, cause: 'acted', assigns: null, assumes: null });

/** The nodes that can be reached from `roots` over edges that `allowed` lets pass, those included. */
export function reach(
  graph: Graph,
  roots: readonly number[],
  allowed: (edge: Edge) => boolean = () => true,
): ReadonlySet<number> {
  const seen = new Set(roots);
  const open = [...roots];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const edge of graph.nodes[id]?.edges ?? []) {
      if (seen.has(edge.to) || !allowed(edge)) continue;
      seen.add(edge.to);
      open.push(edge.to);
    }
  }
  return seen;
}

/** The shortest way from one of `roots` to `goal` over edges that `allowed` lets pass: its nodes, or null. */
export function wayTo(
  graph: Graph,
  roots: readonly number[],
  goal: number,
  allowed: (edge: Edge) => boolean,
): readonly GraphNode[] | null {
  const from = new Map<number, number | null>(roots.map((root) => [root, null]));
  const open = [...roots];
  for (let index = 0; index < open.length && !from.has(goal); index++) {
    const id = open[index] ?? 0;
    for (const edge of graph.nodes[id]?.edges ?? []) {
      if (from.has(edge.to) || !allowed(edge)) continue;
      from.set(edge.to, id);
      open.push(edge.to);
    }
  }
  if (!from.has(goal)) return null;
  const way: GraphNode[] = [];
  for (let id: number | null = goal; id !== null; id = from.get(id) ?? null) {
    const node = graph.nodes[id];
    if (node !== undefined) way.unshift(node);
  }
  return way;
}
