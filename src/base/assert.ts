// Faults of ours. A broken assumption stops one mailbox and is counted; it never takes the process down.

/** What an assertion throws: always our mistake, never the outside's. */
export class AssertionFault extends Error {
  readonly code = 'assertion';
}

/** Throws AssertionFault with `message` unless `condition` holds. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionFault(message);
}

/** Ends an exhaustive switch: the compiler refuses it while a case is missing. */
export function unreachable(value: never): never {
  // Only the kind: the rest may hold a caller's number or digits, which no message may carry.
  const given: unknown = value;
  const kind = typeof given === 'object' && given !== null && 'kind' in given ? String(given.kind) : typeof given;
  throw new AssertionFault(`This case cannot happen: ${kind}`);
}

/** The value, or an AssertionFault saying what was missing. */
export function present<Value>(value: Value | undefined | null, what: string): Value {
  if (value === undefined || value === null) throw new AssertionFault(`Missing: ${what}`);
  return value;
}
