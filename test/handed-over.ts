// A call that is handed from one agent to another, on the whole wiring in memory: what agents order and when, while somebody
// hangs up or the controller dies. Not here: what must come of it (test/transfers.sim.test.ts).

import { expect } from 'vitest';
import { agentId, e164, queueName, trunkName } from '../src/base/ids.ts';
import type { LegId } from '../src/base/ids.ts';
import { type Fact, endReason } from '../src/call/index.ts';
import { type Order, isConversationRoom, partiesOf, roomsOf } from '../src/conversation/index.ts';
import type { Program } from '../src/dsl/index.ts';
import type { Policy } from '../src/outbound/index.ts';
import type { NumberHabit } from './fakes/outside.ts';
import { type InMemoryCentre, type InMemoryCentreOptions, openInMemoryCentre } from './in-memory-centre.ts';
import { openPolicy } from './outbound/policy.ts';

export type Script = readonly (readonly [atMs: number, order: Order])[];

const toAgent = { kind: 'agent', agent: agentId('A2') } as const;
const toQueue = { kind: 'queue', queue: queueName('support') } as const;
const consult = [100, { kind: 'consult', to: toAgent }] as const;

/** A number outside that answers after a second, by the second trunk: the first one refuses everything. */
export const far = e164('+33180001177');
/** One that is busy, which its network says before it ends. */
export const engaged = e164('+33180001178');
const toNumber = { kind: 'number', number: far } as const;
const consultNumber = [100, { kind: 'consult', to: toNumber }] as const;

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
  'blind to a number': [[100, { kind: 'transfer', to: toNumber }]],
  'blind to a number, cancelled': [
    [100, { kind: 'transfer', to: toNumber }],
    [900, { kind: 'cancel' }],
  ],
  'blind to a number that is busy': [[100, { kind: 'transfer', to: { kind: 'number', number: engaged } }]],
  'consult a number, swap, complete': [consultNumber, [1_700, { kind: 'swap' }], [2_300, { kind: 'complete' }]],
  'consult a number, join, cancel': [consultNumber, [1_600, { kind: 'join' }], [2_300, { kind: 'cancel' }]],
} as const satisfies Readonly<Record<string, Script>>;

export interface HandedOver {
  readonly centre: InMemoryCentre;
  readonly caller: LegId;
  /** The leg of an agent, or of the number outside, that is there now, if one is. */
  readonly legOf: (who: 'A1' | 'A2' | 'far') => LegId | undefined;
}

const policy: Policy = {
  ...openPolicy,
  trunks: ['refusing', 'working'].map((name, index) => ({
    ...{ name: trunkName(name), priority: index, weight: 1, silenceMs: 3_500 },
  })),
};

/** A caller who talks with A1, and A2 ready; commands take some time, so that much can happen meanwhile. */
export async function inTalk(program: Program, options: InMemoryCentreOptions = {}): Promise<HandedOver> {
  const centre = await openInMemoryCentre(program, { commandMs: 15, policy, ...options });
  centre.telephony.outside.trunk(trunkName('refusing'), 'refuses');
  centre.telephony.outside.number(engaged, busyNumber);
  centre.ready('A1');
  const caller = centre.telephony.offer({ caller: '+33612345678', called: '+33180001122' });
  if (caller === null) throw new Error('Nobody listens.');
  await centre.pass(2_500);
  centre.telephony.press(caller, '1');
  await centre.pass(5_000);
  expect(centre.machines().conversations.talking()).toHaveLength(1);
  centre.ready('A2');
  await centre.pass(100);
  const legOf: HandedOver['legOf'] = (who) =>
    centre.telephony.inventory().legs.find(({ called }) => called === (who === 'far' ? far : who))?.leg;
  return { centre, caller, legOf };
}

const busyNumber = {
  ...{ kind: 'ends', afterMs: 1_000, rings: true, sounds: true, reason: endReason('network', 'busy') },
} as const satisfies NumberHabit;

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
  const { acd, calls, conversations, outbound } = centre.machines();
  const left = {
    legs: legs.map(({ leg }) => leg),
    rooms: rooms.map(({ room }) => room).filter(isConversationRoom),
    calls: calls.frames().length,
    waiting: acd.state().waiting.size,
    conversations: conversations.talking().length + conversations.ending().length,
    placed: outbound.state().calls.size,
    reserved: outbound.state().books.reserved,
    busy: [...acd.state().agents.values()].map(({ state }) => state.kind).filter((kind) => busy.has(kind)),
  };
  expect(left).toEqual({
    legs: [],
    rooms: [],
    calls: 0,
    waiting: 0,
    conversations: 0,
    placed: 0,
    reserved: {},
    busy: [],
  });
  paired(centre.facts);
}

/** Who talks by the conversation talks by the ACD and is where they belong; nobody else does, and nobody is rung any more. */
function agrees(centre: InMemoryCentre): void {
  const { acd, conversations, outbound } = centre.machines();
  const talks = conversations.talking();
  const agents = [...acd.state().agents.values()];
  const talking = agents.flatMap(({ id, state }) => (state.kind === 'talking' ? [id] : [])).sort();
  const inTalks = talks.flatMap(partiesOf).flatMap((party) => (party.kind === 'agent' ? [party.agent] : []));
  expect(talking).toEqual(inTalks.sort());
  expect(agents.filter(({ state }) => state.kind === 'reserved')).toEqual([]);
  expect(talks.flatMap(({ leaving }) => leaving)).toEqual([]);
  expect(talks.map(({ stage }) => stage.kind)).not.toContain('calling');
  const outside = talks.flatMap(partiesOf).flatMap((party) => (party.kind === 'number' ? [party.leg] : []));
  expect(outbound.calls().map(({ leg }) => leg)).toEqual(outside);
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
  const kinds = ['callOfferedToAgent', 'directOfferMade', 'callOffered', 'numberDialled'] as const;
  const offers = kinds.flatMap((kind) => of(kind).map(legOf));
  expect(new Set(offers).size, 'no leg begins twice').toBe(offers.length);
  expect(of('legEnded').map(legOf).sort()).toEqual([...offers].sort());
  // Each number that was called costs once, and what was begun with anybody came to one outcome.
  expect(of('dialEnded').length).toBe(facts.filter(isFirstAttempt).length);
  const begun = of('consultBegan').length + of('handOverBegan').length;
  const handed = of('callTransferred').filter((fact) => 'toKind' in fact && fact.toKind !== 'queue').length;
  expect(of('calledInVain').length + handed).toBeLessThanOrEqual(begun);
}

const isFirstAttempt = (fact: Fact): boolean => fact.kind === 'numberDialled' && fact.attempt === 1;

const who = (fact: Fact): string => ('agent' in fact ? String(fact.agent) : '');
const legOf = (fact: Fact): string => ('leg' in fact ? String(fact.leg) : '');
