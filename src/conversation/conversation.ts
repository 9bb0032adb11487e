// The connected call: a caller and an agent, and whoever the agent calls in, until the caller or the last of them leaves. From
// the agent's answer on this machine owns the call's audio; the flow waits and the ACD keeps agents as talking. One room for
// those who hear each other, one place with music for those on hold. Not here: orders (orders.ts), recording.

import { unreachable } from '../base/assert.ts';
import type { Instant } from '../base/clock.ts';
import type { LegId } from '../base/ids.ts';
import { type ConversationFact, type EndReason, endReason } from '../call/index.ts';
import { type Over, hungUpBy, leave, named, over, partings, talked } from './leaving.ts';
import type {
  Conversation,
  ConversationDecision,
  ConversationEffect,
  ConversationEvent,
  Party,
  Stage,
  Talking,
} from './model.ts';
import { handedOver, leadOf, obey, withVoice } from './orders.ts';
import { arrange, broughtBack, heldAtOf, moves, partiesOf, roomAfter, roomOf } from './places.ts';

export const noConversation: Conversation = { kind: 'none' };

/** The next state of one conversation. Total: late and doubled events change nothing. */
export function transition(state: Conversation, event: ConversationEvent, now: Instant): ConversationDecision {
  const { state: decided, facts, effects } = decide(state, event, now);
  const after = conferenceLeft(state, decided);
  return {
    state: after,
    facts: [...holdFacts(state, after, now), ...facts],
    effects: [...effects, ...arrangements(state, after)],
  };
}

function decide(state: Conversation, event: ConversationEvent, now: Instant): ConversationDecision {
  switch (event.kind) {
    case 'begin':
      return state.kind === 'none' ? begin(event, now) : unchanged(state);
    case 'answered':
      return answered(state, event, now);
    case 'resumed':
      return resumed(state, event.astray);
    case 'told':
      return unchanged(state.kind === 'ending' ? noConversation : state);
    case 'order':
    case 'unreached':
    case 'legEnded':
    case 'joinFailed':
    case 'voiceFailed':
    case 'astray':
    case 'leftTold':
      return state.kind === 'talking' ? whileTalking(state, event, now) : unchanged(state);
    default:
      return unreachable(event);
  }
}

type LiveEvent = Exclude<ConversationEvent, { kind: 'begin' | 'answered' | 'resumed' | 'told' }>;

function whileTalking(state: Talking, event: LiveEvent, now: Instant): ConversationDecision {
  switch (event.kind) {
    case 'order':
      return obey(state, event.order, now);
    case 'unreached':
      return isCalled(state, event.leg) ? unreached(state, event.reason, 'up', now) : unchanged(state);
    case 'legEnded':
      return legEnded(state, event, now);
    case 'joinFailed':
      return over(state, ends('us', endReason('us', 'joinFailed')), now);
    case 'voiceFailed':
      return voiceFailed(state, event);
    case 'astray':
      return { state, facts: [], effects: broughtBack(state, event.astray, 'end') };
    case 'leftTold':
      return unchanged({ ...state, leaving: state.leaving.filter(({ leg }) => leg !== event.leg) });
    default:
      return unreachable(event);
  }
}

function begin(event: Extract<ConversationEvent, { kind: 'begin' }>, now: Instant): ConversationDecision {
  const { call, agent, callerLeg, agentLeg, music } = event;
  const lead: Party = { kind: 'agent', agent, leg: agentLeg, since: now, voice: 'open' };
  const state: Talking = {
    ...{ kind: 'talking', call, callerLeg, room: roomOf(agentLeg), music, lead },
    ...{ stage: { kind: 'together' }, calledCount: 0, leaving: [] },
  };
  return { state, facts: [{ kind: 'conversationBegan', call, agent }], effects: [] };
}

const isCalled = ({ stage }: Talking, leg: Party['leg']): boolean =>
  stage.kind === 'calling' && stage.other.leg === leg;

function answered(
  state: Conversation,
  { call, agent, leg }: Extract<ConversationEvent, { kind: 'answered' }>,
  now: Instant,
): ConversationDecision {
  if (state.kind === 'talking' && partiesOf(state).some((party) => party.leg === leg)) return unchanged(state);
  const stage = state.kind === 'talking' ? state.stage : null;
  if (state.kind !== 'talking' || stage?.kind !== 'calling' || stage.other.leg !== leg) {
    // Nobody wants them any more: answered at the very moment the call was withdrawn, or the conversation ended.
    const tell: ConversationEffect[] = agent === null ? [] : [{ kind: 'tellLeft', call, agent, leg }];
    return { state, facts: [], effects: [{ kind: 'endLeg', leg }, ...tell] };
  }
  const other: Party = { ...stage.other, since: now, voice: 'open' };
  const began: ConversationFact[] =
    other.kind === 'agent' ? [{ kind: 'conversationBegan', call, agent: other.agent }] : [];
  if (stage.then === 'consult') {
    return {
      state: { ...state, stage: { kind: 'consulting', heldAt: stage.heldAt, other } },
      facts: began,
      effects: [],
    };
  }
  const handed = handedOver(state, { other, how: 'blind', leg: 'up' }, now);
  return { ...handed, facts: [...handed.facts, ...began] };
}

/** The one who was called in is not coming: after a consultation the agent takes the caller back, after a hand-over the caller is. */
function unreached(state: Talking, reason: EndReason, leg: 'ended' | 'up', now: Instant): ConversationDecision {
  const { stage, call } = state;
  if (stage.kind !== 'calling') return unchanged(state);
  const how = stage.then === 'consult' ? 'consult' : 'blind';
  const fact = { kind: 'calledInVain', call, agent: leadOf(state), how, ...named(stage.other), reason } as const;
  const held = { kind: 'held', heldAt: stage.heldAt } as const;
  if (state.lead.kind === 'nobody')
    return over({ ...state, stage: held }, { ...ends('agent', reason), facts: [fact] }, now);
  const after: Talking = { ...state, stage: stage.then === 'consult' ? held : { kind: 'together' } };
  const end: ConversationEffect[] =
    leg === 'up' && stage.other.kind === 'number' ? [{ kind: 'endLeg', leg: stage.other.leg }] : [];
  return { state: after, facts: [fact], effects: end };
}

function legEnded(
  state: Talking,
  { leg, reason }: Extract<ConversationEvent, { kind: 'legEnded' }>,
  now: Instant,
): ConversationDecision {
  const { callerLeg, lead, stage } = state;
  if (leg === callerLeg) return over(state, { ...ends('caller', reason), gone: leg }, now);
  if (isCalled(state, leg)) return unreached(state, reason, 'ended', now);
  if (lead.kind !== 'nobody' && lead.leg === leg) return leadLeft(state, lead, reason, now);
  return 'other' in stage && stage.other.leg === leg ? otherLeft(state, reason, now) : unchanged(state);
}

/** Nobody is left alone: the other has the caller then, or has it once they answer. */
function leadLeft(state: Talking, lead: Party, reason: EndReason, now: Instant): ConversationDecision {
  const { stage } = state;
  switch (stage.kind) {
    case 'together':
    case 'held':
      return over(state, { ...ends('agent', reason), gone: lead.leg }, now);
    case 'calling': {
      const { leaving, effects } = leave(state, lead, 'ended');
      const after: Talking = { ...state, lead: { kind: 'nobody' }, stage: { ...stage, then: 'connect' }, leaving };
      return { state: after, facts: talked(state, lead, hungUpBy('agent', reason), now), effects };
    }
    case 'consulting':
    case 'returned':
    case 'conference':
      return handedOver(state, { other: stage.other, how: 'consult', leg: 'ended' }, now);
  }
}

/** From a consultation the agent takes the caller back when they are ready to. */
function otherLeft(state: Talking, reason: EndReason, now: Instant): ConversationDecision {
  const { stage } = state;
  if (!('other' in stage) || stage.kind === 'calling') return unchanged(state);
  const { leaving, effects } = leave(state, stage.other, 'ended');
  const back: Stage = stage.kind === 'consulting' ? { kind: 'held', heldAt: stage.heldAt } : { kind: 'together' };
  const facts = talked(state, stage.other, hungUpBy('agent', reason), now);
  return { state: { ...state, stage: back, leaving }, facts, effects };
}

/** An agent who believes to be muted and is heard would be worse off than one who is told. */
function voiceFailed(
  state: Talking,
  { leg, voice }: Extract<ConversationEvent, { kind: 'voiceFailed' }>,
): ConversationDecision {
  const party = partiesOf(state).find((one) => one.leg === leg);
  if (party?.kind !== 'agent' || party.voice !== voice) return unchanged(state);
  const kind = voice === 'muted' ? ('agentUnmuted' as const) : ('agentMuted' as const);
  const after = withVoice(state, party, voice === 'muted' ? 'open' : 'muted');
  return { state: after, facts: [{ kind, call: state.call, agent: party.agent }], effects: [] };
}

/**
 * Whoever was being called in is the ACD's to ring again; a leg that is not there any more was told as ended before this. Who is
 * where they belong stays untouched: the telephone system would lead them out and in again, and the others hear the hole.
 */
function resumed(state: Conversation, astray: readonly LegId[]): ConversationDecision {
  if (state.kind === 'none') return unchanged(state);
  if (state.kind === 'ending') return { state, facts: [], effects: partings(state) };
  const { call, leaving } = state;
  const muted = partiesOf(state).filter(({ voice }) => voice === 'muted');
  return {
    state,
    facts: [],
    effects: [
      ...leaving.flatMap((one) => [
        { kind: 'endLeg', leg: one.leg } as const,
        { kind: 'tellLeft', call, ...one } as const,
      ]),
      ...broughtBack(state, astray, 'trust'),
      ...muted.map(({ leg, voice }) => ({ kind: 'voice', leg, voice }) as const),
    ],
  };
}

const ends = (by: Over['by'], reason: EndReason): Over => ({
  by,
  reason,
  gone: null,
  next: { kind: 'flow' },
  facts: [],
});

/** Two who are left of three go on in another room (places.ts says why). */
function conferenceLeft(before: Conversation, after: Conversation): Conversation {
  if (before.kind !== 'talking' || after.kind !== 'talking') return after;
  const isOver = before.stage.kind === 'conference' && after.stage.kind !== 'conference';
  return isOver ? { ...after, room: roomAfter(after) } : after;
}

function arrangements(before: Conversation, after: Conversation): readonly ConversationEffect[] {
  if (after.kind !== 'talking') return [];
  if (before.kind !== 'talking') return [arrange(after)];
  const left: ConversationEffect[] = before.room === after.room ? [] : [{ kind: 'closeRoom', room: before.room }];
  return [...moves(before, after), ...left];
}

/** The caller's time on hold, whatever began and ended it. */
function holdFacts(before: Conversation, after: Conversation, now: Instant): ConversationFact[] {
  if (before.kind !== 'talking' || before === after) return [];
  const { call } = before;
  const was = heldAtOf(before.stage);
  const is = after.kind === 'talking' ? heldAtOf(after.stage) : null;
  if (was === null) return is === null ? [] : [{ kind: 'holdBegan', call }];
  return is === null ? [{ kind: 'holdEnded', call, holdMs: now - was }] : [];
}

const unchanged = (state: Conversation): ConversationDecision => ({ state, facts: [], effects: [] });
