// What a flow asks of other systems: requests, consent, callbacks, messages, events; and what becomes of them when the caller
// leaves.

import { describe, expect, it } from 'vitest';
import { compiled } from './compiled.ts';
import { runFlow } from './flow-timeline.ts';

const flow = (body: string, onHangup = ''): ReturnType<typeof compiled> =>
  compiled(`
  record Client { id: Digits nom: Text solde: Money? }
  service crm {
    base url config("crm.url")
    query trouver(id: Digits) -> Client? { get "/clients/{id}" timeout 2s }
    query compter() -> Number { get "/nombre" timeout 4s }
    command noter(note: Number, de: Text = "personne") { post "/notes" timeout 3s }
  }
  flow essai { entry "+33180001122" languages fr-FR
    ${onHangup}
    on error { say panne hangup }
    step a { if length(call.id) > 90 -> lent  if length(call.id) > 91 -> rate  say bonjour ${body} }
    step lent { say lent hangup }
    step rate { say rate hangup }
  }
  prompts fr-FR {
    bonjour = "Bonjour."  panne = "Panne."  lent = "Trop lent."  rate = "Raté."
    trouve(nom: Text, solde: Money) = "{nom}, {solde}."   compte(n: Number) = "{n}."   inconnu = "Inconnu."
    resume(n: Number) = "Objet\\nVous avez {n}."
  }`);

const ask = `let c = request crm.trouver(id: "12") { on timeout -> lent  on failure -> rate }
  if c is none { say inconnu hangup }
  say trouve(nom: c.nom, solde: c.solde default 0 EUR) hangup`;
const begun = `00:00 dials        -> answer, play bonjour
  00:01 prompt ends  -> request crm.trouver(id "12")`;

describe('a request', () => {
  it('gives its answer to the flow', async () => {
    const { facts } = runFlow(
      await flow(ask),
      'essai',
      `${begun}
       00:02 answered {"id":"12","nom":"Durand","solde":{"amount":"1250.40","currency":"EUR"}} -> play trouve(nom "Durand", solde {"amount":"1250.40","currency":"EUR"})`,
    );
    expect(facts).toContainEqual({
      ...{ kind: 'requestEnded', call: 'C', outcome: 'answered', code: null, lengthMs: 1000 },
      request: expect.any(Number) as number,
    });
  });

  it('that finds nothing gives none', async () => {
    runFlow(await flow(ask), 'essai', `${begun}\n00:01 nothing -> play inconnu`);
  });

  it('whose answer is not of its type has failed', async () => {
    runFlow(await flow(ask), 'essai', `${begun}\n00:01 answered {"id":"12","nom":7} -> play rate`);
  });

  it('lets the caller hear something after a second and a half, and is over after its whole budget', async () => {
    runFlow(
      await flow(ask),
      'essai',
      `${begun}
       00:02 time passes  ->
       00:03 time passes  -> comfort start, cancel, comfort stop, play lent`,
    );
  });

  it('that comes late stops the comfort sound', async () => {
    runFlow(
      await flow(ask),
      'essai',
      `${begun}
       00:02.6 nothing    -> comfort start, comfort stop, play inconnu`,
    );
  });

  it('without an outcome of its own takes on error', async () => {
    runFlow(
      await flow('let n = request crm.compter()  say compte(n: n) hangup'),
      'essai',
      `00:00 dials           -> answer, play bonjour
       00:01 prompt ends     -> request crm.compter
       00:02 refused broken  -> play panne`,
    );
  });

  it('is asked again after an absence with what was left of its budget, under the same key', async () => {
    const { effects } = runFlow(
      await flow(ask),
      'essai',
      `${begun}
       00:02 back  -> answer, request crm.trouver(id "12")
       00:03 time passes -> cancel, play lent`,
    );
    const sent = effects.flatMap((effect) => (effect.kind === 'request' ? [effect] : []));
    expect(sent.map(({ timeoutMs }) => timeoutMs)).toEqual([2000, 1000]);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  it('that nobody performs fails by its own outcome', async () => {
    runFlow(await flow(ask), 'essai', `${begun}\n00:01 refused notAvailable -> play rate`);
  });
});

describe('what is done outside', () => {
  const body = `request crm.noter(note: 3) { on failure -> rate on timeout -> lent }
    request consent.give(to: call.caller default "+33600000000", purpose: recording)
    schedule callback to "+33611111111" in ventes
    send sms compte(n: 5) to "+33611111111"
    send email resume(n: 5) to "a@b.fr"
    track venu(n: 4 + 1, qui: "moi")
    hangup`;

  it('is asked for at once, in order, and nobody waits for it', async () => {
    const { effects, facts } = runFlow(
      await flow(body),
      'essai',
      `00:00 dials        -> answer, play bonjour
       00:01 prompt ends  -> request crm.noter(note 3, de "personne")
       00:02 answered 1   -> consent give +33612345678 recording, callback +33611111111 in ventes, sms +33611111111 compte, email a@b.fr resume, end normal`,
    );
    expect(effects.find(({ kind }) => kind === 'send')).toMatchObject({ text: 'cinq.' });
    expect(effects.findLast(({ kind }) => kind === 'send')).toMatchObject({ text: 'Objet\nVous avez cinq.' });
    expect(facts).toContainEqual({ kind: 'consentGiven', call: 'C', to: '+33612345678', purpose: 'recording' });
    expect(facts).toContainEqual({ kind: 'eventTracked', call: 'C', event: 'venu', values: { n: 5, qui: 'moi' } });
  });
});

describe('a caller who has left', () => {
  const onHangup = `on hangup { track parti(etape: call.step)  request crm.noter(note: 1)  send sms compte(n: 1) to "+33611111111" }`;

  it('is still noted, and nobody waits for the answer', async () => {
    const { state, facts } = runFlow(
      await flow('hangup', onHangup),
      'essai',
      `00:00 dials   -> answer, play bonjour
       00:01 hangs up -> tell service crm.noter(note 1, de "personne"), sms +33611111111 compte`,
    );
    expect(state).toBeNull();
    expect(facts.map(({ kind }) => kind).slice(-4)).toEqual([
      'eventTracked',
      'requestSent',
      'messageSent',
      'callEnded',
    ]);
  });

  it('drops the answer of a request', async () => {
    runFlow(await flow(ask), 'essai', `${begun}\n00:01 hangs up -> cancel`);
  });
});
