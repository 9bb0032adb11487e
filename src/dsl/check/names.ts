// Names that stand for two things, and steps that do not exist: FIL203, FIL201. Two flows that answer one number too.
// Not here: values and functions in expressions (infer.ts), prompts (prompts.ts).

import type { Name } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { isPhone } from '../types.ts';
import { gotosOf, statementsOf } from '../walk.ts';
import { builtInNames } from './built-in.ts';
import { reportUnknown } from './infer.ts';
import { declarationsOf } from './model.ts';
import type { FlowModel, ProjectModel } from './model.ts';

export function checkNames({ flows, prompts }: ProjectModel, report: Report): void {
  const nodes = flows.map(({ node }) => node);
  unique(
    nodes.map(({ name }) => name),
    (name) => `There are two flows \`${name}\``,
    report,
  );
  unique(
    nodes.flatMap(({ entries }) => entries),
    (number) => `Two entries answer the number ${number}`,
    report,
  );
  for (const { again, before } of prompts.duplicates) {
    reportTwice(
      again.node.name,
      before.node.name,
      `The prompt \`${again.node.name.text}\` stands twice in ${again.locale.text}`,
      report,
    );
  }
  for (const flow of flows) checkFlow(flow, report);
}

function checkFlow({ node }: FlowModel, report: Report): void {
  const steps = node.steps.map(({ name }) => name);
  unique(steps, (name) => `There are two steps \`${name}\``, report);
  unique(node.languages, (name) => `\`${name}\` stands twice`, report);
  const menus = statementsOf(node).flatMap(({ statement }) => (statement.kind === 'menu' ? [statement] : []));
  unique(
    menus.map(({ name }) => name),
    (name) => `There are two menus \`${name}\``,
    report,
  );
  for (const menu of menus)
    unique(
      menu.keys.map(({ keys }) => keys),
      (key) => `The key ${key} stands twice in this menu`,
      report,
    );
  const values = declarationsOf(node).map(({ name }) => name);
  unique([node.name, ...values], (name) => `\`${name}\` is declared twice`, report);
  for (const name of values) checkBuiltIn(name, report);
  const known = steps.map(({ text }) => text);
  for (const target of gotosOf(node)) if (!known.includes(target.text)) reportUnknown(target, 'step', known, report);
  for (const entry of node.entries) checkEntry(entry, report);
  checkShape({ node }, report);
}

function checkShape({ node }: Pick<FlowModel, 'node'>, report: Report): void {
  if (node.steps.length === 0) {
    const message = `The flow \`${node.name.text}\` has no step`;
    report({
      code: 'FIL101',
      message,
      span: node.name.span,
      hint: 'a flow begins at its first step: `step name { ... }`.',
    });
  }
  if (node.entries.length === 0) {
    const message = 'This release does not know flows without `entry` yet';
    report({
      code: 'FIL103',
      message,
      span: node.name.span,
      hint: 'give the number that it answers: `entry "+33180001122"`.',
    });
  }
}

function checkBuiltIn(name: Name, report: Report): void {
  if (!builtInNames.includes(name.text)) return;
  report({ code: 'FIL203', message: `\`${name.text}\` is built in`, span: name.span, hint: 'choose another name.' });
}

function checkEntry(entry: Name, report: Report): void {
  if (isPhone(entry.text)) return;
  const hint = 'write an international number such as "+33180001122".';
  report({ code: 'FIL301', message: 'This is not a telephone number in international form', span: entry.span, hint });
}

/** Reports every name that an earlier one has too. */
function unique(names: readonly Name[], message: (name: string) => string, report: Report): void {
  const seen = new Map<string, Name>();
  for (const name of names) {
    const before = seen.get(name.text);
    if (before === undefined) seen.set(name.text, name);
    else reportTwice(name, before, message(name.text), report);
  }
}

function reportTwice(again: Name, before: Name, message: string, report: Report): void {
  const related = [{ span: before.span, label: 'the first one' }];
  report({ code: 'FIL203', message, span: again.span, related, hint: 'rename or remove one of them.' });
}
