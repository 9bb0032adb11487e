// What a flow, subflow or script must have and may not have: steps, entries, parameters, purpose, types (FIL101, FIL102, FIL201,
// FIL301). Not here: what its statements do.

import type { FlowNode, TypeNode } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { nearest, nearestOf } from '../nearest.ts';
import { typeNames } from '../types.ts';
import type { Declarations } from './declarations.ts';
import type { ProjectModel } from './model.ts';

export function checkShape({ flows, modules, declarations }: ProjectModel, report: Report): void {
  for (const { node } of flows) {
    if (node.steps.length === 0) {
      const message = `The ${node.kind} \`${node.name.text}\` has no step`;
      report({
        code: 'FIL101',
        message,
        span: node.name.span,
        hint: 'it begins at its first step: `step name { ... }`.',
      });
    }
    if (node.kind === 'flow') checkFlow(node, declarations, report);
    else checkOther(node, report);
  }
  for (const type of typesIn(modules)) checkType(type, declarations, report);
}

const purposes = ['sales', 'survey', 'service'];

function checkFlow(node: FlowNode, declarations: Declarations, report: Report): void {
  const isInbound = node.entries.length > 0;
  if (node.returns !== null) {
    const hint = 'only a subflow, a script or a question gives a value.';
    report({ code: 'FIL102', message: 'A flow returns nothing', span: node.returns.span, hint });
  }
  if (isInbound && node.params !== null && node.params.length > 0) {
    const hint = 'a campaign gives parameters: leave out `entry`, or the parameters.';
    report({
      code: 'FIL301',
      message: 'A flow with `entry` has no parameters',
      span: node.params[0]?.name.span ?? node.name.span,
      hint,
    });
  }
  if (isInbound && node.purpose !== null) {
    const hint = 'leave it out: only outbound flows have a purpose.';
    report({ code: 'FIL301', message: 'A flow with `entry` has no purpose', span: node.purpose.span, hint });
  }
  if (isInbound) return;
  if (node.purpose === null) {
    const message = `The flow \`${node.name.text}\` has neither \`entry\` nor \`purpose\``;
    const hint = 'give the number that it answers (`entry "+33180001122"`), or why it calls (`purpose service`).';
    report({ code: 'FIL101', message, span: node.name.span, hint });
  } else if (!purposes.includes(node.purpose.text)) {
    const hint = `write ${purposes.join(', ')}${nearest(node.purpose.text, purposes) || '.'}`;
    report({ code: 'FIL201', message: `There is no purpose \`${node.purpose.text}\``, span: node.purpose.span, hint });
  }
  for (const { name, type } of node.params ?? []) {
    const { kind } = declarations.typeOf(type);
    if (kind !== 'record' && kind !== 'List') continue;
    const hint = 'a campaign gives single values: texts, numbers, dates.';
    report({ code: 'FIL301', message: `A campaign cannot give \`${name.text}\``, span: type.span, hint });
  }
}

function checkOther(node: FlowNode, report: Report): void {
  const [entry] = node.entries;
  if (entry !== undefined) {
    const message = `A ${node.kind} answers no number`;
    report({ code: 'FIL301', message, span: entry.span, hint: 'only a `flow` has `entry`.' });
  }
  if (node.purpose === null) return;
  const message = `A ${node.kind} has no purpose of its own`;
  report({ code: 'FIL301', message, span: node.purpose.span, hint: 'only an outbound `flow` has one.' });
}

/** Every type as written in a tree. */
function typesIn(node: unknown): readonly TypeNode[] {
  if (Array.isArray(node)) return node.flatMap(typesIn);
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap(typesIn);
  return isType(node) ? [node, ...inner] : inner;
}

const isType = (node: object): node is TypeNode => 'presence' in node && 'range' in node;

/** The highest bound of a Score. */
const scoreMax = 100;

function checkType(node: TypeNode, declarations: Declarations, report: Report): void {
  const { name, range, of } = node;
  const visible = declarations.visibleIn(node.span.file);
  const declared = visible.get(name.text);
  const isKnown = typeNames.includes(name.text) || declared?.kind === 'record' || declared?.kind === 'enum';
  const refuse = (message: string, hint: string): void => report({ code: 'FIL301', message, span: node.span, hint });
  if (!isKnown) {
    // A name that `use` did not find is reported there.
    if (declarations.missedIn(node.span.file).has(name.text)) return;
    const own = [...visible.values()]
      .filter(({ kind }) => kind === 'record' || kind === 'enum')
      .map((each) => each.name.text);
    const names = [...typeNames, ...own];
    const hint = `the types are ${names.join(', ')}${nearest(name.text, names) || '.'}`;
    const [best = ''] = nearestOf(name.text, own);
    const meant = visible.get(best)?.name.span;
    const related = meant === undefined ? [] : [{ span: meant, label: 'this is the nearest type' }];
    report({ code: 'FIL201', message: `There is no type \`${name.text}\``, span: name.span, related, hint });
    return;
  }
  if (name.text === 'List' && of === null)
    return refuse('This List does not say of what', 'write for instance `List<Text>`.');
  if (name.text !== 'List' && of !== null)
    return refuse(`\`${name.text}\` holds nothing`, 'only `List<Type>` has a type in it.');
  if (name.text !== 'Score' && range !== null)
    return refuse(`\`${name.text}\` has no bounds`, 'only `Score(0..10)` has bounds.');
  if (range === null) return;
  const { min, max } = { min: range.min.value, max: range.max.value };
  const right = Number.isInteger(min) && Number.isInteger(max) && min < max && max <= scoreMax;
  if (!right) refuse('These bounds are not possible', `write whole numbers from 0 to ${scoreMax}, the smaller first.`);
}
