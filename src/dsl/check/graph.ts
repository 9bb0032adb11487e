// The ways a call can take through one flow: a node for each statement, an edge for each way out of it.
// Not here: how they are made (build-graph.ts), what is known on these ways (states.ts), what is wrong with them (paths.ts).

import type { ExpressionNode, HandlerNode, QueueNode, Statement, StepNode } from '../ast.ts';
import { handlerPlace } from '../walk.ts';

/** Where statements stand: a step, or a handler of the flow. */
export type Place =
  { readonly kind: 'step'; readonly step: StepNode } | { readonly kind: 'handler'; readonly handler: HandlerNode };

/** A way from one node to another. */
export interface Edge {
  readonly to: number;
  /** Whether somebody did something: a key, a number typed in, a queue that was waited in. Silence and refusals are not that. */
  readonly cause: 'acted' | 'passed';
  /** The values that this way gives; those that begin with `!` are facts about the call (facts.ts). */
  readonly assigns: readonly string[];
  /** A condition that holds (or not) on this way. */
  readonly assumes: { readonly condition: ExpressionNode; readonly truth: boolean } | null;
  /** Optionals that are not none on this way. */
  readonly proves: readonly string[];
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
  /** The end of a block inside a queue, where waiting goes on. */
  | { readonly kind: 'stay'; readonly queue: QueueNode }
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
  /** The node of each statement. */
  readonly of: ReadonlyMap<Statement, number>;
  /** Where each block or outcome inside a queue begins. */
  readonly inside: ReadonlyMap<object, number>;
}

/** The name of a place, as messages and paths show it. */
export const placeName = (place: Place): string =>
  place.kind === 'step' ? place.step.name.text : handlerPlace(place.handler);

/** The nodes that can be reached from `roots` over edges that `allowed` lets pass, those included; `ends` are reached, not passed. */
export function reach(
  graph: Graph,
  roots: readonly number[],
  allowed: (edge: Edge) => boolean = () => true,
  ends: ReadonlySet<number> = new Set(),
): ReadonlySet<number> {
  const seen = new Set(roots);
  const open = [...roots];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (ends.has(id)) continue;
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
