// `carillon calls hold CALL` and its like, with the interface of a controller in memory behind them.

import { describe, expect, it } from 'vitest';
import { agentId, callId } from '../../src/base/ids.ts';
import { agentLeg, callerLeg } from '../api/conversations-in-memory.ts';
import { commandLine } from './command-line.ts';

async function inTalk() {
  const line = commandLine();
  await line.run('queue put ventes');
  for (const [name, phone] of [
    ['Ada', 'ada-1'],
    ['Bob', 'bob-1'],
  ] as const)
    await line.run(`agent add ${name} --phone ${phone} --queue ventes`);
  await line.run('agent sign-in Bob');
  await line.run('agent ready Bob');
  line.room.conversations.begin({
    ...{ call: callId('call-1'), agent: agentId('agent-1'), callerLeg, agentLeg, music: 'default' },
  });
  return line;
}

describe('carillon calls', () => {
  it('hold and retrieve say what the caller hears', async () => {
    const { run } = await inTalk();
    expect((await run('calls hold call-1')).out).toBe('call-1 is on hold.');
    expect((await run('calls retrieve call-1')).out).toBe('call-1 talks with its agent.');
  });

  it('mute and unmute take an agent by name, or who leads', async () => {
    const { run, room } = await inTalk();
    expect((await run('calls mute call-1')).code).toBe(0);
    expect(room.conversations.list()[0]?.lead).toMatchObject({ voice: 'muted' });
    expect((await run('calls unmute call-1 --agent Ada')).code).toBe(0);
    expect(room.conversations.list()[0]?.lead).toMatchObject({ voice: 'open' });
  });

  it('consult, and cancel, name whom they are about', async () => {
    const { run } = await inTalk();
    expect((await run('calls consult call-1 --agent Bob')).out).toBe('call-1 is on hold while agent-2 is rung.');
    expect((await run('calls cancel call-1')).out).toBe('call-1 talks with its agent.');
  });

  it('transfer to a queue ends the conversation', async () => {
    const { run } = await inTalk();
    expect(await run('calls transfer call-1 --queue ventes')).toEqual({
      code: 0,
      out: 'call-1 was handed over.',
      err: '',
    });
  });

  it('transfer says as JSON what came of it', async () => {
    const { run } = await inTalk();
    const { out } = await run('calls transfer call-1 --agent bob-1 --json');
    expect(JSON.parse(out)).toMatchObject({ conversation: { state: 'handingOver' } });
  });

  it.each([
    ['calls transfer call-1', 'Say to whom'],
    ['calls transfer call-1 --queue ventes --agent Bob', 'Say to whom'],
    ['calls transfer call-1 --number +33140000000', 'No trunk takes calls to numbers outside now'],
    ['calls consult call-1 --agent Nobody', 'There is no agent'],
    ['calls consult call-1 --agent Ada', 'leads this conversation already'],
    ['calls swap call-1', 'not in a state for this'],
    ['calls hold call-9', 'There is no such conversation'],
  ])('%s is refused: %s', async (command, why) => {
    const { run } = await inTalk();
    const { code, err } = await run(command);
    expect(code).not.toBe(0);
    expect(err).toContain(why);
  });

  it('without an order lists calls as before', async () => {
    const { run } = await inTalk();
    expect((await run('calls')).err).toBe('There are no calls now.');
  });
});
