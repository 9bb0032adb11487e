// A caller, or the far end, may hang up at any instant: at every 20 ms of a call that says, asks, records, requests, transfers and
// waits, on the whole wiring. Afterwards nothing may be left over and everything must have ended once. Hand-overs: transfers.sim.

import { beforeAll, describe, expect, it } from 'vitest';
import { e164 } from '../src/base/ids.ts';
import type { LegId } from '../src/base/ids.ts';
import type { Fact } from '../src/call/index.ts';
import type { Program } from '../src/dsl/index.ts';
import { type InMemoryCentre, openInMemoryCentre } from './in-memory-centre.ts';
import { compiled } from './ivr/compiled.ts';

const number = '+33180001122';
const far = e164('+33180001177');
const prompts = `prompts fr-FR { bonjour = "Bonjour."  choix = "Choix ?"  numero = "Numéro ?"  message = "Message ?"
  attente = "Attente."  retour = "Retour."  echec = "Échec." }`;

/** Every kind of wait, one after the other. */
const everything = `flow tout {
  entry "${number}"
  languages fr-FR
  on hangup { track parti(etape: call.step) }
  step debut { say bonjour  goto choix }
  step choix { menu m { prompt choix  key 1 "Oui" -> saisie  on no input, no match -> saisie } }
  step saisie { collect n: Digits { prompt numero  length 4  first digit within 300ms  on no input, no match -> depot } goto depot }
  step depot { voicemail v { prompt message  max 5s  silence 1s  end on #  on no input -> file }  goto file }
  step file { queue support { greet attente  after 2s -> appel  on closed, no agent -> appel }  goto appel }
  step appel { transfer to "${far}" { timeout 5s  on busy, no answer, failure -> fin }  goto fin }
  step fin { say retour  hangup }
}
${prompts}`;

const transferred = `flow passe {
  entry "${number}"
  languages fr-FR
  step debut { transfer to "${far}" { timeout 20s  on busy, no answer, failure { say echec  hangup } }  say retour  hangup }
}
${prompts}`;

const stepMs = 20;

const range = (fromMs: number, toMs: number): readonly number[] =>
  Array.from({ length: Math.floor((toMs - fromMs) / stepMs) + 1 }, (_, index) => fromMs + index * stepMs);

/** What is left when all is said; and that each leg that began, and the call, ended once. */
function leftOver({ telephony, machines, facts }: InMemoryCentre): Readonly<Record<string, unknown>> {
  const { legs, rooms } = telephony.inventory();
  const { calls, outbound, acd, conversations } = machines();
  const of = (kinds: readonly Fact['kind'][]): LegId[] =>
    facts.flatMap((fact) => (kinds.includes(fact.kind) && 'leg' in fact ? [fact.leg] : []));
  const begun = new Set(of(['callOffered', 'numberDialled', 'callOfferedToAgent']));
  const ended = of(['legEnded']);
  return {
    ...{ legs, inRooms: rooms.flatMap((room) => room.legs), frames: calls.frames().length },
    ...{ placed: outbound.state().calls.size, waiting: acd.state().waiting.size },
    ...{ talking: conversations.talking().length, notEnded: begun.size - new Set(ended).size },
    endedTwice: ended.length - new Set(ended).size,
    callEnds: facts.filter(({ kind }) => kind === 'callEnded').length,
  };
}

const nothing = {
  ...{ legs: [], inRooms: [], frames: 0, placed: 0, waiting: 0, talking: 0, notEnded: 0, endedTwice: 0, callEnds: 1 },
};

/** One call in which `who` hangs up at `atMs`. */
async function hungUp(program: Program, atMs: number, who: 'caller' | 'far end'): Promise<InMemoryCentre> {
  const centre = await openInMemoryCentre(program);
  centre.ready('A1');
  centre.machines().acd.post({
    kind: 'availabilityChosen',
    agent: [...centre.machines().acd.state().agents.keys()][0]!,
    availability: { kind: 'paused', reason: 'test' },
  });
  const leg = centre.telephony.offer({ caller: '+33612345678', called: number });
  await centre.pass(atMs);
  const farLeg = centre.machines().outbound.calls()[0]?.leg;
  const party = who === 'caller' ? leg : farLeg;
  if (party !== null && party !== undefined) centre.telephony.hangUp(party);
  await centre.pass(8_000);
  return centre;
}

describe('a caller who hangs up', () => {
  let program: Program;
  beforeAll(async () => {
    program = await compiled(everything);
  });

  it('at any instant of any wait leaves nothing, and was heard by on hangup once', { timeout: 120_000 }, async () => {
    const steps = new Set<string>();
    for (const atMs of range(100, 16_000)) {
      const centre = await hungUp(program, atMs, 'caller');
      expect({ atMs, ...leftOver(centre) }).toEqual({ atMs, ...nothing });
      const left = centre.facts.flatMap((fact) => (fact.kind === 'eventTracked' ? [fact.values] : []));
      expect({ atMs, count: left.length }).toEqual({ atMs, count: 1 });
      steps.add(JSON.stringify(left[0]));
    }
    // The sweep was somewhere in each of them.
    expect([...steps].sort()).toEqual(
      ['appel', 'choix', 'debut', 'depot', 'file', 'saisie'].map((etape) => JSON.stringify({ etape })),
    );
  });
});

describe('a transfer', () => {
  let program: Program;
  beforeAll(async () => {
    program = await compiled(transferred);
  });

  it.each(['caller', 'far end'] as const)(
    'in which the %s hangs up at any instant leaves nothing, and has one outcome',
    { timeout: 60_000 },
    async (who) => {
      for (const atMs of range(0, 3_000)) {
        const centre = await hungUp(program, atMs, who);
        const left = leftOver(centre);
        // Before anything was dialled there is no far end: the call then goes on, which is no hang-up.
        if (who === 'far end' && !centre.facts.some(({ kind }) => kind === 'dialEnded')) continue;
        expect({ atMs, ...left }).toEqual({ atMs, ...nothing });
        const outcomes = centre.facts.filter(({ kind }) => kind === 'dialEnded');
        expect({ atMs, outcomeCount: outcomes.length }).toEqual({
          atMs,
          outcomeCount: atMs === 0 ? outcomes.length : 1,
        });
      }
    },
  );
});
