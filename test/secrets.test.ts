// A secret code on the fake telephone: nothing that is recorded holds a digit of it, and a controller killed in the middle of
// it still knows what was typed.

import { beforeAll, describe, expect, it } from 'vitest';
import type { LegId } from '../src/base/ids.ts';
import type { Digit } from '../src/call/index.ts';
import type { Program } from '../src/dsl/index.ts';
import { sealWith } from '../src/seal.ts';
import { type InMemoryCentre, type InMemoryCentreOptions, openInMemoryCentre } from './in-memory-centre.ts';
import { compiled } from './ivr/compiled.ts';

const source = (secrecy: 'secret' | '') => `
  subflow controle(code: Digits) -> Boolean {
    step a { menu fin_de_controle { prompt suite wait 5s key 1 "Oui" -> b on no input after 1 tries -> b on no match after 1 tries -> b } }
    step b { return luhn(code) }
  }
  flow essai { entry "+33180001122" languages fr-FR
    on error { say panne hangup }
    step a {
      collect code: Digits { prompt votre_code barge-in keep ${secrecy} length 16 end on # first digit within 5s on no input, no match after 1 tries -> fin }
      let copie = last(code, 8)
      let bon = run controle(code: code)
      if bon and length(copie) is 8 -> juste
      goto fin
    }
    step juste { say bon_code hangup }
    step fin { say panne hangup }
  }
  prompts fr-FR { panne = "Panne." votre_code = "Code." suite = "Suite." bon_code = "Juste." }`;

let secret: Program;
let plain: Program;
beforeAll(async () => {
  [secret, plain] = await Promise.all([compiled(source('secret')), compiled(source(''))]);
});

const code = '4539578763621486';

/** One call: the code typed from 1.5 s on, a digit every 200 ms; the controller is killed at `atMs`. */
async function call(program: Program, options: InMemoryCentreOptions = {}, atMs = Infinity): Promise<InMemoryCentre> {
  const centre = await openInMemoryCentre(program, options);
  const leg = centre.telephony.offer({ caller: '+33600000000', called: '+33180001122' })!;
  for (let passed = 0; passed < 20_000; passed += 100) {
    if (passed === atMs) {
      centre.kill();
      await centre.start();
    }
    if (centre.isDead()) await centre.start();
    const index = (passed - 1_500) / 200;
    if (Number.isInteger(index) && index >= 0 && index < code.length) press(centre, leg, code.charAt(index) as Digit);
    await centre.pass(100);
  }
  return centre;
}

const press = (centre: InMemoryCentre, leg: LegId, digit: Digit): void => centre.telephony.press(leg, digit);
const played = ({ facts }: InMemoryCentre): string[] =>
  facts.flatMap((fact) => (fact.kind === 'promptPlayed' ? [fact.prompt] : []));

/** Keys in clear, and any part of the code that would not stand there by chance. */
function traces({ journal }: InMemoryCentre): string[] {
  const parts = Array.from({ length: code.length - 3 }, (_, index) => code.slice(index, index + 4));
  return journal.flatMap((line) => [
    ...[...line.matchAll(/"digit":"[0-9*#]"/g)].map(([text]) => text),
    ...parts.filter((part) => line.replaceAll(/"sealed":"[^"]*"|"program":"[^"]*"/g, '').includes(part)),
  ]);
}

describe('a secret code', () => {
  it('is in no record, neither as keys nor as a value nor as part of one', async () => {
    const centre = await call(secret);
    expect(played(centre)).toEqual(['votre_code', 'suite', 'bon_code']);
    expect(traces(centre)).toEqual([]);
    expect(centre.journal.join()).toContain('"digit":"?"');
  });

  it('that is not secret is found by the same search', async () => {
    expect(traces(await call(plain)).length).toBeGreaterThan(20);
  });

  it('typed before the question is asked leaves no key either', async () => {
    const centre = await openInMemoryCentre(secret, {});
    const leg = centre.telephony.offer({ caller: null, called: '+33180001122' })!;
    await centre.pass(300);
    for (const digit of code.slice(0, 6)) press(centre, leg, digit as Digit);
    await centre.pass(300);
    expect(traces(centre)).toEqual([]);
  });

  it.each([1_600, 2_200, 3_000, 4_000, 4_600, 5_000, 6_000])(
    'is still known when the controller is killed %i ms into the call',
    async (atMs) => {
      const centre = await call(secret, {}, atMs);
      expect(played(centre).at(-1)).toBe('bon_code');
      expect(traces(centre)).toEqual([]);
    },
  );

  it('whose key is lost ends the call rather than go on without it', async () => {
    let life = 0;
    const seal = () => sealWith(new Uint8Array(32).fill((life += 1)));
    const centre = await call(secret, { seal }, 3_000);
    expect(centre.facts.at(-1)).toMatchObject({ kind: 'callEnded', reason: { result: 'us', code: 'memoryMissing' } });
  });
});
