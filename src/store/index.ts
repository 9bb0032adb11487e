// The record in PostgreSQL: one repository per port, one tenant per transaction.

export { agentDirectory } from './agents.ts';
export { callsQuery, factRecord } from './call-record.ts';
export { openDatabase } from './database.ts';
export type { Database, DatabaseOptions } from './database.ts';
export { deploymentRecord } from './deployments.ts';
export { factSink } from './facts.ts';
export { migrate } from './migrate.ts';
export { queueDirectory } from './queues.ts';
export { recordingIndex } from './recordings.ts';
export { StoreFault } from './store-fault.ts';
export type { StoreFaultCode } from './store-fault.ts';
export { putTenant } from './tenants.ts';
export { traceRecord } from './traces.ts';
