// Whether something that happened is what a test expects, and how an expectation is said in words. Not here: when it must happen.

import type { Expectation, ExpressionNode, Value } from '../../dsl/index.ts';
import { areEqual } from '../../ivr/index.ts';
import { type ExpectedKind, type Happening, valueText } from './happening.ts';

/** An expectation whose values are known. */
export interface Wanted {
  readonly kind: ExpectedKind;
  readonly name: string;
  /** Only these are compared. */
  readonly values: Readonly<Record<string, Value>>;
}

/** The expectation with its values. */
export function wantedOf(expectation: Expectation, valueOf: (node: ExpressionNode) => Value): Wanted {
  const valuesOf = (given: Extract<Expectation, { kind: 'named' }>['arguments']): Wanted['values'] =>
    Object.fromEntries(given.map(({ name, value }) => [name.text, valueOf(value)] as const));
  switch (expectation.kind) {
    case 'named':
      return { kind: expectation.what, name: expectation.name.text, values: valuesOf(expectation.arguments) };
    case 'request': {
      const name = expectation.target.parts.map(({ text }) => text).join('.');
      return { kind: 'request', name, values: valuesOf(expectation.arguments) };
    }
    case 'queue': {
      const { queue, priority } = expectation;
      return { kind: 'queue', name: queue.text, values: priority === null ? {} : { priority: priority.value } };
    }
    case 'callback':
    case 'transfer':
      return { kind: expectation.kind, name: expectation.to.text, values: {} };
    case 'language':
      return { kind: 'language', name: expectation.locale.text, values: {} };
    case 'recording':
      return { kind: 'recording', name: expectation.action.text, values: {} };
    case 'return':
      return { kind: 'return', name: '', values: { value: valueOf(expectation.value) } };
    case 'hangup':
      return { kind: 'hangup', name: '', values: {} };
  }
}

/** Whether this is it. What is said is every prompt that the caller hears but announcements. */
export const isWanted = (wanted: Wanted, happening: Happening): boolean =>
  isKind(wanted, happening) &&
  happening.name === wanted.name &&
  Object.entries(wanted.values).every(([name, value]) => areEqual(happening.values[name] ?? null, value));

/** Whether it is of the kind that is wanted, whatever its name. */
export const isKind = ({ kind }: Wanted, happening: Happening): boolean =>
  happening.kind === kind || (kind === 'say' && happening.kind === 'offer');

/** `say solde(montant: 1250.40 EUR)`. */
export function wantedText({ kind, name, values }: Wanted): string {
  const given = Object.entries(values).map(([key, value]) => `${key}: ${valueText(value)}`);
  const head = [kind, name].filter((word) => word !== '').join(' ');
  return given.length === 0 ? head : `${head}(${given.join(', ')})`;
}
