// Flows on calls: the engine and what runs it.

export { advance, faultsPerCallMax, statementsPerSprintMax } from './advance.ts';
export type { CallDecision } from './advance.ts';
export { startCalls } from './calls.ts';
export type { Calls } from './calls.ts';
export type { CallState, Frame, IvrEffect, IvrEvent, PromptPart, Wait } from './frame.ts';
export { awaitedPrompt } from './wanted.ts';
export type { CallQueue, FlowRoutes, IvrPorts } from './ports.ts';
