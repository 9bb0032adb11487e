// A caller whose flow transfers them to a number outside, on the whole wiring in memory. Not here: what must come of it
// (transfer.test.ts, early-sound.test.ts).

import { expect } from 'vitest';
import { type LegId, e164, trunkName } from '../src/base/ids.ts';
import { endReason } from '../src/call/index.ts';
import type { Program } from '../src/dsl/index.ts';
import type { Policy } from '../src/outbound/index.ts';
import type { NumberHabit } from './fakes/outside.ts';
import { type InMemoryCentre, type InMemoryCentreOptions, openInMemoryCentre } from './in-memory-centre.ts';
import { compiled } from './ivr/compiled.ts';
import { openPolicy } from './outbound/policy.ts';

const source = `
flow standard {
  entry "+33180001122"
  languages fr-FR
  on error { say panne  hangup }
  step debut {
    say bonjour
    transfer to "+33180001177" {
      timeout 20s
      header "X-Client" = call.id
      on busy -> occupe
      on no answer -> absent
      on failure -> injoignable
    }
    say retour
    hangup
  }
  step occupe { say occupe hangup }
  step absent { say absent hangup }
  step injoignable { say injoignable hangup }
}
prompts fr-FR {
  bonjour = "Bonjour."  retour = "Retour."  occupe = "Occupé."  absent = "Absent."  injoignable = "Injoignable."
  panne = "Panne."
}`;

/** The number outside. */
export const far = e164('+33180001177');
/** By priority. */
export const trunks = ['a', 'b', 'c'].map((name, index) => ({
  name: trunkName(name),
  priority: index,
  weight: 1,
  silenceMs: 3_500,
}));
export const policy: Policy = { ...openPolicy, trunks };

interface Open {
  readonly habit?: NumberHabit;
  readonly options?: InMemoryCentreOptions;
}

let program: Promise<Program> | null = null;
/** The flow that transfers, compiled once. */
export const theFlow = (): Promise<Program> => (program ??= compiled(source));

/** A caller who is to be transferred to a number of this habit. */
export async function opened({ habit, options = {} }: Open = {}): Promise<{ centre: InMemoryCentre; leg: LegId }> {
  const centre = await openInMemoryCentre(await theFlow(), { policy, ...options });
  if (habit !== undefined) centre.telephony.outside.number(far, habit);
  const leg = centre.telephony.offer({ caller: '+33612345678', called: '+33180001122' });
  if (leg === null) throw new Error('Nobody listens.');
  return { centre, leg };
}

/** A number that ends unanswered. */
export const ends = (code: string, more: Partial<Extract<NumberHabit, { kind: 'ends' }>> = {}): NumberHabit => ({
  ...{ kind: 'ends', afterMs: 100, rings: false, reason: endReason('network', code) },
  ...more,
});

/** The prompts that were played. */
export const said = (centre: InMemoryCentre): string[] =>
  centre.facts.flatMap((fact) => (fact.kind === 'promptPlayed' ? [fact.prompt] : []));

/** How the calls to the number ended, and how long they talked. */
export const dialEnds = (centre: InMemoryCentre): string[] =>
  centre.facts.flatMap((fact) => (fact.kind === 'dialEnded' ? [`${fact.outcome} ${String(fact.talkMs)}`] : []));

/** The trunks by which something left. */
export const reached = (centre: InMemoryCentre): string[] => centre.telephony.outside.dialled.map(({ trunk }) => trunk);

/** What is left when all is said; every leg that began has ended once. */
export async function expectNothingLeft(centre: InMemoryCentre): Promise<void> {
  const { legs, rooms } = await centre.telephony.supervision.survey();
  const { calls, outbound } = centre.machines();
  // The room with the music is kept, as those of queues are.
  const ofOne = rooms.filter(({ room, legs: inside }) => room !== 'waiting-outside' || inside.length > 0);
  expect({ legs, rooms: ofOne, frames: calls.frames(), placed: [...outbound.state().calls] }).toEqual({
    ...{ legs: [], rooms: [], frames: [], placed: [] },
  });
  expect(outbound.state().books.reserved).toEqual({});
  const begun = centre.facts.flatMap((fact) =>
    fact.kind === 'callOffered' || fact.kind === 'numberDialled' ? [fact.leg] : [],
  );
  const ended = centre.facts.flatMap((fact) => (fact.kind === 'legEnded' ? [fact.leg] : []));
  expect(ended.sort()).toEqual([...new Set(begun)].sort());
}
