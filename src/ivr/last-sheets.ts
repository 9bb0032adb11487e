// What scripts that are over said last: it stays before the agent until the call ends. Not here: scripts that run (scripts.ts).

import type { CallId } from '../base/ids.ts';
import type { Sheet } from './sheet.ts';

export interface LastSheets {
  readonly list: () => readonly Sheet[];
  readonly has: (id: string) => boolean;
  readonly keep: (sheet: Sheet) => void;
  /** Forgets those whose call this is. */
  readonly drop: (isOf: (call: CallId) => boolean) => void;
}

/** Of one call; the oldest goes first. */
const sheetsPerCallMax = 5;

/** Begins with none; `onDropped` is told of each that is shown no more. */
export function openLastSheets(onDropped: (sheet: Sheet) => void): LastSheets {
  const sheets = new Map<string, Sheet>();
  const dropAll = (some: readonly Sheet[]): void => {
    for (const sheet of some) {
      sheets.delete(sheet.id);
      onDropped(sheet);
    }
  };
  const of = (isOf: (call: CallId) => boolean): readonly Sheet[] =>
    [...sheets.values()].filter(({ call }) => isOf(call));
  return {
    list: () => [...sheets.values()],
    has: (id) => sheets.has(id),
    keep: (sheet) => {
      sheets.set(sheet.id, sheet);
      dropAll(of((call) => call === sheet.call).slice(0, -sheetsPerCallMax));
    },
    drop: (isOf) => dropAll(of(isOf)),
  };
}
