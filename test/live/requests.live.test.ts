// A flow asks another system over real HTTP, and the caller hears what it answered, by its sound.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Centre, openCentre } from './centre.ts';
import { type OtherSystem, json, openOtherSystem } from './other-system.ts';
import type { Phone, PhoneCall } from './phone/index.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

const demande = '+33180009902';
const sounds = { valeur: 970, lent: 710, rate: 830, inconnu: 1090, prochain: 1230, attend: 1370 };
const comfort = 530;

let other: OtherSystem;
let centre: Centre;
let phone: Phone;
let folder: string;
beforeAll(async () => {
  other = await openOtherSystem();
  folder = mkdtempSync(join(import.meta.dirname, '../../var/requests-'));
  const manifest = join(folder, 'environment.json');
  writeFileSync(manifest, JSON.stringify({ config: { 'banc.url': other.url }, privateHosts: ['127.0.0.1'] }));
  centre = await openCentre({ CARILLON_ENVIRONMENT_FILE: manifest });
  phone = await centre.trunk();
});
afterAll(async () => {
  await centre.close();
  await other.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  other.forget();
});

/** A caller who has pressed this key. */
async function asking(key: string): Promise<PhoneCall> {
  const call = await phone.dial(demande);
  await call.hears(tones.menuPrincipal, { withinMs: 6_000 });
  await call.press(key);
  return call;
}

const over = async (call: PhoneCall): Promise<void> => {
  await call.ended({ withinMs: 5_000 });
  await centre.nothingLeft();
};

describe('a caller whose flow asks another system', () => {
  it('hears the value that it answered', async () => {
    other.answers(json({ valeur: 7, autre: 'x' }));
    const call = await asking('1');
    await call.hears(sounds.valeur, { withinMs: 3_000 });
    expect(other.arrived.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /fiches/1']);
    await over(call);
  });

  it('hears that nothing was found', async () => {
    other.answers(json({}, 404));
    const call = await asking('2');
    await call.hears(sounds.inconnu, { withinMs: 3_000 });
    await over(call);
  });

  it.each([
    ['garbage', (one: Parameters<Parameters<OtherSystem['answers']>[0]>[0]) => one.response.end('<html>{{')],
    ['a value of another type', json({ valeur: 'sept' })],
    ['a refusal', json({}, 403)],
    ['a fault of its own, twice', json({}, 500)],
    [
      'fifty megabytes',
      ({ response }) => response.writeHead(200, { 'content-length': 50_000_000 }).write(' '.repeat(65_536)),
    ],
    [
      'an answer that is cut',
      ({ response }) => response.writeHead(200, { 'content-length': 50 }).write('{"va', () => response.destroy()),
    ],
    [
      'an answer without end',
      ({ response }) => {
        const more = (): void => {
          while (!response.destroyed && response.write('['.repeat(65_536)));
        };
        response.on('drain', more);
        more();
      },
    ],
  ] satisfies readonly (readonly [string, Parameters<OtherSystem['answers']>[0]])[])(
    'takes the way of a failure on %s',
    async (_, answer) => {
      other.answers(answer);
      const call = await asking('3');
      await call.hears(sounds.rate, { withinMs: 5_000 });
      await over(call);
    },
  );

  it('hears a sound after a second and a half, and no longer when the answer comes', async () => {
    const call = await asking('4');
    const { response } = await other.request(1, 2_000);
    const askedAt = performance.now();
    const { beganAt } = await call.hears(comfort, { withinMs: 3_000 });
    expect(beganAt - askedAt).toBeGreaterThan(1_200);
    json({ valeur: 7 })({ ...other.arrived[0]!, response });
    await call.hears(sounds.valeur, { withinMs: 2_000 });
    expect(
      call.heard.tones([comfort, sounds.valeur], { from: performance.now() - 200 }).map((run) => run.frequencyHz),
    ).not.toContain(comfort);
    await over(call);
  });

  it('takes the way of a timeout when its whole budget is over, a repetition included', async () => {
    other.answers(({ response }) => {
      if (other.arrived.length === 1) response.writeHead(503).end();
    });
    const call = await asking('5');
    await other.request(2, 3_000);
    const from = performance.now();
    const { beganAt } = await call.hears(sounds.lent, { withinMs: 6_000 });
    expect(beganAt - from).toBeLessThan(4_500);
    await over(call);
  });

  it('takes that way too when the answer comes a byte at a time, and never ends', async () => {
    let timer: NodeJS.Timeout | undefined;
    other.answers(({ response }) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
      timer = setInterval(() => response.write(' '), 50);
    });
    const call = await asking('7');
    await other.request(1, 3_000);
    const from = performance.now();
    const { beganAt } = await call.hears(sounds.lent, { withinMs: 6_000 });
    clearInterval(timer);
    expect(beganAt - from).toBeLessThan(4_500);
    await over(call);
  });

  it('who hangs up meanwhile leaves nothing, and the other system is let go of', async () => {
    const call = await asking('6');
    const { response } = await other.request(1, 2_000);
    await call.hangup();
    await until(() => response.destroyed, { withinMs: 3_000, what: 'the request to be called off' });
    await centre.nothingLeft();
  });
});

describe('a controller killed in the middle of a command', () => {
  it('asks again under the same key, and the caller hears the answer', async () => {
    const call = await asking('8');
    const first = await other.request(1, 3_000);
    centre.killController();
    const second = await other.request(2, 10_000);
    expect(second.headers['idempotency-key']).toBe(first.headers['idempotency-key']);
    expect([first.body, second.body]).toEqual(['{"code":"42"}', '{"code":"42"}']);
    await call.hears(comfort, { withinMs: 4_000 });
    json({ valeur: 7 })(second);
    await call.hears(sounds.valeur, { withinMs: 2_000 });
    await over(call);
  });
});

describe('callers who wait', () => {
  it('are told their place, and the new one when somebody before them has left', async () => {
    const agent = await centre.agent('Ana', 'phone-place');
    await centre.api('POST', `/api/agents/${agent.id}/not-ready`, { reason: 'pause' });
    const first = await asking('9');
    await first.hears(sounds.prochain, { withinMs: 6_000 });
    const second = await asking('9');
    await second.hears(sounds.attend, { withinMs: 6_000 });
    await first.hangup();
    await second.hears(sounds.prochain, { withinMs: 6_000 });
    await second.hangup();
    await centre.nothingLeft();
    await centre.api('DELETE', `/api/agents/${agent.id}`);
  });
});
