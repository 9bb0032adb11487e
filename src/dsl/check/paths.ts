// Where calls cannot come, or cannot leave: FIL304, FIL306, FIL307, FIL308.
// Not here: what is known along the ways (states.ts).

import type { Report } from '../diagnostics.ts';
import type { StepNode } from '../ast.ts';
import { part } from '../spans.ts';
import type { Span } from '../program.ts';
import { reach, wayTo } from './graph.ts';
import type { Edge, Graph } from './graph.ts';
import type { FlowModel, ProjectModel } from './model.ts';

export function checkPaths({ flows }: ProjectModel, report: Report): void {
  for (const flow of flows) {
    checkDeadCode(flow.graph, report);
    checkUnreachable(flow, report);
    checkEnds(flow, report);
    checkCycles(flow, report);
  }
}

/** FIL304: the first statement of a block that stands behind one which always leaves. */
function checkDeadCode(graph: Graph, report: Report): void {
  const enters = graph.nodes.flatMap((node) => (node.kind === 'enter' ? [node.id] : []));
  const live = reach(graph, enters);
  for (const block of graph.blocks) {
    const index = block.findIndex((id) => !live.has(id));
    const dead = graph.nodes[block[index] ?? -1];
    const before = graph.nodes[block[index - 1] ?? -1];
    if (dead?.kind !== 'statement' || before?.kind !== 'statement') continue;
    report({
      code: 'FIL304',
      message: 'No call can reach this statement',
      span: firstWord(dead.statement.span),
      label: 'never executed',
      related: [{ span: before.statement.span, label: 'every call leaves here' }],
      hint: 'remove it, or move it before the statement that leaves.',
    });
  }
}

/** FIL306. Steps that only an unreachable step leads to are unreachable too. */
function checkUnreachable({ node, graph }: FlowModel, report: Report): void {
  const reached = reach(graph, graph.roots);
  for (const step of node.steps) {
    const id = graph.steps.get(step.name.text);
    if (id === undefined || reached.has(id) || !isFirst(node.steps, step)) continue;
    report({
      code: 'FIL306',
      message: `Nothing leads to the step \`${step.name.text}\``,
      span: step.name.span,
      hint: `go there (\`-> ${step.name.text}\`), or remove the step.`,
    });
  }
}

/** FIL307: a step whose end can be reached. */
function checkEnds({ node, graph }: FlowModel, report: Report): void {
  for (const step of node.steps) {
    const id = graph.steps.get(step.name.text);
    if (id === undefined || !isFirst(node.steps, step)) continue;
    const open = [...reach(graph, [id], within(graph, step))].some((each) => {
      const end = graph.nodes[each];
      return end?.kind === 'end' && end.place.kind === 'step' && end.place.step === step;
    });
    if (!open) continue;
    report({
      code: 'FIL307',
      message: `The step \`${step.name.text}\` can end without going anywhere`,
      span: step.name.span,
      related: [{ span: closing(step.body.span), label: 'a call can arrive here' }],
      hint: 'end it with `goto step` or `hangup`.',
    });
  }
}

/** FIL308: steps that come back to themselves without anybody having done anything; once for each knot of steps. */
function checkCycles({ node, graph }: FlowModel, report: Report): void {
  const passive = (edge: Edge): boolean => edge.cause === 'passed';
  const told = new Set<number>();
  for (const step of node.steps) {
    const id = graph.steps.get(step.name.text);
    if (id === undefined || told.has(id) || !isFirst(node.steps, step)) continue;
    const around = wayAround(graph, id, passive);
    if (around === null) continue;
    for (const each of graph.steps.values())
      if (reach(graph, [id], passive).has(each) && reach(graph, [each], passive).has(id)) told.add(each);
    report({
      code: 'FIL308',
      message: 'These steps lead back to themselves although nobody does anything',
      span: step.name.span,
      path: around,
      hint: 'let a key, a number or a queue stand on the way, or end with `hangup`.',
    });
  }
}

/** The steps of the shortest way from a step back to itself, or null. */
function wayAround(graph: Graph, id: number, allowed: (edge: Edge) => boolean): readonly string[] | null {
  const beginnings = (graph.nodes[id]?.edges ?? []).filter(allowed).map(({ to }) => to);
  const way = wayTo(graph, beginnings, id, allowed);
  if (way === null) return null;
  const names = way.flatMap((node) =>
    node.kind === 'enter' && node.place.kind === 'step' ? [node.place.step.name.text] : [],
  );
  return [names.at(-1) ?? '', ...names];
}

/** Edges that stay in one step. */
const within =
  (graph: Graph, step: StepNode) =>
  (edge: Edge): boolean => {
    const place = graph.nodes[edge.to]?.place;
    return place?.kind === 'step' && place.step === step;
  };

const isFirst = (steps: readonly StepNode[], step: StepNode): boolean =>
  steps.find(({ name }) => name.text === step.name.text) === step;

/** The first few letters of a statement: enough to point at it. */
const firstWord = (span: Span): Span => part(span, 0, Math.min(3, span.endOffset - span.offset));

const closing = (span: Span): Span => ({
  ...span,
  line: span.endLine,
  column: span.endColumn - 1,
  offset: span.endOffset - 1,
});
