// A row of the table of facts as the fact that was stored. We wrote the body ourselves, so beyond its kind it is taken as
// it is. Not here: queries.

import type { Selectable } from 'kysely';
import type { Fact, StoredFact } from '../call/index.ts';
import { StoreFault } from './store-fault.ts';
import type { FactTable } from './tables.ts';

/** Throws StoreFault `strange` when the body is not one of ours. */
export function storedFactOf({ journal, seq, index, at, body }: Selectable<FactTable>): StoredFact {
  if (typeof body !== 'object' || body === null || !('kind' in body)) throw new StoreFault('strange', null);
  return { journal, seq: Number(seq), index, at: at.getTime(), fact: body as Fact };
}
