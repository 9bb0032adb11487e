// From the concrete tree to the statements that choose what comes next: if, choose, repeat, for each, split, objections.
// Not here: other statements (build-statements.ts).

import { first, maybe, nameOf, numberOf, textOf } from './build-common.ts';
import { buildExpression, buildPattern } from './build-expressions.ts';
import type { Blocks } from './build-inputs.ts';
import type { BranchNode, CaseNode, ChooseNode, IfNode, Outcome, Statement } from './ast.ts';
import type * as cst from './cst.generated.ts';
import { join, nodeSpan, tokenSpan } from './spans.ts';

/** The node of such a statement, or null for any other. */
export function buildControl(site: Blocks, it: cst.StatementCstChildren): Statement | null {
  return (
    maybe(it.ifStatement, (node) => buildIf(site, node)) ??
    maybe(it.chooseStatement, (node) => buildChoose(site, node)) ??
    maybe(it.repeatStatement, (node) => ({
      kind: 'repeat' as const,
      times: numberOf(site, first(node.children.NumberLiteral)),
      body: site.block(first(node.children.block)),
      otherwise: maybe(node.children.outcome, site.outcome),
      span: nodeSpan(site.file, node),
    })) ??
    maybe(it.forStatement, (node) => ({
      kind: 'forEach' as const,
      name: nameOf(site, first(node.children.Name)),
      list: buildExpression(site, first(node.children.expression)),
      body: site.block(first(node.children.block)),
      span: nodeSpan(site.file, node),
    })) ??
    maybe(it.splitStatement, (node) => ({
      kind: 'split' as const,
      keyword: tokenSpan(site.file, first(node.children.Word_split)),
      name: nameOf(site, first(node.children.Name)),
      by: buildExpression(site, first(node.children.expression)),
      branches: node.children.splitBranch.map((branch) => buildBranch(site, branch)),
      span: nodeSpan(site.file, node),
    })) ??
    maybe(it.objectionStatement, (node) => ({
      kind: 'objection' as const,
      keyword: tokenSpan(site.file, first(node.children.Word_on)),
      text: textOf(site, first(node.children.Text)),
      outcome: site.outcome(first(node.children.outcome)),
      span: nodeSpan(site.file, node),
    }))
  );
}

function buildIf(site: Blocks, node: cst.IfStatementCstNode): IfNode {
  const { Word_if, expression, then, otherwise, ifStatement } = node.children;
  const condition = buildExpression(site, first(expression));
  const nested = maybe(ifStatement, (inner) => buildIf(site, inner));
  const chained: Outcome | null =
    nested === null ? null : { kind: 'block', block: { statements: [nested], span: nested.span }, span: nested.span };
  return {
    kind: 'if',
    condition,
    then: site.outcome(first(then)),
    otherwise: maybe(otherwise, site.outcome) ?? chained,
    span: join(tokenSpan(site.file, first(Word_if)), condition.span),
  };
}

function buildChoose(site: Blocks, node: cst.ChooseStatementCstNode): ChooseNode {
  const { Word_choose, expression, chooseCase } = node.children;
  return {
    kind: 'choose',
    keyword: tokenSpan(site.file, first(Word_choose)),
    value: buildExpression(site, first(expression)),
    cases: chooseCase.map((each) => buildCase(site, each)),
    span: nodeSpan(site.file, node),
  };
}

function buildCase(site: Blocks, node: cst.ChooseCaseCstNode): CaseNode {
  const { pattern, outcome } = node.children;
  return {
    patterns: pattern === undefined ? null : pattern.map((each) => buildPattern(site, each)),
    outcome: site.outcome(first(outcome)),
    span: nodeSpan(site.file, node),
  };
}

function buildBranch(site: Blocks, node: cst.SplitBranchCstNode): BranchNode {
  const { Percent, Name, outcome } = node.children;
  const token = first(Percent);
  return {
    share: { value: Number(token.image.slice(0, -1)) / 100, span: tokenSpan(site.file, token) },
    name: nameOf(site, first(Name)),
    outcome: site.outcome(first(outcome)),
    span: nodeSpan(site.file, node),
  };
}
