// `choose`: do the patterns fit the value, are all cases there, can each be reached: FIL301, FIL303, FIL304.
// Not here: the choices of prompts, which add words of plural (values-outside.ts).

import type { ExpressionNode, PatternNode, Statement } from '../ast.ts';
import { nearest } from '../nearest.ts';
import { typeText, withoutOptional } from '../types.ts';
import type { Type } from '../types.ts';
import { infer } from './infer.ts';
import type { Scope } from './scope.ts';
import type { State } from './states.ts';

interface Place {
  readonly state: State;
  readonly scope: Scope;
}

/** A case as both kinds of `choose` have it; null patterns: `otherwise`. */
export interface Case {
  readonly patterns: readonly PatternNode[] | null;
  readonly span: Statement['span'];
}

interface Choice {
  readonly value: ExpressionNode;
  readonly keyword: Statement['span'];
  readonly cases: readonly Case[];
}

export function checkChoose(choice: Choice, { state, scope }: Place, plurals: readonly string[] = []): Type {
  const type = infer(choice.value, state, scope);
  if (type.kind === 'unknown') return type;
  for (const { patterns } of choice.cases)
    for (const each of patterns ?? []) checkPattern(each, type, { scope, plurals });
  checkReachable(choice, scope);
  checkExhaustive(choice, type, scope);
  return type;
}

const choosable: readonly Type['kind'][] = ['Text', 'Digits', 'Number', 'Score', 'Boolean', 'enum'];

interface Words {
  readonly scope: Scope;
  readonly plurals: readonly string[];
}

function checkPattern(pattern: PatternNode, type: Type, { scope, plurals }: Words): void {
  const inner = withoutOptional(type);
  const refuse = (hint: string): void => {
    const message = `This case never fits a ${typeText(type)}`;
    scope.report({ code: 'FIL301', message, span: pattern.span, hint });
  };
  switch (pattern.kind) {
    case 'none':
      return type.kind === 'optional' ? undefined : refuse('only an optional value can be none.');
    case 'boolean':
      return inner.kind === 'Boolean' ? undefined : refuse(expected(inner));
    case 'text':
      return inner.kind === 'Text' || inner.kind === 'Digits' ? undefined : refuse(expected(inner));
    case 'number':
      return checkNumber(pattern, inner, refuse);
    case 'name': {
      const members = inner.kind === 'enum' ? scope.declarations.membersOf(inner.name) : [];
      const known = inner.kind === 'Number' || inner.kind === 'Score' ? plurals : members;
      if (known.includes(pattern.name.text)) return;
      const near = nearest(pattern.name.text, known);
      return refuse(near === '' ? expected(inner, known) : near.slice(2));
    }
  }
}

function checkNumber(pattern: PatternNode & { kind: 'number' }, type: Type, refuse: (hint: string) => void): void {
  if (type.kind !== 'Number' && type.kind !== 'Score') return refuse(expected(type));
  if (pattern.min > pattern.max) return refuse('write the smaller number first.');
  if (type.kind !== 'Score' || type.min === null || type.max === null) return;
  if (pattern.min < type.min || pattern.max > type.max) refuse(`write numbers from ${type.min} to ${type.max}.`);
}

function expected(type: Type, members: readonly string[] = []): string {
  if (!choosable.includes(type.kind)) return `a ${typeText(type)} cannot be chosen by; use \`if\`.`;
  if (type.kind === 'enum') return `its cases are ${members.join(', ')}.`;
  if (type.kind === 'Boolean') return 'write `true` or `false`.';
  return type.kind === 'Text' || type.kind === 'Digits' ? 'write a text in quotes.' : 'write a number, or `a..b`.';
}

/** FIL304: a pattern that an earlier one takes all of, or a case behind `otherwise`. */
function checkReachable({ cases }: Choice, { report }: Scope): void {
  const seen: PatternNode[] = [];
  let otherwise: Case | null = null;
  for (const each of cases) {
    if (otherwise !== null) return tell(each.span, otherwise.span);
    for (const pattern of each.patterns ?? []) {
      const before = seen.find((earlier) => covers(earlier, pattern));
      if (before !== undefined) tell(pattern.span, before.span);
      seen.push(pattern);
    }
    if (each.patterns === null) otherwise = each;
  }
  function tell(span: Statement['span'], before: Statement['span']): void {
    report({
      code: 'FIL304',
      message: 'This case is never reached',
      span: { ...span, endLine: span.line, endColumn: span.column + 1, endOffset: span.offset + 1 },
      related: [{ span: before, label: 'taken here already' }],
      hint: 'remove it, or move it before the other one.',
    });
  }
}

function covers(earlier: PatternNode, later: PatternNode): boolean {
  if (earlier.kind === 'number' && later.kind === 'number') return earlier.min <= later.min && later.max <= earlier.max;
  return key(earlier) === key(later);
}

function key(pattern: PatternNode): string {
  if (pattern.kind === 'name') return `name ${pattern.name.text}`;
  if (pattern.kind === 'text') return `text ${pattern.text}`;
  if (pattern.kind === 'boolean') return `boolean ${pattern.value}`;
  return pattern.kind === 'none' ? 'none' : `number ${pattern.min} ${pattern.max}`;
}

/** FIL303: exhaustive over enum, Boolean, Score and none; anything else needs `otherwise`. */
function checkExhaustive({ cases: given, keyword }: Choice, type: Type, scope: Scope): void {
  if (given.some(({ patterns }) => patterns === null)) return;
  const patterns = given.flatMap((each) => each.patterns ?? []);
  const missing = missingOf(patterns, type, (name) => scope.declarations.membersOf(name));
  if (missing.length === 0) return;
  const shown = missing.map((each) => (each === 'otherwise' ? 'other values' : `\`${each}\``)).join(', ');
  const cases = missing.includes('otherwise') ? null : missing.length === 1 ? 'the case' : 'the cases';
  scope.report({
    code: 'FIL303',
    message: `This \`choose\` does not say what happens for ${shown}`,
    span: keyword,
    hint: cases === null ? 'add `otherwise`.' : `add ${cases}, or \`otherwise\`.`,
  });
}

function missingOf(
  patterns: readonly PatternNode[],
  type: Type,
  membersOf: (name: string) => readonly string[],
): readonly string[] {
  const none = type.kind === 'optional' && !patterns.some(({ kind }) => kind === 'none') ? ['none'] : [];
  return [...missingValues(patterns, withoutOptional(type), membersOf), ...none];
}

function missingValues(
  patterns: readonly PatternNode[],
  type: Type,
  membersOf: (name: string) => readonly string[],
): readonly string[] {
  if (type.kind === 'enum') {
    return membersOf(type.name).filter(
      (member) => !patterns.some((each) => each.kind === 'name' && each.name.text === member),
    );
  }
  if (type.kind === 'Boolean') {
    return [true, false]
      .filter((value) => !patterns.some((each) => each.kind === 'boolean' && each.value === value))
      .map(String);
  }
  if (type.kind === 'Score' && type.min !== null && type.max !== null) return gaps(patterns, type.min, type.max);
  return ['otherwise'];
}

/** The ranges of a Score that no pattern takes. */
function gaps(patterns: readonly PatternNode[], min: number, max: number): readonly string[] {
  const found: string[] = [];
  let from: number | null = null;
  for (let value = min; value <= max + 1; value++) {
    const taken =
      value > max || patterns.some((each) => each.kind === 'number' && each.min <= value && value <= each.max);
    if (!taken) from ??= value;
    else if (from !== null) {
      found.push(from === value - 1 ? `${from}` : `${from}..${value - 1}`);
      from = null;
    }
  }
  return found;
}

/** Whether these patterns may be all that there are: of some enum, of Boolean, of a Score. For whoever knows no types. */
export function mayBeComplete(patterns: readonly PatternNode[], declarations: Scope['declarations']): boolean {
  const names = patterns.flatMap((each) => (each.kind === 'name' ? [each.name.text] : []));
  if (names.length > 0) {
    return [...declarations.all.values()].some(
      ({ kind, name }) =>
        kind === 'enum' && declarations.membersOf(name.text).every((member) => names.includes(member)),
    );
  }
  const numbers = patterns.flatMap((each) => (each.kind === 'number' ? [each] : []));
  if (numbers.length > 0) {
    const [min, max] = [Math.min(...numbers.map((each) => each.min)), Math.max(...numbers.map((each) => each.max))];
    return gaps(numbers, min, Math.min(max, min + scoreMax)).length === 0;
  }
  return missingValues(patterns, { kind: 'Boolean' }, () => []).length === 0;
}

/** More than a Score can have. */
const scoreMax = 100;
