// The directory of queues in PostgreSQL. Not here: who waits in them.

import type { Insertable, Selectable } from 'kysely';
import { queueName, type TenantId } from '../base/ids.ts';
import type { Queue, QueueDirectory } from '../queue/directory.ts';
import type { Database } from './database.ts';
import type { QueueTable } from './tables.ts';

/** The queues of the database's tenant. */
export function queueDirectory(database: Database): QueueDirectory {
  return {
    list: () =>
      database.inTenant(async (transaction) => {
        const rows = await transaction.selectFrom('queues').selectAll().orderBy('name').execute();
        return rows.map(queueOf);
      }),
    add: (queue) =>
      database.inTenant(async (transaction) => {
        const row = rowOf(queue, database.tenant);
        const added = transaction.insertInto('queues').values(row);
        const { numInsertedOrUpdatedRows } = await added
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        return numInsertedOrUpdatedRows === 1n ? 'ok' : 'taken';
      }),
    put: (queue) =>
      database.inTenant(async (transaction) => {
        const row = rowOf(queue, database.tenant);
        const put = transaction.insertInto('queues').values(row);
        await put.onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doUpdateSet(row)).execute();
      }),
    remove: (queue) =>
      database.inTenant(async (transaction) => {
        const { numDeletedRows } = await transaction.deleteFrom('queues').where('name', '=', queue).executeTakeFirst();
        return numDeletedRows === 1n ? 'ok' : 'gone';
      }),
  };
}

function queueOf(row: Selectable<QueueTable>): Queue {
  const { music, wrap_up_ms: wrapUpMs, ring_ms: ringMs, waiting_max: waitingMax } = row;
  return { name: queueName(row.name), music, wrapUpMs, ringMs, waitingMax, state: row.open ? 'open' : 'closed' };
}

function rowOf(queue: Queue, tenant: TenantId): Insertable<QueueTable> {
  const { name, music, wrapUpMs, ringMs, state, waitingMax } = queue;
  return {
    ...{ tenant_id: tenant, name, music, wrap_up_ms: wrapUpMs, ring_ms: ringMs },
    ...{ open: state === 'open', waiting_max: waitingMax },
  };
}
