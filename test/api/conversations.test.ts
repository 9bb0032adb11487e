// What an agent asks of a conversation over HTTP, on the real machine.

import { describe, expect, it } from 'vitest';
import { agentId, callId, legId } from '../../src/base/ids.ts';
import { agentLeg, callerLeg } from './conversations-in-memory.ts';
import { apiOn, memoryRoom } from './control-room.ts';

/** Call `call-1` talks with agent-1; agent-2 is ready, agent-3 is not. */
async function inTalk() {
  const room = memoryRoom();
  const { ask, api } = apiOn(room);
  await ask('PUT', '/api/queues/ventes', {});
  for (const phone of ['ada-1', 'bob-1', 'eve-1'])
    await ask('POST', '/api/agents', { name: phone, phone, queues: ['ventes'] });
  await ask('POST', '/api/agents/agent-2/sign-in');
  await ask('POST', '/api/agents/agent-2/ready');
  const call = callId('call-1');
  room.conversations.begin({ call, agent: agentId('agent-1'), callerLeg, agentLeg, music: 'default' });
  const order = (name: string, body?: object) => ask('POST', `/api/conversations/call-1/${name}`, body);
  const answers = (): void => {
    const leg = room.conversations.rung.shift();
    if (leg !== undefined) room.conversations.answered(call, { agent: agentId('agent-2'), leg, on: leg });
  };
  return { room, ask, api, order, answers };
}

const toAgent = (agent: string) => ({ to: { kind: 'agent', agent } });

describe('GET /api/conversations', () => {
  it('shows who leads, in which state, and since when the caller is on hold', async () => {
    const { ask, order } = await inTalk();
    const lead = { kind: 'agent', name: 'agent-1', voice: 'open' };
    const talking = { call: 'call-1', state: 'talking', lead, other: null, heldAt: null };
    expect((await ask('GET', '/api/conversations')).body.conversations).toEqual([talking]);
    await order('hold');
    const held = { ...talking, state: 'held', heldAt: 1_000_000 };
    expect((await ask('GET', '/api/conversations/call-1')).body).toEqual(held);
  });

  it('of a call that talks with nobody is refused', async () => {
    const { ask } = await inTalk();
    const { status, body } = await ask('GET', '/api/conversations/call-9');
    expect([status, body.error.code]).toEqual([404, 'conversationUnknown']);
  });
});

describe('POST /api/conversations/:call', () => {
  it('leads through a consultation: consult, swap, join, complete', async () => {
    const { order, answers } = await inTalk();
    const states: (string | undefined)[] = [];
    const ask = async (name: string, body?: object) =>
      void states.push((await order(name, body)).body.conversation?.state);
    await ask('consult', toAgent('agent-2'));
    answers();
    for (const name of ['swap', 'swap', 'join']) await ask(name);
    const { body } = await order('complete');
    expect(states).toEqual(['calling', 'returned', 'consulting', 'conference']);
    expect(body.conversation).toMatchObject({ state: 'talking', lead: { name: 'agent-2' }, other: null });
  });

  it('hands over blind to a queue: no conversation is left', async () => {
    const { order, ask } = await inTalk();
    const { status, body } = await order('transfer', { to: { kind: 'queue', queue: 'ventes' } });
    expect([status, body]).toEqual([200, { conversation: null }]);
    expect((await ask('GET', '/api/conversations')).body.conversations).toEqual([]);
  });

  it('hands over blind to an agent, who is rung', async () => {
    const { order } = await inTalk();
    const { body } = await order('transfer', toAgent('agent-2'));
    expect(body.conversation).toMatchObject({ state: 'handingOver', other: { name: 'agent-2' } });
  });

  it('consults a number outside and leaves the caller to it: the number is shown masked', async () => {
    const { room, order } = await inTalk();
    const number = '+33140506070';
    room.numbers.set(number, 'ok');
    const called = await order('consult', { to: { kind: 'number', number } });
    expect(called.body.conversation).toMatchObject({ state: 'calling', other: { kind: 'number' } });
    expect(JSON.stringify(called.body)).not.toContain(number);
    const [leg = legId('')] = room.conversations.rung;
    room.conversations.answered(callId('call-1'), { agent: null, leg, on: legId(`${leg}-2`) });
    const { body } = await order('complete');
    expect(body.conversation).toMatchObject({ state: 'talking', lead: { kind: 'number' }, other: null });
    expect((await order('hold')).body.error.code).toBe('notLed');
  });

  it.each([
    ['premium', 'numberRefused', 'Premium numbers are not called.'],
    ['country', 'numberRefused', 'Numbers of this country are not called from here.'],
    ['spend', 'callsLimited', 'What may be spent on calls today, or on one, is used up.'],
    ['night', 'callsLimited', 'As many calls as may be were placed tonight.'],
    ['noTrunk', 'noTrunk', 'No trunk takes calls to numbers outside now.'],
  ] as const)('says in words why a number is refused: %s', async (why, code, message) => {
    const { room, order } = await inTalk();
    room.numbers.set('+33140506070', why);
    for (const name of ['transfer', 'consult']) {
      const { status, body } = await order(name, { to: { kind: 'number', number: '+33140506070' } });
      expect([status, body.error]).toEqual([409, expect.objectContaining({ code, message })]);
    }
  });

  it('mutes the agent who leads, or one by name, and with an empty body too', async () => {
    const { order } = await inTalk();
    expect((await order('mute')).body.conversation?.lead?.voice).toBe('muted');
    expect((await order('unmute', {})).body.conversation?.lead?.voice).toBe('open');
    expect((await order('mute', { agent: 'agent-1' })).body.conversation?.lead?.voice).toBe('muted');
    const { status, body } = await order('mute', { agent: 'agent-2' });
    expect([status, body.error.code]).toEqual([404, 'notInConversation']);
  });

  it.each<[string, string, object | undefined, number, string]>([
    ['retrieve while talking', 'retrieve', undefined, 409, 'notNow'],
    ['swap without a consultation', 'swap', undefined, 409, 'notNow'],
    ['complete without a consultation', 'complete', undefined, 409, 'notNow'],
    ['consult oneself', 'consult', toAgent('agent-1'), 409, 'toSelf'],
    ['consult an agent who is not ready', 'consult', toAgent('agent-3'), 409, 'agentBusy'],
    ['consult an agent who does not exist', 'consult', toAgent('agent-9'), 404, 'targetUnknown'],
    ['consult a queue', 'consult', { to: { kind: 'queue', queue: 'ventes' } }, 400, 'invalid'],
    [
      'transfer to a queue that does not exist',
      'transfer',
      { to: { kind: 'queue', queue: 'nirgends' } },
      404,
      'targetUnknown',
    ],
    [
      'transfer to a number while no trunk is there',
      'transfer',
      { to: { kind: 'number', number: '+33140000000' } },
      409,
      'noTrunk',
    ],
    [
      'transfer to what is no number',
      'transfer',
      { to: { kind: 'number', number: '+33140000000@evil' } },
      400,
      'invalid',
    ],
    ['transfer to a dial string', 'transfer', { to: { kind: 'number', number: 'PJSIP/trunk&Local' } }, 400, 'invalid'],
    ['transfer to nobody', 'transfer', {}, 400, 'invalid'],
    ['transfer with more than is known', 'transfer', { ...toAgent('agent-2'), how: 'blind' }, 400, 'invalid'],
    ['something unknown', 'explode', undefined, 404, 'routeUnknown'],
  ])('refuses to %s', async (...[, name, given, status, code]) => {
    const { order, ask } = await inTalk();
    const answer = await order(name, given);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect((await ask('GET', '/api/conversations/call-1')).body).toMatchObject({
      state: 'talking',
      lead: { voice: 'open' },
    });
  });

  it('refuses everything for a call that is over, and for one whose id is no id', async () => {
    const { ask } = await inTalk();
    for (const id of ['call-9', '..%2Fagents', 'x'.repeat(500)]) {
      const { status } = await ask('POST', `/api/conversations/${id}/hold`);
      expect([400, 404, 414]).toContain(status);
    }
  });

  it('holds once when it is asked twice', async () => {
    const { order } = await inTalk();
    expect((await order('hold')).status).toBe(200);
    expect((await order('hold')).body.error.code).toBe('notNow');
  });
});
