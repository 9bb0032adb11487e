// How long callers will wait, from what the ACD knows: who waits, who works, how long the last calls took. An estimate: it is
// announced, shown and compared, never promised. Pure.

import type { CallId, QueueName } from '../base/ids.ts';
import { type Agent, serves } from './agent.ts';
import type { AcdState } from './acd-turn.ts';
import { type WaitingCall, servedBefore } from './waiting-line.ts';

/** What is taken for a queue in which no call has ended yet: a common call of a service desk. */
export const handlingMsDefault = 240_000;

/** A queue at this moment. */
export interface QueueNow {
  /** For one who joins now. */
  readonly estimateMs: number;
  /** Signed in, whatever they are doing. */
  readonly agentCount: number;
  /** Waiting, those who are being offered included. */
  readonly callerCount: number;
}

/** Every configured queue by name. */
export const queuesNow = (state: AcdState): Readonly<Record<string, QueueNow>> =>
  Object.fromEntries([...state.queues.keys()].map((name) => [name, queueNow(state, name)] as const));

function queueNow(state: AcdState, name: QueueName): QueueNow {
  const callerCount = lineOf(state, name).length;
  const agents = signedIn(state, name);
  const isFree = agents.filter((agent) => agent.state.kind === 'ready').length > callerCount;
  const estimateMs = isFree ? 0 : waitMs(state, name, callerCount + 1);
  return { estimateMs, agentCount: agents.length, callerCount };
}

/** Where a waiting call stands, 1 is next, and how long it will wait from now on; null: it waits nowhere. */
export function placeOf(
  state: AcdState,
  call: CallId,
): { readonly position: number; readonly estimateMs: number } | null {
  const waiting = state.waiting.get(call);
  if (waiting === undefined) return null;
  const position = lineOf(state, waiting.queue).findIndex((one) => one.call === call) + 1;
  return { position, estimateMs: waiting.place.kind === 'offered' ? 0 : waitMs(state, waiting.queue, position) };
}

const lineOf = (state: AcdState, queue: QueueName): readonly WaitingCall[] =>
  [...state.waiting.values()].filter((one) => one.queue === queue).sort(servedBefore);

const signedIn = (state: AcdState, queue: QueueName): readonly Agent[] =>
  [...state.agents.values()].filter((agent) => serves(agent, queue));

const msPerSecond = 1_000;

/**
 * The mean time until so many agents have become free: with n of them at work and a mean handling time h, one becomes free every
 * h / n (M/M/n, Erlang C's wait given that all are busy). In whole seconds. Agents who serve other queues too count in full.
 */
function waitMs(state: AcdState, queue: QueueName, position: number): number {
  const agents = signedIn(state, queue);
  const working = agents.filter(({ availability, state: { kind } }) => isAtWork(availability.kind, kind));
  // Nobody at work: whoever is signed in may come back, and one is better than no number at all.
  const agentCount = Math.max(1, working.length > 0 ? working.length : agents.length);
  const meanMs = state.handling.get(queue)?.meanMs ?? handlingMsDefault;
  return Math.round((position * meanMs) / agentCount / msPerSecond) * msPerSecond;
}

/** Takes calls now or after the present one. */
const isAtWork = (availability: Agent['availability']['kind'], state: Agent['state']['kind']): boolean =>
  availability === 'available' && state !== 'notResponding';
