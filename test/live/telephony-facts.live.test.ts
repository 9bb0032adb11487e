// What the telephone system tells of itself reaches the record in PostgreSQL: a phone that signs in, and one who guesses.
// Not here: which events those are made of (test/ari/ami, test/contract/manager.contract.test.ts).

import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Centre, openCentre, sipServer } from './centre.ts';
import { startPhone } from './phone/index.ts';
import { openRecord } from './record.ts';
import { until } from './until.ts';

let centre: Centre;
let database: pg.Client;
const since = new Date();
beforeAll(async () => {
  centre = await openCentre();
  database = await openRecord();
});
afterAll(async () => {
  await database.end();
  await centre.close();
});

const recorded = (fact: object): Promise<unknown> =>
  until(
    async () => {
      const { rows } = await database.query<{ body: unknown }>('select body from facts where at >= $1 and body @> $2', [
        since,
        fact,
      ]);
      return rows[0];
    },
    { withinMs: 8_000, what: JSON.stringify(fact) },
  );

describe('the record', () => {
  it('tells that an agent’s phone signed in, and that somebody tried its password', async () => {
    const { phone } = await centre.agent('Ana', 'phone-ana-tells');
    await recorded({ kind: 'phoneStateChanged', phone: phone.user, to: 'registered' });
    const thief = await startPhone({ user: phone.user, password: 'guessed', server: sipServer() });
    await expect(thief.register()).rejects.toThrow();
    await thief.close();
    await recorded({ kind: 'accessRefused', service: 'sip', why: 'wrongPassword', account: phone.user });
    await phone.unregister();
    await recorded({ kind: 'phoneStateChanged', phone: phone.user, to: 'unregistered' });
  });
});
