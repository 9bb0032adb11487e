// Flows on calls: the engine and what runs it.

export { advance, statementsPerSprintMax } from './advance.ts';
export type { CallDecision } from './advance.ts';
export { startCalls } from './calls.ts';
export type { Calls } from './calls.ts';
export { faultsPerCallMax } from './faults.ts';
export type {
  IvrEffect,
  Needs,
  NeedsFor,
  PromptPart,
  QueueEffect,
  ReadingPiece,
  RequestEffect,
  Said,
  ScheduleEffect,
} from './effects.ts';
export type { CallState, Frame, SealedFrame, IvrEvent, Recorded, RequestResult, Stay, Wait } from './frame.ts';
export { newFrame, restoredFrame, scriptFrame } from './new-frame.ts';
export type { NewCall, PlacedCall, StoredFrame } from './new-frame.ts';
export type { Seal } from './sealing.ts';
export type { ScriptAnswer, Scripts, StoredScript } from './scripts.ts';
export type { AnswerForm, Sheet, SheetTask } from './sheet.ts';
export { awaitedPrompt } from './wanted.ts';
export { worldOf } from './world.ts';
export type { QueueView, World } from './world.ts';
export type {
  CallQueue,
  CallTransfers,
  DecidedCall,
  FlowCallback,
  FlowCallbacks,
  FlowMessage,
  FlowOutbox,
  FlowRoutes,
  FlowServices,
  IvrPorts,
  ServiceCall,
} from './ports.ts';
export { FlowFault } from './flow-fault.ts';
export { instantOf, localTime, timeText } from './values/calendar.ts';
export { evaluate } from './values/evaluate.ts';
export type { Scope } from './values/scope.ts';
export { areEqual } from './values/values.ts';
