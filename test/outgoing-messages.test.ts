// What flows send, through the whole wiring: the intent is in the very record of the flow's step, so that no death loses it.

import { beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../src/dsl/index.ts';
import type { Delivery, Message, Ways } from '../src/outbox/index.ts';
import { type InMemoryCentre, type InMemoryCentreOptions, openInMemoryCentre } from './in-memory-centre.ts';
import { compiled } from './ivr/compiled.ts';

let program: Program;
beforeAll(async () => {
  program = await compiled(`
  flow essai { entry "+33180001122" languages fr-FR
    on hangup { send email parti(n: 2) to "chef@exemple.fr" }
    on error { say panne hangup }
    step a {
      say bonjour
      send sms rappel(n: 3) to call.caller default "+33600000000"
      request consent.give(to: call.caller default "+33600000000", purpose: sales)
      request consent.refuse(to: call.caller default "+33600000000")
      say bonjour
      hangup
    }
  }
  prompts fr-FR { bonjour = "Bonjour." panne = "Panne." rappel(n: Number) = "Rappel {n}." parti(n: Number) = "Parti.\\nFois : {n}" }`);
});

/** A centre whose messages go out as `deliver` says; `sent` is what left it. */
async function opened(deliver: (count: number) => Delivery, options: InMemoryCentreOptions = {}) {
  const sent: Message[] = [];
  const way = {
    send: (message: Message) => Promise.resolve(deliver(sent.push(message))),
    close: () => Promise.resolve(),
  };
  const ways: Ways = { sms: way, email: way };
  return { centre: await openInMemoryCentre(program, { ...options, ways }), sent };
}

async function dialled(centre: InMemoryCentre): Promise<void> {
  centre.telephony.offer({ caller: '+33612345678', called: '+33180001122' });
  await centre.pass(3_000);
}

const accepted = (): Delivery => ({ kind: 'accepted' });
const outcomes = ({ facts }: InMemoryCentre) => facts.flatMap((fact) => (fact.kind === 'messageEnded' ? [fact] : []));

describe('a consent', () => {
  it('is in the record of the step, and the call goes on', async () => {
    const { centre } = await opened(accepted);
    await dialled(centre);
    const consents = centre.facts.filter(({ kind }) => kind === 'consentGiven' || kind === 'consentRefused');
    expect(consents).toMatchObject([
      { kind: 'consentGiven', to: '+33612345678', purpose: 'sales' },
      { kind: 'consentRefused', to: '+33612345678' },
    ]);
    expect(centre.facts.map(({ kind }) => kind)).not.toContain('flowFailed');
  });
});

describe('a message of a flow', () => {
  it('is sent while the call goes on, and its facts tell it from its intent to its end', async () => {
    const { centre, sent } = await opened(accepted);
    await dialled(centre);
    expect(sent).toMatchObject([{ medium: 'sms', to: '+33612345678', text: 'Rappel trois.' }]);
    const [intent] = centre.facts.flatMap((fact) => (fact.kind === 'messageSent' ? [fact] : []));
    expect(intent?.message).toBe(sent[0]?.key);
    expect(outcomes(centre)).toMatchObject([{ message: sent[0]?.key, outcome: 'accepted', tries: 1 }]);
  });

  it('is sent although the controller dies right after the step that asked for it', async () => {
    const { centre, sent } = await opened(accepted, { dieAfterFact: ({ kind }) => kind === 'messageSent' });
    await dialled(centre);
    expect(centre.isDead()).toBe(true);
    expect(sent).toEqual([]);
    await centre.start();
    await centre.pass(3_000);
    expect(sent).toHaveLength(1);
    expect(outcomes(centre)).toHaveLength(1);
  });

  it('is sent again, under the same key, when the controller died before it knew what became of it', async () => {
    let deaths = 0;
    const { centre, sent } = await opened((count) => {
      if (count === 1) {
        deaths += 1;
        centre.kill();
      }
      return { kind: 'accepted' };
    });
    await dialled(centre);
    await centre.start();
    await centre.pass(3_000);
    expect(deaths).toBe(1);
    expect(sent.map(({ key }) => key)).toEqual([sent[0]?.key, sent[0]?.key]);
    expect(outcomes(centre)).toMatchObject([{ outcome: 'accepted', tries: 2 }]);
  });

  it('outlives its call while a provider is dead', async () => {
    const { centre, sent } = await opened((count) =>
      count < 6 ? { kind: 'failed', code: 'unreachable' } : { kind: 'accepted' },
    );
    await dialled(centre);
    await centre.pass(40_000);
    expect(centre.machines().calls.frames()).toEqual([]);
    expect(sent).toHaveLength(6);
    expect(outcomes(centre)).toMatchObject([{ outcome: 'accepted', tries: 6 }]);
  });

  it('of a caller who has left is sent all the same', async () => {
    const { centre, sent } = await opened(accepted);
    const leg = centre.telephony.offer({ caller: '+33612345678', called: '+33180001122' });
    await centre.pass(300);
    if (leg !== null) centre.telephony.hangUp(leg);
    await centre.pass(300);
    expect(sent).toMatchObject([{ medium: 'email', to: 'chef@exemple.fr', text: 'Parti.\nFois : deux' }]);
  });

  it('that nobody can send is given up with a fact, and the call goes on', async () => {
    const centre = await openInMemoryCentre(program, {});
    await dialled(centre);
    expect(outcomes(centre)).toMatchObject([{ outcome: 'failed', code: 'notConfigured' }]);
    expect(centre.facts.map(({ kind }) => kind)).not.toContain('flowFailed');
  });
});
