// Telephone numbers as values: E.164 or nothing, for they reach dial strings. Not here: how callers type them (typed-digits.ts).

import type { Value } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';

/** The number. Throws FlowFault when it is not in E.164 (ITU-T E.164: a plus and at most fifteen digits). */
export function phone(value: Value): string {
  if (typeof value === 'string' && /^\+[1-9]\d{6,14}$/.test(value)) return value;
  throw new FlowFault('badNumber', 'A telephone number was expected.');
}
