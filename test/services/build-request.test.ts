// What an operation becomes on the wire, and that no argument leaves its place in it.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Program, Value } from '../../src/dsl/index.ts';
import { buildRequest } from '../../src/services/build-request.ts';
import type { HttpRequest } from '../../src/services/index.ts';
import { askedOf, programWith } from './asked.ts';

let program: Program;
beforeAll(async () => {
  program = await programWith(`
    query lire(id: Text) -> Client? { get "/clients/{id}" timeout 2s }
    query chercher(nom: Text, ouvert: Boolean, tags: List<Text>, depuis: Date?) -> Number { get "/clients" timeout 2s }
    query filtrer(nom: Text) -> Number { get "/clients?tri=nom" timeout 2s }
    query accents(id: Text) -> Number { get "/données/{id}/é t/%41" timeout 2s }
    command noter(client: Client, attente: Duration, quand: DateTime) { post "/notes" timeout 2s }
    command dire(texte: Text, jeton: Text) {
      post "/mots"  header "X-Motif" = texte  header "Authorization" = "Bearer " + jeton  timeout 2s
    }
    command corps(client: Client, attente: Duration, note: Number) {
      put "/corps"  body { nom: client.nom  attente: attente * 2  depuis: client.depuis  fixe: 90s  note: note + 1 }  timeout 2s
    }
    command oter(id: Text, motif: Text) { delete "/clients/{id}" timeout 2s }
    command prendre(texte: Text) { post "/x"  header "Host" = texte  timeout 2s }`);
});

const operationOf = (name: string) => program.services['crm']!.operations[name]!;
const built = (name: string, given: Readonly<Record<string, Value>>, base?: string) =>
  buildRequest(askedOf(program, name, given, base), operationOf(name));
function requestOf(name: string, given: Readonly<Record<string, Value>>, base?: string): HttpRequest {
  const result = built(name, given, base);
  if (result.kind === 'failed') throw new Error(result.failure);
  return result.value;
}
const client = {
  ...{ id: '12', nom: 'Durand', etat: 'ouvert', solde: { amount: '1250.40', currency: 'EUR' } },
  ...{ depuis: Date.UTC(2025, 11, 31, 23), attente: null, amis: ['a'] },
};

describe('a query', () => {
  it('has its parameters in path and query string, and no body', () => {
    expect(requestOf('lire', { id: '12 3/é' })).toEqual({
      ...{ method: 'GET', url: 'https://crm.example/api/clients/12%203%2F%C3%A9', body: null },
      headers: { accept: 'application/json' },
    });
    const query = { nom: 'a&b=c', ouvert: true, tags: ['x', 'y z'], depuis: null };
    expect(requestOf('chercher', query).url).toBe(
      'https://crm.example/api/clients?nom=a%26b%3Dc&ouvert=true&tags=x&tags=y%20z',
    );
  });

  it('adds to a query string that the path has already, and escapes what the author wrote', () => {
    expect(requestOf('filtrer', { nom: 'a' }).url).toBe('https://crm.example/api/clients?tri=nom&nom=a');
    expect(requestOf('accents', { id: '1' }).url).toBe('https://crm.example/api/donn%C3%A9es/1/%C3%A9%20t/%41');
  });

  it('stands below the path of its base', () => {
    expect(requestOf('lire', { id: '1' }, 'http://crm.example:80/').url).toBe('http://crm.example/clients/1');
    expect(requestOf('lire', { id: '1' }, 'http://crm.example/a/b//').url).toBe('http://crm.example/a/b/clients/1');
  });
});

describe('a command', () => {
  it('carries its key and its parameters in the body, each in the form of its type', () => {
    const { headers, body } = requestOf('noter', { client, attente: 90_000, quand: Date.UTC(2026, 0, 6, 9) });
    expect(headers).toEqual({
      ...{ accept: 'application/json', 'content-type': 'application/json', 'idempotency-key': 'C-request-1' },
    });
    expect(JSON.parse(body ?? '')).toEqual({
      client: {
        ...{ id: '12', nom: 'Durand', etat: 'ouvert', solde: { amount: '1250.40', currency: 'EUR' } },
        ...{ depuis: '2025-12-31T23:00:00.000Z', amis: ['a'] },
      },
      attente: 90,
      quand: '2026-01-06T09:00:00.000Z',
    });
  });

  it('with a body of its own has that body, computed values in the form of their types', () => {
    expect(JSON.parse(requestOf('corps', { client, attente: 1_500, note: 3 }).body ?? '')).toEqual({
      ...{ nom: 'Durand', attente: 3, depuis: '2025-12-31T23:00:00.000Z', fixe: 90, note: 4 },
    });
  });

  it('that deletes has what is left over in its query string', () => {
    expect(requestOf('oter', { id: '7', motif: 'x' })).toMatchObject({
      ...{ method: 'DELETE', url: 'https://crm.example/api/clients/7?motif=x', body: null },
    });
  });

  it('has its headers', () => {
    expect(requestOf('dire', { texte: 'café', jeton: 's' }).headers).toMatchObject({
      ...{ 'x-motif': 'café', authorization: 'Bearer s' },
    });
  });
});

describe('what cannot be sent fails by name', () => {
  it.each(['..', '.', ''])('a path argument %j', (id) => {
    expect(built('lire', { id })).toEqual({ kind: 'failed', failure: 'badPath' });
  });
  it.each(['a\r\nX-Evil: 1', 'a\nb', 'a\0b', '€', 'x'.repeat(5_000)])('a header of %j', (texte) => {
    expect(built('dire', { texte, jeton: 's' })).toEqual({ kind: 'failed', failure: 'badHeader' });
  });
  it('a header that says where the request goes', () => {
    expect(built('prendre', { texte: 'evil.example' })).toEqual({ kind: 'failed', failure: 'badHeader' });
  });
  it.each([
    '',
    'crm',
    'ftp://crm.example',
    'http://u:p@crm.example',
    'http://crm.example/?a=1',
    'http://crm.example/#a',
  ])('a base of %j', (base) => {
    expect(built('lire', { id: '1' }, base)).toEqual({ kind: 'failed', failure: 'badBase' });
  });
  it('an address longer than servers take', () => {
    expect(built('lire', { id: 'é'.repeat(3_000) })).toEqual({ kind: 'failed', failure: 'tooLong' });
  });
});

describe('whatever a caller or a record holds', () => {
  it('stays one segment of the path on the host that the environment names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }), (id) => {
        const result = built('lire', { id });
        if (result.kind === 'failed') return result.failure === 'badPath';
        const url = new URL(result.value.url);
        const [, api, clients, last, ...more] = url.pathname.split('/');
        return (
          url.origin === 'https://crm.example' &&
          `${api}/${clients}` === 'api/clients' &&
          more.length === 0 &&
          decodeURIComponent(last ?? '') === id.toWellFormed() &&
          url.search === ''
        );
      }),
    );
  });

  it('stays one value of the query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (nom) => {
        const url = new URL(requestOf('chercher', { nom, ouvert: false, tags: [], depuis: null }).url);
        return (
          url.pathname === '/api/clients' &&
          url.hash === '' &&
          [...url.searchParams.keys()].join() === 'nom,ouvert' &&
          url.searchParams.get('nom') === nom.toWellFormed()
        );
      }),
    );
  });
});
