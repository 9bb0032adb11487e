// A recorded conversation on the fake telephone, and the same with the controller killed at each instant of it, right after
// every record too: both sides are recorded while they talk, and nothing of anybody is recorded afterwards.

import { beforeAll, describe, expect, it } from 'vitest';
import { callId } from '../src/base/ids.ts';
import type { LegId } from '../src/base/ids.ts';
import type { Program } from '../src/dsl/index.ts';
import { type InMemoryCentre, type InMemoryCentreOptions, openInMemoryCentre } from './in-memory-centre.ts';
import { compiled } from './ivr/compiled.ts';

let program: Program;
beforeAll(async () => {
  program = await compiled(`flow essai { entry "+33180001122" languages fr-FR
    on error { say panne hangup }
    step a {
      announce enregistre
      recording start
      queue support { after 60s -> fin  on closed, no agent -> fin }
      collect code: Digits { prompt votre_code secret length 4 end on # on no input, no match after 1 tries -> fin }
      say merci(code: length(code))
      hangup
    }
    step fin { say panne hangup }
  }
  prompts fr-FR { panne = "Panne." enregistre = "Cet appel est enregistré." votre_code = "Code." merci(code: Number) = "Merci {code}." }`);
});

interface Talked {
  readonly centre: InMemoryCentre;
  /** What was recorded of whom while they talked, and of the caller after it. */
  readonly during: number;
  readonly after: readonly string[];
}

/** A call, ten seconds of talk from 4 s on; the agent hangs up; the caller types a code. */
async function talked(options: InMemoryCentreOptions, atMs = Infinity): Promise<Talked> {
  const centre = await openInMemoryCentre(program, options);
  centre.ready('A1');
  const caller = centre.telephony.offer({ caller: '+33612345678', called: '+33180001122' })!;
  let agent: LegId | undefined;
  const until = async (ms: number): Promise<void> => {
    for (; passed < ms; passed += 100) {
      if (passed === atMs) await restarted(centre);
      if (centre.isDead()) await centre.start();
      await centre.pass(100);
      agent ??= centre.telephony.inventory().legs.find(({ direction }) => direction === 'outbound')?.leg;
    }
  };
  let passed = 0;
  await until(10_000);
  const during =
    centre.telephony.followed(caller).length + (agent === undefined ? 0 : centre.telephony.followed(agent).length);
  if (agent !== undefined) centre.telephony.hangUp(agent);
  await until(13_000);
  for (const digit of ['7', '3', '9', '1', '#'] as const) centre.telephony.press(caller, digit);
  const after = centre.telephony.followed(caller);
  await until(30_000);
  return { centre, during, after };
}

async function restarted(centre: InMemoryCentre): Promise<void> {
  centre.kill();
  await centre.pass(500);
  await centre.start();
}

function expectOneWhole({ centre, during, after }: Talked): void {
  expect([during, after]).toEqual([2, []]);
  const rows = [...centre.kept.rows.values()];
  expect(rows).toEqual([expect.objectContaining({ made: 'conversation', state: 'whole', channelCount: 2 })]);
  expect(rows[0]?.lengthMs).toBeGreaterThan(4_000);
  expect(rows[0]?.lengthMs).toBeLessThan(12_000);
  expect(centre.machines().recordings.underWay()).toEqual([]);
  expect(centre.machines().talkRecordings.calls()).toEqual([]);
}

describe('a conversation that the flow asked to record', () => {
  it('is one file of two sides, and neither the queue nor the code after it is in it', async () => {
    const result = await talked({});
    expectOneWhole(result);
    const kinds = result.centre.facts.map(({ kind }) => kind);
    expect(kinds).toContain('conversationRecorded');
    expect(kinds.filter((kind) => kind === 'recordingKept')).toHaveLength(1);
  });

  it.each([500, 1_200, 2_000, 2_500, 3_000, 4_000, 8_000, 10_100, 10_500, 12_000])(
    'is so when the controller is killed %i ms into the call',
    async (atMs) => {
      expectOneWhole(await talked({}, atMs));
    },
  );

  // Before 4 there is no call; with 7 the agent's phone is never rung, and there is no conversation.
  it.each([4, 5, 6, ...Array.from({ length: 18 }, (_, index) => index + 8)])(
    'is so when the controller dies right after its record %i',
    async (dieAfterRecord) => {
      const result = await talked({ dieAfterRecord });
      expect(result.after).toEqual([]);
      expect(result.during).toBe(2);
      expect([...result.centre.kept.rows.values()]).toHaveLength(1);
      expect(result.centre.machines().recordings.underWay()).toEqual([]);
      expect(result.centre.machines().talkRecordings.calls()).toEqual([]);
    },
  );

  it('paused by its agent is recorded in two pieces without what lies between', async () => {
    const centre = await openInMemoryCentre(program, {});
    centre.ready('A1');
    const caller = centre.telephony.offer({ caller: null, called: '+33180001122' })!;
    await centre.pass(6_000);
    const [frame] = centre.machines().calls.frames();
    const call = frame?.call ?? callId('none');
    expect(centre.telephony.followed(caller)).toHaveLength(1);
    expect(centre.machines().talkRecordings.agentWished(call, 'paused')).toBe('done');
    await centre.pass(3_000);
    expect(centre.telephony.followed(caller)).toEqual([]);
    await restarted(centre);
    expect(centre.telephony.followed(caller)).toEqual([]);
    expect(centre.machines().talkRecordings.agentWished(call, 'on')).toBe('done');
    await centre.pass(2_000);
    expect(centre.telephony.followed(caller)).toHaveLength(1);
    centre.telephony.hangUp(caller);
    await centre.pass(5_000);
    const [row] = centre.kept.rows.values();
    expect(row).toMatchObject({ state: 'whole', channelCount: 2 });
    expect(row?.lengthMs).toBeLessThan(8_000);
    expect(centre.machines().talkRecordings.agentWished(call, 'on')).toBe('notRecorded');
  });
});
