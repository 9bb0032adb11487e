// The tables as kysely sees them; migrations make them. Not here: what a row means to anybody.

import type { ColumnType } from 'kysely';

export interface Tables {
  readonly tenants: TenantTable;
  readonly queues: QueueTable;
  readonly agents: AgentTable;
  readonly agent_queues: AgentQueueTable;
  readonly facts: FactTable;
  readonly programs: ProgramTable;
  readonly program_audio: ProgramAudioTable;
  readonly audio_files: AudioFileTable;
  readonly deployments: DeploymentTable;
  readonly recordings: RecordingTable;
  readonly traces: TraceTable;
}

/** When the row was made, by the database's clock. */
type CreatedAt = ColumnType<Date, never, never>;

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
  readonly waiting_max: number | null;
}

export interface AgentTable {
  readonly tenant_id: string;
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly digest: string;
  /** Written as JSON text. */
  readonly abilities: ColumnType<StoredAbilities, string, string>;
  readonly created_at: CreatedAt;
}

export interface StoredAbilities {
  readonly languages: readonly string[];
  readonly skills: readonly { readonly skill: string; readonly level: number }[];
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

/** A column that is written once: the database refuses every change. */
type Fixed<Value> = ColumnType<Value, Value, never>;

export interface ProgramTable {
  readonly tenant_id: Fixed<string>;
  readonly hash: Fixed<string>;
  /** JSON, to the letter as it was hashed. */
  readonly body: Fixed<string>;
  /** Null: it came from no git checkout. */
  readonly commit_id: Fixed<string | null>;
  readonly dirty: Fixed<boolean>;
  readonly author: Fixed<string>;
  readonly message: Fixed<string>;
  readonly compiled_by: Fixed<string>;
  readonly created_at: CreatedAt;
}

/** The recordings that a program plays. */
export interface ProgramAudioTable {
  readonly tenant_id: Fixed<string>;
  readonly program: Fixed<string>;
  readonly path: Fixed<string>;
  readonly digest: Fixed<string>;
}

export interface AudioFileTable {
  readonly tenant_id: Fixed<string>;
  readonly digest: Fixed<string>;
  readonly body: Fixed<Buffer>;
  readonly created_at: CreatedAt;
}

/** The moves of an environment's alias, which is the newest of them. */
export interface DeploymentTable {
  readonly tenant_id: Fixed<string>;
  readonly environment: Fixed<string>;
  readonly seq: Fixed<number>;
  readonly stable: Fixed<string | null>;
  readonly canary: Fixed<string | null>;
  readonly canary_ratio: Fixed<number | null>;
  readonly restores: Fixed<number | null>;
  readonly by: Fixed<string>;
  readonly why: Fixed<string>;
  readonly created_at: CreatedAt;
}

/** What was recorded; its counts are 64-bit integers, which the driver gives as text. */
export interface RecordingTable {
  readonly tenant_id: Fixed<string>;
  readonly id: Fixed<string>;
  readonly call_id: Fixed<string>;
  readonly made: Fixed<string>;
  readonly voicemail: Fixed<string | null>;
  readonly queue: Fixed<string | null>;
  readonly at: Fixed<Date>;
  readonly state: Fixed<string>;
  readonly length_ms: ColumnType<string, number, never>;
  readonly sound_ms: ColumnType<string | null, number | null, never>;
  readonly channel_count: Fixed<number>;
  readonly bytes: ColumnType<string, number, never>;
  readonly digest: Fixed<string | null>;
  readonly listened_at: ColumnType<Date | null, never, Date>;
  readonly listened_by: ColumnType<string | null, never, string>;
  readonly handled_at: ColumnType<Date | null, never, Date>;
  readonly handled_by: ColumnType<string | null, never, string>;
  readonly created_at: CreatedAt;
}

export interface TraceTable {
  readonly tenant_id: Fixed<string>;
  readonly journal: Fixed<string>;
  /** The driver gives 64-bit integers as text. */
  readonly seq: ColumnType<string, number, never>;
  readonly at: Fixed<Date>;
  readonly call_id: Fixed<string>;
  /** JSON, to the letter. */
  readonly body: Fixed<string>;
}
