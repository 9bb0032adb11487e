// The directory of agents in PostgreSQL. Not here: whether they are signed in.

import type { Selectable, Transaction } from 'kysely';
import { agentId, phoneId, queueName } from '../base/ids.ts';
import type { AgentDirectory, AgentKept, AgentRecord } from '../queue/directory.ts';
import type { Database } from './database.ts';
import { sqlStateOf, StoreFault } from './store-fault.ts';
import type { AgentQueueTable, AgentTable, Tables } from './tables.ts';

/** The agents of the database's tenant. */
export function agentDirectory(database: Database): AgentDirectory {
  return {
    list: () =>
      database.inTenant(async (transaction) => {
        const agents = await transaction.selectFrom('agents').selectAll().orderBy('id').execute();
        const queues = await transaction.selectFrom('agent_queues').selectAll().orderBy('queue').execute();
        return agents.map((agent) => agentOf(agent, queues));
      }),
    add: (agent) => keep(database, agent, 'add'),
    put: (agent) => keep(database, agent, 'put'),
    setAbilities: (agent, abilities) =>
      database.inTenant(async (transaction) => {
        const row = { abilities: JSON.stringify(abilities) };
        const update = transaction.updateTable('agents').set(row).where('id', '=', agent);
        return (await update.executeTakeFirst()).numUpdatedRows === 1n ? 'ok' : 'gone';
      }),
    remove: (agent) =>
      database.inTenant(async (transaction) => {
        const { numDeletedRows } = await transaction.deleteFrom('agents').where('id', '=', agent).executeTakeFirst();
        return numDeletedRows === 1n ? 'ok' : 'gone';
      }),
  };
}

/** Both tables in one transaction: an agent whose queues are not all known is not kept at all. */
async function keep(database: Database, agent: AgentRecord, how: 'add' | 'put'): Promise<AgentKept> {
  try {
    await database.inTenant(async (transaction) => {
      await keepAgent(transaction, database.tenant, agent, how);
      await keepQueues(transaction, database.tenant, agent);
    });
    return 'ok';
  } catch (fault) {
    return expected(fault);
  }
}

async function keepAgent(
  transaction: Transaction<Tables>,
  tenant: string,
  agent: AgentRecord,
  how: 'add' | 'put',
): Promise<void> {
  const { id, name, phone, digest } = agent;
  const abilities = JSON.stringify(agent.abilities);
  const insert = transaction.insertInto('agents').values({ tenant_id: tenant, id, name, phone, digest, abilities });
  if (how === 'add') await insert.execute();
  else {
    const change = { name, phone, digest, abilities };
    await insert.onConflict((it) => it.columns(['tenant_id', 'id']).doUpdateSet(change)).execute();
  }
}

async function keepQueues(transaction: Transaction<Tables>, tenant: string, agent: AgentRecord): Promise<void> {
  await transaction.deleteFrom('agent_queues').where('agent_id', '=', agent.id).execute();
  const rows = [...new Set(agent.queues)].map((queue) => ({ tenant_id: tenant, agent_id: agent.id, queue }));
  if (rows.length > 0) await transaction.insertInto('agent_queues').values(rows).execute();
}

// The constraints are the judge: asking first would leave a gap in which another one takes the name.
function expected(fault: unknown): AgentKept {
  const sqlState = fault instanceof StoreFault ? sqlStateOf(fault.cause) : null;
  if (sqlState === uniqueViolation) return 'taken';
  if (sqlState === foreignKeyViolation && constraintOf(fault) === 'agent_queues_queue') return 'unknownQueue';
  throw fault;
}

const uniqueViolation = '23505';
const foreignKeyViolation = '23503';

function constraintOf(fault: unknown): unknown {
  const cause = fault instanceof Error ? fault.cause : undefined;
  return cause instanceof Error && 'constraint' in cause ? cause.constraint : undefined;
}

function agentOf(row: Selectable<AgentTable>, queues: readonly Selectable<AgentQueueTable>[]): AgentRecord {
  const own = queues.filter(({ agent_id: agent }) => agent === row.id).map(({ queue }) => queueName(queue));
  const { name, digest, abilities } = row;
  return { id: agentId(row.id), name, phone: phoneId(row.phone), digest, queues: own, abilities };
}
