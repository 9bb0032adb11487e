// The simulation: people and faults from a seed, on a whole centre in memory, and what must hold.

export { disagreements } from './agreement.ts';
export type { Told } from './agreement.ts';
export { noFaults } from './faults.ts';
export type { CommandFate, EventFate, FaultProfile, Faults } from './faults.ts';
export { violationsIn } from './invariants.ts';
export { watchLooseEnds } from './lasting.ts';
export { openLedger } from './ledger.ts';
export type { CentreParts, OpenCentre, PhoneHabit, Picture, SimulatedCentre } from './ports.ts';
export { simulate, stepCountDefault } from './simulate.ts';
export type { Outcome, Simulation } from './simulate.ts';
export type { Trace } from './trace.ts';
export {
  coverageLines,
  explorationLines,
  exploreFlows,
  failureText,
  jsonReport,
  junitReport,
  openProject,
  openTelephone,
  percentOf,
  runFlowTests,
  runTests,
  telephoneHelp,
  textReport,
  transcript,
} from './flows/index.ts';
export type {
  CallableProject,
  Coverage,
  Covered,
  Explored,
  GateAnswer,
  OpenedProject,
  Problem,
  Reported,
  RestartFinding,
  TestOptions,
  TestResults,
  TestRun,
} from './flows/index.ts';
export { asTest, decodeTrace, follow, replay, traceLines, traceTest } from './traces/index.ts';
export type {
  CallTrace,
  Divergence,
  ExportedTest,
  Followed,
  FollowedStep,
  Replayed,
  TraceLine,
  TracedInput,
} from './traces/index.ts';
