// The telephone in the terminal: what a person types and what they are told. Not here: the terminal itself (test/cli).

import { describe, expect, it } from 'vitest';
import { openTelephone, runTests } from '../../../src/sim/index.ts';
import { failureOf, projectOf, shippedProject } from './projects.ts';

async function phone(head: string, given: readonly string[] = []) {
  const opened = openTelephone(await shippedProject(), head, given);
  if (opened.kind === 'failed') throw new Error(opened.failure);
  return opened.value;
}

const plain = (lines: readonly string[]): readonly string[] => lines.map((line) => line.replace(/^[\d:.]+\s+/, ''));

describe('the telephone', () => {
  it('tells what is heard as keys are pressed, time passes and the caller hangs up', async () => {
    const telephone = await phone('standard', [
      'given call at 2026-03-17 10:00',
      'given config "standard.fermeture" = "non"',
    ]);
    expect(plain(telephone.begin())).toContain('say standard_bienvenue  "Bonjour, vous êtes au standard."');
    expect(plain(telephone.type('3'))).toContain(
      'say standard_adresse  "Nous sommes au douze, rue des Alpes, à Lyon."',
    );
    expect(plain(telephone.type('0'))).toContain('queue support(priority: 0)');
    expect(plain(telephone.type('+2min'))).toEqual([]);
    expect(plain(telephone.type('a'))).toEqual(['agent answers']);
    expect(telephone.isOver()).toBe(false);
    expect(plain(telephone.type('h'))).toContain('The call is over.');
    expect(telephone.isOver()).toBe(true);
  });

  it('an empty line waits until something happens', async () => {
    const telephone = await phone('avis_apres_appel()');
    telephone.begin();
    const told = ['', '', ''].flatMap((line) => plain(telephone.type(line)));
    expect(told).toEqual(expect.arrayContaining(['ask avis', 'no input avis 1', 'no input avis 2']));
  });

  it('a service about which nothing was said gives the usual answer; any line of a test can be typed', async () => {
    const telephone = await phone('suivi_commande', ['given call from "anonymous"']);
    telephone.begin();
    telephone.type('given request boutique.commande returns { etat: livree }');
    expect(plain(telephone.type('123456'))).toContain('say commande_livree  "Votre commande a été livrée."');
  });

  it('what cannot be understood is said with its place, and the call goes on', async () => {
    const telephone = await phone('standard', ['given config "standard.fermeture" = "non"']);
    telephone.begin();
    expect(telephone.type('nonsense 1').join('\n')).toContain('! error FIL101');
    expect(plain(telephone.type('1'))).toContain('key 1  "Facturation"');
  });

  it('a flow that is not there is refused with those that are', async () => {
    const opened = openTelephone(await shippedProject(), 'standards', []);
    expect(opened).toMatchObject({ kind: 'failed' });
    expect(opened.kind === 'failed' ? opened.failure : '').toContain('standard, ');
  });

  it('gives the call as a test, which passes', async () => {
    const given = ['given call at 2026-03-17 10:00', 'given config "standard.fermeture" = "non"'];
    const telephone = await phone('standard', given);
    telephone.begin();
    for (const line of ['9', '1', 'a', '+1min', 'b']) telephone.type(line);
    const text = telephone.asTest();
    expect(text).toContain('press "9"');
    expect(text).toContain('expect track service_demande(service: "facturation")');
    const shipped = await shippedProject();
    const files = Object.fromEntries(
      shipped.sources.filter(({ file }) => !file.includes('.test.')).map(({ file, text: body }) => [file, body]),
    );
    const project = await projectOf({ ...files, 'standard/standard.test.fil': text });
    expect(runTests(project).runs.map(failureOf)).toEqual(['']);
  });
});
