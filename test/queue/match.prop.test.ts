// What the matching promises for any line and any set of agents.

import { noAbilities, plainWaiting } from './plain.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentId, callId, legId, phoneId, queueName } from '../../src/base/ids.ts';
import { type Agent, type WaitingCall, match } from '../../src/queue/index.ts';

const queues = ['support', 'ventes'].map(queueName);

const agents: fc.Arbitrary<Agent[]> = fc
  .array(fc.record({ idleSince: fc.nat(1000), queues: fc.subarray(queues), free: fc.boolean() }), { maxLength: 12 })
  .map((list) =>
    list.map(({ idleSince, queues, free }, index) => ({
      id: agentId(`A${index}`),
      name: `A${index}`,
      phone: phoneId(`phone${index}`),
      queues,
      abilities: noAbilities,
      availability: { kind: 'available' },
      state: free ? { kind: 'ready', since: 0 } : { kind: 'notResponding', since: 0 },
      idleSince,
    })),
  );

const line: fc.Arbitrary<WaitingCall[]> = fc
  .array(
    fc.record({ joinedAt: fc.nat(1000), priority: fc.integer({ min: 0, max: 3 }), queue: fc.constantFrom(...queues) }),
    { maxLength: 20 },
  )
  .map((list) =>
    list.map((one, index) => ({
      ...one,
      ...plainWaiting,
      visit: 1,
      call: callId(`C${index}`),
      leg: legId(`L${index}`),
      caller: null,
      ticket: index,
      offerCount: 0,
      place: { kind: 'waiting' },
    })),
  );

describe('match', () => {
  it('uses no agent and no call twice, and only ready agents who serve the queue', () => {
    fc.assert(
      fc.property(line, agents, (waiting, staff) => {
        const matches = match(waiting, staff, 0);
        expect(new Set(matches.map(({ agent }) => agent.id)).size).toBe(matches.length);
        expect(new Set(matches.map(({ waiting: one }) => one.call)).size).toBe(matches.length);
        for (const { agent, waiting: one } of matches) {
          expect(agent.state.kind).toBe('ready');
          expect(agent.queues).toContain(one.queue);
        }
      }),
    );
  });

  it('leaves nobody waiting while a fitting agent is ready', () => {
    fc.assert(
      fc.property(line, agents, (waiting, staff) => {
        const matches = match(waiting, staff, 0);
        const usedCalls = new Set(matches.map(({ waiting: one }) => one.call));
        const usedAgents = new Set(matches.map(({ agent }) => agent.id));
        const idle = staff.filter((agent) => agent.state.kind === 'ready' && !usedAgents.has(agent.id));
        for (const one of waiting.filter(({ call }) => !usedCalls.has(call)))
          expect(idle.some((agent) => agent.queues.includes(one.queue))).toBe(false);
      }),
    );
  });

  it('serves within one queue by priority, then by arrival, whatever order they are given in', () => {
    fc.assert(
      fc.property(line, agents, (waiting, staff) => {
        const matches = match(waiting, staff, 0);
        expect(match([...waiting].reverse(), [...staff].reverse(), 0)).toEqual(matches);
        for (const queue of queues) {
          const served = matches.filter(({ waiting: one }) => one.queue === queue).map(({ waiting: one }) => one);
          const passed = waiting.filter((one) => one.queue === queue && !served.includes(one));
          for (const first of served)
            for (const later of passed)
              expect(
                first.priority > later.priority ||
                  (first.priority === later.priority && first.joinedAt <= later.joinedAt),
              ).toBe(true);
        }
      }),
    );
  });
});
