// What happened as an expectation of a test. Pure. Not here: its place among the lines (draft.ts).

import type { Program, Value } from '../../dsl/index.ts';
import type { Happening } from '../flows/happening.ts';
import { literalOf, plainLiteralOf, textOf } from './literal.ts';

/** The expectation; null: no test can name it, or it says nothing of the flow under test. */
export function expectedText(happening: Happening, program: Program, flow: string): string | null {
  const { kind, name, values } = happening;
  switch (kind) {
    case 'say':
    case 'tell':
    case 'announce':
    case 'sms':
    case 'email':
      // A text that stands in the flow itself has no name, nor has what is read from the keys.
      return Object.values(program.prompts).some((prompts) => Object.hasOwn(prompts, name)) ? `${kind} ${name}` : null;
    case 'offer':
    case 'menu':
    case 'collect':
    case 'ask':
    case 'voicemail':
    case 'script':
    case 'request':
    case 'language':
    case 'recording':
      return `${kind} ${name}`;
    case 'step':
      return happening.flow === flow && name !== '' ? `step ${name}` : null;
    case 'track':
      return `track ${name}${argumentsOf(values)}`;
    case 'queue':
      return name === '' ? null : `queue ${name}${priorityOf(values)}`;
    case 'callback':
    case 'transfer':
      return `${kind} to ${textOf(name)}`;
    case 'return':
      return returned(values['value'] ?? null, program, flow);
    case 'hangup':
      return 'hangup';
    default:
      return null;
  }
}

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

function returned(value: Value, program: Program, flow: string): string | null {
  const type = program.flows[flow]?.returns ?? null;
  if (type === null) return value === null ? 'return none' : null;
  const text = literalOf(value, type, program);
  return text === null ? null : `return ${text}`;
}
