// What is known wherever a call can stand: which values were given, which optionals were tested. Computed over the graph until
// nothing changes; where ways meet only what holds on all of them is kept. Not here: messages.

import type { ExpressionNode } from '../ast.ts';
import type { Edge, Graph, GraphNode } from './graph.ts';

/** What is known at one node. */
export interface State {
  /** The values of `let` and `collect` that were given on every way here. */
  readonly assigned: ReadonlySet<string>;
  /** The optional values known not to be none: names, and `call.caller`. */
  readonly present: ReadonlySet<string>;
}

export const nothingKnown: State = { assigned: new Set(), present: new Set() };

/** The state before each node that a call can reach; nodes that none can reach have none. */
export function statesOf(graph: Graph): ReadonlyMap<number, State> {
  const states = new Map<number, State>(graph.roots.map((root) => [root, nothingKnown]));
  const open = [...graph.roots];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = graph.nodes[id];
    const state = states.get(id);
    if (node === undefined || state === undefined) continue;
    for (const edge of node.edges) {
      const before = states.get(edge.to);
      const arriving = after(state, node, edge);
      const now =
        before === undefined
          ? arriving
          : { assigned: both(before.assigned, arriving.assigned), present: both(before.present, arriving.present) };
      if (before !== undefined && sameSize(before, now)) continue;
      states.set(edge.to, now);
      open.push(edge.to);
    }
  }
  return states;
}

/** The state once `condition` is known to be true or false. */
export function assuming(state: State, condition: ExpressionNode, truth: boolean): State {
  return { ...state, present: union(state.present, factsOf(condition, truth)) };
}

/** The state once this value was given. */
export const giving = (state: State, name: string): State => ({
  ...state,
  assigned: union(state.assigned, new Set([name])),
});

/** How an expression is named among the facts; null for what no fact is kept of. */
export function factKey(node: ExpressionNode): string | null {
  if (node.kind === 'name') return node.name;
  if (node.kind === 'field' && node.of.kind === 'name') return `${node.of.name}.${node.field.text}`;
  return null;
}

function after(state: State, node: GraphNode, edge: Edge): State {
  const changed = node.kind === 'statement' && node.statement.kind === 'set' ? node.statement.name.text : edge.assigns;
  const present = changed === null ? state.present : new Set([...state.present].filter((name) => name !== changed));
  const assigned = edge.assigns === null ? state.assigned : union(state.assigned, new Set([edge.assigns]));
  const known = { assigned, present };
  return edge.assumes === null ? known : assuming(known, edge.assumes.condition, edge.assumes.truth);
}

/** The optionals that a condition proves not to be none, when it is true or when it is false. */
function factsOf(node: ExpressionNode, truth: boolean): ReadonlySet<string> {
  if (node.kind === 'not') return factsOf(node.operand, !truth);
  if (node.kind !== 'binary') return new Set();
  const { operator, left, right } = node;
  if (operator === 'and' || operator === 'or') {
    const one = factsOf(left, truth);
    const other = factsOf(right, truth);
    return (operator === 'and') === truth ? union(one, other) : both(one, other);
  }
  if (operator !== 'is' && operator !== 'is not') return new Set();
  const equal = (operator === 'is') === truth;
  return new Set([...factOf(left, right, equal), ...factOf(right, left, equal)]);
}

/** `x is none` when it is false, `x is "a"` when it is true. */
function factOf(side: ExpressionNode, other: ExpressionNode, equal: boolean): readonly string[] {
  const key = factKey(side);
  const proves = equal ? other.kind === 'literal' : other.kind === 'none';
  return key !== null && proves ? [key] : [];
}

const union = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => new Set([...a, ...b]);
const both = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...a].filter((name) => b.has(name)));
/** Sets only shrink where ways meet, so equal sizes mean equal sets. */
const sameSize = (a: State, b: State): boolean =>
  a.assigned.size === b.assigned.size && a.present.size === b.present.size;
