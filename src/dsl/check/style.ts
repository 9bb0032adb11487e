// Names, labels and lengths that make a flow hard to read: FIL801. Not here: anything that changes what it does.

import type { KeyNode, Name } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { statementsOf } from '../walk.ts';
import type { ProjectModel } from './model.ts';

/** The longest step, in statements, unless a rule of the project says otherwise. */
const statementsMax = 25;

export function checkStyle({ modules, flows, settings }: ProjectModel, report: Report): void {
  const rule = settings.rules['FIL801'];
  const limit = typeof rule === 'number' ? rule : statementsMax;
  for (const { records, enums } of modules) {
    for (const { name } of [...records, ...enums]) checkCase(name, 'upper', report);
  }
  for (const { node, values } of flows) {
    for (const name of [node.name, ...node.steps.map((step) => step.name), ...values.map((value) => value.name)]) {
      checkCase(name, 'lower', report);
    }
    const placed = statementsOf(node);
    for (const { name } of node.steps) {
      const count = placed.filter(({ place }) => place === name.text).length;
      if (count <= limit) continue;
      const message = `The step \`${name.text}\` has ${count} statements`;
      report({ code: 'FIL801', message, span: name.span, hint: `cut it into steps of at most ${limit}.` });
    }
    for (const { statement } of placed) {
      if (statement.kind === 'menu') checkLabels(statement.keys, report);
      if (statement.kind === 'queue') for (const { input } of statement.offers) checkLabels(input.keys, report);
    }
  }
}

function checkCase(name: Name, wanted: 'upper' | 'lower', report: Report): void {
  const [first = ''] = name.text;
  const isRight = wanted === 'upper' ? first !== first.toLowerCase() : first === first.toLowerCase();
  if (isRight || first === '_') return;
  const message =
    wanted === 'upper' ? `The type \`${name.text}\` begins small` : `\`${name.text}\` begins with a capital`;
  const hint = wanted === 'upper' ? 'types begin with a capital.' : 'only types begin with a capital.';
  report({ code: 'FIL801', message, span: name.span, hint });
}

function checkLabels(keys: readonly KeyNode[], report: Report): void {
  for (const { keys: key, label } of keys) {
    if (label !== null) continue;
    const message = `The key ${key.text} has no label`;
    report({
      code: 'FIL801',
      message,
      span: key.span,
      hint: `write \`key ${key.text} "Label"\`: reports and agents see it.`,
    });
  }
}
