// A message left on the fake telephone, and the same with the controller killed at each instant of it: what the caller said is
// in one recording, and the flow goes on once. Not here: real sound (test/live/voicemail.live.test.ts).

import { beforeAll, describe, expect, it } from 'vitest';
import { recordingId } from '../src/base/ids.ts';
import type { LegId } from '../src/base/ids.ts';
import { readRecorded } from '../src/call/index.ts';
import type { Program } from '../src/dsl/index.ts';
import { type InMemoryCentre, type InMemoryCentreOptions, openInMemoryCentre } from './in-memory-centre.ts';
import { compiled } from './ivr/compiled.ts';

let program: Program;
beforeAll(async () => {
  program = await compiled(`flow essai { entry "+33180001122" languages fr-FR
    on error { say panne hangup }
    step a {
      voicemail mot { prompt parlez  max 1min  silence 3s  end on #  beep  on no input -> rien }
      menu relecture { prompt relu(mot: mot)  wait 2s  key 1 "Refaire" -> a  on no input after 1 tries -> fin  on no match after 1 tries -> fin }
    }
    step rien { say rien hangup }
    step fin { say merci hangup }
  }
  prompts fr-FR { panne = "Panne." parlez = "Parlez." relu(mot: Recording) = "{mot}" rien = "Rien." merci = "Merci." }`);
});

/** What the caller heard, in order. */
async function message(options: InMemoryCentreOptions, spokenMs: number, atMs = Infinity) {
  const centre = await openInMemoryCentre(program, options);
  const leg = centre.telephony.offer({ caller: '+33612345678', called: '+33180001122' });
  if (leg === null) throw new Error('Nobody listens.');
  let passed = 0;
  const until = async (ms: number): Promise<void> => {
    for (; passed < ms; passed += 100) {
      if (passed === atMs) await killed(centre, 700);
      await centre.pass(100);
    }
  };
  await until(1_500);
  centre.telephony.says(leg, spokenMs);
  await until(30_000);
  return { centre, leg };
}

async function killed(centre: InMemoryCentre, deadMs: number): Promise<void> {
  centre.kill();
  await centre.pass(deadMs);
  await centre.start();
}

const played = ({ facts }: InMemoryCentre): string[] =>
  facts.flatMap((fact) => (fact.kind === 'promptPlayed' ? [fact.prompt] : []));

const left = ({ facts }: InMemoryCentre) => facts.filter((fact) => fact.kind === 'voicemailLeft');

/** The one message that was kept, in milliseconds of sound; it is no longer where it was recorded. */
async function soundMs({ telephony, kept }: InMemoryCentre): Promise<number | undefined> {
  expect(kept.rows.size).toBe(1);
  const [row] = kept.rows.values();
  expect(row).toMatchObject({ made: 'voicemail', voicemail: 'mot', state: 'whole', channelCount: 1 });
  expect(await telephony.recorder.read(recordingId(row?.recording ?? 'none'))).toBeNull();
  const file = kept.files.get(row?.digest ?? '');
  return file === undefined ? undefined : readRecorded(file)?.soundMs;
}

const isOver = ({ telephony, facts }: InMemoryCentre, leg: LegId): boolean =>
  !telephony.isUp(leg) && facts.filter((fact) => fact.kind === 'callEnded').length === 1;

describe('a message', () => {
  it('is recorded after the beep until silence, played back, and the flow goes on', async () => {
    const { centre, leg } = await message({}, 4_000);
    expect(played(centre)).toEqual(['parlez', 'relu', 'merci']);
    expect(left(centre)).toEqual([expect.objectContaining({ voicemail: 'mot', queue: null })]);
    expect(await soundMs(centre)).toBeGreaterThan(3_500);
    expect(isOver(centre, leg)).toBe(true);
  });

  it('of less than a second is no input', async () => {
    const { centre } = await message({}, 700);
    expect(played(centre)).toEqual(['parlez', 'rien']);
    expect(left(centre)).toEqual([]);
    expect(centre.telephony.leftRecordings()).toEqual([]);
  });

  it('is kept when the caller hangs up in the middle of it', async () => {
    const centre = await openInMemoryCentre(program, {});
    const leg = centre.telephony.offer({ caller: null, called: '+33180001122' })!;
    await centre.pass(1_500);
    centre.telephony.says(leg, 9_000);
    await centre.pass(4_000);
    centre.telephony.hangUp(leg);
    await centre.pass(100);
    expect(left(centre)).toHaveLength(1);
    expect(await soundMs(centre)).toBeGreaterThan(2_500);
  });

  it('of less than a second by somebody who hangs up is not kept', async () => {
    const centre = await openInMemoryCentre(program, {});
    const leg = centre.telephony.offer({ caller: null, called: '+33180001122' })!;
    await centre.pass(1_500);
    centre.telephony.says(leg, 600);
    await centre.pass(1_000);
    centre.telephony.hangUp(leg);
    await centre.pass(100);
    expect(centre.kept.rows.size).toBe(0);
    expect(centre.machines().recordings.underWay()).toEqual([]);
  });

  it('that is recorded again is the later one', async () => {
    const { centre } = await message({}, 4_000);
    const leg = centre.telephony.offer({ caller: null, called: '+33180001122' })!;
    await centre.pass(1_500);
    centre.telephony.says(leg, 2_000);
    await centre.pass(6_000);
    centre.telephony.press(leg, '1');
    await centre.pass(1_500);
    centre.telephony.says(leg, 5_000);
    await centre.pass(20_000);
    expect([...centre.kept.rows.values()].map(({ soundMs }) => Math.round((soundMs ?? 0) / 1_000))).toEqual([4, 5]);
    expect(left(centre)).toHaveLength(3);
    expect(centre.machines().recordings.underWay()).toEqual([]);
  });

  it('is kept once the index answers again, although the controller was killed meanwhile', async () => {
    const centre = await openInMemoryCentre(program, {});
    centre.kept.failing = new Error('The database is down.');
    const leg = centre.telephony.offer({ caller: null, called: '+33180001122' })!;
    await centre.pass(1_500);
    centre.telephony.says(leg, 4_000);
    await centre.pass(20_000);
    expect(centre.machines().recordings.underWay()).toEqual([expect.objectContaining({ kind: 'fetched' })]);
    await killed(centre, 5_000);
    expect(centre.kept.rows.size).toBe(0);
    centre.kept.failing = null;
    await centre.pass(61_000);
    expect(await soundMs(centre)).toBeGreaterThan(3_000);
    const facts = centre.facts.filter((fact) => fact.kind === 'recordingKept');
    expect(facts).toEqual([expect.objectContaining({ state: 'whole', made: 'voicemail' })]);
  });

  it('of which the telephone system has lost the sound is indexed as failed', async () => {
    const centre = await openInMemoryCentre(program, {});
    const leg = centre.telephony.offer({ caller: null, called: '+33180001122' })!;
    await centre.pass(1_500);
    centre.telephony.says(leg, 4_000);
    await centre.pass(9_000);
    const [fact] = left(centre);
    await centre.telephony.recorder.remove(fact?.kind === 'voicemailLeft' ? fact.recording : recordingId('none'));
    await centre.pass(20_000);
    expect([...centre.kept.rows.values()]).toEqual([expect.objectContaining({ state: 'failed', digest: null })]);
  });

  it('ends by its key', async () => {
    const centre = await openInMemoryCentre(program, {});
    const leg = centre.telephony.offer({ caller: null, called: '+33180001122' })!;
    await centre.pass(1_500);
    centre.telephony.says(leg, 9_000);
    await centre.pass(3_000);
    centre.telephony.press(leg, '#');
    await centre.pass(500);
    expect(played(centre)).toEqual(['parlez', 'relu']);
  });

  it.each([200, 1_100, 1_300, 1_500, 2_000, 3_000, 5_000, 8_000, 8_500, 9_000])(
    'goes on as one when the controller is killed %i ms into the call',
    async (atMs) => {
      const { centre, leg } = await message({}, 4_000, atMs);
      expect(left(centre)).toHaveLength(1);
      expect(await soundMs(centre)).toBeGreaterThan(3_000);
      expect(played(centre).filter((name) => name === 'merci')).toHaveLength(1);
      expect(isOver(centre, leg)).toBe(true);
    },
  );

  it.each([2, 3, 4, 5, 6, 7, 8, 9])(
    'goes on when the controller dies right after its record %i',
    async (dieAfterRecord) => {
      const centre = await openInMemoryCentre(program, { dieAfterRecord });
      const leg = centre.telephony.offer({ caller: '+33612345678', called: '+33180001122' })!;
      for (let passed = 0; passed < 30_000; passed += 100) {
        if (passed === 1_500) centre.telephony.says(leg, 4_000);
        if (centre.isDead()) await centre.start();
        await centre.pass(100);
      }
      expect(left(centre)).toHaveLength(1);
      expect(isOver(centre, leg)).toBe(true);
    },
  );
});
