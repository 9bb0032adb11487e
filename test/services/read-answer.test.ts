// What an answer means, by its status and its JSON; whatever another system sends is a value of the type or a failure by name.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../src/dsl/index.ts';
import { readAnswer } from '../../src/services/read-answer.ts';
import { programWith } from './asked.ts';

let program: Program;
beforeAll(async () => {
  program = await programWith(`
    query trouver() -> Client? { get "/a" timeout 2s }
    query lire() -> Client { get "/a" timeout 2s }
    query liste() -> List<Client> { get "/a" timeout 2s }
    query nombres() -> List<Number> { get "/a" timeout 2s }
    query nombre() -> Number { get "/a" timeout 2s }
    query mot() -> Text { get "/a" timeout 2s }
    query moment() -> DateTime { get "/a" timeout 2s }
    query duree() -> Duration { get "/a" timeout 2s }
    query prix() -> Money { get "/a" timeout 2s }
    command noter() { post "/a" timeout 2s }`);
});

const read = (operation: string, status: number, text: string) =>
  readAnswer({ status, text }, program.services['crm']!.operations[operation]!, program);
const failed = (code: string) => ({ kind: 'failed', code });
const whole = { id: '1', nom: 'D', etat: null, solde: null, depuis: null, attente: null, amis: null };

describe('an answer', () => {
  it('gives fields by name: unknown ones are left out, missing ones are none', () => {
    expect(read('lire', 200, '{"id":"1","nom":"D","autre":{"x":[1]},"etat":null}')).toEqual({
      kind: 'answered',
      value: whole,
    });
  });

  it('gives moments, spans and money in the forms that flows compute with', () => {
    const sent = {
      ...{
        id: '1',
        nom: 'D',
        solde: { amount: '12.50', currency: 'EUR', more: 1 },
        depuis: '2026-01-06T10:00:00+01:00',
      },
      ...{ attente: 1.5, amis: ['a', 'b'] },
    };
    expect(read('lire', 201, JSON.stringify(sent))).toEqual({
      kind: 'answered',
      value: {
        ...whole,
        ...{
          solde: { amount: '12.50', currency: 'EUR' },
          depuis: Date.UTC(2026, 0, 6, 9),
          attente: 1_500,
          amis: ['a', 'b'],
        },
      },
    });
  });

  it.each([
    ['trouver', 404, '', { kind: 'none' }],
    ['trouver', 204, '', { kind: 'none' }],
    ['trouver', 200, 'null', { kind: 'none' }],
    ['lire', 404, '{}', failed('notFound')],
    ['lire', 204, '', failed('unreadable')],
    ['lire', 200, 'null', failed('illTyped')],
    ['noter', 200, 'whatever', { kind: 'none' }],
    ['noter', 404, '', failed('notFound')],
    ['trouver', 301, '', failed('status301')],
    ['trouver', 500, '{"id":"1","nom":"D"}', failed('status500')],
    ['lire', 199, '{}', failed('status199')],
  ] as const)('to %s with %i %j', (operation, status, text, answer) => {
    expect(read(operation, status, text)).toEqual(answer);
  });

  it.each([
    ['nombre', ''],
    ['nombre', '1}'],
    ['nombre', '1,"answer":2'],
    ['nombre', '<html>'],
    ['nombre', '{"a":'],
    ['nombre', '\u0000'],
  ])('to %s of %j is unreadable', (operation, text) => {
    expect(read(operation, 200, text)).toEqual(failed('unreadable'));
  });

  it.each([
    ['nombre', '"1"'],
    ['nombre', '{}'],
    ['mot', '1'],
    ['moment', '"2026-01-06T10:00:00"'],
    ['moment', '"2026-13-41T10:00:00Z"'],
    ['moment', '1767690000'],
    ['duree', '-1'],
    ['prix', '12.5'],
    ['prix', '{"amount":12.5,"currency":"EUR"}'],
    ['lire', '[]'],
    ['lire', '{"id":1,"nom":"D"}'],
    ['nombres', `[${'1,'.repeat(100)}1]`],
  ])('to %s of %s is not of its type', (operation, text) => {
    expect(read(operation, 200, text)).toEqual(failed('illTyped'));
  });

  it('of brackets without end is refused before it is read', () => {
    expect(read('liste', 200, '['.repeat(500_000))).toEqual(failed('tooDeep'));
    expect(read('mot', 200, JSON.stringify('['.repeat(1_000)))).toMatchObject({ kind: 'answered' });
  });

  it('never reaches into what objects inherit', () => {
    expect(read('lire', 200, '{"__proto__":{"id":"1","nom":"D"}}')).toEqual(failed('illTyped'));
    expect(read('lire', 200, '{"id":"1","nom":"D","constructor":1}')).toMatchObject({ kind: 'answered' });
  });

  it('of any JSON at all is a value or a failure', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('lire', 'liste', 'nombre', 'moment', 'prix'), (text, operation) =>
        ['answered', 'none', 'failed'].includes(read(operation, 200, text).kind),
      ),
    );
  });
});
