// Names that stand for two things (FIL203) and steps that do not exist (FIL201); also two flows that answer one number.
// Not here: values and functions in expressions (infer.ts), prompts (prompts.ts), what a flow must have (shape.ts).

import type { Name } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { isPhone, typeNames } from '../types.ts';
import { gotosOf, statementsOf } from '../walk.ts';
import { builtInNames } from './built-in.ts';
import { declaredIn } from './declarations.ts';
import type { FlowModel, ProjectModel } from './model.ts';
import { reportUnknown } from './scope.ts';
import { valuesDeclaredIn } from './value-models.ts';

export function checkNames(project: ProjectModel, report: Report): void {
  const { modules, flows, prompts } = project;
  const declared = modules.flatMap(declaredIn).map(({ name }) => name);
  unique(byPlace(declared), (name) => `\`${name}\` is declared twice`, report);
  for (const name of declared) checkBuiltIn(name, report);
  unique(
    flows.flatMap(({ node }) => node.entries),
    (number) => `Two entries answer the number ${number}`,
    report,
  );
  for (const { again, before } of prompts.duplicates) {
    const message = `The prompt \`${again.node.name.text}\` stands twice in ${again.locale.text}`;
    reportTwice(again.node.name, before.node.name, message, report);
  }
  checkInner(project, report);
  for (const flow of flows) checkFlow(flow, project, report);
}

/** Names inside records, enums, services and prompts. */
function checkInner({ modules }: ProjectModel, report: Report): void {
  const twice = (name: string): string => `\`${name}\` stands here twice`;
  for (const { records, enums, services, questions, prompts } of modules) {
    for (const { fields } of records)
      unique(
        fields.map(({ name }) => name),
        twice,
        report,
      );
    for (const { members } of enums)
      unique(
        members.map(({ name }) => name),
        twice,
        report,
      );
    for (const { operations } of services) {
      unique(
        operations.map(({ name }) => name),
        twice,
        report,
      );
      for (const { params } of operations)
        unique(
          params.map(({ name }) => name),
          twice,
          report,
        );
    }
    for (const { params, keys } of questions) {
      unique(
        (params ?? []).map(({ name }) => name),
        twice,
        report,
      );
      unique(
        keys.map((key) => key.keys),
        (key) => `The key ${key} stands twice in this question`,
        report,
      );
    }
    for (const { params } of prompts.flatMap((block) => block.prompts))
      unique(
        (params ?? []).map(({ name }) => name),
        twice,
        report,
      );
  }
}

function checkFlow({ node, regions }: FlowModel, { declarations }: ProjectModel, report: Report): void {
  const steps = node.steps.map(({ name }) => name);
  unique(steps, (name) => `There are two steps \`${name}\``, report);
  unique(node.languages, (name) => `\`${name}\` stands twice`, report);
  checkLabels({ node }, report);
  const values = valuesDeclaredIn(node, regions).map(({ name }) => name);
  unique(values, (name) => `\`${name}\` is declared twice`, report);
  const visible = declarations.visibleIn(node.span.file);
  for (const name of values) {
    checkBuiltIn(name, report);
    const shadowed = visible.get(name.text);
    if (shadowed !== undefined) reportTwice(name, shadowed.name, `\`${name.text}\` is declared twice`, report);
  }
  const known = steps.map(({ text }) => text);
  for (const target of gotosOf(node)) if (!known.includes(target.text)) reportUnknown(target, 'step', steps, report);
  for (const entry of node.entries) checkEntry(entry, report);
}

/** Labels: menus, branches of splits, offers; keys within their menu. */
function checkLabels({ node }: Pick<FlowModel, 'node'>, report: Report): void {
  const statements = statementsOf(node).map(({ statement }) => statement);
  const menus = statements.flatMap((statement) => (statement.kind === 'menu' ? [statement] : []));
  const splits = statements.flatMap((statement) => (statement.kind === 'split' ? [statement] : []));
  const offers = statements.flatMap((statement) => (statement.kind === 'queue' ? statement.offers : []));
  unique(
    menus.map(({ name }) => name),
    (name) => `There are two menus \`${name}\``,
    report,
  );
  unique(
    splits.map(({ name }) => name),
    (name) => `There are two splits \`${name}\``,
    report,
  );
  for (const { branches } of splits)
    unique(
      branches.map(({ name }) => name),
      (name) => `There are two branches \`${name}\``,
      report,
    );
  for (const { keys } of [...menus, ...offers.map(({ input }) => input)])
    unique(
      keys.map((key) => key.keys),
      (key) => `The key ${key} stands twice in this menu`,
      report,
    );
}

function checkBuiltIn(name: Name, report: Report): void {
  if (!builtInNames.includes(name.text) && !typeNames.includes(name.text)) return;
  report({ code: 'FIL203', message: `\`${name.text}\` is built in`, span: name.span, hint: 'choose another name.' });
}

function checkEntry(entry: Name, report: Report): void {
  if (isPhone(entry.text)) return;
  const hint = 'write an international number such as "+33180001122".';
  report({ code: 'FIL301', message: 'This is not a telephone number in international form', span: entry.span, hint });
}

/** By file and place, so that the second of two is the one that stands later. */
const byPlace = (names: readonly Name[]): readonly Name[] =>
  names.toSorted((one, other) => {
    if (one.span.file !== other.span.file) return one.span.file < other.span.file ? -1 : 1;
    return one.span.offset - other.span.offset;
  });

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
