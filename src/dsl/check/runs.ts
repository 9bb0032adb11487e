// Subflows that run themselves, or each other too deep: FIL309. Not here: what running one means to its caller (model.ts).

import type { FlowNode } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { effectOf, statementsOf } from '../walk.ts';
import { runTarget } from './model.ts';
import type { ProjectModel } from './model.ts';

/** The most subflows inside each other that anybody can follow. */
const depthMax = 8;

export function checkRuns({ flows, declarations }: ProjectModel, report: Report): void {
  const targets = (flow: FlowNode): readonly FlowNode[] =>
    statementsOf(flow).flatMap(({ statement }) => {
      const run = effectOf(statement);
      const target = run?.kind === 'run' ? runTarget(run, declarations) : null;
      return target === null ? [] : [target.node];
    });
  const told = new Set<FlowNode>();
  for (const { node } of flows) {
    const around = told.has(node) ? null : wayBack(node, targets);
    if (around === null) continue;
    for (const each of around) told.add(each);
    report({
      code: 'FIL309',
      message: `The ${node.kind} \`${node.name.text}\` runs itself`,
      span: node.name.span,
      path: [...around, node].map(({ name }) => name.text),
      hint: 'use a loop (`repeat`), or a step to come back to.',
    });
  }
  if (told.size > 0) return;
  const depths = new Map<FlowNode, number>();
  for (const { node } of flows) {
    if (node.kind !== 'flow' || depthOf(node, targets, depths) <= depthMax) continue;
    const message = `The flow \`${node.name.text}\` runs subflows ${depthOf(node, targets, depths)} deep`;
    const hint = `bring it to ${depthMax}: nobody can follow more.`;
    report({ code: 'FIL309', severity: 'warning', message, span: node.name.span, hint });
  }
}

/** The shortest way from a flow back to itself, that flow first; or null. */
function wayBack(from: FlowNode, targets: (flow: FlowNode) => readonly FlowNode[]): readonly FlowNode[] | null {
  const open: FlowNode[][] = [[from]];
  const seen = new Set<FlowNode>();
  for (let way = open.shift(); way !== undefined; way = open.shift()) {
    for (const target of targets(way.at(-1) ?? from)) {
      if (target === from) return way;
      if (seen.has(target)) continue;
      seen.add(target);
      open.push([...way, target]);
    }
  }
  return null;
}

function depthOf(
  flow: FlowNode,
  targets: (flow: FlowNode) => readonly FlowNode[],
  known: Map<FlowNode, number>,
): number {
  const before = known.get(flow);
  if (before !== undefined) return before;
  const depth = Math.max(-1, ...targets(flow).map((target) => depthOf(target, targets, known))) + 1;
  known.set(flow, depth);
  return depth;
}
