// Every call leaves its facts in PostgreSQL, each once, in order, also when the controller died on the way.

import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AgentAtWork, type Centre, openCentre } from './centre.ts';
import { inConversation } from './scenes.ts';
import { tones } from './tones.ts';
import { openRecord } from './record.ts';
import { until } from './until.ts';

let centre: Centre;
let agent: AgentAtWork;
let database: pg.Client;
beforeAll(async () => {
  centre = await openCentre();
  agent = await centre.agent('Ana', 'phone-ana');
  database = await openRecord();
});
afterAll(async () => {
  await database.end();
  await centre.close();
});

interface Row {
  readonly kind: string;
  readonly call_id: string;
}

/** The facts of the calls that began after `since`, in the order of their journals. */
async function factsSince(since: Date): Promise<readonly Row[]> {
  const { rows } = await database.query<Row>(
    `select kind, call_id from facts where call_id is not null and at >= $1 order by journal, seq, index`,
    [since],
  );
  return rows;
}

const ended = (since: Date, count: number): Promise<readonly Row[]> =>
  until(
    async () => {
      const facts = await factsSince(since);
      const countOf = (...kinds: string[]): number => facts.filter(({ kind }) => kinds.includes(kind)).length;
      const openLegs = countOf('callOffered', 'callOfferedToAgent') - countOf('legEnded');
      return countOf('callEnded') >= count && openLegs === 0 && facts;
    },
    { withinMs: 5_000, what: `${count} calls and their legs to be ended in PostgreSQL` },
  );

async function talk(between: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const { call, offered } = await inConversation(centre, agent);
  await between();
  await call.hangup();
  await offered.ended({ withinMs: 6_000 });
  await centre.nothingLeft();
}

const story = [
  ...['callOffered', 'stepEntered', 'callAnswered', 'promptPlayed', 'stepEntered', 'promptPlayed', 'keyChosen'],
  ...['stepEntered', 'promptPlayed', 'queueJoined', 'callOfferedToAgent', 'legAnswered', 'queueAnswered'],
  'conversationBegan',
];

/** The caller hangs up: their leg, the call, the conversation, and then the agent's leg. */
const end = ['legEnded', 'callEnded', 'conversationEnded', 'legEnded'];

describe('the record', () => {
  it('tells the call from its offer to its end, each fact once', async () => {
    const since = new Date();
    await talk();
    const kinds = (await ended(since, 1)).map(({ kind }) => kind);
    expect(kinds).toEqual([...story, ...end]);
  });

  it('tells it whole when the controller was killed in the conversation', async () => {
    const since = new Date();
    await talk(async () => {
      centre.killController();
      await until(() => centre.agents(), { withinMs: 5_000, what: 'the controller to be back' });
      await centre.ready();
    });
    const kinds = (await ended(since, 1)).map(({ kind }) => kind);
    expect(kinds).toEqual([...story, 'callResumed', ...end]);
  });

  it('holds as many calls as were placed', async () => {
    const since = new Date();
    // Each listens from its own dialling on: on a busy machine the greeting is over before the last has dialled.
    const dial = async () => {
      const from = performance.now();
      const call = await centre.dial();
      await call.hears(tones.bienvenue, { withinMs: 8_000, from });
      return call;
    };
    const calls = await Promise.all(Array.from({ length: 10 }, dial));
    await Promise.all(calls.map((call) => call.hangup()));
    const facts = await ended(since, 10);
    for (const kind of ['callOffered', 'callAnswered', 'callEnded', 'legEnded'])
      expect(new Set(facts.filter((fact) => fact.kind === kind).map(({ call_id }) => call_id)).size).toBe(10);
    expect(facts.filter(({ kind }) => kind === 'callEnded')).toHaveLength(10);
    await centre.nothingLeft();
  });
});
