// How a record's changes become the state. One function, so that memory and replay cannot differ.

import type { Changes } from '../base/machine.ts';

/** Sets each key to its value; null removes it; undefined, which no file can hold, is no change. */
export function applyChanges(state: Map<string, unknown>, changes: Changes): void {
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) state.delete(key);
    else if (value !== undefined) state.set(key, value);
  }
}
