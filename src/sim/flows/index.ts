// Tests of flows, and calls without a telephone.

export { percentOf } from './coverage.ts';
export type { Coverage, Covered } from './coverage.ts';
export { exploreFlows, explorationLines } from './explore.ts';
export type { Explored, Problem } from './explore.ts';
export { coverageLines, jsonReport, junitReport, textReport } from './report.ts';
export type { Reported } from './report.ts';
export type { RestartFinding } from './restarts.ts';
export { openProject, runFlowTests, runTests } from './run-project.ts';
export type { CallableProject, GateAnswer, OpenedProject, TestOptions, TestResults } from './run-project.ts';
export type { TestRun } from './run-test.ts';
export { openTelephone, telephoneHelp } from './telephone.ts';
export type { Telephone } from './telephone.ts';
export { failureText, transcript } from './transcript.ts';
