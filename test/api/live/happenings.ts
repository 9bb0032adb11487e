// Things that happen in a centre, chosen by fast-check and lived through by the real machines: the ACD's own transitions,
// and frames of calls that go from step to step. Gives the changes as the machines record them.

import { noAbilities, plainJoin } from '../../queue/plain.ts';
import fc from 'fast-check';
import { agentId, callId, legId, phoneId, programHash, promptId, queueName } from '../../../src/base/ids.ts';
import type { Changes } from '../../../src/base/machine.ts';
import { type Frame, type Wait, restoredFrame } from '../../../src/ivr/index.ts';
import { type AcdEvent, acdChanges, acdTransition, emptyAcd } from '../../../src/queue/index.ts';

export type Happening =
  { readonly kind: 'acd'; readonly event: AcdEvent } | { readonly kind: 'frame'; frame: FrameChange };

interface FrameChange {
  readonly call: string;
  readonly frame: Frame | null;
}

const calls = ['C1', 'C2', 'C3', 'C4', 'C5'];
const agents = ['A1', 'A2', 'A3'];
const queues = ['sales', 'support'];

export const aFrame = (call: string, change: Partial<Frame> = {}): Frame =>
  restoredFrame({
    call: callId(call),
    leg: legId(`${call}-leg`),
    caller: '+33612345678',
    called: '+33180001122',
    program: programHash('p'),
    flow: 'welcome',
    startedAt: 7,
    language: 'fr-FR',
    step: 'choice',
    stepAt: 9,
    address: 0,
    part: 'steps',
    line: 'up',
    variables: { secret: '1234' },
    asked: [],
    limit: 'open',
    wait: { kind: 'begin' },
    ...change,
  });

const call = fc.constantFrom(...calls);
const agent = fc.constantFrom(...agents).map(agentId);
const queue = fc.constantFrom(...queues).map(queueName);

const wait: fc.Arbitrary<Wait> = fc.oneof(
  fc.constant<Wait>({ kind: 'say', prompt: promptId('p') }),
  fc.record({
    kind: fc.constant('queue' as const),
    queue,
    stage: fc.constantFrom({ kind: 'music' as const }, { kind: 'talking' as const }),
    timer: fc.constant(1),
    after: fc.constant({ at: 5, lengthMs: 5 }),
  }),
);

const frame = fc.record({ call, step: fc.constantFrom('start', 'choice'), wait, serial: fc.nat(3) }).map((made) => ({
  call: made.call,
  frame: aFrame(made.call, { step: made.step, wait: made.wait, serial: made.serial }),
}));

const acdEvent: fc.Arbitrary<AcdEvent> = fc.oneof(
  queue.map((name): AcdEvent => ({
    kind: 'queuePut',
    queue: { name, music: 'default', wrapUpMs: 5_000, ringMs: 10_000, state: 'open', waitingMax: null },
  })),
  agent.map((id): AcdEvent => ({
    kind: 'agentPut',
    agent: { id, name: id, phone: phoneId(id), queues: queues.map(queueName), abilities: noAbilities },
  })),
  fc.record({ agent, open: fc.boolean() }).map(({ agent: id, open }): AcdEvent => ({
    kind: 'availabilityChosen',
    agent: id,
    availability: open ? { kind: 'available' } : { kind: 'paused', reason: 'lunch' },
  })),
  agent.map((id): AcdEvent => ({ kind: 'agentRemoved', agent: id })),
  fc.record({ call, queue, priority: fc.nat(2) }).map((made): AcdEvent => ({
    kind: 'callJoined',
    call: callId(made.call),
    leg: legId(`${made.call}-leg`),
    caller: '+33612345678',
    queue: made.queue,
    priority: made.priority,
    visit: 1,
    ...plainJoin,
  })),
  call.map((id): AcdEvent => ({ kind: 'callLeft', call: callId(id), why: 'abandoned' })),
  fc.record({ call, count: fc.integer({ min: 1, max: 2 }) }).map((made): AcdEvent => ({
    kind: 'legAnswered',
    leg: legId(`${made.call}-agent-${made.count}`),
  })),
  fc.record({ call, agent }).map((made): AcdEvent => ({
    kind: 'conversationEnded',
    call: callId(made.call),
    agent: made.agent,
    leg: legId(`${made.call}-agent-1`),
  })),
  fc.constant<AcdEvent>({ kind: 'resumed' }),
);

/** A centre's day, some dozens of events long. It begins with queues and agents, so that calls have somewhere to go. */
export const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: acdEvent.map((event): Happening => ({ kind: 'acd', event })) },
    { weight: 1, arbitrary: frame.map((made): Happening => ({ kind: 'frame', frame: made })) },
    { weight: 1, arbitrary: call.map((id): Happening => ({ kind: 'frame', frame: { call: id, frame: null } })) },
  ),
  { maxLength: 80 },
);

/** Lives through happenings one after the other; each gives what its record would hold. */
export function liver(): (happening: Happening, now: number) => Changes {
  let state = emptyAcd;
  return (happening, now) => {
    if (happening.kind === 'frame') return { [`call/${happening.frame.call}`]: happening.frame.frame };
    const next = acdTransition(state, happening.event, now).state;
    const changes = acdChanges(state, next);
    state = next;
    return changes;
  };
}
