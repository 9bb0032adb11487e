// The grammar of Fil as small trees, read from the parser itself, so that what is drawn and written of it cannot differ from
// it. Rules that no chapter shows are written out where they are used. Not here: drawing (railroad.ts), writing (ebnf.ts).

import { theParser } from '../../src/dsl/the-parser.ts';

/** A part of a rule. */
export type Shape =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'token'; readonly text: string }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'sequence'; readonly parts: readonly Shape[] }
  | { readonly kind: 'choice'; readonly parts: readonly Shape[] }
  | { readonly kind: 'option'; readonly part: Shape }
  /** Once or more, the separator between two of them. */
  | { readonly kind: 'repeat'; readonly part: Shape; readonly separator: Shape | null };

/** A rule that a reader sees. */
export interface ShownRule {
  /** As it is written in the page: `menu-statement`. */
  readonly name: string;
  readonly shape: Shape;
}

/** A part of the grammar as the parser library hands it out; its types leave out what only some parts have. */
interface Serialized {
  readonly type: ReturnType<ReturnType<typeof theParser>['getSerializedGastProductions']>[number]['type'];
  readonly definition?: readonly Serialized[];
  readonly name?: string;
  readonly label?: string;
  readonly separator?: Serialized;
}

/** What a token that is no fixed text is called in the page. */
const tokenNames: ReadonlyMap<string, string> = new Map([
  ['Name', 'name'],
  ['AnyWord', 'any word'],
  ['EventWord', 'event name'],
  ['KeyPress', 'key'],
  ['Day', 'day'],
  ['Text', 'text'],
  ['NumberLiteral', 'number'],
  ['Percent', 'percentage'],
  ['DurationLiteral', 'duration'],
  ['MoneyLiteral', 'money'],
  ['DateLiteral', 'date'],
  ['TimeLiteral', 'time'],
  ['Locale', 'locale'],
]);

/** The rules to show, in their order; a rule that does not exist, or that can never be written out, is a fault. */
export function shownRules(names: readonly string[]): readonly ShownRule[] {
  const rules = new Map(serialized().map((rule) => [nameOf(rule), partsOf(rule)]));
  const shown = new Set(names);
  return names.map((name) => {
    const parts = rules.get(name);
    if (parts === undefined) throw new Error(`The grammar has no rule ${name}`);
    return { name: shownName(name), shape: sequenceOf(parts, { rules, shown, inside: [name] }) };
  });
}

const serialized = (): readonly Serialized[] => theParser().getSerializedGastProductions();

/** `menuStatement` becomes `menu-statement`. */
export const shownName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

interface Known {
  readonly rules: ReadonlyMap<string, readonly Serialized[]>;
  readonly shown: ReadonlySet<string>;
  /** The rules that are being written out. */
  readonly inside: readonly string[];
}

function sequenceOf(parts: readonly Serialized[], known: Known): Shape {
  const shapes = parts.map((part) => shapeOf(part, known));
  const [only] = shapes;
  if (shapes.length === 1 && only !== undefined) return only;
  return { kind: 'sequence', parts: shapes.flatMap((each) => (each.kind === 'sequence' ? each.parts : [each])) };
}

function shapeOf(part: Serialized, known: Known): Shape {
  switch (part.type) {
    case 'Terminal':
      return terminalOf(part);
    case 'NonTerminal':
      return ruleOf(nameOf(part), known);
    case 'Option':
      return { kind: 'option', part: sequenceOf(partsOf(part), known) };
    case 'Alternation':
      return choiceOf(partsOf(part).map((each) => sequenceOf(partsOf(each), known)));
    case 'Repetition':
    case 'RepetitionWithSeparator':
      return { kind: 'option', part: repeatOf(part, known) };
    case 'RepetitionMandatory':
    case 'RepetitionMandatoryWithSeparator':
      return repeatOf(part, known);
    case 'Rule':
    case 'Alternative':
      return sequenceOf(partsOf(part), known);
  }
}

const choiceOf = (parts: readonly Shape[]): Shape => ({
  kind: 'choice',
  parts: parts.flatMap((each) => (each.kind === 'choice' ? each.parts : [each])),
});

function repeatOf(part: Serialized, known: Known): Shape {
  const separator = part.separator === undefined ? null : terminalOf(part.separator);
  return { kind: 'repeat', part: sequenceOf(partsOf(part), known), separator };
}

function ruleOf(name: string, known: Known): Shape {
  if (known.shown.has(name)) return { kind: 'rule', name: shownName(name) };
  const parts = known.rules.get(name);
  if (parts === undefined || known.inside.includes(name))
    throw new Error(`Rule ${name} must have a place in a chapter`);
  return sequenceOf(parts, { ...known, inside: [...known.inside, name] });
}

function terminalOf(part: Serialized): Shape {
  const name = nameOf(part);
  const token = tokenNames.get(name);
  if (token !== undefined) return { kind: 'token', text: token };
  const fixed = /^`(?<text>.+)`$/u.exec(part.label ?? '')?.groups?.text;
  if (fixed === undefined) throw new Error(`Token ${name} has no name for readers`);
  return { kind: 'word', text: fixed };
}

const nameOf = (part: Serialized): string => part.name ?? '';
const partsOf = (part: Serialized): readonly Serialized[] => part.definition ?? [];
