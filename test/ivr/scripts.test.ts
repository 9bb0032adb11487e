// Scripts: what an agent is shown beside the call, fields, objections, and what comes of them.

import { describe, expect, it } from 'vitest';
import { compiled } from './compiled.ts';
import { newScript, runFlow } from './flow-timeline.ts';

const source = `
  enum Resultat { vendu refuse perdu }
  question age_client: Number { prompt quel_age  length 1..3  valid when age_client >= 18 else say trop_jeune }
  question accord: Boolean { prompt d_accord  key 1 "Oui" { return true } key 2 "Non" { return false } }
  script vente(nom: Text) -> Resultat {
    languages fr-FR
    on hangup { track perdue(nom: nom)  return perdu }
    on error { tell panne  return refuse }
    step ouverture {
      tell accroche(nom: nom)
      let ans = ask age_client
      let peut_etre: Number? = ask age_client
      if ans > 60 -> refus
      tell prix(p: 12.50 EUR * ans)
      on objection "Trop cher" { tell argument  goto accord }
      on objection "Je réfléchis" -> refus
      goto accord
    }
    step accord { let oui = ask accord  if oui { return vendu }  return refuse }
    step refus { tell argument  return refuse }
  }
  prompts fr-FR { accroche(nom: Text) = "Bonjour {nom}."  quel_age = "Quel âge ?"  d_accord = "D'accord ?"  panne = "Panne."
    prix(p: Money) = "{p}."  argument = "Mais si."  trop_jeune = "Trop jeune." }`;

const run = async (timeline: string) => {
  const program = await compiled(source);
  return runFlow(program, 'vente', timeline, { frame: newScript(program, 'vente', { nom: 'Durand' }) });
};

const toPrice = `00:00 dials      -> show accroche(nom "Durand"), ask age_client
  00:05 field 40    -> ask age_client
  00:06 field null  -> show prix(p {"amount":"500.00","currency":"EUR"}), buttons Trop cher | Je réfléchis`;

describe('a script', () => {
  it('shows and asks, and returns what came of it', async () => {
    const { state, facts } = await run(`${toPrice}
      00:10 continue    -> ask accord
      00:12 field true  -> returns "vendu"`);
    expect(state).toBeNull();
    expect(facts.at(-1)).toEqual({
      ...{ kind: 'scriptEnded', call: 'C', script: 'vente', result: 'vendu' },
      reason: { result: 'completed', code: 'returned' },
    });
    expect(facts.map(({ kind }) => kind)).not.toContain('callOffered');
  });

  it('goes where the objection leads', async () => {
    const { facts } = await run(`${toPrice}
      00:10 objection 7  ->
      00:10 objection 0  -> show argument, ask accord
      00:12 field false  -> returns "refuse"`);
    expect(facts).toContainEqual({ kind: 'objectionRaised', call: 'C', objection: 'Trop cher' });
  });

  it('asks again for what is no valid answer', async () => {
    await run(`00:00 dials      -> show accroche(nom "Durand"), ask age_client
      00:05 field 12     -> ask age_client again "Trop jeune."
      00:06 field "x"    -> ask age_client again "Trop jeune."
      00:07 field null   -> ask age_client again "Trop jeune."
      00:08 field 40     -> ask age_client`);
  });

  it('is asked again after an absence', async () => {
    await run(`${toPrice}
      00:10 back         -> buttons Trop cher | Je réfléchis
      00:11 continue     -> ask accord
      00:12 back         -> ask accord
      00:13 field true   -> returns "vendu"`);
  });

  it('of a caller who leaves ends by its on hangup, and that is its result', async () => {
    const { facts } = await run(`${toPrice}\n00:10 hangs up -> returns "perdu"`);
    expect(facts.at(-1)).toMatchObject({ kind: 'scriptEnded', result: 'perdu', reason: { result: 'caller' } });
    expect(facts).toContainEqual({ kind: 'eventTracked', call: 'C', event: 'perdue', values: { nom: 'Durand' } });
  });
});
