// Callers and agents as they are: calling, pressing keys, losing patience; answering, declining, pausing, going home.
// They know nothing of each other and hold to no protocol. Not here: faults of machines.

import { type Random, between, happens, pick, waitAround } from '../base/random.ts';
import { type AgentId, type LegId, type PhoneId, type QueueName, agentId, phoneId, queueName } from '../base/ids.ts';
import type { Digit } from '../call/index.ts';
import type { Order } from '../conversation/index.ts';
import type { AgentProfile, Availability, Queue } from '../queue/index.ts';
import type { PhoneHabit, SimulatedCentre } from './ports.ts';

export interface People {
  readonly agents: readonly AgentProfile[];
  readonly queues: readonly Queue[];
  /** Nobody calls any more, nobody loses patience, and every agent works. */
  readonly settleDown: () => void;
}

/** Who there is, drawn from the chance given; they begin to live at once. */
export function populate(random: Random, called: string, outside: string) {
  const agents = Array.from({ length: between(random, 1, 4) }, (_, index) => drawAgent(random, index + 1));
  const queues = [drawQueue(random, 'support'), drawQueue(random, 'ventes')];
  const callEveryMs = between(random, 2_000, 15_000);
  return {
    agents,
    queues,
    /** Brings them to life; returns how to let them settle down. */
    live: (centre: SimulatedCentre): People => {
      const mood: Mood = { kind: 'lively' };
      for (const agent of agents) workDay({ random, centre, mood }, agent);
      callers({ random, centre, mood }, called, callEveryMs);
      orders({ random, centre, mood }, { agents, outside });
      // Whoever answers outside does as agents do with their phones.
      habits({ random, centre, mood }, phoneId(outside));
      hangingUp({ random, centre, mood }, phoneId(outside));
      return { agents, queues, settleDown: () => void Object.assign(mood, { kind: 'calm' }) };
    },
  };
}

interface Mood {
  kind: 'lively' | 'calm';
}

interface World {
  readonly random: Random;
  readonly centre: SimulatedCentre;
  readonly mood: Mood;
}

function drawAgent(random: Random, number: number): AgentProfile {
  const queues = pick<readonly string[]>(random, [['support'], ['ventes'], ['support', 'ventes']]).map(queueName);
  const name = `A${String(number)}`;
  // Somebody speaks every language, so that who needs one is not left alone in every seed.
  const languages = happens(random, 0.8) ? ['fr'] : [];
  const skills = happens(random, 0.6) ? [{ skill: 'fibre', level: between(random, 1, 3) }] : [];
  return { id: agentId(name), name, phone: phoneId(name), queues, abilities: { languages, skills } };
}

/** The queue in which callers may need something of an agent. */
const needyQueue = queueName('support');

/** The queues in which this agent fits everybody: there, nobody who came later may go first. */
export function inOrder(agent: AgentProfile | undefined): readonly QueueName[] {
  if (agent === undefined) return [];
  const { languages, skills } = agent.abilities;
  const fitsAll = languages.length > 0 && skills.some(({ level }) => level > 1);
  return fitsAll ? agent.queues : agent.queues.filter((queue) => queue !== needyQueue);
}

const drawQueue = (random: Random, name: string): Queue => ({
  name: queueName(name),
  music: 'default',
  wrapUpMs: pick(random, [0, 0, 2_000, 10_000]),
  ringMs: pick(random, [5_000, 15_000]),
  waitingMax: pick(random, [null, null, 1, 3]),
  state: 'open',
});

function callers(world: World, called: string, everyMs: number): void {
  const { random, centre, mood } = world;
  centre.clock.after(waitAround(random, everyMs), () => {
    if (mood.kind === 'calm') return;
    const caller = happens(random, 0.3) ? null : '+33612345678';
    const leg = centre.dial({ caller, called: happens(random, 0.03) ? '+33100000000' : called });
    if (leg !== null) oneCaller(world, leg);
    callers(world, called, everyMs);
  });
}

/** One caller: some wait for ever, the others for as long as their patience lasts. */
function oneCaller(world: World, leg: LegId): void {
  const { random, centre, mood } = world;
  if (happens(random, 0.7))
    centre.clock.after(waitAround(random, 30_000), () => {
      if (mood.kind === 'lively') centre.hangUp(leg);
    });
  if (happens(random, 0.9)) keys(world, leg);
}

const likelyKeys = ['1', '1', '1', '2', '2', '3', '4', '4', '5', '#'] as const satisfies readonly Digit[];

function keys(world: World, leg: LegId): void {
  const { random, centre, mood } = world;
  centre.clock.after(waitAround(random, 2_500), () => {
    const isThere = centre.picture().legs.some((one) => one.leg === leg);
    if (mood.kind === 'calm' || !isThere) return;
    centre.press(leg, pick(random, likelyKeys));
    keys(world, leg);
  });
}

function workDay(world: World, agent: AgentProfile): void {
  world.centre.choose(agent.id, { kind: 'available' });
  choices(world, agent.id);
  habits(world, agent.phone);
  hangingUp(world, agent.phone);
}

/** How often a person who settled down sees to their phone. */
const calmEveryMs = 5_000;

function choices(world: World, agent: AgentId): void {
  const { random, centre, mood } = world;
  centre.clock.after(mood.kind === 'calm' ? calmEveryMs : waitAround(random, 15_000), () => {
    // One stays whatever happens, so that callers have somebody to wait for.
    if (agent !== steadyAgent && mood.kind === 'lively' && happens(random, 0.02)) return centre.remove(agent);
    const choice = mood.kind === 'calm' || happens(random, 0.7) ? 'available' : pick(random, ['paused', 'signedOut']);
    centre.choose(agent, availability(choice));
    choices(world, agent);
  });
}

/** Agents put callers on hold, ask colleagues, hand calls over: whatever comes to their mind, sensible or not. */
function orders(world: World, whom: Whom): void {
  const { random, centre, mood } = world;
  centre.clock.after(waitAround(random, 4_000), () => {
    if (mood.kind === 'calm') return;
    for (const { call } of centre.picture().talking)
      if (happens(random, 0.5)) centre.order(call, drawOrder(random, whom));
    orders(world, whom);
  });
}

interface Whom {
  readonly agents: readonly AgentProfile[];
  readonly outside: string;
}

function drawOrder(random: Random, { agents, outside }: Whom): Order {
  const toNumber = { kind: 'number', number: outside } as const;
  const agent = agents[between(random, 0, agents.length - 1)]?.id ?? steadyAgent;
  const to = { kind: 'agent', agent } as const;
  return pick<Order>(random, [
    { kind: pick(random, ['hold', 'retrieve']) },
    { kind: 'consult', to },
    { kind: 'consult', to: happens(random, 0.5) ? to : toNumber },
    { kind: 'transfer', to: toNumber },
    {
      kind: 'transfer',
      to: happens(random, 0.6) ? to : { kind: 'queue', queue: queueName(pick(random, ['support', 'ventes'])) },
    },
    { kind: pick(random, ['swap', 'join', 'cancel', 'complete']) },
    { kind: pick(random, ['swap', 'join', 'complete']) },
    { kind: 'voice', agent, voice: pick(random, ['muted', 'open']) },
  ]);
}

const steadyAgent = agentId('A1');

const availability = (kind: Availability['kind']): Availability =>
  kind === 'paused' ? { kind, reason: 'pause' } : { kind };

function habits(world: World, phone: PhoneId): void {
  const { random, centre, mood } = world;
  const calm: PhoneHabit = { kind: 'answers', afterMs: 1_000 };
  centre.habit(phone, mood.kind === 'calm' ? calm : drawHabit(random));
  centre.clock.after(mood.kind === 'calm' ? calmEveryMs : waitAround(random, 15_000), () => {
    habits(world, phone);
  });
}

function drawHabit(random: Random): PhoneHabit {
  const afterMs = pick(random, [0, between(random, 1, 300), between(random, 300, 16_000)]);
  return pick<PhoneHabit>(random, [
    { kind: 'answers', afterMs },
    { kind: 'answers', afterMs },
    { kind: 'answers', afterMs: 1_000 },
    { kind: pick(random, ['declines', 'isBusy']), afterMs },
    pick(random, [{ kind: 'rings' }, { kind: 'signedOut' }]),
  ]);
}

/** Agents end their conversations; a leg on which they hear nobody they end too. */
function hangingUp(world: World, phone: PhoneId): void {
  const { random, centre, mood } = world;
  centre.clock.after(mood.kind === 'calm' ? calmEveryMs : waitAround(random, 25_000), () => {
    const own = centre.picture().legs.filter(({ called, state }) => called === phone && state === 'up');
    for (const { leg } of own) if (mood.kind === 'calm' || happens(random, 0.8)) centre.hangUp(leg);
    hangingUp(world, phone);
  });
}
