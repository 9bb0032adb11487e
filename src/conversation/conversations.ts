// Runs one conversation machine per connected call and performs what it asks for. Not here: decisions (conversation.ts).

import { unreachable } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import type { AgentId, CallId, LegId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { type Entry, type Machine, startMachine } from '../base/machine.ts';
import { type ConversationFact, type EndReason, endReason, insist } from '../call/index.ts';
import { type Legs, type Rooms, TelephonyFault } from '../call/ports.ts';
import {
  type Conversation,
  type ConversationEffect,
  type ConversationEvent,
  type EndedBy,
  type Ending,
  type Talking,
  noConversation,
  transition,
} from './conversation.ts';

export interface ConversationPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly record: (entry: Entry<ConversationFact>) => void;
  readonly legs: Pick<Legs, 'end'>;
  readonly rooms: Pick<Rooms, 'open' | 'join' | 'close'>;
  /** Resolves once nothing is under way any more that would move the caller elsewhere; never rejects. */
  readonly callerFree: (call: CallId) => Promise<void>;
  readonly onEnded: (call: CallId, agent: AgentId, by: EndedBy) => void;
}

/** All conversations of this controller. */
export interface Conversations {
  begin(talk: Omit<Extract<ConversationEvent, { kind: 'begin' }>, 'kind'>): void;
  /** Tells whichever conversation the leg belongs to. */
  legEnded(leg: LegId, reason: EndReason): void;
  /** Asks again for whatever was under way. */
  resume(): void;
  /** Brings together again those of whom one was found elsewhere. */
  reunite(astray: ReadonlySet<LegId>): void;
  /** The conversations under way, for reconciling. */
  talking(): readonly Talking[];
  /** Those that are over and of whose end not everybody has heard. */
  ending(): readonly Ending[];
}

/** The stored name of a conversation's state. */
export const conversationKey = (call: CallId): string => `conversation/${call}`;

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
    legEnded: (leg, reason) => {
      for (const { call, callerLeg, agentLeg } of talking())
        if (leg === callerLeg || leg === agentLeg) post(call, { kind: 'legEnded', leg, reason });
    },
    resume: () => {
      for (const call of [...untold, ...talking().map((talk) => talk.call)]) post(call, { kind: 'resumed' });
      untold.clear();
    },
    reunite: (astray) => {
      for (const { call, callerLeg, agentLeg } of talking())
        if (astray.has(callerLeg) || astray.has(agentLeg)) post(call, { kind: 'astray' });
    },
    talking,
    ending: () => states().filter((state) => state.kind === 'ending'),
  };
}

type ConversationMachine = Machine<Conversation, ConversationEvent>;

interface Start {
  readonly call: CallId;
  readonly state: Conversation;
  readonly post: (call: CallId, event: ConversationEvent) => void;
}

function startConversation(ports: ConversationPorts, { call, state, post }: Start): ConversationMachine {
  const { clock, log, record } = ports;
  return startMachine<Conversation, ConversationEvent, ConversationFact, ConversationEffect>({
    name: 'conversation',
    state,
    now: clock.now,
    transition,
    changes: (before, after) =>
      before === after ? {} : { [conversationKey(call)]: after.kind === 'none' ? null : after },
    record,
    lane: () => call,
    perform: (effect) => perform(ports, effect, (event) => post(call, event)),
    onFault: (fault) => {
      log.error('A conversation could not decide on an event.', { call, fault });
      return 'goOn';
    },
    onEffectFault: (fault) => {
      log.error('A conversation could not do what it decided.', { call, fault });
      post(call, { kind: 'joinFailed' });
    },
  });
}

async function perform(
  ports: ConversationPorts,
  effect: ConversationEffect,
  post: (event: ConversationEvent) => void,
): Promise<void> {
  switch (effect.kind) {
    case 'bringTogether':
      return bringTogether(ports, effect, post);
    case 'closeRoom':
      await insist(ports.clock, () => ports.rooms.close(effect.room));
      return;
    case 'endLeg':
      await insist(ports.clock, () => ports.legs.end(effect.leg, 'normal'));
      return;
    case 'tellEnded':
      ports.onEnded(effect.call, effect.agent, effect.by);
      post({ kind: 'told' });
      return;
    default:
      return unreachable(effect);
  }
}

/** A leg that is gone ends the conversation here too: after an absence its end may never be heard. */
async function bringTogether(
  { rooms, log, clock, callerFree }: ConversationPorts,
  { call, room, legs, onFailure }: ConversationEffect & { kind: 'bringTogether' },
  post: (event: ConversationEvent) => void,
): Promise<void> {
  try {
    await insist(clock, () => rooms.open(room, { kind: 'conversation' }));
    await callerFree(call);
    const joins = await Promise.all(legs.map((leg) => insist(clock, () => rooms.join(room, leg))));
    for (const [index, leg] of legs.entries())
      if (joins[index] === 'gone') post({ kind: 'legEnded', leg, reason: endReason('unknown', 'lost') });
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    log.error('A conversation could not be connected.', { room, fault });
    if (onFailure === 'end') post({ kind: 'joinFailed' });
  }
}
