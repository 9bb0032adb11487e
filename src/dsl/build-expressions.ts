// From the concrete tree to expressions, types and uses of prompts. Not here: whether names exist or types fit.

import type { IToken } from 'chevrotain';
import { durationOf, first, nameOf, refuseLater, textOf } from './build-common.ts';
import type { Site } from './build-common.ts';
import type { ArgumentNode, ExpressionNode, PromptRef, TypeNode } from './ast.ts';
import type * as cst from './cst.generated.ts';
import type { BinaryOperator, ValueType } from './program.ts';
import { join, nodeSpan, tokenSpan } from './spans.ts';
import { typeNamed, typeNames } from './types.ts';
import { nearest } from './nearest.ts';
import { laterTypes } from './words.ts';

/** The expression of a tree node. */
export function buildExpression(site: Site, node: cst.ExpressionCstNode): ExpressionNode {
  const [value, otherwise] = node.children.disjunction.map((side) => buildDisjunction(site, side));
  if (value === undefined) throw new Error('The grammar gives every expression a value');
  if (otherwise === undefined) return value;
  return { kind: 'default', value, otherwise, span: join(value.span, otherwise.span) };
}

/** The type as written; an unknown name is reported here. */
export function buildType(site: Site, node: cst.TypeCstNode): TypeNode {
  const { Name, typeArguments, Question } = node.children;
  const name = nameOf(site, first(Name));
  const span = nodeSpan(site.file, node);
  const known = typeNamed(name.text);
  if (laterTypes.includes(name.text)) {
    refuseLater(site, name.span, name.text);
  } else if (known === null) {
    site.report({
      code: 'FIL201',
      message: `There is no type \`${name.text}\``,
      span: name.span,
      hint: `the types are ${typeNames.join(', ')}${nearest(name.text, typeNames)}.`,
    });
  } else if (typeArguments !== undefined) {
    refuseLater(site, nodeSpan(site.file, first(typeArguments)), `${name.text}(...)`);
  }
  const type: ValueType | null = known !== null && Question !== undefined ? { kind: 'optional', of: known } : known;
  return { name: Question === undefined ? name.text : `${name.text}?`, type, span };
}

/** The use of a prompt, or a literal text. */
export function buildPromptRef(site: Site, node: cst.PromptRefCstNode): PromptRef {
  const { Name, Text, namedArguments } = node.children;
  const span = nodeSpan(site.file, node);
  if (Text !== undefined) return { kind: 'text', text: textOf(site, first(Text)), span };
  const given = namedArguments?.flatMap(({ children }) => children.namedArgument ?? []) ?? [];
  return {
    kind: 'prompt',
    name: nameOf(site, first(Name)),
    arguments: given.map((argument) => buildArgument(site, argument)),
    span,
  };
}

function buildArgument(site: Site, node: cst.NamedArgumentCstNode): ArgumentNode {
  const { AnyWord, Word_as, expression } = node.children;
  if (Word_as !== undefined) refuseLater(site, tokenSpan(site.file, first(Word_as)), 'as');
  return { name: nameOf(site, first(AnyWord)), value: buildExpression(site, first(expression)) };
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
  const { sum, operator, Word_not } = node.children;
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
  });
}

function buildPostfix(site: Site, node: cst.PostfixCstNode): ExpressionNode {
  const { atom, AnyWord, QuestionDot } = node.children;
  for (const token of QuestionDot ?? []) refuseLater(site, tokenSpan(site.file, token), '?.');
  return (AnyWord ?? []).reduce<ExpressionNode>(
    (of, token) => {
      const field = nameOf(site, token);
      return { kind: 'field', of, field, span: join(of.span, field.span) };
    },
    buildAtom(site, first(atom)),
  );
}

function buildAtom(site: Site, node: cst.AtomCstNode): ExpressionNode {
  const { conditional, nameOrCall, group, laterList, Word_none, LaterLiteral } = node.children;
  const span = nodeSpan(site.file, node);
  if (conditional !== undefined) return buildConditional(site, first(conditional));
  if (nameOrCall !== undefined) return buildNameOrCall(site, first(nameOrCall));
  if (group !== undefined) return { ...buildExpression(site, first(first(group).children.expression)), span };
  if (laterList !== undefined) refuseLater(site, span, '[...]');
  if (LaterLiteral !== undefined) refuseLater(site, span, first(LaterLiteral).image);
  if (Word_none !== undefined || laterList !== undefined || LaterLiteral !== undefined) return { kind: 'none', span };
  return buildLiteral(site, node);
}

function buildLiteral(site: Site, node: cst.AtomCstNode): ExpressionNode {
  const { Text, NumberLiteral, Percent, DurationLiteral, Locale, Word_true } = node.children;
  const span = nodeSpan(site.file, node);
  const literal = (
    kind: 'Text' | 'Number' | 'Duration' | 'Language' | 'Boolean',
    value: string | number | boolean,
  ): ExpressionNode => ({
    kind: 'literal',
    type: { kind },
    value,
    span,
  });
  if (Text !== undefined) return literal('Text', textOf(site, first(Text)));
  if (NumberLiteral !== undefined) return literal('Number', Number(first(NumberLiteral).image));
  if (Percent !== undefined) return literal('Number', Number(first(Percent).image.slice(0, -1)) / 100);
  if (DurationLiteral !== undefined) return literal('Duration', durationOf(site, first(DurationLiteral)).value);
  if (Locale !== undefined) return literal('Language', first(Locale).image);
  return literal('Boolean', Word_true !== undefined);
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
