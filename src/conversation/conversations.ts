// Runs one conversation machine per connected call and hands over what others tell and ask. Not here: decisions
// (conversation.ts, orders.ts) and how an effect is performed (perform.ts).

import { type AgentId, type CallId, type LegId, callId } from '../base/ids.ts';
import { type Machine, startMachine } from '../base/machine.ts';
import type { CallEvent, ConversationFact, EndReason } from '../call/index.ts';
import { noConversation, transition } from './conversation.ts';
import type { Conversation, ConversationEffect, ConversationEvent, Ending, Order, Talking, Target } from './model.ts';
import { type Refused, refusalOf } from './orders.ts';
import { perform } from './perform.ts';
import { legsOf } from './places.ts';
import type { ConversationPorts, Unreachable } from './ports.ts';

/** All conversations of this controller. */
export interface Conversations {
  begin(talk: Omit<Extract<ConversationEvent, { kind: 'begin' }>, 'kind'>): void;
  /** What the agent who leads asks for: `obeyed`, or why not. What is obeyed is recorded when this returns, and heard soon. */
  order(call: CallId, order: Order): 'obeyed' | Refused | Unreachable;
  /** An agent who was called in has answered; where nobody wants them any more they are let go. */
  answered(call: CallId, agent: AgentId, leg: LegId): void;
  /** An agent who was called in is not coming. */
  unreached(call: CallId, leg: LegId, reason: EndReason): void;
  /** Tells whichever conversation the leg belongs to. */
  onLeg(event: CallEvent): void;
  /** Asks again for whatever was under way, and brings those to their place again who were found elsewhere. */
  resume(astray: ReadonlySet<LegId>): void;
  /** Brings those to their place again who were found elsewhere. */
  reunite(astray: ReadonlySet<LegId>): void;
  /** The conversations under way, for reconciling. */
  talking(): readonly Talking[];
  /** Those that are over and of whose end not everybody has heard. */
  ending(): readonly Ending[];
}

/** The stored name of a conversation's state. */
export const conversationKey = (call: CallId): string => `${keyPrefix}${call}`;

const keyPrefix = 'conversation/';

/** The conversation that a change is about, as it is from then on; null: the change is about something else. */
export function conversationOf(
  key: string,
  value: unknown,
): { readonly call: CallId; readonly state: Talking | null } | null {
  if (!key.startsWith(keyPrefix)) return null;
  const state = value as Conversation | null;
  return { call: callId(key.slice(keyPrefix.length)), state: state?.kind === 'talking' ? state : null };
}

export function startConversations(ports: ConversationPorts, restored: Iterable<Talking | Ending>): Conversations {
  const machines = new Map<CallId, ConversationMachine>();
  const post = (call: CallId, event: ConversationEvent): void => {
    const machine = machines.get(call) ?? startConversation(ports, { call, state: noConversation, post });
    machines.set(call, machine);
    machine.post(event);
    if (machine.state().kind === 'none') machines.delete(call);
  };
  const states = (): Conversation[] => [...machines.values()].map((machine) => machine.state());
  const talking = (): Talking[] => states().filter((state) => state.kind === 'talking');
  // Of those that ended in this life, the telling is on its way already.
  const untold = new Set<CallId>();
  for (const state of restored) {
    machines.set(state.call, startConversation(ports, { call: state.call, state, post }));
    if (state.kind === 'ending') untold.add(state.call);
  }
  return {
    begin: (talk) => post(talk.call, { kind: 'begin', ...talk }),
    order: (call, order) => {
      const refused = refusalOf(machines.get(call)?.state() ?? noConversation, order) ?? unreachable(ports, order);
      if (refused !== null) return refused;
      post(call, { kind: 'order', order });
      return 'obeyed';
    },
    answered: (call, agent, leg) => post(call, { kind: 'answered', call, agent, leg }),
    unreached: (call, leg, reason) => post(call, { kind: 'unreached', leg, reason }),
    onLeg: (event) => {
      // Most events are keys and prompts, which concern no conversation: with many under way looking through them costs.
      if (event.kind !== 'legEnded' && event.kind !== 'legAnswered') return;
      for (const state of talking()) {
        const told = legsOf(state).includes(event.leg) ? toldBy(state, event) : null;
        if (told !== null) post(state.call, told);
      }
    },
    resume: (astray) => {
      for (const call of untold) post(call, { kind: 'resumed', astray: [] });
      for (const state of talking()) post(state.call, { kind: 'resumed', astray: among(astray, state) });
      untold.clear();
    },
    reunite: (astray) => {
      for (const state of talking())
        if (among(astray, state).length > 0) post(state.call, { kind: 'astray', astray: among(astray, state) });
    },
    talking,
    ending: () => states().filter((state) => state.kind === 'ending'),
  };
}

const among = (astray: ReadonlySet<LegId>, state: Talking): LegId[] => legsOf(state).filter((leg) => astray.has(leg));

/** What a leg's event means to its conversation. An agent's answer comes from the ACD, which knows whether it still counts. */
function toldBy({ call, stage }: Talking, event: CallEvent): ConversationEvent | null {
  const { leg } = event;
  if (event.kind === 'legEnded') return { kind: 'legEnded', leg, reason: event.reason };
  const isOutside = stage.kind === 'calling' && stage.other.kind === 'number' && stage.other.leg === leg;
  return event.kind === 'legAnswered' && isOutside ? { kind: 'answered', call, agent: null, leg } : null;
}

function unreachable({ colleagues, outside }: ConversationPorts, order: Order): Unreachable | null {
  if (!('to' in order)) return null;
  const reached = reach({ colleagues, outside }, order.to);
  return reached === 'ok' ? null : reached;
}

function reach({ colleagues, outside }: Pick<ConversationPorts, 'colleagues' | 'outside'>, to: Target) {
  if (to.kind !== 'number') return colleagues.reach(to);
  return outside === null ? 'noTrunk' : outside.reach(to.number);
}

type ConversationMachine = Machine<Conversation, ConversationEvent>;

interface Start {
  readonly call: CallId;
  readonly state: Conversation;
  readonly post: (call: CallId, event: ConversationEvent) => void;
}

function startConversation(ports: ConversationPorts, { call, state, post }: Start): ConversationMachine {
  const { clock, log, record } = ports;
  const machine: ConversationMachine = startMachine<
    Conversation,
    ConversationEvent,
    ConversationFact,
    ConversationEffect
  >({
    name: 'conversation',
    state,
    now: clock.now,
    transition,
    changes: (before, after) =>
      before === after ? {} : { [conversationKey(call)]: after.kind === 'none' ? null : after },
    record,
    lane: () => call,
    perform: (effect) => perform(ports, effect, { post: (event) => post(call, event), state: () => machine.state() }),
    onFault: (fault) => {
      log.error('A conversation could not decide on an event.', { call, fault });
      return 'goOn';
    },
    onEffectFault: (fault) => {
      log.error('A conversation could not do what it decided.', { call, fault });
      post(call, { kind: 'joinFailed' });
    },
  });
  return machine;
}
