// Runs one conversation machine per connected call and hands over what others tell and ask. Not here: decisions
// (conversation.ts, orders.ts) and how an effect is performed (perform.ts).

import { type CallId, type LegId, callId } from '../base/ids.ts';
import { type Machine, startMachine } from '../base/machine.ts';
import type { CallEvent, ConversationFact, EndReason } from '../call/index.ts';
import { noConversation, transition } from './conversation.ts';
import type { Answered, Conversation, ConversationEffect, ConversationEvent, Ending, Order, Talking } from './model.ts';
import { type Refused, refusalOf } from './orders.ts';
import { perform } from './perform.ts';
import { isCalledOrTalks, legsOf } from './places.ts';
import type { ConversationPorts, Unreachable } from './ports.ts';

/** All conversations of this controller. */
export interface Conversations {
  begin(talk: Omit<Extract<ConversationEvent, { kind: 'begin' }>, 'kind'>): void;
  /** What the agent who leads asks for: `obeyed`, or why not. What is obeyed is recorded when this returns, and heard soon. */
  order(call: CallId, order: Order): 'obeyed' | Refused | Unreachable;
  /** The number that was called in as `leg` lets something be heard on a leg before it answers. */
  sounding(call: CallId, leg: LegId, on: LegId): void;
  /** Whoever was called in has answered; where nobody wants them any more they are let go. */
  answered(call: CallId, answered: Answered): void;
  /** Whoever was called in is not coming. */
  unreached(call: CallId, leg: LegId, reason: EndReason): void;
  /** Tells whichever conversation the leg belongs to. */
  onLeg(event: CallEvent): void;
  /** Whether the number that is called under this name, or that answered on this leg, is wanted. */
  wants(call: CallId, placed: { readonly name: string; readonly leg: LegId }): boolean;
  /** Asks again for whatever was under way, and brings those to their place again who were found elsewhere. */
  resume(astray: ReadonlySet<LegId>): void;
  /** Brings those to their place again who were found elsewhere. */
  reunite(astray: ReadonlySet<LegId>): void;
  /** Resolves once all that this conversation asked for so far is done; at once when there is none. */
  settled(call: CallId): Promise<void>;
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
      const refused =
        refusalOf(machines.get(call)?.state() ?? noConversation, order) ?? unreachable(ports, call, order);
      if (refused !== null) return refused;
      post(call, { kind: 'order', order });
      return 'obeyed';
    },
    sounding: (call, leg, on) => post(call, { kind: 'sounding', leg, on }),
    answered: (call, answered) => post(call, { kind: 'answered', call, ...answered }),
    unreached: (call, leg, reason) => post(call, { kind: 'unreached', leg, reason }),
    onLeg: (event) => {
      // Most events are keys and prompts, which concern no conversation: with many under way looking through them costs.
      if (event.kind !== 'legEnded') return;
      for (const state of talking()) if (legsOf(state).includes(event.leg)) post(state.call, event);
    },
    wants: (call, { name, leg }) => {
      const state = machines.get(call)?.state();
      return state?.kind === 'talking' && isCalledOrTalks(state, { name, leg });
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
    settled: (call) => machines.get(call)?.settled() ?? Promise.resolve(),
    talking,
    ending: () => states().filter((state) => state.kind === 'ending'),
  };
}

const among = (astray: ReadonlySet<LegId>, state: Talking): LegId[] => legsOf(state).filter((leg) => astray.has(leg));

function unreachable({ colleagues, outside }: ConversationPorts, call: CallId, order: Order): Unreachable | null {
  if (!('to' in order)) return null;
  const { to } = order;
  const reached = to.kind === 'number' ? outside.reach(call, to.number) : colleagues.reach(to);
  return reached === 'ok' ? null : reached;
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
