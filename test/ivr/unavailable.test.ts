// What this release does not do on calls: it is told to the operator and to the flow, which takes its own way.

import { describe, expect, it } from 'vitest';
import { callId, queueName } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import type { IvrEffect, IvrEvent } from '../../src/ivr/index.ts';
import { newFrame as firstFrame, worldOf } from '../../src/ivr/index.ts';
import { type Performance, perform } from '../../src/ivr/perform.ts';
import type { IvrPorts } from '../../src/ivr/ports.ts';
import { fakeClock } from '../fakes/clock.ts';
import { source } from './centre-flow.ts';
import { compiled } from './compiled.ts';

async function performed(effect: IvrEffect): Promise<{ events: IvrEvent[]; warnings: string[] }> {
  const program = await compiled(source);
  const events: IvrEvent[] = [];
  const warnings: string[] = [];
  const nobody = (): never => {
    throw new Error('Nobody performs this.');
  };
  const ports: IvrPorts = {
    clock: fakeClock(),
    ids: () => 'id',
    log: { ...silentLog, warn: (message) => warnings.push(message) },
    record: nobody,
    routes: { find: nobody, program: nobody },
    legs: { answer: nobody, end: nobody },
    media: { play: nobody, stop: nobody },
    rooms: { open: nobody, join: nobody, leave: nobody },
    recorder: { record: nobody, end: nobody, remove: nobody },
    talkRecording: nobody,
    seal: { close: nobody, open: nobody },
    sounds: nobody,
    beep: nobody,
    comfort: nobody,
    services: { ask: nobody, cancel: nobody },
    outbox: { intent: nobody, take: nobody },
    world: nobody,
    queue: { join: nobody, leave: nobody, place: nobody, music: nobody },
    transfers: { begin: nobody, end: nobody },
  };
  const leg = 'L' as Performance['frame']['leg'];
  const who = { call: callId('C'), leg, caller: null, called: '+33180001122' };
  const frame = firstFrame({ ...who, program, flow: 'accueil', now: 0 });
  const wait = { kind: 'tell', prompt: 'p' as never } as const;
  await perform(
    {
      ports,
      world: worldOf(program),
      frame,
      state: () => ({ ...frame, wait }),
      timers: new Map(),
      post: (event) => events.push(event),
    },
    effect,
  );
  return { events, warnings };
}

const said = { parts: [], said: [] };

describe('an effect that nobody performs on calls', () => {
  it.each([
    ['tell', { kind: 'tell', how: 'heard', prompt: 'p' as never, ...said }, { kind: 'promptEnded', end: 'failed' }],
    [
      'callback',
      {
        ...{ kind: 'schedule', to: '+33611111111', queue: queueName('q'), when: { kind: 'now' } },
        ...{ position: { kind: 'new' }, key: 'k' },
      },
      { kind: 'failed', code: 'notAvailable' },
    ],
    ['script', { kind: 'openScript', script: 's', arguments: {} }, { kind: 'failed', code: 'notAvailable' }],
  ] satisfies readonly (readonly [string, IvrEffect, object])[])('%s is refused aloud', async (_, effect, event) => {
    const { events, warnings } = await performed(effect);
    expect(events).toEqual([expect.objectContaining(event)]);
    expect(warnings).toHaveLength(1);
  });
});
