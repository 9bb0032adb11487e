// The connected call: caller and agent in one room until one of them leaves. From the agent's answer on this machine owns
// the call's audio; the flow waits and the ACD keeps the agent as talking. Not here: hold, transfer, recording.

import { unreachable } from '../base/assert.ts';
import type { Instant } from '../base/clock.ts';
import { type AgentId, type CallId, type LegId, type RoomId, roomId } from '../base/ids.ts';
import type { Decision } from '../base/machine.ts';
import { type ConversationFact, type EndReason, endReason } from '../call/index.ts';

export type Conversation =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'talking';
      readonly call: CallId;
      readonly agent: AgentId;
      readonly callerLeg: LegId;
      readonly agentLeg: LegId;
      readonly room: RoomId;
      readonly since: Instant;
    }
  /** It is over, and not everybody who waits for its end is known to have heard of it. It never begins again. */
  | {
      readonly kind: 'ending';
      readonly call: CallId;
      readonly agent: AgentId;
      readonly agentLeg: LegId;
      readonly room: RoomId;
      readonly by: EndedBy;
    };

export type Talking = Extract<Conversation, { kind: 'talking' }>;
export type Ending = Extract<Conversation, { kind: 'ending' }>;

export type ConversationEvent =
  | {
      readonly kind: 'begin';
      readonly call: CallId;
      readonly agent: AgentId;
      readonly callerLeg: LegId;
      readonly agentLeg: LegId;
    }
  | { readonly kind: 'legEnded'; readonly leg: LegId; readonly reason: EndReason }
  /** The room could not be made or joined. */
  | { readonly kind: 'joinFailed' }
  /** We are back after an absence: they may be together still. */
  | { readonly kind: 'resumed' }
  /** They were found apart. */
  | { readonly kind: 'astray' }
  /** Everybody who waits for the end has heard of it. */
  | { readonly kind: 'told' };

/** Which side ended it; `us`: the telephone system failed. */
export type EndedBy = 'caller' | 'agent' | 'us';

export type ConversationEffect =
  /** Open the room and bring both legs into it. `trust`: if that fails, an audit will see whether they are together. */
  | {
      readonly kind: 'bringTogether';
      readonly onFailure: 'end' | 'trust';
      readonly call: CallId;
      readonly room: RoomId;
      readonly legs: readonly [LegId, LegId];
    }
  | { readonly kind: 'closeRoom'; readonly room: RoomId }
  | { readonly kind: 'endLeg'; readonly leg: LegId }
  | { readonly kind: 'tellEnded'; readonly call: CallId; readonly agent: AgentId; readonly by: EndedBy };

export type ConversationDecision = Decision<Conversation, ConversationFact, ConversationEffect>;

export const noConversation: Conversation = { kind: 'none' };

const roomPrefix = 'conversation-';

/** Whether the room was made for one conversation, so that it is closed when none owns it. */
export const isConversationRoom = (room: RoomId): boolean => room.startsWith(roomPrefix);

/** The next state of one conversation. Whoever leaves first ends it: an agent's leg never outlives the talk. */
export function transition(state: Conversation, event: ConversationEvent, now: Instant): ConversationDecision {
  switch (event.kind) {
    case 'begin':
      return state.kind === 'none' ? begin(event, now) : unchanged(state);
    case 'legEnded':
      return state.kind === 'talking' ? legEnded(state, event.leg, event.reason, now) : unchanged(state);
    case 'joinFailed':
      return state.kind === 'talking' ? ended(state, 'us', endReason('us', 'joinFailed'), now) : unchanged(state);
    case 'resumed':
      return resumed(state);
    case 'astray':
      return state.kind === 'talking' ? { state, facts: [], effects: [together(state, 'end')] } : unchanged(state);
    case 'told':
      return unchanged(state.kind === 'ending' ? noConversation : state);
    default:
      return unreachable(event);
  }
}

function begin(event: Extract<ConversationEvent, { kind: 'begin' }>, now: Instant): ConversationDecision {
  const { call, agent, callerLeg, agentLeg } = event;
  // The agent's leg names the room: each offer has its own, and a room's id must never be used twice.
  const room = roomId(`${roomPrefix}${agentLeg}`);
  const state: Talking = { kind: 'talking', call, agent, callerLeg, agentLeg, room, since: now };
  return { state, facts: [{ kind: 'conversationBegan', call, agent }], effects: [together(state, 'end')] };
}

function resumed(state: Conversation): ConversationDecision {
  if (state.kind === 'none') return unchanged(state);
  const effects = state.kind === 'talking' ? [together(state, 'trust')] : partings(state);
  return { state, facts: [], effects };
}

function legEnded(state: Talking, leg: LegId, reason: EndReason, now: Instant): ConversationDecision {
  if (leg === state.callerLeg) return ended(state, 'caller', reason, now);
  if (leg === state.agentLeg) return ended(state, 'agent', reason, now);
  return unchanged(state);
}

function ended(state: Talking, by: EndedBy, reason: EndReason, now: Instant): ConversationDecision {
  const { call, agent, room, agentLeg } = state;
  const ending: Ending = { kind: 'ending', call, agent, agentLeg, room, by };
  return {
    state: ending,
    facts: [{ kind: 'conversationEnded', call, agent, talkMs: now - state.since, reason: whoEnded(by, reason) }],
    effects: partings(ending),
  };
}

/** Told last: the agent's phone is free by then. */
const partings = ({ call, agent, agentLeg, room, by }: Ending): ConversationEffect[] => [
  { kind: 'closeRoom', room },
  ...(by === 'agent' ? [] : [{ kind: 'endLeg', leg: agentLeg } as const]),
  { kind: 'tellEnded', call, agent, by },
];

/** The same cause means another thing on either side: a plain hang-up is the caller's or the agent's. */
function whoEnded(by: EndedBy, reason: EndReason): EndReason {
  return by !== 'us' && reason.code === 'hangup' ? endReason(by, reason.code) : reason;
}

const together = (state: Talking, onFailure: 'end' | 'trust'): ConversationEffect => ({
  kind: 'bringTogether',
  onFailure,
  call: state.call,
  room: state.room,
  legs: [state.callerLeg, state.agentLeg],
});

const unchanged = (state: Conversation): ConversationDecision => ({ state, facts: [], effects: [] });
