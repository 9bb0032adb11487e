// Whom a flow asks for, what an agent is told before the bridge, and the script beside the call: each on the whole wiring with the fake
// telephone, and again with the controller killed at each of its records.

import { beforeAll, describe, expect, it } from 'vitest';
import { agentId } from '../src/base/ids.ts';
import type { LegId } from '../src/base/ids.ts';
import type { Program } from '../src/dsl/index.ts';
import { type InMemoryCentre, type InMemoryCentreOptions, openInMemoryCentre, promptMs } from './in-memory-centre.ts';
import { compiled } from './ivr/compiled.ts';
import {
  away,
  count,
  dialIn,
  expert,
  hearEachOther,
  leftOver,
  nothing,
  phoneLeg,
  records,
  source,
  speaker,
  staff,
  until,
} from './statement-centre.ts';

let program: Program;
beforeAll(async () => {
  program = await compiled(source);
});
const open = (options: InMemoryCentreOptions = {}): Promise<InMemoryCentre> => openInMemoryCentre(program, options);

describe('a caller who needs a skill', () => {
  it('goes to whoever has it, though another has been idle for longer', async () => {
    const centre = await open();
    staff(centre, 'A1', speaker);
    await centre.pass(1_000);
    staff(centre, 'A2', expert);
    await dialIn(centre);
    await until(centre, () => phoneLeg(centre, 'A2') !== undefined, 'A2 is rung', 2_000);
    expect(phoneLeg(centre, 'A1')).toBeUndefined();
  });

  it('takes whoever speaks their language once they have waited for so long', async () => {
    const centre = await open();
    staff(centre, 'A1', speaker);
    await dialIn(centre);
    await centre.pass(9_000);
    expect(phoneLeg(centre, 'A1')).toBeUndefined();
    await until(centre, () => phoneLeg(centre, 'A1') !== undefined, 'A1 is rung', 2_000);
  });
});

/** One call up to the talk; gives the legs. */
async function inTalk(centre: InMemoryCentre): Promise<{ readonly from: LegId; readonly agent: LegId | undefined }> {
  staff(centre, 'A1', expert);
  const from = await dialIn(centre);
  await until(centre, () => hearEachOther(centre, from, phoneLeg(centre, 'A1')), 'they hear each other');
  return { from, agent: phoneLeg(centre, 'A1') };
}

describe('an agent who is told something before the bridge', () => {
  it('hears it alone, then the caller hears theirs, then both hear each other', async () => {
    const centre = await open();
    staff(centre, 'A1', expert);
    const from = await dialIn(centre);
    const heard: string[] = [];
    const note = (who: string, leg: LegId | undefined): void => {
      const now = leg === undefined ? 'nothing' : centre.telephony.hears(leg).kind;
      const line = `${who} ${now}`;
      if (now !== 'nothing' && heard.at(-1) !== line && !heard.includes(line)) heard.push(line);
    };
    for (let ms = 0; ms < 8_000; ms += 100) {
      await centre.pass(100);
      note('agent', phoneLeg(centre, 'A1'));
      note('caller', from);
    }
    expect(heard).toEqual(['caller music', 'agent prompt', 'caller prompt', 'agent legs', 'caller legs']);
    expect(count(centre, 'queueAnswered')).toBe(1);
  });

  it('and hangs up while it plays: the caller keeps the place and goes to the next', async () => {
    const centre = await open();
    staff(centre, 'A1', expert);
    const from = await dialIn(centre);
    const isTold = (): boolean => {
      const leg = phoneLeg(centre, 'A1');
      return leg !== undefined && centre.telephony.hears(leg).kind === 'prompt';
    };
    await until(centre, isTold, 'A1 is told');
    centre.telephony.hangUp(phoneLeg(centre, 'A1') as LegId);
    await centre.pass(500);
    staff(centre, 'A2', expert);
    away.add('A1');
    await until(centre, () => hearEachOther(centre, from, phoneLeg(centre, 'A2')), 'A2 has the caller');
    away.clear();
    const missed = centre.facts.filter((fact) => fact.kind === 'agentNotResponding' && fact.agent === 'A1');
    expect(missed).toHaveLength(1);
  });

  it('and the caller hangs up: the agent is let go and ready again', async () => {
    const centre = await open();
    staff(centre, 'A1', expert);
    const from = await dialIn(centre);
    await until(centre, () => phoneLeg(centre, 'A1') !== undefined, 'A1 is rung');
    await centre.pass(1_300);
    centre.telephony.hangUp(from);
    expect(await leftOver(centre)).toEqual(nothing);
    expect(centre.machines().acd.state().agents.get(agentId('A1'))?.state.kind).toBe('ready');
  });

  it.each(records(5, 24))(
    'and the controller dies right after record %d: both hear each other, once',
    async (record) => {
      const centre = await open({ dieAfterRecord: record });
      const { from } = await inTalk(centre);
      expect(count(centre, 'queueAnswered')).toBe(1);
      await centre.pass(2_000);
      centre.telephony.hangUp(from);
      expect(await leftOver(centre)).toEqual(nothing);
      expect(count(centre, 'conversationEnded')).toBe(1);
    },
  );
});

describe('a script', () => {
  const sheet = (centre: InMemoryCentre) => centre.machines().calls.scripts.sheets()[0];
  const answered = async (centre: InMemoryCentre, answer: object): Promise<string> => {
    const at = sheet(centre);
    const field = at?.task?.field ?? -1;
    const outcome = centre.machines().calls.scripts.answer(at?.id ?? '', { field, ...answer } as never);
    await centre.pass(100);
    return outcome;
  };

  it('shows what to say, takes the answers, says what is wrong with one, and gives its result', async () => {
    const centre = await open();
    const { from } = await inTalk(centre);
    expect(sheet(centre)).toMatchObject({
      ...{ agent: 'A1', script: 'fiche', lines: ['Bonjour Ada.'] },
      task: { kind: 'field', question: 'satisfait', text: 'Satisfait ?', form: { kind: 'choice' }, correction: null },
    });
    expect(await answered(centre, { kind: 'fieldGiven', value: true })).toBe('taken');
    expect(sheet(centre)?.task).toMatchObject({ question: 'quel_age', form: { kind: 'value', type: 'Number' } });
    expect(await answered(centre, { kind: 'fieldGiven', value: 7 })).toBe('taken');
    expect(sheet(centre)?.task).toMatchObject({ question: 'quel_age', correction: 'Trop jeune.' });
    await answered(centre, { kind: 'fieldGiven', value: 40 });
    expect(sheet(centre)?.task).toMatchObject({ kind: 'objections', texts: ['Trop cher'] });
    await answered(centre, { kind: 'objection', objection: 0 });
    expect(centre.facts.find(({ kind }) => kind === 'scriptEnded')).toMatchObject({ result: 'objection' });
    // The call goes on.
    expect(hearEachOther(centre, from, phoneLeg(centre, 'A1'))).toBe(true);
  });

  it('that is over leaves its last words before the agent, with nothing to do, until its call ends', async () => {
    const centre = await open();
    const { from } = await inTalk(centre);
    await answered(centre, { kind: 'fieldGiven', value: true });
    await answered(centre, { kind: 'fieldGiven', value: 40 });
    const { id = '', task, version = 0 } = sheet(centre) ?? {};
    await answered(centre, { kind: 'objection', objection: 0 });
    const last = { id, lines: ['Bonjour Ada.', 'Mais si.'], task: null, version: version + 1 };
    expect(sheet(centre)).toMatchObject(last);
    const again = { kind: 'objection', field: task?.field ?? -1, objection: 0 } as const;
    expect(centre.machines().calls.scripts.answer(id, again)).toBe('late');
    centre.kill();
    await centre.start();
    expect(sheet(centre)).toMatchObject(last);
    centre.telephony.hangUp(from);
    expect(await leftOver(centre)).toEqual(nothing);
    expect(count(centre, 'scriptEnded')).toBe(1);
  });

  it('that is over is gone when its call ended while nobody was there to hear of it', async () => {
    const centre = await open();
    const { from } = await inTalk(centre);
    await answered(centre, { kind: 'fieldGiven', value: false });
    expect(sheet(centre)).toMatchObject({ lines: ['Bonjour Ada.'], task: null });
    centre.kill();
    centre.telephony.hangUp(from);
    await centre.start();
    expect(await leftOver(centre)).toEqual(nothing);
  });

  it('that announces something as it opens is heard to the end, by the caller alone, once the two are together', async () => {
    const announcing = source
      .replace('step ouverture { ', 'step ouverture { announce loi  ')
      .replace('bip = "', 'loi = "Cet appel est enregistré, et vous pouvez vous y opposer à tout moment."  bip = "');
    const centre = await openInMemoryCentre(await compiled(announcing), {});
    staff(centre, 'A1', expert);
    const from = await dialIn(centre);
    let heardMs = 0;
    for (let ms = 0; ms < 12_000; ms += 100) {
      await centre.pass(100);
      const leg = phoneLeg(centre, 'A1');
      const isTogether = centre.machines().conversations.talking().length === 1;
      if (isTogether && centre.telephony.hears(from).kind === 'prompt') heardMs += 100;
      if (isTogether && leg !== undefined) expect(centre.telephony.hears(leg).kind).not.toBe('prompt');
    }
    expect(heardMs).toBeGreaterThanOrEqual(promptMs);
    expect(sheet(centre)?.task).toMatchObject({ question: 'satisfait' });
  });

  it('takes no answer to what it no longer asks, nor one of another kind, nor for another script', async () => {
    const centre = await open();
    await inTalk(centre);
    const { scripts } = centre.machines().calls;
    const { id = '', task } = sheet(centre) ?? {};
    const field = task?.field ?? -1;
    expect(scripts.answer('nobody', { kind: 'continued', field })).toBe('unknown');
    expect(scripts.answer(id, { kind: 'continued', field })).toBe('late');
    expect(scripts.answer(id, { kind: 'fieldGiven', field: field + 1, value: true })).toBe('late');
    expect(scripts.answer(id, { kind: 'fieldGiven', field, value: true })).toBe('taken');
    expect(scripts.answer(id, { kind: 'fieldGiven', field, value: true })).toBe('late');
  });

  it('ends with its call, by its own words', async () => {
    const centre = await open();
    const { from } = await inTalk(centre);
    centre.telephony.hangUp(from);
    await centre.pass(500);
    expect(centre.facts.find(({ kind }) => kind === 'scriptEnded')).toMatchObject({ result: 'parti' });
    expect(await leftOver(centre)).toEqual(nothing);
  });

  it.each(records(5, 36))(
    'goes on where it was when the controller dies right after record %d, and nothing that was filled in is in the record of events',
    async (record) => {
      const centre = await open({ dieAfterRecord: record });
      const { from } = await inTalk(centre);
      const ask = (question: string) => (): boolean => {
        const task = sheet(centre)?.task;
        return task?.kind === 'field' && task.question === question;
      };
      await until(centre, ask('satisfait'), 'the first question');
      await answered(centre, { kind: 'fieldGiven', value: true });
      await until(centre, ask('quel_age'), 'the second question');
      await answered(centre, { kind: 'fieldGiven', value: 41 });
      await until(centre, () => sheet(centre)?.task?.kind === 'objections', 'the buttons');
      await answered(centre, { kind: 'continued' });
      await until(centre, () => sheet(centre)?.task === null, 'the end');
      expect(centre.facts.filter(({ kind }) => kind === 'scriptEnded')).toEqual([
        expect.objectContaining({ result: 'vendu' }),
      ]);
      expect(count(centre, 'scriptOpened')).toBe(1);
      const given = centre.journal.filter((line) => line.includes('"event":{"kind":"fieldGiven"'));
      for (const line of given) expect(line).toContain('"value":null');
      centre.telephony.hangUp(from);
      expect(await leftOver(centre)).toEqual(nothing);
    },
  );
});
