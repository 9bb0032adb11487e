// The command line.

export type { OpenProject } from './check.ts';
export { buildCli } from './cli.ts';
export type { Cli, CliPorts } from './cli.ts';
export type { DeployPorts, OpenedFlows, OpenedRecording } from './deploy-ports.ts';
export type { Check, Finding, Probe } from './doctor.ts';
export { failing, fine, warning } from './doctor.ts';
export { exitCodes } from './exit-codes.ts';
export {
  judgeApiPort,
  judgeAsterisk,
  judgePhoneTransfers,
  judgeClock,
  judgeDisk,
  judgeFlows,
  judgeHostName,
  judgeHostsFile,
  judgeManager,
  judgeMigrations,
  judgeModules,
  judgeNode,
  judgePostgres,
  judgeRedis,
  judgeRtpPorts,
  judgeSecrets,
  judgeSipPort,
  judgeSpeech,
  judgeTool,
} from './judgements.ts';
export type { PortUse } from './judgements.ts';
export type { LiveRequest, LiveTests } from './test-flows.ts';
export { terminalOn } from './terminal.ts';
export type { Terminal } from './terminal.ts';
