// The flow and the hands of the journeys of `require`, `connect`, scripts and callbacks. Not here: what they show.

import { agentId, e164, phoneId, queueName } from '../src/base/ids.ts';
import type { LegId } from '../src/base/ids.ts';
import type { Abilities } from '../src/queue/index.ts';
import type { InMemoryCentre } from './in-memory-centre.ts';

/** Fil. */
export const source = `
question satisfait: Boolean { prompt q_satisfait  key 1 "Oui" { return true }  key 2 "Non" { return false } }
question quel_age: Number { prompt q_age  length 1..3  valid when quel_age >= 18 else say trop_jeune }
script fiche(qui: Text) -> Text {
  languages fr-FR
  on hangup { return "parti" }
  on error { return "panne" }
  step ouverture { tell accroche(qui: qui)  let ok = ask satisfait  if ok -> suite  return "non" }
  step suite {
    let ans = ask quel_age
    on objection "Trop cher" { tell argument  return "objection" }
    track vendu(ans: ans)
    return "vendu"
  }
}
flow accueil {
  entry "+33180001122"
  languages fr-FR
  on error { hangup }
  step debut {
    queue support {
      require skill(fibre, 3) for 10s then speaks(fr-FR)
      connect { tell bip  say mise  run fiche(qui: "Ada") }
      after 30s -> rappel
      on closed, no agent -> rappel
    }
    say merci
    hangup
  }
  step rappel {
    schedule callback to call.caller default "+33611111111" in support keep position
    say note
    hangup
  }
}
prompts fr-FR {
  bip = "Appel entrant."  mise = "Je vous passe."  merci = "Merci."  note = "Noté."  q_satisfait = "Satisfait ?"  q_age = "Quel âge ?"
  accroche(qui: Text) = "Bonjour {qui}."  argument = "Mais si."  trop_jeune = "Trop jeune."
}`;

export const caller = e164('+33612345678');
export const expert: Abilities = { languages: ['fr'], skills: [{ skill: 'fibre', level: 3 }] };
export const speaker: Abilities = { languages: ['fr-FR'], skills: [] };

/** Signed in and ready, with these abilities. */
export function staff(centre: InMemoryCentre, agent: string, abilities: Abilities): void {
  centre.ready(agent);
  const profile = { id: agentId(agent), name: agent, phone: phoneId(agent), queues: [queueName('support')] };
  centre.machines().acd.post({ kind: 'agentPut', agent: { ...profile, abilities } });
}

export async function dialIn(centre: InMemoryCentre): Promise<LegId> {
  const leg = centre.telephony.offer({ caller, called: '+33180001122' });
  if (leg === null) throw new Error('Nobody listens.');
  await centre.pass(0);
  return leg;
}

/** Agents who have gone for good. */
export const away = new Set<string>();

export const comesBack = (centre: InMemoryCentre, agent = 'A1'): void => {
  const availability = { kind: 'available' } as const;
  centre.machines().acd.post({ kind: 'availabilityChosen', agent: agentId(agent), availability });
};

/** Lets time pass until this holds; a controller that died meanwhile is started again at once. */
export async function until(
  centre: InMemoryCentre,
  holds: () => boolean,
  what: string,
  limitMs = 60_000,
): Promise<void> {
  for (let ms = 0; ms < limitMs; ms += 100) {
    if (centre.isDead()) await centre.start();
    if (holds()) return;
    // A person whose phone was not rung as it should have been says that they are there.
    for (const { id, state } of centre.machines().acd.state().agents.values())
      if (state.kind === 'notResponding' && !away.has(id)) comesBack(centre, id);
    await centre.pass(100);
  }
  throw new Error(`Not within ${String(limitMs)} ms: ${what}`);
}

export const phoneLeg = (centre: InMemoryCentre, phone: string): LegId | undefined =>
  centre.telephony.inventory().legs.find(({ called }) => called === phone)?.leg;

export const hearEachOther = (centre: InMemoryCentre, one: LegId | undefined, other: LegId | undefined): boolean => {
  if (one === undefined || other === undefined) return false;
  const heard = centre.telephony.hears(one);
  return heard.kind === 'legs' && heard.legs.includes(other);
};

export const count = (centre: InMemoryCentre, kind: string): number =>
  centre.facts.filter((fact) => fact.kind === kind).length;

/** What is left once everybody has gone. */
export async function leftOver(centre: InMemoryCentre): Promise<object> {
  await centre.pass(30_000);
  if (centre.isDead()) await centre.start();
  const { calls, acd, conversations, callbacks, outbound } = centre.machines();
  return {
    legs: centre.telephony.inventory().legs.length,
    calls: calls.frames().length,
    scripts: calls.scripts.sheets().length,
    waiting: acd.state().waiting.size,
    talks: conversations.talking().length,
    callbacks: callbacks.list().length,
    placed: outbound.calls().length,
  };
}
export const nothing = { legs: 0, calls: 0, scripts: 0, waiting: 0, talks: 0, callbacks: 0, placed: 0 };

export const records = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);
