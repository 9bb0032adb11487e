// Three people and one call for the live tests: a caller, the agent who has them, and a colleague. What each orders, and what
// each hears and does not hear. Not here: what any test shows.

import { expect } from 'vitest';
import type { AgentAtWork, Centre } from './centre.ts';
import { type PhoneCall, tone } from './phone/index.ts';
import { inConversation } from './scenes.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

export interface Trio {
  readonly centre: Centre;
  readonly first: AgentAtWork;
  readonly second: AgentAtWork;
}

export interface InTalk extends Trio {
  /** The caller's and the first agent's. */
  readonly call: PhoneCall;
  readonly offered: PhoneCall;
  /** The call's id. */
  readonly id: string;
  /** What the first agent asks for; gives the state after it, null when the conversation is over. */
  readonly order: (name: string, body?: object) => Promise<string | null>;
  /** The state now. */
  readonly state: () => Promise<string | null>;
}

interface Seen {
  readonly call: string;
  readonly state: string;
  readonly lead: { readonly name: string } | null;
}

/** Calls of the case before: one that failed must not keep its agents from the next. */
const open: PhoneCall[] = [];

async function clear(): Promise<void> {
  const left = open.splice(0).filter((call) => call.state().kind !== 'ended');
  await Promise.allSettled(left.map((call) => call.hangup()));
}

/** The caller and the first agent hear each other; the second is ready. */
export async function inTalk(trio: Trio): Promise<InTalk> {
  const { centre, first, second } = trio;
  await clear();
  await centre.api('POST', `/api/agents/${second.id}/not-ready`, { reason: 'pause' });
  await centre.api('POST', `/api/agents/${first.id}/ready`);
  const { call, offered } = await inConversation(centre, first);
  open.push(call, offered);
  await centre.api('POST', `/api/agents/${second.id}/ready`);
  const list = async () => (await centre.api<{ conversations: Seen[] }>('GET', '/api/conversations')).conversations;
  const [seen] = await list();
  if (seen === undefined) throw new Error('Nobody talks.');
  const order: InTalk['order'] = async (name, body) => {
    const path = `/api/conversations/${seen.call}/${name}`;
    return (await centre.api<{ conversation: Seen | null }>('POST', path, body)).conversation?.state ?? null;
  };
  const state = async () => (await list()).find(({ call: id }) => id === seen.call)?.state ?? null;
  return { ...trio, id: seen.call, call, offered, order, state };
}

export const toSecond = ({ second }: Trio) => ({ to: { kind: 'agent', agent: second.id } });
export const toQueue = { to: { kind: 'queue', queue: 'essai' } };

/** The first agent talks with the second, the caller hears music; gives the second's call. */
export async function inConsultation(talk: InTalk): Promise<PhoneCall> {
  await talk.order('consult', toSecond(talk));
  const consulted = await secondAnswers(talk);
  await Promise.all([
    consulted.hears(tones.agent, { withinMs: 6_000 }),
    talk.offered.hears(tones.otherAgent, { withinMs: 6_000 }),
    talk.call.hears(tones.music, { withinMs: 6_000 }),
  ]);
  return consulted;
}

export async function secondAnswers({ second }: Trio): Promise<PhoneCall> {
  const rung = await second.phone.nextCall({ withinMs: 6_000 });
  open.push(rung);
  await rung.answer({ sound: tone(tones.otherAgent) });
  return rung;
}

/** Nothing of this tone for a while from now on. */
export async function doesNotHear(call: PhoneCall, frequencyHz: number, forMs = 600): Promise<void> {
  const from = call.heard.observedUntil();
  await until(() => call.heard.observedUntil() >= from + forMs, { withinMs: forMs + 3_000, what: 'some time to pass' });
  // What was on its way when we began to listen is not counted.
  expect(call.heard.tones([frequencyHz], { from: from + 100, to: from + forMs })).toEqual([]);
}

/** Of those who are together, each in turn speaks alone: the others hear it. */
export async function hearOneAnother(people: readonly (readonly [call: PhoneCall, toneHz: number])[]): Promise<void> {
  for (const [call] of people) call.pauseSending();
  for (const [speaker, toneHz] of people) {
    speaker.resumeSending();
    const others = people.filter(([call]) => call !== speaker);
    await Promise.all(others.map(([call]) => call.hears(toneHz, { withinMs: 6_000 })));
    speaker.pauseSending();
  }
  for (const [call] of people) call.resumeSending();
}

/** What an agent is doing. */
export const doingOf = async ({ centre }: Trio, { id }: AgentAtWork): Promise<string | undefined> =>
  (await centre.agents()).find((one) => one.id === id)?.state.kind;

/** The ways into each state; gives the second agent's call, when there is one. */
export const waysInto: Readonly<Record<string, (talk: InTalk) => Promise<PhoneCall | null>>> = {
  held: async ({ order, call }) => {
    await order('hold');
    await call.hears(tones.music, { withinMs: 6_000 });
    return null;
  },
  calling: async (talk) => {
    await talk.order('consult', toSecond(talk));
    const rung = await talk.second.phone.nextCall({ withinMs: 6_000 });
    rung.ring();
    return rung;
  },
  handingOver: async (talk) => {
    await talk.order('transfer', toSecond(talk));
    const rung = await talk.second.phone.nextCall({ withinMs: 6_000 });
    rung.ring();
    return rung;
  },
  consulting: inConsultation,
  returned: async (talk) => {
    const consulted = await inConsultation(talk);
    await talk.order('swap');
    await talk.call.hears(tones.agent, { withinMs: 6_000 });
    return consulted;
  },
  conference: async (talk) => {
    const consulted = await inConsultation(talk);
    await talk.order('join');
    return consulted;
  },
};
