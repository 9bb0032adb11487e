// Shares of a split and branches that do nothing (FIL312); offers without a key (FIL101). Not here: the value that divides callers (values-statements.ts).

import type { Statement } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { statementsOf } from '../walk.ts';
import type { ProjectModel } from './model.ts';

export function checkSplits({ flows }: ProjectModel, report: Report): void {
  for (const { statement } of flows.flatMap(({ node }) => statementsOf(node))) {
    if (statement.kind === 'split') checkSplit(statement, report);
    if (statement.kind === 'queue') checkOffers(statement, report);
  }
}

function checkSplit({ keyword, branches }: Statement & { kind: 'split' }, report: Report): void {
  const sum = branches.reduce((total, { share }) => total + Math.round(share.value * 10_000), 0) / 100;
  if (sum !== 100) {
    const message = `The shares add up to ${sum} %`;
    report({ code: 'FIL312', message, span: keyword, hint: 'change them so that they make 100 %.' });
  }
  for (const { name, outcome } of branches) {
    if (outcome.kind !== 'block' || outcome.block.statements.length > 0) continue;
    const message = `The branch \`${name.text}\` does nothing`;
    const hint = 'say what differs in it; reports will compare the branches.';
    report({ code: 'FIL312', severity: 'warning', message, span: name.span, hint });
  }
}

function checkOffers({ offers }: Statement & { kind: 'queue' }, report: Report): void {
  for (const { input } of offers) {
    if (input.keys.length > 0) continue;
    report({
      code: 'FIL101',
      message: 'This offer has no key',
      span: input.keyword,
      hint: 'write `key 1 "Label" -> step`.',
    });
  }
}
