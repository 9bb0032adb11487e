// What happened as an expectation of a test. Pure. Not here: its place among the lines (draft.ts).

import type { Value } from '../../dsl/index.ts';
import type { Happening } from '../flows/happening.ts';
import { type Writing, literalOf, plainLiteralOf, textOf } from './literal.ts';

/** The expectation; null: no test can name it, or it says nothing of the flow under test. */
export function expectedText(happening: Happening, where: Writing, flow: string): string | null {
  return texts[happening.kind]?.(happening, where, flow) ?? null;
}

type Text = (happening: Happening, where: Writing, flow: string) => string | null;

const named: Text = ({ kind, name }) => `${kind} ${name}`;
const to: Text = ({ kind, name }) => `${kind} to ${textOf(name)}`;

/** A text that stands in the flow itself has no name, nor has what is read from the keys. */
const spoken: Text = ({ kind, name }, { program }) =>
  Object.values(program.prompts).some((prompts) => Object.hasOwn(prompts, name)) ? `${kind} ${name}` : null;

const texts: Partial<Record<Happening['kind'], Text>> = {
  ...{ say: spoken, tell: spoken, announce: spoken, sms: spoken, email: spoken },
  ...{ offer: named, menu: named, collect: named, ask: named, voicemail: named, script: named },
  ...{ request: named, language: named, recording: named, callback: to, transfer: to },
  step: (happening, _where, flow) =>
    happening.flow === flow && happening.name !== '' ? `step ${happening.name}` : null,
  track: ({ name, values }) => `track ${name}${argumentsOf(values)}`,
  queue: ({ name, values }) => (name === '' ? null : `queue ${name}${priorityOf(values)}`),
  return: ({ values }, where, flow) => returned(values['value'] ?? null, where, flow),
  hangup: () => 'hangup',
};

function argumentsOf(values: Readonly<Record<string, Value>>): string {
  const written = Object.entries(values).flatMap(([name, value]) => {
    const text = plainLiteralOf(value);
    return text === null ? [] : [`${name}: ${text}`];
  });
  return written.length === 0 ? '' : `(${written.join(', ')})`;
}

function priorityOf({ priority }: Readonly<Record<string, Value>>): string {
  const text = priority === undefined ? null : plainLiteralOf(priority);
  return text === null ? '' : ` priority ${text}`;
}

function returned(value: Value, where: Writing, flow: string): string | null {
  const type = where.program.flows[flow]?.returns ?? null;
  if (type === null) return value === null ? 'return none' : null;
  const text = literalOf(value, type, where);
  return text === null ? null : `return ${text}`;
}
