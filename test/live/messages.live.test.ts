// A flow's e-mail and text message reach real servers, also when these are dead at first and the controller dies too.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, openMailServer } from '../outbox/mail-server.ts';
import { type Centre, openCentre } from './centre.ts';
import { type OtherSystem, json, openOtherSystem } from './other-system.ts';
import type { Phone } from './phone/index.ts';
import { openRecord } from './record.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

const envoi = '+33180009903';

let mail: MailServer;
let provider: OtherSystem;
let centre: Centre;
let phone: Phone;
let database: pg.Client;
let folder: string;
beforeAll(async () => {
  mail = await openMailServer();
  provider = await openOtherSystem();
  folder = mkdtempSync(join(import.meta.dirname, '../../var/messages-'));
  const manifest = join(folder, 'environment.json');
  writeFileSync(manifest, JSON.stringify({ privateHosts: ['127.0.0.1'] }));
  const token = join(folder, 'token');
  writeFileSync(token, 'jeton', { mode: 0o600 });
  centre = await openCentre({
    CARILLON_ENVIRONMENT_FILE: manifest,
    CARILLON_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    CARILLON_MAIL_FROM: 'centre@carillon.example',
    CARILLON_SMS_URL: `${provider.url}/sms`,
    CARILLON_SMS_TOKEN_FILE: token,
  });
  phone = await centre.trunk();
  database = await openRecord();
});
afterAll(async () => {
  await database.end();
  await centre.close();
  await mail.close();
  await provider.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A call that runs its flow to the end; a dead provider must not be heard. */
async function call(): Promise<void> {
  const placed = await phone.dial(envoi);
  await placed.hears(tones.merci, { withinMs: 6_000 });
  await placed.ended({ withinMs: 5_000 });
}

/** What the record says became of the messages since then, by medium. */
async function outcomes(since: Date): Promise<Readonly<Record<string, { outcome: string; tries: number }>>> {
  const { rows } = await database.query<{ body: { medium: string; outcome: string; tries: number } }>(
    `select body from facts where kind = 'messageEnded' and at >= $1`,
    [since],
  );
  return Object.fromEntries(rows.map(({ body: { medium, outcome, tries } }) => [medium, { outcome, tries }]));
}

const bothEnded = (since: Date) =>
  until(
    async () => {
      const found = await outcomes(since);
      return Object.keys(found).length === 2 && found;
    },
    { withinMs: 20_000, what: 'the facts of both messages', everyMs: 200 },
  );

describe('messages of a flow', () => {
  it('reach the mail server and the provider of text messages', async () => {
    provider.answers(json({}, 202));
    const since = new Date();
    await call();
    expect(await bothEnded(since)).toEqual({
      email: { outcome: 'accepted', tries: 1 },
      sms: { outcome: 'accepted', tries: 1 },
    });
    const [letter] = mail.mails;
    expect([letter?.from, letter?.to]).toEqual(['centre@carillon.example', ['client@exemple.fr']]);
    const [posted] = provider.arrived;
    expect([posted?.method, posted?.path, posted?.headers.authorization]).toEqual(['POST', '/sms', 'Bearer jeton']);
    expect(JSON.parse(posted?.body ?? '')).toMatchObject({ to: '+33611111111', text: 'Rappel : trois pièces.' });
    await centre.nothingLeft();
  });

  it('survive dead servers and a kill of the controller, and come under the keys that they had', async () => {
    mail.spoil('MAIL', '451 later');
    provider.forget();
    provider.answers(json({}, 503));
    const since = new Date();
    const before = mail.mails.length;
    await call();
    await provider.request(2, 10_000);
    centre.killController();
    await until(() => centre.agents(), { withinMs: 8_000, what: 'the controller to be back' });
    await centre.ready();
    mail.mend();
    provider.answers(json({}));
    const ended = await bothEnded(since);
    expect([ended['email']?.outcome, ended['sms']?.outcome]).toEqual(['accepted', 'accepted']);
    expect(ended['sms']?.tries).toBeGreaterThan(2);
    expect(mail.mails.length).toBeGreaterThan(before);
    expect(new Set(provider.arrived.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });
});
