// What is computed from the board: the order of a line, who is with whom, the figures on top. Pure.
// Not here: words, colours.

import type { LiveAgent, LiveCall, LiveConversation, LiveWaiting } from '../../../src/api/contract/index.ts';
import { liveKeys } from '../../../src/api/contract/index.ts';
import type { Board } from './board.ts';

/** Those who wait in a queue, in the order in which the ACD serves them: priority, then who came first. */
export function lineOf(board: Board, queue: string): LiveWaiting[] {
  return [...board.waiting.values()].filter((one) => one.queue === queue).sort(servedBefore);
}

/** The same order as the server's (src/queue/waiting-line.ts); a test compares the two. */
export const servedBefore = (one: LiveWaiting, other: LiveWaiting): number =>
  other.priority - one.priority || one.joinedAt - other.joinedAt || one.ticket - other.ticket;

/** Agents who serve a queue and are free. */
export const readyFor = (board: Board, queue: string): number =>
  [...board.agent.values()].filter((agent) => agent.state === 'ready' && agent.queues.includes(queue)).length;

/** The agent who talks with a call, or whose phone rings for it. */
export function agentOf(board: Board, call: string): LiveAgent | null {
  const lead = board.conversation.get(liveKeys.conversation(call))?.lead;
  const leading = lead?.kind === 'agent' ? board.agent.get(liveKeys.agent(lead.name)) : undefined;
  if (leading?.call === call && leading.state === 'talking') return leading;
  for (const agent of board.agent.values())
    if (agent.call === call && (agent.state === 'talking' || agent.state === 'reserved')) return agent;
  return null;
}

/** What an agent of a conversation is doing in it, and with whom besides the caller. */
export interface TalkPart {
  readonly doing: LiveConversation['state'] | 'consulted' | 'parked';
  /** The agent's name, or the number, masked; null: nobody. */
  readonly other: string | null;
  readonly voice: 'open' | 'muted';
}

/** The agent's part in the conversation they are in; null: they are in none. */
export function talkPartOf(board: Board, agent: LiveAgent): TalkPart | null {
  const talk = agent.call === null ? undefined : board.conversation.get(liveKeys.conversation(agent.call));
  if (talk === undefined || agent.state !== 'talking') return null;
  const { state, lead, other } = talk;
  const nameOf = (who: LiveConversation['lead']): string | null =>
    who === null ? null : (board.agent.get(liveKeys.agent(who.name))?.name ?? who.name);
  if (other?.name !== agent.id) return { doing: state, other: nameOf(other), voice: lead?.voice ?? 'open' };
  const doing = state === 'consulting' ? 'consulted' : state === 'returned' ? 'parked' : state;
  return { doing, other: nameOf(lead), voice: other.voice };
}

/** Since when the caller hears the music of hold; null: does not. */
export const heldSince = (board: Board, call: string): number | null =>
  board.conversation.get(liveKeys.conversation(call))?.heldAt ?? null;

/** Where a call is on its way: in the menus, in a line, or with an agent. */
export type Stage = 'menu' | 'line' | 'talk';

export function stageOf({ doing }: LiveCall): Stage {
  if (doing === 'queue') return 'line';
  return doing === 'talking' ? 'talk' : 'menu';
}

/** Since when a call has been doing what it does: waiting counts from the line, talking from the agent's answer. */
export function sinceOf(board: Board, call: LiveCall, agent: LiveAgent | null): number {
  if (call.doing === 'talking') return agent?.since ?? call.stepAt;
  if (call.doing === 'queue') return board.waiting.get(liveKeys.waiting(call.id))?.joinedAt ?? call.stepAt;
  return call.stepAt;
}

/** How many of those who wait have no agent's phone ringing for them. */
export const unofferedIn = (line: Iterable<LiveWaiting>): number =>
  [...line].filter(({ offeredTo }) => offeredTo === null).length;

export interface Figures {
  readonly callCount: number;
  readonly waitingCount: number;
  /** Of these, for how many no phone rings yet. */
  readonly unofferedCount: number;
  /** When the one who has waited longest joined; null when nobody waits. */
  readonly oldestAt: number | null;
  readonly readyCount: number;
  readonly talkingCount: number;
  readonly signedInCount: number;
}

export function figuresOf({ call, waiting, agent }: Board): Figures {
  const agents = [...agent.values()];
  const count = (state: LiveAgent['state']): number => agents.filter((one) => one.state === state).length;
  const joins = [...waiting.values()].map(({ joinedAt }) => joinedAt);
  return {
    callCount: call.size,
    waitingCount: waiting.size,
    unofferedCount: unofferedIn(waiting.values()),
    oldestAt: joins.length === 0 ? null : joins.reduce((one, other) => Math.min(one, other)),
    readyCount: count('ready'),
    talkingCount: count('talking'),
    signedInCount: agents.length - count('offline'),
  };
}

/** From here on a wait is high, and then too long: what most centres promise, until each queue has its own. */
export const waitLimitsMs = { high: 60_000, tooLong: 180_000 } as const;

export type WaitLevel = 'fine' | 'high' | 'tooLong';

export function waitLevel(waitMs: number): WaitLevel {
  if (waitMs >= waitLimitsMs.tooLong) return 'tooLong';
  return waitMs >= waitLimitsMs.high ? 'high' : 'fine';
}

/** Agents by name, those who are away last. */
export const inOrder = (agents: Iterable<LiveAgent>, language: string): LiveAgent[] => {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const away = ({ state }: LiveAgent): number => (state === 'offline' ? 1 : 0);
  return [...agents].sort((one, other) => away(one) - away(other) || compare(one.name, other.name));
};
