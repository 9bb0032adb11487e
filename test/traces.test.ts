// Calls on the fake telephone, followed afterwards from what the journal holds of them: to their end, across a killed controller,
// and without a digit of a secret. Not here: shipping (test/facts), the database (test/contract), real audio (test/live).

import { beforeAll, describe, expect, it } from 'vitest';
import type { LegId } from '../src/base/ids.ts';
import type { Digit } from '../src/call/index.ts';
import type { Program } from '../src/dsl/index.ts';
import { asTest, decodeTrace, follow, replay, traceLines } from '../src/sim/index.ts';
import { type InMemoryCentre, openInMemoryCentre } from './in-memory-centre.ts';
import { compiled } from './ivr/compiled.ts';
import { tracedIn } from './traced.ts';

const source = `
  flow essai { entry "+33180001122" languages fr-FR
    on error { say panne hangup }
    step debut {
      say bonjour
      menu principal { prompt choix barge-in off wait 5s
        key 1 "Code" -> secret key 2 "Attente" -> attente
        on no input, no match after 2 tries -> fin }
    }
    step secret {
      collect code: Digits { prompt votre_code secret length 4 end on # first digit within 5s on no input, no match after 1 tries -> fin }
      if length(code) is 4 -> juste
      goto fin
    }
    step attente { if callers(support) > 0 -> fin  queue support { after 1min -> fin on closed, no agent -> fin } goto fin }
    step juste { say bon_code hangup }
    step fin { say panne hangup }
  }
  prompts fr-FR { bonjour = "Bonjour." choix = "Tapez 1 ou 2." panne = "Panne." votre_code = "Code." bon_code = "Juste." }`;

let program: Program;
beforeAll(async () => {
  program = await compiled(source);
});

interface Calling {
  readonly centre: InMemoryCentre;
  readonly leg: LegId;
  readonly press: (keys: string) => Promise<void>;
}

async function calling(before: (centre: InMemoryCentre) => void = () => undefined): Promise<Calling> {
  const centre = await openInMemoryCentre(program);
  before(centre);
  const leg = centre.telephony.offer({ caller: '+33612345678', called: '+33180001122' });
  if (leg === null) throw new Error('Nobody listens');
  const press = async (keys: string): Promise<void> => {
    for (const key of keys) {
      centre.telephony.press(leg, key as Digit);
      await centre.pass(200);
    }
  };
  return { centre, leg, press };
}

/** The call as it is followed on the version that it ran, held against its facts. */
function followed({ centre }: Calling) {
  const { entries, facts } = tracedIn(centre);
  const trace = decodeTrace(entries);
  if (trace === null) throw new Error('The beginning is missing');
  const here = follow(trace, program, facts);
  return { entries, trace, here, lines: traceLines(here, facts).map(({ what, text }) => `${what} ${text}`.trim()) };
}

describe('the trace of a call', () => {
  it('tells each step, prompt, key and decision, a key that nobody listened to as well', async () => {
    const call = await calling();
    await call.centre.pass(500);
    await call.press('7');
    await call.centre.pass(3_000);
    await call.press('3');
    await call.centre.pass(20_000);
    const { here, lines } = followed(call);
    expect(here.departed).toBeNull();
    expect(lines).toEqual([
      'step debut',
      'answer',
      'say bonjour  "Bonjour."',
      // Typed ahead it might belong to the secret.
      'pressed ?',
      'menu principal',
      'say choix  "Tapez 1 ou 2."',
      'pressed 3',
      'no match principal 1',
      'menu principal',
      'say choix  "Tapez 1 ou 2."',
      'silence',
      'no input principal 1',
      'menu principal',
      'say choix  "Tapez 1 ou 2."',
      'silence',
      'no input principal 2',
      'step fin',
      'say panne  "Panne."',
      'hangup',
      'left us hangup',
      'ended completed flowEnded',
    ]);
  });

  it('says how long each prompt was heard, one that a key stopped as well', async () => {
    const call = await calling();
    await call.centre.pass(3_000);
    await call.press('1');
    await call.press('7');
    await call.centre.pass(5_000);
    const { here } = followed(call);
    expect(traceLines(here).find(({ what }) => what === 'say')).toMatchObject({
      text: 'bonjour  "Bonjour."',
      lengthMs: 1_100,
    });
    expect(traceLines(here).find(({ text }) => text.startsWith('votre_code'))).toMatchObject({ lengthMs: 200 });
  });

  it('with a secret question holds its length and no digit of it, and its end key', async () => {
    const call = await calling();
    await call.centre.pass(3_000);
    await call.press('1');
    await call.centre.pass(1_500);
    await call.press('7391#');
    await call.centre.pass(5_000);
    const { entries, here, lines } = followed(call);
    expect(entries.map(({ body }) => body).join()).not.toMatch(/"digit":"[2-9]"/);
    expect(lines.filter((line) => line.startsWith('pressed'))).toEqual([
      ...['pressed 1', 'pressed ?', 'pressed ?', 'pressed ?', 'pressed ?', 'pressed #'],
    ]);
    expect(here.departed).toBeNull();
    expect(lines).toContain('say bon_code  "Juste."');
  });

  it('goes on across a controller that was killed', async () => {
    const call = await calling((centre) => centre.ready('ana'));
    await call.centre.pass(1_500);
    call.centre.kill();
    await call.centre.start();
    await call.centre.pass(2_000);
    await call.press('2');
    await call.centre.pass(2_000);
    const { here, lines } = followed(call);
    expect(here.departed).toBeNull();
    expect(lines).toContain('away');
    expect(lines).toContain('queue support(priority: 0)');
  });

  it('knows what the flow read of the queues', async () => {
    const call = await calling((centre) => centre.ready('ana'));
    await call.centre.pass(3_000);
    await call.press('2');
    await call.centre.pass(500);
    const { trace, here } = followed(call);
    expect(here.departed).toBeNull();
    expect(trace.inputs.at(-1)?.world.queues).toHaveProperty('support');
  });

  it('of a part of which the facts tell otherwise shows the facts alone from there on', async () => {
    const call = await calling();
    await call.centre.pass(3_000);
    await call.press('1');
    await call.centre.pass(10_000);
    const { entries, facts } = tracedIn(call.centre);
    const trace = decodeTrace(entries);
    if (trace === null) throw new Error('The beginning is missing');
    const other = facts.map((one) =>
      one.fact.kind === 'keyChosen' ? { ...one, fact: { ...one.fact, key: '2', label: 'Attente' } } : one,
    );
    const here = follow(trace, program, other);
    const lines = traceLines(here, other).map(({ what, text }) => `${what} ${text}`.trim());
    expect(lines.slice(lines.indexOf('departs'))).toEqual([
      ...['departs', 'key 2', 'step secret', 'say votre_code', 'no input code 1', 'step fin', 'say panne'],
      'ended completed flowEnded',
    ]);
  });

  it('without its beginning, or of another kind of entry, is none', async () => {
    const call = await calling();
    await call.centre.pass(5_000);
    const { entries } = tracedIn(call.centre);
    expect(decodeTrace(entries.slice(1))).toBeNull();
    expect(decodeTrace([])).toBeNull();
    expect(decodeTrace(entries.map((one) => ({ ...one, body: 'no JSON' })))).toBeNull();
    const [first, ...rest] = entries;
    const odd = rest.map((one) => ({ ...one, body: '{"event":{"kind":"moon"}}' }));
    expect(decodeTrace(first === undefined ? [] : [first, ...odd])).toMatchObject({ rest: 'cut', inputs: [{}] });
  });
});

describe('a recorded call', () => {
  it('exported as a test passes in the simulator, zeros in the place of a secret', async () => {
    const call = await calling();
    await call.centre.pass(3_000);
    await call.press('3');
    await call.centre.pass(3_000);
    await call.press('1');
    await call.centre.pass(1_500);
    await call.press('7391');
    await call.centre.pass(5_000);
    const { trace, here } = followed(call);
    expect(asTest(trace, here, program, 'appel')).toEqual({
      text: [
        'test "appel" for essai {',
        '  given call from "+33612345678" to "+33180001122" at 1970-01-01 01:16',
        '  expect step debut',
        '  expect say bonjour',
        '  expect menu principal',
        '  expect say choix',
        '  press "3"',
        '  expect menu principal',
        '  expect say choix',
        '  press "1"',
        '  expect step secret',
        '  expect collect code',
        '  expect say votre_code',
        '  press "0000"  // a secret: zeros stand for it',
        '  expect step juste',
        '  expect say bon_code',
        '  expect hangup',
        '}',
        '',
      ].join('\n'),
      leftOut: [],
      rest: 'none',
    });
  });

  it('replayed on its own version never diverges, and says what zeros stood for', async () => {
    const call = await calling();
    await call.centre.pass(3_000);
    await call.press('1');
    await call.centre.pass(1_500);
    await call.press('7391');
    await call.centre.pass(5_000);
    const { trace, here } = followed(call);
    expect(replay(trace, here, program)).toMatchObject({ divergence: null, keys: 'placeholders' });
  });
});
