// Queues and agents: the ACD.

export { acdChanges, emptyAcd } from './acd-turn.ts';
export type { AcdFact, AcdState } from './acd-turn.ts';
export { transition as acdTransition } from './acd.ts';
export { isAnswered, restoredAgent } from './agent.ts';
export type { Agent, AgentProfile, AgentState, Availability, StoredAgent, Talk } from './agent.ts';
export { placeOf, queuesNow } from './estimate.ts';
export type { QueueNow } from './estimate.ts';
export type { Handling } from './handling.ts';
export type { AcdEffect, AcdEvent, CalledIn, QueueOutcome } from './events.ts';
export { match } from './match.ts';
export type { Abilities, NeedsFor, Skill } from './needs.ts';
export type { Match } from './match.ts';
export { acdFrom, agentReach, answeredLeg, lineReach, ringingLegs, startAcd } from './service.ts';
export type { Acd } from './service.ts';
export { restoredQueue, restoredWaiting } from './waiting-line.ts';
export type { Queue, StoredQueue, StoredWaiting, WaitingCall } from './waiting-line.ts';
export type { AgentDirectory, AgentRecord, QueueDirectory } from './directory.ts';
