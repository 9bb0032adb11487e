// Queues and agents: the ACD.

export { acdChanges, emptyAcd } from './acd-turn.ts';
export type { AcdFact, AcdState } from './acd-turn.ts';
export { transition as acdTransition } from './acd.ts';
export type { Agent, AgentProfile, AgentState, Availability, Talk } from './agent.ts';
export type { AcdEffect, AcdEvent, QueueOutcome } from './events.ts';
export { placeOf, queuesNow } from './estimate.ts';
export type { QueueNow } from './estimate.ts';
export type { Handling } from './handling.ts';
export { match } from './match.ts';
export type { Match } from './match.ts';
export { acdFrom, ringingLegs, startAcd } from './service.ts';
export type { Acd } from './service.ts';
export type { Queue, WaitingCall } from './waiting-line.ts';
export type { AgentDirectory, AgentRecord, QueueDirectory } from './directory.ts';
