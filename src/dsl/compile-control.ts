// What instructions if, choose, split, loops and objections become. Not here: other statements (compile-statements.ts).

import type { ChooseNode, ForEachNode, IfNode, ObjectionNode, RepeatNode, SplitNode } from './ast.ts';
import { compileExpression, compiledType, compilePattern, typeOfNode } from './compile-expressions.ts';
import { Blocks } from './compile-parts.ts';
import type { Site } from './compile-parts.ts';
import { withoutOptional } from './types.ts';

export function compileIf(node: IfNode, site: Site): void {
  const { code, project } = site;
  const blocks = new Blocks(site);
  const then = blocks.label(node.then);
  const otherwise = node.otherwise === null ? blocks.next : blocks.label(node.otherwise);
  code.emitWith((at) => ({
    op: 'jumpUnless',
    condition: compileExpression(node.condition, project),
    target: at(otherwise),
    span: node.span,
  }));
  code.jump(then, node.then.span);
  blocks.write();
}

export function compileChoose(node: ChooseNode, site: Site): void {
  const { code, project } = site;
  const blocks = new Blocks(site);
  const type = typeOfNode(node.value, project);
  const cases = node.cases.flatMap(({ patterns, outcome }) =>
    patterns === null
      ? []
      : [
          {
            patterns: patterns.map((each) => compilePattern(each, type && withoutOptional(type))),
            label: blocks.label(outcome),
          },
        ],
  );
  const last = node.cases.find(({ patterns }) => patterns === null);
  const otherwise = last === undefined ? blocks.next : blocks.label(last.outcome);
  code.emitWith((at) => ({
    op: 'choose',
    value: compileExpression(node.value, project),
    cases: cases.map(({ patterns, label }) => ({ patterns, target: at(label) })),
    otherwise: at(otherwise),
    span: node.keyword,
  }));
  blocks.write();
}

export function compileSplit(node: SplitNode, site: Site): void {
  const { code, project } = site;
  const blocks = new Blocks(site);
  const branches = node.branches.map(({ name, share, outcome }) => ({
    name: name.text,
    share: share.value,
    label: blocks.label(outcome),
  }));
  code.emitWith((at) => ({
    op: 'split',
    name: node.name.text,
    by: compileExpression(node.by, project),
    branches: branches.map(({ name, share, label }) => ({ name, share, target: at(label) })),
    span: node.keyword,
  }));
  blocks.write();
}

export function compileRepeat(node: RepeatNode, site: Site): void {
  const { code, hidden } = site;
  const counter = hidden({ type: { kind: 'Number' }, initial: null });
  const blocks = new Blocks(site);
  const top = code.label();
  const exit = node.otherwise === null ? blocks.next : blocks.label(node.otherwise);
  code.emit({ op: 'set', variable: counter, value: { kind: 'literal', value: 0 }, span: node.span });
  code.place(top);
  code.emitWith((at) => ({ op: 'repeat', counter, times: node.times.value, exit: at(exit), span: node.span }));
  site.block(node.body, { ...site, afterLoop: blocks.next });
  code.jump(top, node.span);
  blocks.write();
}

export function compileForEach(node: ForEachNode, site: Site): void {
  const { code, hidden, project } = site;
  const type = typeOfNode(node.list, project);
  const list = hidden({ type: compiledType(type ?? { kind: 'unknown' }), initial: null });
  const counter = hidden({ type: { kind: 'Number' }, initial: null });
  const next = code.label();
  const top = code.label();
  code.emit({ op: 'set', variable: list, value: compileExpression(node.list, project), span: node.span });
  code.emit({ op: 'set', variable: counter, value: { kind: 'literal', value: 0 }, span: node.span });
  code.place(top);
  code.emitWith((at) => ({ op: 'forEach', list, counter, variable: node.name.text, exit: at(next), span: node.span }));
  site.block(node.body, { ...site, afterLoop: next });
  code.jump(top, node.span);
  code.place(next);
}

/** Objections that stand together: one wait, a button each. */
export function compileObjections(nodes: readonly ObjectionNode[], site: Site): void {
  const [first] = nodes;
  if (first === undefined) return;
  const blocks = new Blocks(site);
  const objections = nodes.map(({ text, outcome }) => ({ text, label: blocks.label(outcome) }));
  site.code.emitWith((at) => ({
    op: 'objections',
    objections: objections.map(({ text, label }) => ({ text, target: at(label) })),
    span: first.keyword,
  }));
  blocks.skip(first.keyword);
  blocks.write();
}
