// One simulation: people and faults drawn from a seed let loose on a centre, step by step, with everything that must hold
// looked at after each; then calm, until nothing is under way, and the accounts are closed. Not here: how a centre is made.

import { isConversationRoom } from '../conversation/index.ts';
import { type Random, seedOf, seededRandom } from '../base/random.ts';
import { disagreements } from './agreement.ts';
import { startBlows } from './blows.ts';
import { type FaultProfile, drawFaults, drawProfile } from './faults.ts';
import { violationsIn } from './invariants.ts';
import { watchLooseEnds } from './lasting.ts';
import { type Ledger, type Totals, openLedger } from './ledger.ts';
import { inOrder, populate } from './people.ts';
import type { OpenCentre, SimulatedCentre } from './ports.ts';
import { openTrace } from './trace.ts';

export interface Simulation {
  readonly seed: number;
  /** How many things happen before the calm. */
  readonly stepCount: number;
  readonly open: OpenCentre;
  /** The number that callers dial. */
  readonly called: string;
  /** The number outside to which its flow transfers some. */
  readonly outside: string;
}

export interface Outcome {
  readonly seed: number;
  /** Empty when everything held. */
  readonly violations: readonly string[];
  /** Of the trace: the same seed and number of steps give the same hash. */
  readonly hash: string;
  readonly trace: readonly string[];
  readonly profile: FaultProfile;
  readonly totals: Totals;
}

export const stepCountDefault = 1_200;

/** After so long without faults and with willing agents, every call must have ended. */
const calmMsMax = 20 * 60_000;

export async function simulate(simulation: Simulation): Promise<Outcome> {
  const { seed, called, outside } = simulation;
  const chance = (what: string): Random => seededRandom(seedOf(`${String(seed)} ${what}`));
  const profile = drawProfile(chance('profile'));
  const faults = drawFaults(chance('faults'), profile);
  const trace = openTrace();
  const crowd = populate(chance('people'), called, outside);
  const ledger = openLedger((id) => inOrder(crowd.agents.find((agent) => agent.id === id)));
  let onDeath = (): void => undefined;
  const centre = await simulation.open({
    faults,
    trace,
    onRecord: (entry) => ledger.take(entry),
    onDeath: () => onDeath(),
  });
  const startedAt = centre.clock.now();
  for (const queue of crowd.queues) centre.put({ queue });
  for (const agent of crowd.agents) centre.put({ agent });
  const people = crowd.live(centre);
  const note = (line: string): void => trace.note(centre.clock.now() - startedAt, line);
  const blows = startBlows({ random: chance('blows'), profile, centre, note });
  onDeath = blows.died;
  faults.begin();

  const watch = watching(centre, ledger);
  const settleDown = (): void => {
    note('CALM');
    people.settleDown();
    blows.end();
    faults.end();
  };
  const violations = (await steps(simulation.stepCount, centre, watch)) ??
    (await calm(centre, watch, settleDown)) ?? [...ledger.closing(), ...leftOver(centre)];
  for (const violation of violations) note(`VIOLATION ${violation}`);
  return { seed, violations, hash: trace.hash(), trace: trace.lines(), profile, totals: ledger.totals() };
}

type Watch = () => readonly string[];

/** Everything that is looked at after a step. */
function watching(centre: SimulatedCentre, ledger: Ledger): Watch {
  const looseEnds = watchLooseEnds();
  return () => {
    const picture = centre.picture();
    const told = disagreements(ledger.told(), picture);
    return [...ledger.violations(), ...violationsIn(picture), ...told, ...looseEnds.look(picture)];
  };
}

/** What did not hold, or null. */
type Broken = readonly string[] | null;

async function steps(stepCount: number, centre: SimulatedCentre, watch: Watch): Promise<Broken> {
  for (let step = 0; step < stepCount; step += 1) {
    await centre.advance();
    const violations = watch();
    if (violations.length > 0) return violations;
  }
  return null;
}

/** Goes on without faults until nothing is under way. */
async function calm(centre: SimulatedCentre, watch: Watch, settleDown: () => void): Promise<Broken> {
  settleDown();
  const until = centre.clock.now() + calmMsMax;
  while (centre.clock.now() < until) {
    await centre.advance();
    const violations = watch();
    if (violations.length > 0) return violations;
    if (leftOver(centre).length === 0) return null;
  }
  return null;
}

/** What is under way still. */
function leftOver(centre: SimulatedCentre): readonly string[] {
  const { controller, connection, legs, openLegs, rooms, frames, talking, ending, acd } = centre.picture();
  if (controller === 'dead' || connection !== 'ready') return ['the controller is not in hand of the telephone system'];
  const conversationRooms = rooms.filter(({ room }) => isConversationRoom(room));
  const busy = [...acd.agents.values()].filter(({ state }) => state.kind === 'reserved' || state.kind === 'talking');
  return [
    ...legs.map(({ leg }) => `the leg ${leg} is still there`),
    // An audit tells the end of a leg whose own event was lost.
    ...[...openLegs].map((leg) => `the end of ${leg} is not recorded yet`),
    ...conversationRooms.map(({ room }) => `the room ${room} is still there`),
    ...frames.map(({ call }) => `${call} still runs`),
    ...talking.map(({ call }) => `${call} is still talking`),
    ...ending.map((call) => `${call} is still ending`),
    ...[...acd.waiting.keys()].map((call) => `${call} still waits`),
    ...busy.map(({ id, state }) => `${id} is still ${state.kind}`),
  ];
}
