// Several calls at a time, each handed over in a way of its own, for faults that hit all of them at once: who calls, who leads,
// whom they call in, and orders that are insisted on while nobody is there to take them. Not here: the fault, what must hold.

import type { ConversationView } from '../../src/api/contract/index.ts';
import type { Centre } from '../live/centre.ts';
import { sipServer } from '../live/centre.ts';
import { type Phone, type PhoneCall, startPhone, tone } from '../live/phone/index.ts';
import { tones } from '../live/tones.ts';
import { until } from '../live/until.ts';

/** The entry of the flow that records its conversations. */
const recorded = '+33180009906';
/** Numbers of the far side: one answers, one rings for ever. */
export const farNumbers = { answers: '+33180002021', rings: '+33180002022' } as const;

type To = 'agent' | 'queue' | 'number' | 'ringing';
type Step = readonly [order: string, to: To | null, reaches: ConversationView['state'] | null];

/** How a call is handed over, who has the caller at last, and how it is recorded to have come out. */
export interface Kind {
  readonly steps: readonly Step[];
  readonly has: 'first' | 'other';
  readonly outcome: 'transferred' | 'cancelled' | 'inVain';
}

const consultAgent = ['consult', 'agent', 'consulting'] as const;
const consultNumber = ['consult', 'number', 'consulting'] as const;
const transferred = { has: 'other', outcome: 'transferred' } as const;
const cancelled = { has: 'first', outcome: 'cancelled' } as const;

export const kinds = {
  'blind to a number': { steps: [['transfer', 'number', null]], ...transferred },
  'consult an agent, complete': { steps: [consultAgent, ['complete', null, null]], ...transferred },
  'consult a number, cancel': { steps: [consultNumber, ['cancel', null, 'talking']], ...cancelled },
  'conference with an agent, complete': {
    steps: [consultAgent, ['join', null, 'conference'], ['complete', null, null]],
    ...transferred,
  },
  'blind to a queue': { steps: [['transfer', 'queue', null]], ...transferred },
  'blind to an agent': { steps: [['transfer', 'agent', null]], ...transferred },
  'consult a number, complete': { steps: [consultNumber, ['complete', null, null]], ...transferred },
  'consult an agent, cancel': { steps: [consultAgent, ['cancel', null, 'talking']], ...cancelled },
  'consult an agent, swap twice, complete': {
    steps: [consultAgent, ['swap', null, 'returned'], ['swap', null, 'consulting'], ['complete', null, null]],
    ...transferred,
  },
  'consult a number, swap, complete': {
    steps: [consultNumber, ['swap', null, 'returned'], ['complete', null, null]],
    ...transferred,
  },
  'conference with a number, cancel': {
    steps: [consultNumber, ['join', null, 'conference'], ['cancel', null, 'talking']],
    ...cancelled,
  },
  'blind to a number, cancelled while it rings': {
    steps: [
      ['transfer', 'ringing', 'handingOver'],
      ['cancel', null, 'talking'],
    ],
    ...{ has: 'first', outcome: 'inVain' },
  },
} as const satisfies Readonly<Record<string, Kind>>;

interface Agent {
  readonly id: string;
  readonly phone: Phone;
}

/** One who leads, and the colleague whom they call in, who has a queue of their own. */
export interface Lane {
  readonly first: Agent;
  readonly other: Agent;
  readonly queue: string;
}

export interface Talk {
  readonly lane: Lane;
  readonly id: string;
  readonly call: PhoneCall;
  readonly offered: PhoneCall;
}

/** So many lanes; everybody has signed in, and nobody who leads is ready yet. */
export async function openLanes(centre: Centre, count: number): Promise<readonly Lane[]> {
  // Longer than any machine is held up by what else runs on it.
  await centre.api('PUT', '/api/queues/essai', { music: 'default', wrapUpMs: 0, ringMs: 15_000, state: 'open' });
  const indices = Array.from({ length: count }, (_, index) => index);
  return Promise.all(
    indices.map(async (index) => {
      const queue = `relais_${String(index)}`;
      await centre.api('PUT', `/api/queues/${queue}`, { music: 'default', wrapUpMs: 0, ringMs: 10_000, state: 'open' });
      const first = await agent(centre, `premier-${String(index)}`, 'essai');
      const other = await agent(centre, `second-${String(index)}`, queue);
      other.phone.onCall(async (call) => {
        call.ring();
        await call.answer({ sound: tone(tones.otherAgent) });
      });
      await centre.api('POST', `/api/agents/${other.id}/ready`);
      return { first, other, queue };
    }),
  );
}

async function agent(centre: Centre, user: string, queue: string): Promise<Agent> {
  const body = { name: user, phone: user, queues: [queue] };
  const { agent: added, password } = await centre.api<{ agent: { id: string }; password: string }>(
    'POST',
    '/api/agents',
    body,
  );
  const phone = await startPhone({ user, server: sipServer(), password });
  await phone.register();
  await centre.api('POST', `/api/agents/${added.id}/sign-in`);
  return { id: added.id, phone };
}

const conversations = async (centre: Centre): Promise<readonly ConversationView[]> =>
  (await centre.api<{ conversations: ConversationView[] }>('GET', '/api/conversations')).conversations;

/** A caller for each lane, who talks with whoever leads it. */
export async function inTalks(centre: Centre, callers: Phone, lanes: readonly Lane[]): Promise<readonly Talk[]> {
  await Promise.all(lanes.map(({ first }) => centre.api('POST', `/api/agents/${first.id}/ready`)));
  const placed = lanes.map((_, index) =>
    callers.dial(recorded, { sound: tone(tones.caller), callerNumber: `+3362000000${String(index)}` }),
  );
  const calls = await Promise.all(placed);
  const talks = await Promise.all(
    lanes.map(async (lane) => {
      const offered = await lane.first.phone.nextCall({ withinMs: 15_000 });
      const call = calls[Number(offered.party.number.at(-1))];
      if (call === undefined) throw new Error(`Nobody called as ${offered.party.number}.`);
      await offered.answer({ sound: tone(tones.agent) });
      await Promise.all([
        call.hears(tones.agent, { withinMs: 8_000 }),
        offered.hears(tones.caller, { withinMs: 8_000 }),
      ]);
      return { lane, call, offered };
    }),
  );
  const seen = await conversations(centre);
  return talks.map((talk) => {
    const view = seen.find(({ lead }) => lead?.name === talk.lane.first.id);
    if (view === undefined) throw new Error(`${talk.lane.first.id} talks with nobody.`);
    return { ...talk, id: view.call };
  });
}

/** Hands the call over, however often the controller is away meanwhile; then the caller hears who has them. */
export async function handOver(centre: Centre, talk: Talk, kind: Kind): Promise<void> {
  for (const [order, to, reaches] of kind.steps) {
    await insist(centre, `/api/conversations/${talk.id}/${order}`, to === null ? undefined : { to: target(talk, to) });
    if (reaches === null) continue;
    const state = async () => (await conversations(centre)).find(({ call }) => call === talk.id)?.state;
    await until(async () => (await state()) === reaches, {
      withinMs: 20_000,
      what: `${talk.id} to be ${reaches} after ${order}`,
      everyMs: 50,
    });
  }
  await talk.call.hears(kind.has === 'first' ? tones.agent : tones.otherAgent, { withinMs: 20_000 });
}

function target({ lane }: Talk, to: To): object {
  if (to === 'agent') return { kind: 'agent', agent: lane.other.id };
  if (to === 'queue') return { kind: 'queue', queue: lane.queue };
  return { kind: 'number', number: to === 'number' ? farNumbers.answers : farNumbers.rings };
}

/** What says that an order was obeyed before, and only its answer was lost. */
const obeyedBefore = /: (?:409 .*"(?:notNow|notLed)"|404 .*"conversationUnknown")/;

async function insist(centre: Centre, path: string, body: object | undefined): Promise<void> {
  let asked = 0;
  await until(
    async () => {
      try {
        await centre.api('POST', path, body);
        return true;
      } catch (fault) {
        if (asked > 0 && obeyedBefore.test(String(fault))) return true;
        throw fault;
      } finally {
        asked += 1;
      }
    },
    { withinMs: 15_000, what: `${path} to be obeyed`, everyMs: 50 },
  );
}
