// Secret codes on a real Asterisk: fifty callers type one, the controller is killed in the middle of some; afterwards no digit of
// any is found in the journal, its snapshots, the log, PostgreSQL or Redis. Not here: recordings (recording.live.test.ts).

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Centre, openCentre } from './centre.ts';
import type { Phone } from './phone/index.ts';
import { openRecord } from './record.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

const called = '+33180009907';
/** Its last digit is Luhn's check digit, by which the flow knows that it has all of them. */
const code = '83920579';
const callCount = 50;
/** So many at a time: their tones stay apart, and the machine has room. */
const atOnce = 5;

let centre: Centre;
beforeAll(async () => {
  centre = await openCentre();
});
afterAll(() => centre.close());

/** Types the code, the first half before `between`; the flow knows it when the right prompt is heard. */
async function caller(phone: Phone, between: () => Promise<void>): Promise<void> {
  const call = await phone.dial(called);
  await call.hears(tones.votreCode, { withinMs: 10_000 });
  await call.press(code.slice(0, 4), { toneMs: 80, gapMs: 60 });
  await between();
  await call.press(code.slice(4), { toneMs: 80, gapMs: 60 });
  await call.hears(tones.messageGarde, { withinMs: 15_000 });
  await call.ended({ withinMs: 8_000 });
}

it(
  'fifty secret codes leave no digit anywhere, and the flow knows each, over a kill too',
  { timeout: 240_000 },
  async () => {
    const phone = await centre.trunk();
    for (let count = 0; count < callCount - 1; count += atOnce) {
      const size = Math.min(atOnce, callCount - 1 - count);
      await Promise.all(Array.from({ length: size }, () => caller(phone, () => Promise.resolve())));
    }
    await caller(phone, async () => {
      const typed = (callCount - 1) * code.length + 4;
      const areRecorded = (): boolean => inJournal(/"digit":"\?"/g).length >= typed;
      await until(areRecorded, { withinMs: 5_000, what: 'the keys so far to be recorded' });
      centre.killController();
      await centre.ready();
    });
    await centre.nothingLeft();
    const found = [...journalTraces(), ...logTraces(), ...(await recordTraces()), ...(await redisTraces())];
    expect(found).toEqual([]);
  },
);

/** Whatever four digits of the code in a row would give away. */
const parts = Array.from({ length: code.length - 3 }, (_, index) => code.slice(index, index + 4));

const filesBelow = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());

/** Checksums, numbers, ids and instants hold digits of their own, and a sealed text may hold any letters; a code would be longer. */
const numbersOfOurs = [
  /"sealed":"[^"]*"/g,
  /^[0-9a-f]{8} /gm,
  /":\s*\d{1,7}(?!\d)/g,
  /-[0-9a-z]{8}-[0-9a-f]{12}/g,
  /\d{9,}|[0-9a-f]{16,}|[0-9a-f-]{36}/g,
];

const withoutNumbersOfOurs = (text: string): string =>
  numbersOfOurs.reduce((left, ours) => left.replaceAll(ours, ''), text);

/** All that the controller keeps, but for the key, sounds, and the machine's own translation of our program. */
const journalFiles = (): string[] =>
  filesBelow(centre.dataDir).filter((path) => !/seal\.key$|\.wav$|\/compiled\//.test(path));

/** What of this form stands in the journal and its snapshots. */
const inJournal = (form: RegExp): string[] =>
  journalFiles().flatMap((path) => readFileSync(path, 'latin1').match(form) ?? []);

function journalTraces(): string[] {
  // The search finds keys where keys are: each of them was recorded, as a key alone.
  expect(inJournal(/"digit":"\?"/g).length).toBeGreaterThanOrEqual(callCount * code.length);
  const keys = inJournal(/"digit":"[0-9*#]"/g);
  return [...keys, ...journalFiles().flatMap((path) => tracesIn(readFileSync(path, 'latin1'), path))];
}

const logTraces = (): string[] => tracesIn(readFileSync(join(centre.dataDir, '../log'), 'utf8'), 'log');

async function recordTraces(): Promise<string[]> {
  const record = await openRecord();
  try {
    const { rows } = await record.query<{ body: string }>(
      `select body::text as body from facts where call_id in
        (select call_id from facts where kind = 'callOffered' and called = $1)`,
      [called],
    );
    expect(rows.length).toBeGreaterThan(callCount * 5);
    const { rows: traced } = await record.query<{ body: string }>(
      `select body from traces where call_id in
        (select call_id from facts where kind = 'callOffered' and called = $1)`,
      [called],
    );
    expect(traced.length).toBeGreaterThan(callCount * code.length);
    return [
      ...rows.flatMap(({ body }) => tracesIn(body, 'facts')),
      ...traced.flatMap(({ body }) => tracesIn(body, 'traces')),
    ];
  } finally {
    await record.end();
  }
}

/** Every value, as Redis writes it to its file: texts stand in it as they are. */
async function redisTraces(): Promise<string[]> {
  const redis = new Redis(process.env['REDIS_URL'] ?? '');
  try {
    await redis.set('secret-search', 'text-that-is-found');
    const dumps = await Promise.all((await redis.keys('*')).map((key) => redis.dumpBuffer(key)));
    const texts = dumps.map((dump) => dump.toString('latin1'));
    expect(texts.some((text) => text.includes('text-that-is-found'))).toBe(true);
    return texts.flatMap((text) => tracesIn(text, 'Redis'));
  } finally {
    await redis.del('secret-search');
    await redis.quit();
  }
}

const tracesIn = (text: string, where: string): string[] =>
  parts.filter((part) => withoutNumbersOfOurs(text).includes(part)).map((part) => `${where}: ${part}`);
