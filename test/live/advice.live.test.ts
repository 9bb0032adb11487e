// Agents chosen by what they can do, what they are told before the caller hears them, the script beside the call, and callbacks: on a
// real Asterisk, told by tones.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AgentAtWork, type Centre, openCentre } from './centre.ts';
import { type FarSide, outboundFile, startFarSide } from './far-side.ts';
import { doesNotHear } from './hand-over.ts';
import { type PhoneCall, tone } from './phone/index.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

const caller = '+33612345678';

let far: FarSide;
let centre: Centre;
let plain: AgentAtWork;
let skilled: AgentAtWork;

async function dial(entry: string): Promise<PhoneCall> {
  const phone = await centre.trunk();
  return phone.dial(entry, { sound: tone(tones.caller), callerNumber: caller });
}

interface Sheet {
  readonly id: string;
  readonly lines: readonly string[];
  readonly task: { readonly kind: string; readonly field: number; readonly question: string } | null;
}

/** The one script that is open, with what is on it. */
async function openScript(): Promise<Sheet> {
  const { scripts } = await centre.api<{ scripts: { id: string }[] }>('GET', '/api/scripts');
  expect(scripts).toHaveLength(1);
  return centre.api<Sheet>('GET', `/api/scripts/${scripts[0]?.id ?? ''}`);
}

const stateOf = async ({ id }: AgentAtWork): Promise<string | undefined> =>
  (await centre.agents()).find((one) => one.id === id)?.state.kind;

beforeAll(async () => {
  far = await startFarSide();
  centre = await openCentre({ CARILLON_OUTBOUND_FILE: outboundFile([{ name: 'far-main', ...far.address }]) });
  // The one who can do it has been idle for less long.
  plain = await centre.agent('Ana', 'ana-essai');
  skilled = await centre.agent('Bob', 'bob-essai');
  const fibre = { languages: ['fr'], skills: [{ skill: 'fibre', level: 3 }] };
  await centre.api('PUT', `/api/agents/${skilled.id}/abilities`, fibre);
});
afterAll(async () => {
  await centre.close();
  await far.close();
});

describe('a caller who needs a skill', () => {
  it('rings whoever has it; the agent is told something alone, then the caller, then both hear each other', async () => {
    const call = await dial('+33180009931');
    const offered = await skilled.phone.nextCall({ withinMs: 5_000 });
    expect(await stateOf(plain)).toBe('ready');
    await offered.answer({ sound: tone(tones.agent) });
    await offered.hears(tones.renseignement, { withinMs: 4_000 });
    await call.hears(tones.miseEnAttente, { withinMs: 4_000 });
    await Promise.all([offered.hears(tones.caller, { withinMs: 4_000 }), call.hears(tones.agent, { withinMs: 4_000 })]);
    // What was for one of them was not heard by the other, and nobody heard anybody before their time.
    expect(call.heard.tones([tones.renseignement])).toEqual([]);
    expect(offered.heard.tones([tones.miseEnAttente])).toEqual([]);
    const sheet = await openScript();
    expect(sheet).toMatchObject({ lines: [expect.stringMatching(/^Appel call-/)], task: { question: 'utile' } });
    const answer = { kind: 'field', field: sheet.task?.field, value: true };
    const after = await centre.api('POST', `/api/scripts/${sheet.id}/answers`, answer);
    expect(after).toMatchObject({ script: { lines: sheet.lines, task: null } });
    await doesNotHear(call, tones.merci);
    await offered.hangup();
    await call.hears(tones.merci, { withinMs: 4_000 });
    await call.ended({ withinMs: 4_000 });
    await centre.nothingLeft();
  });

  it('goes on when the controller is killed while the agent is being told: both hear each other', async () => {
    const call = await dial('+33180009931');
    const offered = await skilled.phone.nextCall({ withinMs: 5_000 });
    await offered.answer({ sound: tone(tones.agent) });
    await offered.hears(tones.renseignement, { withinMs: 4_000 });
    const before = centre.controllerPid();
    centre.killController();
    await until(() => centre.controllerPid() !== before, { withinMs: 8_000, what: 'a new controller' });
    await Promise.all([
      offered.hears(tones.caller, { withinMs: 10_000 }),
      call.hears(tones.agent, { withinMs: 10_000 }),
    ]);
    await centre.ready();
    expect((await openScript()).task).toMatchObject({ question: 'utile' });
    await call.hangup();
    await offered.ended({ withinMs: 3_000 });
    await centre.nothingLeft();
  });
});

describe('a callback', () => {
  it('rings the agent, then the number, once, though the controller is killed meanwhile; both hear each other', async () => {
    for (const { id } of [plain, skilled]) await centre.api('POST', `/api/agents/${id}/not-ready`, { reason: 'pause' });
    far.habit(caller, 'rings');
    const call = await dial('+33180009932');
    await call.hears(tones.merci, { withinMs: 8_000 });
    await call.ended({ withinMs: 4_000 });
    const { callbacks } = await centre.api<{ callbacks: { state: string; keepsPlace: boolean }[] }>(
      'GET',
      '/api/callbacks',
    );
    expect(callbacks).toMatchObject([{ state: 'inLine', keepsPlace: true, number: '+33•••••••78' }]);
    await centre.api('POST', `/api/agents/${plain.id}/ready`);
    const offered = await plain.phone.nextCall({ withinMs: 5_000 });
    await offered.answer({ sound: tone(tones.agent) });
    const called = await far.call(caller);
    await offered.hears(tones.music, { withinMs: 4_000 });
    const before = centre.controllerPid();
    centre.killController();
    await until(() => centre.controllerPid() !== before, { withinMs: 8_000, what: 'a new controller' });
    await centre.ready();
    await called.answer({ sound: tone(tones.otherAgent) });
    await Promise.all([
      offered.hears(tones.otherAgent, { withinMs: 6_000 }),
      called.hears(tones.agent, { withinMs: 6_000 }),
    ]);
    expect(far.invited().filter(({ number }) => number === caller)).toHaveLength(1);
    await offered.hangup();
    await called.ended({ withinMs: 3_000 });
    await centre.nothingLeft();
    expect(await centre.api('GET', '/api/callbacks')).toEqual({ callbacks: [] });
  });
});
