// The index of a project: where every name is declared and used, across files.

import { describe, expect, it } from 'vitest';
import { checkProject, symbolsOf } from '../../src/dsl/index.ts';
import type { ProjectSymbol } from '../../src/dsl/index.ts';
import { exampleFiles } from './examples.ts';
import { host } from './in-memory.ts';

async function find(
  kind: ProjectSymbol['kind'],
  name: string,
): Promise<{ declared: string[]; used: string[]; about: string }> {
  const { model } = await checkProject(host(exampleFiles('banque')));
  const symbol = symbolsOf(model!).find((each) => each.kind === kind && each.name === name)!;
  const places = (spans: ProjectSymbol['used']) => spans.map(({ file, line }) => `${file}:${line}`);
  return { declared: places(symbol.declared), used: places(symbol.used), about: symbol.about };
}

describe('the index knows', () => {
  it('a declaration and who uses it, in every file that sees it', async () => {
    const { declared, used } = await find('record', 'Client');
    expect(declared).toEqual(['commun/crm.fil:2']);
    expect(used).toEqual(
      expect.arrayContaining(['accueil.fil:1', 'accueil.fil:7', 'commun/crm.fil:5', 'scripts/fiche.fil:2']),
    );
  });

  it('a step and every way to it', async () => {
    const { declared, used } = await find('step', 'ferme');
    expect([declared, used]).toEqual([['accueil.fil:71'], ['accueil.fil:13', 'accueil.fil:56']]);
  });

  it('a prompt in all its languages', async () => {
    const { declared, used } = await find('prompt', 'menu_principal');
    expect(declared).toHaveLength(2);
    expect(used).toEqual(['accueil.fil:19']);
  });

  it('a value, an operation, a member of an enum, an event', async () => {
    expect((await find('value', 'client')).used).toContain('accueil.fil:43');
    expect((await find('operation', 'trouver_client')).used).toEqual(['accueil.fil:38']);
    expect((await find('member', 'premium')).used).toContain('accueil.fil:49');
    expect(await find('event', 'abandon')).toMatchObject({ declared: [], used: ['accueil.fil:8'] });
  });

  it('what the comments above a declaration say', async () => {
    const text = '/// Qui appelle.\n/// Et pourquoi.\nenum Motif { un deux }';
    const { model } = await checkProject(host([{ file: 'a.fil', text }]));
    expect(symbolsOf(model!)[0]).toMatchObject({ name: 'Motif', about: 'Qui appelle.\nEt pourquoi.' });
  });
});
