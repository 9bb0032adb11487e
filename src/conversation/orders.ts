// What an agent asks of the conversation they lead: hold, mute, transfer, consult, conference. Pure. Not here: whether the
// one who is to be called can be reached (conversations.ts asks before).

import type { Instant } from '../base/clock.ts';
import type { AgentId } from '../base/ids.ts';
import { type ConversationFact, endReason } from '../call/index.ts';
import { leave, named, over, talked } from './leaving.ts';
import type {
  Called,
  Callee,
  Conversation,
  ConversationDecision,
  Order,
  Party,
  Stage,
  Talking,
  Target,
} from './model.ts';
import { calledLeg, heldAtOf, partiesOf } from './places.ts';

/** Why an order is not obeyed. `over`: there is no conversation. `notNow`: it makes no sense in this stage. */
export type Refused = 'over' | 'notLed' | 'notNow' | 'notThere' | 'self';

/** Null: the order is obeyed. */
export function refusalOf(state: Conversation, order: Order): Refused | null {
  if (state.kind !== 'talking') return 'over';
  const agent = leadOf(state);
  if (agent === null) return 'notLed';
  if (order.kind === 'voice') return voiced(state, order.agent) === undefined ? 'notThere' : null;
  if ('to' in order && order.to.kind === 'agent' && order.to.agent === agent) return 'self';
  return stagesOf[order.kind].includes(state.stage.kind) ? null : 'notNow';
}

const stagesOf: Readonly<Record<Exclude<Order['kind'], 'voice'>, readonly Stage['kind'][]>> = {
  hold: ['together'],
  retrieve: ['held'],
  transfer: ['together', 'held'],
  consult: ['together', 'held'],
  swap: ['consulting', 'returned'],
  join: ['consulting', 'returned'],
  cancel: ['calling', 'consulting', 'returned', 'conference'],
  complete: ['calling', 'consulting', 'returned', 'conference'],
};

/** The agent who leads; null: nobody, or a number outside. */
export const leadOf = ({ lead }: Talking): AgentId | null => (lead.kind === 'agent' ? lead.agent : null);

const voiced = (state: Talking, agent: AgentId): Party | undefined =>
  partiesOf(state).find((party) => party.kind === 'agent' && party.agent === agent);

/** An order that is refused changes nothing. */
export function obey(state: Talking, order: Order, now: Instant): ConversationDecision {
  if (refusalOf(state, order) !== null) return { state, facts: [], effects: [] };
  switch (order.kind) {
    case 'hold':
      return at(state, { kind: 'held', heldAt: now });
    case 'retrieve':
      return at(state, { kind: 'together' });
    case 'voice':
      return voice(state, order);
    case 'transfer':
      return transfer(state, order.to, now);
    case 'consult':
      return callIn(state, order.to, 'consult', now);
    case 'swap':
      return swap(state, now);
    case 'join':
      return join(state);
    case 'cancel':
      return cancel(state, now);
    case 'complete':
      return complete(state, now);
  }
}

const at = (state: Talking, stage: Stage, ...facts: readonly ConversationFact[]): ConversationDecision => ({
  state: { ...state, stage },
  facts,
  effects: [],
});

function voice(state: Talking, { agent, voice: wanted }: Extract<Order, { kind: 'voice' }>): ConversationDecision {
  const party = voiced(state, agent);
  if (party === undefined || party.voice === wanted) return { state, facts: [], effects: [] };
  const fact = { kind: wanted === 'muted' ? 'agentMuted' : 'agentUnmuted', call: state.call, agent } as const;
  return {
    state: withVoice(state, party, wanted),
    facts: [fact],
    effects: [{ kind: 'voice', leg: party.leg, voice: wanted }],
  };
}

/** The same conversation with that party's voice so. */
export function withVoice(state: Talking, { leg }: Pick<Party, 'leg'>, wanted: Party['voice']): Talking {
  const { lead, stage } = state;
  if (lead.kind !== 'nobody' && lead.leg === leg) return { ...state, lead: { ...lead, voice: wanted } };
  if (!('other' in stage) || stage.kind === 'calling' || stage.other.leg !== leg) return state;
  return { ...state, stage: { ...stage, other: { ...stage.other, voice: wanted } } };
}

/** To a queue there is no way back: that it takes callers was looked at before. */
function transfer(state: Talking, to: Target, now: Instant): ConversationDecision {
  if (to.kind !== 'queue') return callIn(state, to, 'connect', now);
  const fact = { kind: 'callTransferred', call: state.call, agent: leadOf(state), how: 'blind', ...named(to) } as const;
  const reason = endReason('completed', 'transferred');
  return over(state, { by: 'transfer', reason, gone: null, next: to, facts: [fact] }, now);
}

function callIn(state: Talking, to: Callee, then: 'consult' | 'connect', now: Instant): ConversationDecision {
  const calledCount = state.calledCount + 1;
  const called: Called = { ...to, leg: calledLeg(state.room, calledCount) };
  const stage = { kind: 'calling', heldAt: heldAtOf(state.stage) ?? now, other: called, then, sound: null } as const;
  const began = then === 'consult' ? ('consultBegan' as const) : ('handOverBegan' as const);
  return {
    state: { ...state, stage, calledCount },
    facts: [{ kind: began, call: state.call, agent: leadOf(state), ...named(to) }],
    effects: [{ kind: 'callIn', call: state.call, called }],
  };
}

function swap(state: Talking, now: Instant): ConversationDecision {
  const { stage, call } = state;
  if (stage.kind !== 'consulting' && stage.kind !== 'returned') return { state, facts: [], effects: [] };
  const { other } = stage;
  const agent = leadOf(state);
  return stage.kind === 'consulting'
    ? at(state, { kind: 'returned', other }, { kind: 'consultSwapped', call, agent, to: 'caller' })
    : at(state, { kind: 'consulting', heldAt: now, other }, { kind: 'consultSwapped', call, agent, to: 'other' });
}

function join(state: Talking): ConversationDecision {
  const { stage, call } = state;
  if (stage.kind !== 'consulting' && stage.kind !== 'returned') return { state, facts: [], effects: [] };
  const fact = { kind: 'conferenceBegan', call, agent: leadOf(state), ...named(stage.other) } as const;
  return at(state, { kind: 'conference', other: stage.other }, fact);
}

/** The other leaves, whether rung or talking, and the agent is with the caller again. */
function cancel(state: Talking, now: Instant): ConversationDecision {
  const { stage, call } = state;
  if (!('other' in stage)) return { state, facts: [], effects: [] };
  const reason = endReason('agent', 'cancelled');
  const left = leave(state, stage.other, stage.kind === 'calling' ? 'rung' : 'up');
  const agent = leadOf(state);
  const facts: ConversationFact[] =
    stage.kind !== 'calling'
      ? talked(state, stage.other, reason, now)
      : [{ kind: 'calledInVain', call, agent, how: howOf(stage.then), ...named(stage.other), reason }];
  return {
    state: { ...state, stage: { kind: 'together' }, leaving: left.leaving },
    facts,
    effects: left.effects,
  };
}

const howOf = (then: 'consult' | 'connect') => (then === 'consult' ? 'consult' : 'blind');

/** The lead leaves the caller to the other. While the other is still rung, this waits for the answer. */
function complete(state: Talking, now: Instant): ConversationDecision {
  const { stage } = state;
  if (stage.kind === 'calling') return at(state, { ...stage, then: 'connect' });
  return 'other' in stage
    ? handedOver(state, { other: stage.other, how: 'consult', leg: 'up' }, now)
    : { state, facts: [], effects: [] };
}

export interface HandOver {
  readonly other: Party;
  readonly how: 'blind' | 'consult';
  /** Whether the leg of who led has still to be ended. */
  readonly leg: 'ended' | 'up';
}

/** The other has the caller from now on; whoever led has left, or leaves. */
export function handedOver(state: Talking, { other, how, leg }: HandOver, now: Instant): ConversationDecision {
  const { lead, call } = state;
  const after = { ...state, lead: other, stage: { kind: 'together' } } as const;
  const fact = { kind: 'callTransferred', call, agent: leadOf(state), how, ...named(other) } as const;
  if (lead.kind === 'nobody') return { state: after, facts: [fact], effects: [] };
  const left = leave(state, lead, leg);
  return {
    state: { ...after, leaving: left.leaving },
    facts: [fact, ...talked(state, lead, endReason('completed', 'transferred'), now)],
    effects: left.effects,
  };
}
