// The tables as kysely sees them; migrations make them. Not here: what a row means to anybody.

import type { ColumnType, Generated } from 'kysely';

export interface Tables {
  readonly tenants: TenantTable;
  readonly queues: QueueTable;
  readonly agents: AgentTable;
  readonly agent_queues: AgentQueueTable;
  readonly facts: FactTable;
  readonly programs: ProgramTable;
}

/** When the row was made, by the database's clock. */
type CreatedAt = Generated<ColumnType<Date, never, never>>;

export interface TenantTable {
  readonly tenant_id: string;
  readonly name: string;
  readonly created_at: CreatedAt;
}

export interface QueueTable {
  readonly tenant_id: string;
  readonly name: string;
  readonly music: string;
  readonly wrap_up_ms: number;
  readonly ring_ms: number;
  readonly open: boolean;
}

export interface AgentTable {
  readonly tenant_id: string;
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly digest: string;
  readonly created_at: CreatedAt;
}

export interface AgentQueueTable {
  readonly tenant_id: string;
  readonly agent_id: string;
  readonly queue: string;
}

export interface FactTable {
  readonly tenant_id: string;
  readonly journal: string;
  /** The driver gives 64-bit integers as text. */
  readonly seq: ColumnType<string, number, never>;
  readonly index: number;
  readonly at: ColumnType<Date, Date, never>;
  readonly kind: string;
  readonly call_id: string | null;
  readonly agent_id: string | null;
  readonly queue: string | null;
  /** The whole fact; written as JSON text. */
  readonly body: ColumnType<unknown, string, never>;
  /** Read off the body by the database. */
  readonly flow: Derived;
  readonly called: Derived;
  readonly result: Derived;
  readonly code: Derived;
}

type Derived = ColumnType<string | null, never, never>;

export interface ProgramTable {
  readonly tenant_id: string;
  readonly hash: string;
  readonly body: ColumnType<unknown, string, never>;
  readonly created_at: CreatedAt;
}
