// A call that is handed from one agent to another, on the whole wiring in memory: what agents order and when, while somebody
// hangs up or the controller dies. Not here: what must come of it (test/transfers.sim.test.ts).

import { expect } from 'vitest';
import { agentId, queueName } from '../src/base/ids.ts';
import type { LegId } from '../src/base/ids.ts';
import type { Fact } from '../src/call/index.ts';
import { type Order, isConversationRoom, partiesOf, roomsOf } from '../src/conversation/index.ts';
import type { Program } from '../src/dsl/index.ts';
import { type InMemoryCentre, type InMemoryCentreOptions, openInMemoryCentre } from './in-memory-centre.ts';

export type Script = readonly (readonly [atMs: number, order: Order])[];

const toAgent = { kind: 'agent', agent: agentId('A2') } as const;
const toQueue = { kind: 'queue', queue: queueName('support') } as const;
const consult = [100, { kind: 'consult', to: toAgent }] as const;

/** Every way to hand a call over; the other's phone rings for a second. */
export const scripts = {
  'hold and retrieve': [
    [100, { kind: 'hold' }],
    [1_500, { kind: 'retrieve' }],
  ],
  'blind to a queue': [[100, { kind: 'transfer', to: toQueue }]],
  'blind to an agent': [[100, { kind: 'transfer', to: toAgent }]],
  'blind to an agent, cancelled': [
    [100, { kind: 'transfer', to: toAgent }],
    [900, { kind: 'cancel' }],
  ],
  'consult, complete': [consult, [2_000, { kind: 'complete' }]],
  'consult, cancel': [consult, [2_000, { kind: 'cancel' }]],
  'consult, swap, swap, complete': [
    consult,
    [1_400, { kind: 'swap' }],
    [1_900, { kind: 'swap' }],
    [2_300, { kind: 'complete' }],
  ],
  'consult, join, complete': [consult, [1_500, { kind: 'join' }], [2_300, { kind: 'complete' }]],
  'consult, join, cancel': [consult, [1_500, { kind: 'join' }], [2_300, { kind: 'cancel' }]],
} as const satisfies Readonly<Record<string, Script>>;

export interface HandedOver {
  readonly centre: InMemoryCentre;
  readonly caller: LegId;
  /** The leg of an agent that is there now, if one is. */
  readonly legOf: (agent: 'A1' | 'A2') => LegId | undefined;
}

/** A caller who talks with A1, and A2 ready; commands take some time, so that much can happen meanwhile. */
export async function inTalk(program: Program, options: InMemoryCentreOptions = {}): Promise<HandedOver> {
  const centre = await openInMemoryCentre(program, { commandMs: 15, ...options });
  centre.ready('A1');
  const caller = centre.telephony.offer({ caller: '+33612345678', called: '+33180001122' });
  if (caller === null) throw new Error('Nobody listens.');
  await centre.pass(2_500);
  centre.telephony.press(caller, '1');
  await centre.pass(5_000);
  expect(centre.machines().conversations.talking()).toHaveLength(1);
  centre.ready('A2');
  await centre.pass(100);
  const legOf = (agent: 'A1' | 'A2') => centre.telephony.inventory().legs.find(({ called }) => called === agent)?.leg;
  return { centre, caller, legOf };
}

const stepMs = 20;

/** Plays a script for `lengthMs`; `at` happens once, at `atMs`. Orders that are refused by then are given in vain. */
export async function play(
  { centre }: HandedOver,
  script: Script,
  { lengthMs, atMs, at }: { readonly lengthMs: number; readonly atMs: number; readonly at: () => unknown },
): Promise<void> {
  const [call] = centre.machines().calls.frames();
  for (let ms = 0; ms <= lengthMs; ms += stepMs) {
    for (const [orderMs, order] of script)
      if (orderMs === ms && call !== undefined) centre.machines().conversations.order(call.call, order);
    if (ms === atMs) await at();
    await centre.pass(stepMs);
    if (centre.isDead()) await centre.start();
  }
}

/** After the caller has left too, nothing is there, nobody is kept, and each thing that began has one end. */
export async function endsClean({ centre, caller }: HandedOver): Promise<void> {
  // The longest ring, and two audits with what follows from them.
  await centre.pass(32_000);
  agrees(centre);
  centre.telephony.hangUp(caller);
  await centre.pass(32_000);
  const { legs, rooms } = centre.telephony.inventory();
  const { acd, calls, conversations } = centre.machines();
  const left = {
    legs: legs.map(({ leg }) => leg),
    rooms: rooms.map(({ room }) => room).filter(isConversationRoom),
    calls: calls.frames().length,
    waiting: acd.state().waiting.size,
    conversations: conversations.talking().length + conversations.ending().length,
    busy: [...acd.state().agents.values()].map(({ state }) => state.kind).filter((kind) => busy.has(kind)),
  };
  expect(left).toEqual({ legs: [], rooms: [], calls: 0, waiting: 0, conversations: 0, busy: [] });
  paired(centre.facts);
}

/** Who talks by the conversation talks by the ACD and is where they belong; nobody else does, and nobody is rung any more. */
function agrees(centre: InMemoryCentre): void {
  const { acd, conversations } = centre.machines();
  const talks = conversations.talking();
  const agents = [...acd.state().agents.values()];
  const talking = agents.flatMap(({ id, state }) => (state.kind === 'talking' ? [id] : [])).sort();
  const inTalks = talks.flatMap(partiesOf).flatMap((party) => (party.kind === 'agent' ? [party.agent] : []));
  expect(talking).toEqual(inTalks.sort());
  expect(agents.filter(({ state }) => state.kind === 'reserved')).toEqual([]);
  expect(talks.flatMap(({ leaving }) => leaving)).toEqual([]);
  expect(talks.map(({ stage }) => stage.kind)).not.toContain('calling');
  const { rooms } = centre.telephony.inventory();
  for (const [leg, room] of talks.flatMap(roomsOf))
    expect(rooms.find((one) => one.room === room)?.legs, `${leg} in ${room}`).toContain(leg);
}

const busy: ReadonlySet<string> = new Set(['reserved', 'talking', 'wrapUp']);

function paired(facts: readonly Fact[]): void {
  const of = (kind: Fact['kind']) => facts.filter((fact) => fact.kind === kind);
  expect(of('callEnded')).toHaveLength(1);
  expect(of('conversationEnded').map(who).sort()).toEqual(of('conversationBegan').map(who).sort());
  expect(of('holdEnded').length).toBe(of('holdBegan').length);
  const offers = [...of('callOfferedToAgent'), ...of('directOfferMade'), ...of('callOffered')].map(legOf);
  expect(new Set(offers).size, 'no leg begins twice').toBe(offers.length);
  expect(of('legEnded').map(legOf).sort()).toEqual([...offers].sort());
}

const who = (fact: Fact): string => ('agent' in fact ? String(fact.agent) : '');
const legOf = (fact: Fact): string => ('leg' in fact ? String(fact.leg) : '');
