// From the concrete tree to expressions, types and uses of prompts. Not here: whether names exist or types fit.

import type { IToken } from 'chevrotain';
import { durationOf, first, maybe, nameOf, numberOf, textOf } from './build-common.ts';
import type { Site } from './build-common.ts';
import type {
  ArgumentNode,
  ExpressionNode,
  ParamNode,
  PatternNode,
  PromptRef,
  QualifiedName,
  TypeNode,
} from './ast.ts';
import type * as cst from './cst.generated.ts';
import type { BinaryOperator, SimpleType, Value } from './program.ts';
import { dateOf, moneyOf, timeOf } from './build-quantities.ts';
import { join, nodeSpan, tokenSpan } from './spans.ts';

/** The expression of a tree node. */
export function buildExpression(site: Site, node: cst.ExpressionCstNode): ExpressionNode {
  const [value, otherwise] = node.children.disjunction.map((side) => buildDisjunction(site, side));
  if (value === undefined) throw new Error('The grammar gives every expression a value');
  if (otherwise === undefined) return value;
  return { kind: 'default', value, otherwise, span: join(value.span, otherwise.span) };
}

/** The type as written. */
export function buildType(site: Site, node: cst.TypeCstNode): TypeNode {
  const { Name, typeArguments, Question } = node.children;
  const inner = typeArguments?.[0]?.children;
  const min = maybe(inner?.min, (token) => numberOf(site, token));
  const max = maybe(inner?.max, (token) => numberOf(site, token));
  return {
    name: nameOf(site, first(Name)),
    range: min === null ? null : { min, max: max ?? min },
    of: maybe(inner?.type, (of) => buildType(site, of)),
    presence: Question === undefined ? 'required' : 'optional',
    span: nodeSpan(site.file, node),
  };
}

/** A parameter of anything, or a variable. */
export function buildParam(site: Site, node: cst.ParamCstNode): ParamNode {
  const { Name, type, expression } = node.children;
  return {
    name: nameOf(site, first(Name)),
    type: buildType(site, first(type)),
    initial: maybe(expression, (initial) => buildExpression(site, initial)),
  };
}

/** The parameters between parentheses; null when there are no parentheses. */
export const buildParams = (site: Site, nodes: readonly cst.ParamsCstNode[] | undefined): readonly ParamNode[] | null =>
  maybe(nodes, ({ children }) => (children.param ?? []).map((param) => buildParam(site, param)));

/** The named arguments between parentheses, none when there are no parentheses. */
export const buildArguments = (
  site: Site,
  nodes: readonly cst.NamedArgumentsCstNode[] | undefined,
): readonly ArgumentNode[] =>
  (nodes ?? []).flatMap(({ children }) => children.namedArgument ?? []).map((each) => buildArgument(site, each));

/** A name with its qualifiers. */
export function buildQualified(site: Site, node: cst.QnameCstNode): QualifiedName {
  const { Name, AnyWord = [] } = node.children;
  return {
    parts: [nameOf(site, first(Name)), ...AnyWord.map((token) => nameOf(site, token))],
    span: nodeSpan(site.file, node),
  };
}

/** What a case looks for. */
export function buildPattern(site: Site, node: cst.PatternCstNode): PatternNode {
  const { Name, min, max, Text, Word_none, Word_true } = node.children;
  const span = nodeSpan(site.file, node);
  if (Name !== undefined) return { kind: 'name', name: nameOf(site, first(Name)), span };
  if (Text !== undefined) return { kind: 'text', text: textOf(site, first(Text)), span };
  if (Word_none !== undefined) return { kind: 'none', span };
  if (min === undefined) return { kind: 'boolean', value: Word_true !== undefined, span };
  const low = numberOf(site, first(min)).value;
  return { kind: 'number', min: low, max: maybe(max, (token) => numberOf(site, token).value) ?? low, span };
}

/** The use of a prompt, or a literal text. */
export function buildPromptRef(site: Site, node: cst.PromptRefCstNode): PromptRef {
  const { Name, Text, namedArguments } = node.children;
  const span = nodeSpan(site.file, node);
  if (Text !== undefined) return { kind: 'text', text: textOf(site, first(Text)), span };
  return {
    kind: 'prompt',
    name: nameOf(site, first(Name)),
    arguments: buildArguments(site, namedArguments),
    span,
  };
}

function buildArgument(site: Site, node: cst.NamedArgumentCstNode): ArgumentNode {
  const { AnyWord, Name, expression } = node.children;
  return {
    name: nameOf(site, first(AnyWord)),
    value: buildExpression(site, first(expression)),
    format: maybe(Name, (token) => nameOf(site, token)),
  };
}

function buildDisjunction(site: Site, node: cst.DisjunctionCstNode): ExpressionNode {
  return chain(
    node.children.conjunction.map((side) => buildConjunction(site, side)),
    () => 'or',
  );
}

function buildConjunction(site: Site, node: cst.ConjunctionCstNode): ExpressionNode {
  return chain(
    node.children.negation.map((side) => buildNegation(site, side)),
    () => 'and',
  );
}

function buildNegation(site: Site, node: cst.NegationCstNode): ExpressionNode {
  const nots = node.children.Word_not ?? [];
  const inner = buildComparison(site, first(node.children.comparison));
  return nots.reduceRight<ExpressionNode>(
    (operand, token) => ({ kind: 'not', operand, span: join(tokenSpan(site.file, token), operand.span) }),
    inner,
  );
}

function buildComparison(site: Site, node: cst.ComparisonCstNode): ExpressionNode {
  const { sum, comparator } = node.children;
  const { operator, Word_not } = comparator?.[0]?.children ?? {};
  return chain(
    sum.map((side) => buildSum(site, side)),
    () => comparisonOperator(operator?.[0]?.image ?? 'is', Word_not !== undefined),
  );
}

function comparisonOperator(image: string, negated: boolean): BinaryOperator {
  if (image === '<' || image === '<=' || image === '>' || image === '>=') return image;
  return negated ? 'is not' : 'is';
}

function buildSum(site: Site, node: cst.SumCstNode): ExpressionNode {
  const { product, operator } = node.children;
  for (const token of operator ?? []) if (token.image === '-') checkMinus(site, token, node);
  return chain(
    product.map((side) => buildProduct(site, side)),
    (index) => (operator?.[index]?.image === '-' ? '-' : '+'),
  );
}

function buildProduct(site: Site, node: cst.ProductCstNode): ExpressionNode {
  const { postfix, operator } = node.children;
  return chain(
    postfix.map((side) => buildPostfix(site, side)),
    (index) => (operator?.[index]?.image === '/' ? '/' : '*'),
  );
}

/** Left to right: `a - b - c` is `(a - b) - c`. */
function chain(sides: readonly ExpressionNode[], operator: (index: number) => BinaryOperator): ExpressionNode {
  return sides.reduce((left, right, index) => ({
    kind: 'binary',
    operator: operator(index - 1),
    left,
    right,
    span: join(left.span, right.span),
  }));
}

/** A minus needs spaces around it, so that a language such as `fr-FR` never reads as a subtraction. */
function checkMinus(site: Site, minus: IToken, sum: cst.SumCstNode): void {
  const at = minus.startOffset;
  const touches = sum.children.product.some(
    ({ location }) => location?.endOffset === at - 1 || location?.startOffset === at + 1,
  );
  if (!touches) return;
  site.report({
    code: 'FIL102',
    message: 'A minus needs a space on each side',
    span: tokenSpan(site.file, minus),
    hint: 'write `a - b`.',
    fix: { span: tokenSpan(site.file, minus), text: ' - ' },
  });
}

function buildPostfix(site: Site, node: cst.PostfixCstNode): ExpressionNode {
  const { atom, AnyWord = [], Dot = [], QuestionDot = [] } = node.children;
  const signs = [...Dot, ...QuestionDot].sort((one, other) => one.startOffset - other.startOffset);
  return AnyWord.reduce<ExpressionNode>(
    (of, token, index) => {
      const field = nameOf(site, token);
      const access = signs[index]?.image === '?.' ? 'maybe' : 'sure';
      return { kind: 'field', of, field, access, span: join(of.span, field.span) };
    },
    buildAtom(site, first(atom)),
  );
}

function buildAtom(site: Site, node: cst.AtomCstNode): ExpressionNode {
  const { conditional, nameOrCall, group, list, record, Word_none } = node.children;
  const span = nodeSpan(site.file, node);
  if (conditional !== undefined) return buildConditional(site, first(conditional));
  if (nameOrCall !== undefined) return buildNameOrCall(site, first(nameOrCall));
  if (group !== undefined) return { ...buildExpression(site, first(first(group).children.expression)), span };
  if (list !== undefined) {
    return {
      kind: 'list',
      items: (first(list).children.expression ?? []).map((each) => buildExpression(site, each)),
      span,
    };
  }
  if (record !== undefined) {
    return {
      kind: 'record',
      fields: (first(record).children.recordField ?? []).map((each) => buildField(site, each)),
      span,
    };
  }
  if (Word_none !== undefined) return { kind: 'none', span };
  return buildLiteral(site, node);
}

function buildField(
  site: Site,
  { children }: cst.RecordFieldCstNode,
): { name: TypeNode['name']; value: ExpressionNode } {
  return { name: nameOf(site, first(children.AnyWord)), value: buildExpression(site, first(children.expression)) };
}

function buildLiteral(site: Site, node: cst.AtomCstNode): ExpressionNode {
  const { Text, NumberLiteral, Percent, DurationLiteral, MoneyLiteral, DateLiteral, TimeLiteral, Locale } =
    node.children;
  const span = nodeSpan(site.file, node);
  const literal = (kind: SimpleType, value: Value): ExpressionNode => ({
    kind: 'literal',
    type: { kind },
    value,
    span,
  });
  if (Text !== undefined) return literal('Text', textOf(site, first(Text)));
  if (NumberLiteral !== undefined) return literal('Number', Number(first(NumberLiteral).image));
  if (Percent !== undefined) return literal('Number', Number(first(Percent).image.slice(0, -1)) / 100);
  if (DurationLiteral !== undefined) return literal('Duration', durationOf(site, first(DurationLiteral)).value);
  if (MoneyLiteral !== undefined) return literal('Money', moneyOf(site, first(MoneyLiteral)));
  if (DateLiteral !== undefined) return literal('Date', dateOf(site, first(DateLiteral)).text);
  if (TimeLiteral !== undefined) return literal('Time', timeOf(site, first(TimeLiteral), 'instant').text);
  if (Locale !== undefined) return literal('Language', first(Locale).image);
  return literal('Boolean', node.children.Word_true !== undefined);
}

function buildConditional(site: Site, node: cst.ConditionalCstNode): ExpressionNode {
  const [condition, then, otherwise] = node.children.expression.map((side) => buildExpression(site, side));
  if (condition === undefined || then === undefined || otherwise === undefined)
    throw new Error('A conditional has three parts');
  return { kind: 'conditional', condition, then, otherwise, span: nodeSpan(site.file, node) };
}

function buildNameOrCall(site: Site, node: cst.NameOrCallCstNode): ExpressionNode {
  const { Name, LParen, expression } = node.children;
  const name = nameOf(site, first(Name));
  if (LParen === undefined) return { kind: 'name', name: name.text, span: name.span };
  const given = (expression ?? []).map((side) => buildExpression(site, side));
  return { kind: 'call', name, arguments: given, span: nodeSpan(site.file, node) };
}
