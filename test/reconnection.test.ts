// In which order the machines hear of what happened around a connection. What they make of it: journey.test.ts,
// loose-ends.test.ts.

import { describe, expect, it } from 'vitest';
import { legId } from '../src/base/ids.ts';
import { silentLog } from '../src/base/log.ts';
import { type CallEvent, endReason } from '../src/call/index.ts';
import type { Machines } from '../src/machines.ts';
import { startReconnection } from '../src/reconnection.ts';
import { fakeClock } from './fakes/clock.ts';
import { settle } from './in-memory-centre.ts';

const leg = legId('caller');
const offered: CallEvent = { kind: 'offered', leg, caller: null, called: '+33180001122' };
const ended: CallEvent = { kind: 'legEnded', leg, reason: endReason('caller', 'hangup') };
const nobody = {
  callerLegs: new Set(),
  agentLegs: new Set(),
  openLegs: new Set(),
  rooms: new Set(),
  places: new Map(),
};

describe('an event that follows from another one kept during the survey', () => {
  it('comes after everything that was kept (seed 3869)', async () => {
    const heard: string[] = [];
    const machines = {
      awaitedPrompts: () => [],
      owned: () => nobody,
      resume: () => undefined,
      onEvent: ({ kind }: CallEvent) => {
        heard.push(kind);
        if (heard.length === 1) reconnection.onNotice({ kind: 'event', event: ended });
      },
    } as unknown as Machines;
    const reconnection = startReconnection({
      ...{ clock: fakeClock(0), log: silentLog, machines, onReady: () => undefined },
      supervision: {
        survey: () => Promise.resolve({ at: 0, legs: [], rooms: [] }),
        playing: () => Promise.resolve(new Set()),
      },
      legs: { end: () => Promise.resolve('ok') },
      rooms: { close: () => Promise.resolve('ok') },
    });
    reconnection.onNotice({ kind: 'connected' });
    for (let twice = 0; twice < 2; twice += 1) reconnection.onNotice({ kind: 'event', event: offered });
    await settle();
    expect(heard).toEqual(['offered', 'offered', 'legEnded']);
    expect(reconnection.state().kind).toBe('ready');
  });
});
