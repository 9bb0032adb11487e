import { describe, expect, it } from 'vitest';
import { callReports } from '../../src/api/index.ts';
import { masked } from '../../src/api/masked.ts';
import { deadline } from '../../src/base/clock.ts';
import { promptId, queueName } from '../../src/base/ids.ts';
import { emptyAcd } from '../../src/queue/index.ts';
import { apiOn, liveCall, memoryRoom } from './control-room.ts';
import { aFrame } from './live/happenings.ts';

const frame = aFrame('call-1', {
  step: 'start',
  stepAt: 7,
  variables: { card: '4970' },
  wait: { kind: 'say', prompt: promptId('p') },
});

describe('live calls', () => {
  it('show their callers masked', async () => {
    const room = memoryRoom();
    room.liveCalls.push(liveCall('+33612345678'));
    const { status, body } = await apiOn(room).ask('GET', '/api/calls');
    expect(status).toBe(200);
    expect(body.calls).toEqual([{ state: 'live', ...liveCall('+33•••••••78') }]);
  });

  it('show their callers in full when asked, and leave a line in the log without the number', async () => {
    const room = memoryRoom();
    room.liveCalls.push(liveCall('+33612345678'));
    const lines: string[] = [];
    const keep = (message: string, fields?: object): void => void lines.push(message + JSON.stringify(fields));
    const { ask } = apiOn(room, { info: keep, warn: keep, error: keep });
    const { body } = await ask('GET', '/api/calls?callers=full');
    expect(body.calls[0]?.caller).toBe('+33612345678');
    expect(lines).toEqual(['Callers’ numbers were shown in full.{"callCount":1}']);
  });

  it.each(['/api/calls?callers=some', '/api/calls?caller=full'])('%s answers 400', async (url) => {
    expect((await apiOn(memoryRoom()).ask('GET', url)).status).toBe(400);
  });
});

describe('masked', () => {
  it.each([
    [null, null],
    ['', ''],
    ['15', '••'],
    ['1234567', '•••••••'],
    ['12345678', '123•••78'],
  ])('%j becomes %j', (caller, shown) => {
    expect(masked(caller)).toBe(shown);
  });
});

describe('reports of calls', () => {
  it('tell the place in the flow and never variables', () => {
    expect(callReports([frame], emptyAcd)).toEqual([
      {
        id: 'call-1',
        flow: 'welcome',
        step: 'start',
        language: 'fr-FR',
        wait: 'say',
        since: 7,
        caller: '+33612345678',
        called: '+33180001122',
        queue: null,
        agent: null,
      },
    ]);
  });

  it('say talking for a caller whom an agent has answered', () => {
    const queue = { kind: 'queue', queue: queueName('ventes'), timer: 1, after: deadline(0, 1) } as const;
    const waits = [{ kind: 'music' } as const, { kind: 'talking' } as const].map((stage) => ({ ...queue, stage }));
    const reports = callReports(
      waits.map((wait) => ({ ...frame, wait })),
      emptyAcd,
    );
    expect(reports.map(({ wait, queue: name }) => [wait, name])).toEqual([
      ['queue', 'ventes'],
      ['talking', 'ventes'],
    ]);
  });
});
