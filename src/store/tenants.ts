// The tenant's own row, to which its other rows belong. Not here: its people.

import type { Database } from './database.ts';

/** Makes the database's tenant known, or gives it this name. Rejects with StoreFault. */
export async function putTenant(database: Database, name: string): Promise<void> {
  await database.inTenant((transaction) =>
    transaction
      .insertInto('tenants')
      .values({ tenant_id: database.tenant, name })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ name }))
      .execute(),
  );
}
