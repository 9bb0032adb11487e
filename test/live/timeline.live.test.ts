// A call's timeline as the interface tells it, against what the caller and the agent did and when; and calls that came
// while no controller was there, counted once it is.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallFactView, CallList, CallStory } from '../../src/api/contract/index.ts';
import { type Centre, essai, openCentre, sipServer } from './centre.ts';
import { startPhone, tone } from './phone/index.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

const caller = '+33612345678';
/** Apart from all other callers of the ring. */
const unlucky = '+33612000777';
const fallbackToneHz = 480;

/** A caller who dials while nobody listens hears the fallback and hangs up. */
async function dialInVain(): Promise<void> {
  const trunk = await startPhone({ user: unlucky, host: '127.0.0.4', server: sipServer() });
  const call = await trunk.dial(essai);
  await call.hears(fallbackToneHz, { withinMs: 5_000 });
  await call.hangup();
  await trunk.close();
}

let since: string;
let centre: Centre;
beforeAll(async () => {
  since = new Date().toISOString();
  await dialInVain();
  await dialInVain();
  centre = await openCentre();
});
afterAll(async () => {
  await centre.close();
});

const list = (query: string): Promise<CallList> =>
  centre.api('GET', `/api/calls?from=${encodeURIComponent(since)}&${query}`);

describe('the timeline of a call', () => {
  it('is what happened, in order and at its time', async () => {
    const agent = await centre.agent('Ana', 'phone-ana');
    const call = await centre.dial();
    const dialledAt = performance.now();
    await call.hears(tones.menuPrincipal, { withinMs: 6_000 });
    await call.press('1');
    const keyAfterMs = performance.now() - dialledAt;
    const offered = await agent.phone.nextCall({ withinMs: 4_000 });
    await offered.answer({ sound: tone(tones.agent) });
    await call.hears(tones.agent, { withinMs: 2_000 });

    const [live] = (await list('state=live')).calls;
    expect(live).toMatchObject({ state: 'live', called: essai, wait: 'talking', queue: 'essai', agent: agent.id });
    const id = live?.id ?? '';
    const soFar = await centre.api<CallStory>('GET', `/api/calls/${id}`);
    expect(soFar.call.state).toBe('live');

    const hungUpAfterMs = performance.now() - dialledAt;
    await call.hangup();
    await offered.ended({ withinMs: 6_000 });
    await centre.nothingLeft();
    const story = await until(
      async () => {
        const told = await centre.api<CallStory>('GET', `/api/calls/${id}`);
        const ends = told.facts.filter(({ kind }) => kind === 'legEnded');
        return told.call.state === 'ended' && told.call.end !== null && ends.length === 2 && told;
      },
      { withinMs: 5_000, what: 'the whole story to be in the record' },
    );

    expect(story.call).toMatchObject({ agent: agent.id, queue: 'essai', end: { result: 'caller', code: 'hangup' } });
    expect(story.facts.map(short)).toEqual([
      `callOffered ${caller.slice(0, 3)}•••••••${caller.slice(-2)} ${essai}`,
      ...['stepEntered accueil', 'callAnswered', 'promptPlayed bienvenue'],
      ...['stepEntered choix', 'promptPlayed menu_principal', 'keyChosen 1', 'stepEntered agent'],
      ...['promptPlayed mise_en_attente', 'queueJoined essai', `callOfferedToAgent ${agent.id}`],
      ...[`legAnswered ${agent.id}`, `queueAnswered ${agent.id}`, `conversationBegan ${agent.id}`],
      ...['legEnded caller caller/hangup', 'callEnded caller/hangup', `conversationEnded ${agent.id} caller/hangup`],
      `legEnded ${agent.id} us/hangup`,
    ]);
    const offsets = story.facts.map(({ sinceBeginMs }) => sinceBeginMs);
    expect(offsets).toEqual(offsets.toSorted((one, other) => one - other));
    const at = (kind: string): number => story.facts.find((fact) => fact.kind === kind)?.sinceBeginMs ?? Infinity;
    expect(Math.abs(at('keyChosen') - keyAfterMs)).toBeLessThan(1_000);
    expect(Math.abs(at('callEnded') - hungUpAfterMs)).toBeLessThan(1_000);
    const ofAgent = await list(`agent=${agent.id}&state=ended`);
    expect(ofAgent.calls.map((one) => one.id)).toEqual([id]);
  });
});

describe('calls that came while no controller was there', () => {
  const unserved = async () => (await list('code=unserved')).calls;

  it('are counted when it is there, as ended by us', async () => {
    const calls = await until(async () => (await unserved()).length >= 2 && unserved(), {
      withinMs: 10_000,
      what: 'both calls to be counted',
    });
    const told = { state: 'ended', called: essai, flow: '', end: { result: 'us', code: 'unserved' } };
    expect(calls).toMatchObject([told, told]);
  });

  it('are not counted again when it is killed and comes back', async () => {
    centre.killController();
    await until(() => centre.agents(), { withinMs: 5_000, what: 'the controller to be back' });
    await centre.ready();
    const call = await centre.dial();
    await call.hears(tones.bienvenue, { withinMs: 5_000 });
    await call.hangup();
    await until(async () => (await list('state=ended')).calls.length === 4, {
      withinMs: 5_000,
      what: 'the next call to be in the record',
    });
    expect(await unserved()).toHaveLength(2);
  });
});

/** A fact in one line: what varies by itself left out. */
function short({ kind, details }: CallFactView): string {
  const { caller: from, called, step, prompt, key, queue, agent, reason } = details;
  const who = kind === 'legEnded' && agent === null ? 'caller' : agent;
  const end = typeof reason === 'object' && reason !== null ? `${reason.result}/${reason.code}` : null;
  const words = kind === 'callOffered' ? [from, called] : [step, prompt, key, who ?? queue, end];
  return [kind, ...words.filter((word) => typeof word === 'string')].join(' ');
}
