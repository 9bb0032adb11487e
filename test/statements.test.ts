// Whom a flow asks for, what an agent is told before the bridge, the script beside the call, and the promise to call back: each on
// the whole wiring with the fake telephone, and again with the controller killed at each of its records.

import { beforeAll, describe, expect, it } from 'vitest';
import { agentId, e164, phoneId, queueName } from '../src/base/ids.ts';
import type { LegId } from '../src/base/ids.ts';
import { endReason } from '../src/call/index.ts';
import type { Program } from '../src/dsl/index.ts';
import type { Abilities } from '../src/queue/index.ts';
import { type InMemoryCentre, type InMemoryCentreOptions, openInMemoryCentre } from './in-memory-centre.ts';
import { compiled } from './ivr/compiled.ts';
import { openPolicy } from './outbound/policy.ts';

const source = `
question satisfait: Boolean { prompt q_satisfait  key 1 "Oui" { return true }  key 2 "Non" { return false } }
question quel_age: Number { prompt q_age  length 1..3  valid when quel_age >= 18 else say trop_jeune }
script fiche(qui: Text) -> Text {
  languages fr-FR
  on hangup { return "parti" }
  on error { return "panne" }
  step ouverture { tell accroche(qui: qui)  let ok = ask satisfait  if ok -> suite  return "non" }
  step suite {
    let ans = ask quel_age
    on objection "Trop cher" { tell argument  return "objection" }
    track vendu(ans: ans)
    return "vendu"
  }
}
flow accueil {
  entry "+33180001122"
  languages fr-FR
  on error { hangup }
  step debut {
    queue support {
      require skill(fibre, 3) for 10s then speaks(fr-FR)
      connect { tell bip  say mise  run fiche(qui: "Ada") }
      after 30s -> rappel
      on closed, no agent -> rappel
    }
    say merci
    hangup
  }
  step rappel {
    schedule callback to call.caller default "+33611111111" in support keep position
    say note
    hangup
  }
}
prompts fr-FR {
  bip = "Appel entrant."  mise = "Je vous passe."  merci = "Merci."  note = "Noté."  q_satisfait = "Satisfait ?"  q_age = "Quel âge ?"
  accroche(qui: Text) = "Bonjour {qui}."  argument = "Mais si."  trop_jeune = "Trop jeune."
}`;

let program: Program;
beforeAll(async () => {
  program = await compiled(source);
});

const caller = e164('+33612345678');
const expert: Abilities = { languages: ['fr'], skills: [{ skill: 'fibre', level: 3 }] };
const speaker: Abilities = { languages: ['fr-FR'], skills: [] };

/** Signed in and ready, with these abilities. */
function staff(centre: InMemoryCentre, agent: string, abilities: Abilities): void {
  centre.ready(agent);
  const profile = { id: agentId(agent), name: agent, phone: phoneId(agent), queues: [queueName('support')] };
  centre.machines().acd.post({ kind: 'agentPut', agent: { ...profile, abilities } });
}

async function dialIn(centre: InMemoryCentre): Promise<LegId> {
  const leg = centre.telephony.offer({ caller, called: '+33180001122' });
  if (leg === null) throw new Error('Nobody listens.');
  await centre.pass(0);
  return leg;
}

/** Agents who have gone for good. */
const away = new Set<string>();

const comesBack = (centre: InMemoryCentre, agent = 'A1'): void => {
  const availability = { kind: 'available' } as const;
  centre.machines().acd.post({ kind: 'availabilityChosen', agent: agentId(agent), availability });
};

/** Lets time pass until this holds; a controller that died meanwhile is started again at once. */
async function until(centre: InMemoryCentre, holds: () => boolean, what: string, limitMs = 60_000): Promise<void> {
  for (let ms = 0; ms < limitMs; ms += 100) {
    if (centre.isDead()) await centre.start();
    if (holds()) return;
    // A person whose phone was not rung as it should have been says that they are there.
    for (const { id, state } of centre.machines().acd.state().agents.values())
      if (state.kind === 'notResponding' && !away.has(id)) comesBack(centre, id);
    await centre.pass(100);
  }
  throw new Error(`Not within ${String(limitMs)} ms: ${what}`);
}

const phoneLeg = (centre: InMemoryCentre, phone: string): LegId | undefined =>
  centre.telephony.inventory().legs.find(({ called }) => called === phone)?.leg;

const hearEachOther = (centre: InMemoryCentre, one: LegId | undefined, other: LegId | undefined): boolean => {
  if (one === undefined || other === undefined) return false;
  const heard = centre.telephony.hears(one);
  return heard.kind === 'legs' && heard.legs.includes(other);
};

const count = (centre: InMemoryCentre, kind: string): number =>
  centre.facts.filter((fact) => fact.kind === kind).length;

/** What is left once everybody has gone. */
async function leftOver(centre: InMemoryCentre): Promise<object> {
  await centre.pass(30_000);
  if (centre.isDead()) await centre.start();
  const { calls, acd, conversations, callbacks, outbound } = centre.machines();
  return {
    legs: centre.telephony.inventory().legs.length,
    calls: calls.frames().length,
    scripts: calls.scripts.sheets().length,
    waiting: acd.state().waiting.size,
    talks: conversations.talking().length,
    callbacks: callbacks.list().length,
    placed: outbound.calls().length,
  };
}
const nothing = { legs: 0, calls: 0, scripts: 0, waiting: 0, talks: 0, callbacks: 0, placed: 0 };

const open = (options: InMemoryCentreOptions = {}): Promise<InMemoryCentre> => openInMemoryCentre(program, options);
const records = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

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
    expect(count(centre, 'agentNotResponding')).toBe(1);
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
    expect(sheet(centre)).toBeUndefined();
    // The call goes on.
    expect(hearEachOther(centre, from, phoneLeg(centre, 'A1'))).toBe(true);
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
      await until(centre, () => sheet(centre) === undefined, 'the end');
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

describe('a callback', () => {
  /** The caller waits in vain, is promised a callback and hangs up; then an agent becomes ready. */
  async function promised(centre: InMemoryCentre): Promise<void> {
    staff(centre, 'A1', expert);
    const agent = agentId('A1');
    centre.machines().acd.post({ kind: 'availabilityChosen', agent, availability: { kind: 'paused', reason: 'x' } });
    await dialIn(centre);
    await until(centre, () => centre.machines().callbacks.list().length === 1, 'the promise');
    await until(centre, () => centre.telephony.inventory().legs.length === 0, 'the caller has gone');
  }
  const numberLeg = (centre: InMemoryCentre): LegId | undefined => phoneLeg(centre, caller);

  it('keeps its place in the line, rings the agent first, then the number, and brings both together', async () => {
    const centre = await open();
    await promised(centre);
    const [waiting] = centre.machines().acd.state().waiting.values();
    expect(waiting).toMatchObject({ caller, joinedAt: expect.any(Number) as number });
    expect(centre.clock.now() - (waiting?.joinedAt ?? 0)).toBeGreaterThan(29_000);
    expect(centre.telephony.outside.dialled).toHaveLength(0);
    comesBack(centre);
    await until(centre, () => hearEachOther(centre, numberLeg(centre), phoneLeg(centre, 'A1')), 'both talk');
    expect(centre.telephony.outside.dialled.map(({ number }) => number)).toEqual([caller]);
    await centre.pass(5_000);
    centre.telephony.hangUp(phoneLeg(centre, 'A1') as LegId);
    expect(await leftOver(centre)).toEqual(nothing);
    expect(centre.facts.find(({ kind }) => kind === 'callbackEnded')).toMatchObject({ outcome: 'completed', tries: 1 });
  });

  it('to somebody who does not answer frees the agent and is tried again later', async () => {
    const centre = await open();
    centre.telephony.outside.number(caller, {
      ...{ kind: 'ends', afterMs: 3_000, rings: true },
      reason: endReason('agent', 'busy'),
    });
    await promised(centre);
    comesBack(centre);
    await until(centre, () => count(centre, 'callbackMoved') === 1, 'moved');
    await centre.pass(500);
    expect(phoneLeg(centre, 'A1')).toBeUndefined();
    expect(centre.machines().acd.state().agents.get(agentId('A1'))?.state.kind).toBe('ready');
    await until(centre, () => count(centre, 'callbackEnded') === 1, 'given up', 45 * 60_000);
    expect(centre.telephony.outside.dialled).toHaveLength(3);
    expect(await leftOver(centre)).toEqual(nothing);
  }, 60_000);

  it('at night waits for the morning and rings nobody before', async () => {
    // The clock of the test begins at 1970-01-01T00:16:40Z: a quarter past one in Paris.
    const policy = { ...openPolicy, night: { from: '20:00', to: '08:00', callsMax: 0 } };
    const centre = await open({ policy });
    await promised(centre);
    comesBack(centre);
    await centre.pass(5_000);
    expect(phoneLeg(centre, 'A1')).toBeUndefined();
    const [one] = centre.machines().callbacks.list();
    expect(one?.stage).toEqual({ kind: 'scheduled', at: Date.UTC(1970, 0, 1, 7) });
  });

  it('is taken back when it is cancelled, whatever rings', async () => {
    const centre = await open();
    centre.telephony.outside.number(caller, { kind: 'rings' });
    await promised(centre);
    comesBack(centre);
    await until(centre, () => numberLeg(centre) !== undefined, 'the number rings');
    const { callbacks } = centre.machines();
    expect(callbacks.cancel(callbacks.list()[0]?.id ?? '', 'ada')).toBe('cancelled');
    expect(callbacks.cancel('nobody', 'ada')).toBe('unknown');
    expect(await leftOver(centre)).toEqual(nothing);
  });

  it('to somebody who hangs up ends the talk, and the agent is free', async () => {
    const centre = await open();
    await promised(centre);
    comesBack(centre);
    await until(centre, () => hearEachOther(centre, numberLeg(centre), phoneLeg(centre, 'A1')), 'both talk');
    centre.telephony.hangUp(numberLeg(centre) as LegId);
    expect(await leftOver(centre)).toEqual(nothing);
  });

  it.each(records(6, 44))(
    'is dialled once, and talked, when the controller dies right after record %d',
    async (record) => {
      const centre = await open({ dieAfterRecord: record });
      await promised(centre);
      comesBack(centre);
      await until(centre, () => hearEachOther(centre, numberLeg(centre), phoneLeg(centre, 'A1')), 'both talk', 300_000);
      expect(centre.telephony.outside.dialled).toHaveLength(1);
      await centre.pass(2_000);
      if (centre.isDead()) await centre.start();
      centre.telephony.hangUp(phoneLeg(centre, 'A1') as LegId);
      expect(await leftOver(centre)).toEqual(nothing);
      expect(count(centre, 'callbackEnded')).toBe(1);
    },
    30_000,
  );
});
