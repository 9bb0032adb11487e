// All migrations by name, in order. A new one is a new file and a new line here; none is ever changed or removed.

import type { Migration } from 'kysely/migration';
import * as firstTables from './0001-first-tables.ts';
import * as callsInFacts from './0002-calls-in-facts.ts';
import * as deployments from './0003-deployments.ts';
import * as recordings from './0004-recordings.ts';
import * as traces from './0005-traces.ts';
import * as abilities from './0006-abilities.ts';
import * as waitingMax from './0007-waiting-max.ts';

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-calls-in-facts': callsInFacts,
  '0003-deployments': deployments,
  '0004-recordings': recordings,
  '0005-traces': traces,
  '0006-abilities': abilities,
  '0007-waiting-max': waitingMax,
};
