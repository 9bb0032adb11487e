// The HTTP interface.

export type {
  AgentAdded,
  AgentToAdd,
  CallReport,
  ControlRoom,
  Eventually,
  QueueReport,
  ReadinessCheck,
  Site,
  SiteFile,
  TracedCall,
} from './ports.ts';
export { Broadcaster, stepLabels } from './live/index.ts';
export type { LiveWords } from './live/index.ts';
export { callReports, queueReports } from './reports.ts';
export { buildApi } from './server.ts';
export type { ApiOptions } from './server.ts';
