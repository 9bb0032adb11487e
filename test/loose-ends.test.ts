// What the simulation brought to light, each told as one short story on the whole wiring: a command that is slow, lost or
// refused at the worst moment leaves nobody behind. The seed is that of the simulation as it was when it found the defect.
// Not here: chance (test/sim), the machines by themselves.

import { beforeAll, describe, expect, it } from 'vitest';
import { agentId, roomId } from '../src/base/ids.ts';
import type { LegId } from '../src/base/ids.ts';
import type { Fact } from '../src/call/index.ts';
import type { Program } from '../src/dsl/index.ts';
import { type InMemoryCentre, type InMemoryCentreOptions, openInMemoryCentre } from './in-memory-centre.ts';
import { compiled } from './ivr/compiled.ts';
import { called, source } from './sim/flow.ts';
import { type Unruly, unruly } from './unruly-telephone.ts';

let program: Program;
beforeAll(async () => {
  program = await compiled(source);
});

/** Two audits, with the commands that follow from them. */
const twoAuditsMs = 12_000;

interface Story {
  readonly centre: InMemoryCentre;
  readonly telephone: Unruly;
  readonly count: (kind: Fact['kind']) => number;
}

async function open(options: InMemoryCentreOptions = {}): Promise<Story> {
  const telephone = unruly();
  const centre = await openInMemoryCentre(program, { ...options, between: telephone.between });
  return { centre, telephone, count: (kind) => centre.facts.filter((fact) => fact.kind === kind).length };
}

async function dialled({ centre }: Story, number = called): Promise<LegId> {
  const leg = centre.telephony.offer({ caller: '+33612345678', called: number });
  if (leg === null) throw new Error('Nobody listens.');
  await centre.pass(100);
  return leg;
}

/** The caller hears the menu. */
async function atTheMenu(story: Story): Promise<LegId> {
  const leg = await dialled(story);
  await story.centre.pass(2_500);
  return leg;
}

/** Caller and agent talk. */
async function talking(story: Story): Promise<LegId> {
  story.centre.ready('A1');
  const leg = await atTheMenu(story);
  story.centre.telephony.press(leg, '1');
  await story.centre.pass(3_000);
  expect(story.centre.telephony.hears(leg)).toMatchObject({ kind: 'legs' });
  return leg;
}

const nothingLeft = ({ centre }: Story): void => {
  const { acd, calls, conversations } = centre.machines();
  const { legs, rooms } = centre.telephony.inventory();
  expect(legs).toEqual([]);
  expect(rooms.filter(({ room }) => room.startsWith('conversation-'))).toEqual([]);
  expect([calls.frames().length, acd.state().waiting.size, conversations.talking().length]).toEqual([0, 0, 0]);
};

describe('a caller', () => {
  it('who hangs up while a command is under way joins no line afterwards (seed 21)', async () => {
    const story = await open();
    story.centre.ready('A1');
    const leg = await atTheMenu(story);
    const release = story.telephone.hold('stop');
    story.centre.telephony.press(leg, '1');
    await story.centre.pass(100);
    expect(story.centre.machines().calls.frames()).toMatchObject([{ step: 'support' }]);
    story.centre.telephony.hangUp(leg);
    release();
    await story.centre.pass(1_000);
    expect(story.count('queueJoined')).toBe(0);
    nothingLeft(story);
  });

  it('whose prompt could not be asked for is not left in silence for ever (seed 120)', async () => {
    const story = await open();
    story.telephone.fail('play', 'unreachable', 3);
    await dialled(story);
    await story.centre.pass(15_000);
    expect(story.count('flowFailed')).toBe(1);
  });

  it('to whom an answer got lost hears the prompt all the same, and no error', async () => {
    const story = await open();
    story.telephone.fail('play', 'replyLost', 1);
    await dialled(story);
    await story.centre.pass(5_000);
    expect(story.count('flowFailed')).toBe(0);
  });

  it('of an unknown number who could not be ended is one call, and ends (seed 15)', async () => {
    const story = await open();
    story.telephone.fail('end', 'unreachable', 6);
    await dialled(story, '+33100000000');
    story.centre.telephony.disconnect('cut');
    story.centre.telephony.connect();
    await story.centre.pass(20_000);
    expect([story.count('callOffered'), story.count('callEnded')]).toEqual([1, 1]);
    nothingLeft(story);
  });

  it('who could not be brought to the music hears it after two audits (seed 9)', async () => {
    const story = await open();
    story.centre.ready('A1');
    story.centre.telephony.habit(story.centre.phone('A1'), { kind: 'rings' });
    const leg = await atTheMenu(story);
    story.telephone.fail('join', 'refused', 1);
    story.centre.telephony.press(leg, '1');
    await story.centre.pass(1_500);
    expect(story.centre.telephony.hears(leg)).toEqual({ kind: 'nothing' });
    await story.centre.pass(twoAuditsMs);
    expect(story.centre.telephony.hears(leg)).toEqual({ kind: 'music', music: 'jazz' });
  });
});

describe('a conversation', () => {
  it('is not torn apart by the move to the music that was under way when the agent answered (seed 64)', async () => {
    const story = await open();
    story.centre.ready('A1');
    story.centre.telephony.habit(story.centre.phone('A1'), { kind: 'answers', afterMs: 1_100 });
    const leg = await atTheMenu(story);
    story.centre.telephony.press(leg, '1');
    await story.centre.pass(900);
    const release = story.telephone.hold('join');
    await story.centre.pass(400);
    expect(story.count('conversationBegan')).toBe(1);
    release();
    await story.centre.pass(200);
    expect(story.centre.telephony.hears(leg)).toMatchObject({ kind: 'legs' });
  });

  it('torn apart by a command done after it was given up is brought together again (seed 105)', async () => {
    const story = await open();
    const leg = await talking(story);
    const line = roomId('waiting-support-jazz');
    await story.centre.telephony.rooms.open(line, { kind: 'waiting', music: 'jazz' });
    await story.centre.telephony.rooms.join(line, leg);
    await story.centre.pass(twoAuditsMs);
    expect(story.centre.telephony.hears(leg)).toMatchObject({ kind: 'legs' });
  });

  it('whose room could not be closed leaves none behind (seed 8)', async () => {
    const story = await open();
    const leg = await talking(story);
    story.telephone.fail('close', 'refused', 1);
    story.centre.telephony.hangUp(leg);
    await story.centre.pass(twoAuditsMs);
    nothingLeft(story);
  });

  it('whose end was recorded for the agent and not for the flow lets the caller go on after a kill (seed 20)', async () => {
    const freed = (fact: Fact): boolean => fact.kind === 'agentStateChanged' && fact.from === 'talking';
    const story = await open({ dieAfterFact: freed });
    await talking(story);
    for (const { leg, direction } of story.centre.telephony.inventory().legs)
      if (direction === 'outbound') story.centre.telephony.hangUp(leg);
    await story.centre.pass(100);
    expect(story.centre.isDead()).toBe(true);
    await story.centre.start();
    await story.centre.pass(3_000);
    expect(story.centre.facts.at(-1)).toMatchObject({ kind: 'callEnded', reason: { code: 'flowEnded' } });
    nothingLeft(story);
  });

  it('that could not be connected, recorded as ended and nobody told, does not begin again after a kill', async () => {
    const story = await open({ dieAfterFact: ({ kind }) => kind === 'conversationEnded' });
    story.centre.ready('A1');
    const leg = await atTheMenu(story);
    story.centre.telephony.press(leg, '1');
    await story.centre.pass(900);
    story.telephone.fail('join', 'refused', 2);
    await story.centre.pass(1_000);
    expect(story.centre.isDead()).toBe(true);
    await story.centre.start();
    await story.centre.pass(3_000);
    expect([story.count('conversationBegan'), story.count('conversationEnded')]).toEqual([1, 1]);
    const ends = story.centre.facts.filter(({ kind }) => kind === 'callEnded');
    expect(ends).toMatchObject([{ reason: { code: 'flowEnded' } }]);
    nothingLeft(story);
  });

  it('whose room is refused to us after a reconnection goes on, for they are together (seed 2602)', async () => {
    const story = await open();
    const leg = await talking(story);
    story.telephone.fail('open', 'refused', 1);
    story.centre.telephony.disconnect('cut');
    story.centre.telephony.connect();
    await story.centre.pass(twoAuditsMs);
    expect(story.centre.telephony.hears(leg)).toMatchObject({ kind: 'legs' });
    expect([story.count('conversationBegan'), story.count('conversationEnded')]).toEqual([1, 0]);
  });

  it('goes on over a reconnection although its agent was removed meanwhile', async () => {
    const story = await open();
    const leg = await talking(story);
    story.centre.machines().acd.post({ kind: 'agentRemoved', agent: agentId('A1') });
    story.centre.telephony.disconnect('cut');
    story.centre.telephony.connect();
    await story.centre.pass(twoAuditsMs);
    expect(story.centre.telephony.hears(leg)).toMatchObject({ kind: 'legs' });
  });
});

describe('an agent', () => {
  it('whose phone rings although the answer got lost is not left ringing (seed 9)', async () => {
    const story = await open();
    story.centre.ready('A1');
    story.centre.telephony.habit(story.centre.phone('A1'), { kind: 'rings' });
    const leg = await atTheMenu(story);
    story.telephone.fail('ring', 'replyLost', 3);
    story.centre.telephony.press(leg, '1');
    await story.centre.pass(10_000);
    expect(story.count('agentNotResponding')).toBe(1);
    expect(story.centre.telephony.inventory().legs.map(({ direction }) => direction)).toEqual(['inbound']);
  });

  it('whose answer was not heard has answered once an audit has seen it twice', async () => {
    const story = await open();
    story.centre.ready('A1');
    story.centre.telephony.habit(story.centre.phone('A1'), { kind: 'rings' });
    const leg = await atTheMenu(story);
    story.centre.telephony.press(leg, '1');
    await story.centre.pass(500);
    story.centre.loseNext('legAnswered');
    for (const { leg: ringing, direction } of story.centre.telephony.inventory().legs)
      if (direction === 'outbound') story.centre.telephony.pickUp(ringing);
    await story.centre.pass(twoAuditsMs);
    expect(story.count('queueAnswered')).toBe(1);
    expect(story.centre.telephony.hears(leg)).toMatchObject({ kind: 'legs' });
  });
});
