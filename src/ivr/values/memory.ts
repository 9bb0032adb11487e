// How much a flow may remember: a call's record is written at each of its steps, so no value may grow without end, however it is
// made. Pure. Not here: the longest single text and list (values.ts).

import type { Value } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import { isList } from './values.ts';

/** What one flow under way remembers, in characters, names included: ten times what any flow in use does. */
export const memoryMax = 100_000;

/** The same variables. Throws FlowFault when they hold more than a flow may remember. */
export function remembered(variables: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  if (sizeOf(variables, memoryMax) > memoryMax) throw new FlowFault('tooMuchMemory', 'A flow remembers too much.');
  return variables;
}

/** About as many characters as it takes in a record; counted no further than just above `max`, whatever is in it. */
function sizeOf(value: Value, max: number): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  let size = 1;
  const parts = isList(value) ? value.map((item) => ['', item] as const) : Object.entries(value);
  for (const [name, part] of parts) {
    size += name.length + sizeOf(part, max - size);
    if (size > max) break;
  }
  return size;
}
