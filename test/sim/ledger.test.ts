// The accounts of a simulation notice what must not be: each rule is broken once. Not here: the simulation itself.

import { describe, expect, it } from 'vitest';
import { type AgentId, agentId, callId, legId, queueName } from '../../src/base/ids.ts';
import { type Fact, endReason } from '../../src/call/index.ts';
import { openLedger } from '../../src/sim/index.ts';

const queue = queueName('support');
const [C1, C2] = [callId('C1'), callId('C2')];
const agent = agentId('A1');
const offered = (call = C1): Fact => {
  const leg = legId(`${call}-leg`);
  return { kind: 'callOffered', call, leg, caller: null, called: '+33', flow: 'f', program: null };
};
const ended = (call = C1): Fact => ({ kind: 'callEnded', call, reason: endReason('caller', 'hangup') });
const joined = (call = C1, priority = 0): Fact => ({ kind: 'queueJoined', call, queue, priority });
const rings = (call = C1): Fact => ({ kind: 'callOfferedToAgent', call, queue, agent, leg: legId('l') });
const pickedUp = (call = C1): Fact => ({ kind: 'legAnswered', call, leg: legId('l'), agent });
const legEnded = (leg: string, by: AgentId | null = agent): Fact => {
  const reason = endReason('caller', 'hangup');
  return { kind: 'legEnded', call: C1, leg: legId(leg), agent: by, reason };
};
const answered = (waitMs: number, call = C1): Fact => ({
  kind: 'queueAnswered',
  call,
  queue,
  agent,
  waitMs,
  ringMs: 0,
});
const began = (call = C1): Fact => ({ kind: 'conversationBegan', call, agent });
const moved = (from: string, to: string): Fact => ({ kind: 'agentStateChanged', agent, from, to, reason: null });

/** One entry a second, each with one fact. */
function broken(...facts: readonly Fact[]) {
  const ledger = openLedger(() => [queue]);
  for (const [index, fact] of facts.entries())
    ledger.take({ at: index * 1_000, machine: 'test', event: null, facts: [fact], changes: {} });
  return { rules: ledger.violations(), closing: ledger.closing() };
}

describe('the ledger', () => {
  it('has nothing to say of a call that goes as it should', () => {
    const talk: Fact = { kind: 'conversationEnded', call: C1, agent, talkMs: 1, reason: endReason('caller', 'hangup') };
    const all = [offered(), joined(), rings(), answered(2_000), pickedUp(), began(), talk, legEnded('l'), ended()];
    all.push(legEnded('C1-leg', null));
    expect(broken(...all)).toEqual({ rules: [], closing: [] });
  });

  it.each<[string, readonly Fact[]]>([
    ['a call that is offered twice', [offered(), offered()]],
    ['a call that ends twice', [offered(), ended(), ended()]],
    ['a caller who joins after the end', [offered(), ended(), joined()]],
    ['a caller who stands in two lines', [offered(), joined(), joined()]],
    ['a caller who joins while talking', [offered(), joined(), rings(), answered(2_000), began(), joined()]],
    ['a wait that does not count from the first join', [offered(), joined(), rings(), answered(1_000)]],
    ['an answer by somebody who was not asked', [offered(), joined(), answered(1_000)]],
    ['an agent in two conversations', [offered(), offered(C2), began(), began(C2)]],
    ['a leg that ends twice', [offered(), legEnded('C1-leg', null), legEnded('C1-leg', null)]],
    ['a leg that ends and never began', [legEnded('l')]],
    ['a leg that is answered twice', [offered(), joined(), rings(), pickedUp(), pickedUp()]],
    ['a later caller served first', [offered(), offered(C2), joined(), joined(C2), rings(C2)]],
    ['a lower priority served first', [offered(), offered(C2), joined(), joined(C2, 5), rings()]],
    ['an agent who was in another state', [moved('ready', 'reserved')]],
    ['a menu heard by nobody', [{ kind: 'stepEntered', call: C1, step: 's' }]],
  ])('notices %s', (_what, facts) => {
    expect(broken(...facts).rules).not.toEqual([]);
  });

  it('notices at the end what is still open', () => {
    expect(broken(offered(), joined(), began()).closing).toHaveLength(5);
  });
});
