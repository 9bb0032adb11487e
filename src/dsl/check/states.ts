// What is known wherever a call can stand: which values were given, which optionals were tested. Computed over the graph until
// nothing changes; where ways meet only what holds on all of them is kept. Not here: messages.

import type { ExpressionNode } from '../ast.ts';
import { isFact, isQueueFact } from './facts.ts';
import type { Edge, Graph, GraphNode } from './graph.ts';

/** What is known at one node. */
export interface State {
  /** The values and facts that were given on every way here; a `var` and a parameter always are. */
  readonly assigned: ReadonlySet<string>;
  /** The optional values known not to be none: names, and fields of them such as `call.caller`. */
  readonly present: ReadonlySet<string>;
}

export const nothingKnown: State = { assigned: new Set(), present: new Set() };

/** The state before each node that a call can reach; nodes that none can reach have none. `known` holds on entering. */
export function statesOf(graph: Graph, known: ReadonlySet<string> = new Set()): ReadonlyMap<number, State> {
  const states = new Map<number, State>();
  const [first, ...handlers] = graph.roots;
  if (first !== undefined) spread(graph, states, [[first, { assigned: known, present: new Set() }]]);
  // A handler can be entered from anywhere: of the facts those hold that hold everywhere.
  const facts = factsEverywhere(graph, states);
  spread(
    graph,
    states,
    handlers.map((root) => [root, { assigned: facts, present: new Set<string>() }]),
  );
  return states;
}

function spread(graph: Graph, states: Map<number, State>, from: readonly (readonly [number, State])[]): void {
  const open: (readonly [number, State])[] = [...from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [id, arriving] = next;
    const before = states.get(id);
    const now =
      before === undefined
        ? arriving
        : { assigned: both(before.assigned, arriving.assigned), present: both(before.present, arriving.present) };
    if (before !== undefined && sameSize(before, now)) continue;
    states.set(id, now);
    const node = graph.nodes[id];
    for (const edge of node?.edges ?? []) if (node !== undefined) open.push([edge.to, after(now, node, edge)]);
  }
}

/** The facts that hold at every statement but those that make them. */
function factsEverywhere(graph: Graph, states: ReadonlyMap<number, State>): ReadonlySet<string> {
  const sets = [...states].flatMap(([id, { assigned }]) => {
    const node = graph.nodes[id];
    return node?.kind === 'statement' && node.statement.kind !== 'announce' ? [assigned] : [];
  });
  const [first = new Set<string>(), ...others] = sets;
  return new Set([...first].filter((fact) => isFact(fact) && others.every((each) => each.has(fact))));
}

/** The state once `condition` is known to be true or false. */
export function assuming(state: State, condition: ExpressionNode, truth: boolean): State {
  return { ...state, present: union(state.present, factsOf(condition, truth)) };
}

/** The state once these values were given. */
export const giving = (state: State, ...names: readonly string[]): State => ({
  ...state,
  assigned: union(state.assigned, new Set(names)),
});

/** How an expression is named among the facts; null for what no fact is kept of. */
export function factKey(node: ExpressionNode): string | null {
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'field') return null;
  const of = factKey(node.of);
  return of === null ? null : `${of}.${node.field.text}`;
}

/** The names whose facts a statement makes void. */
function changedBy(node: GraphNode): readonly string[] {
  if (node.kind !== 'statement') return [];
  const { statement } = node;
  if (statement.kind === 'set') return [[statement.name, ...statement.fields].map(({ text }) => text).join('.')];
  return [];
}

function after(state: State, node: GraphNode, edge: Edge): State {
  const changed = [...changedBy(node), ...edge.assigns];
  const isVoid = (fact: string): boolean => changed.some((name) => fact === name || fact.startsWith(`${name}.`));
  const present = changed.length === 0 ? state.present : new Set([...state.present].filter((fact) => !isVoid(fact)));
  // Of the queues only the last one counts.
  const kept = edge.assigns.some(isQueueFact)
    ? [...state.assigned].filter((fact) => !isQueueFact(fact))
    : state.assigned;
  const assigned = edge.assigns.length === 0 ? state.assigned : new Set([...kept, ...edge.assigns]);
  const known = { assigned, present: edge.proves.length === 0 ? present : union(present, new Set(edge.proves)) };
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

/** `x is none` when it is false, `x is "a"` when it is true. With `a?.b` the same is known of `a`. */
function factOf(side: ExpressionNode, other: ExpressionNode, equal: boolean): readonly string[] {
  const key = factKey(side);
  const proves = equal ? other.kind === 'literal' : other.kind === 'none';
  if (key === null || !proves) return [];
  const owner =
    side.kind === 'field' && side.access === 'maybe' ? factOf(side.of, { kind: 'none', span: side.span }, false) : [];
  return [key, ...owner];
}

const union = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => new Set([...a, ...b]);
const both = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...a].filter((name) => b.has(name)));
/** Sets only shrink where ways meet, so equal sizes mean equal sets. */
const sameSize = (a: State, b: State): boolean =>
  a.assigned.size === b.assigned.size && a.present.size === b.present.size;
