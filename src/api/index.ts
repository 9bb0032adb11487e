// The HTTP interface.

export type {
  AgentAdded,
  AgentToAdd,
  CallReport,
  ControlRoom,
  Eventually,
  QueueReport,
  ReadinessCheck,
} from './ports.ts';
export { callReports, queueReports } from './reports.ts';
export { buildApi } from './server.ts';
export type { ApiOptions } from './server.ts';
