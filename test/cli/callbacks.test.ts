import { describe, expect, it } from 'vitest';
import { callId, queueName } from '../../src/base/ids.ts';
import { commandLine } from './command-line.ts';

function withPromise() {
  const line = commandLine();
  line.room.promised.push({
    ...{ id: 'call-1-callback-3', call: callId('call-1'), to: '+33612345678', queue: queueName('support'), since: 5 },
    ...{ askedAt: line.room.now - 60_000, visitCount: 1, dialCount: 2, vainCount: 1 },
    stage: { kind: 'scheduled', at: 2_000_000 },
  });
  return line;
}

describe('carillon callbacks', () => {
  it('lists who is to be called back, and when', async () => {
    const { run } = withPromise();
    const { code, out } = await run('callbacks');
    expect(code).toBe(0);
    expect(out).toMatch(/support +\+33•••••••78 +scheduled +1970-01-01T00:33:20\.000Z +2 +call-1-callback-3/);
    expect(await commandLine().run('callbacks')).toMatchObject({ code: 0, err: 'Nobody is to be called back.' });
  });

  it('cancel takes a promise back, and says where to look when there is none', async () => {
    const { run } = withPromise();
    expect(await run('callbacks cancel call-1-callback-3')).toMatchObject({
      ...{ code: 0, err: 'call-1-callback-3 was cancelled.' },
    });
    const { code, err } = await run('callbacks cancel other');
    expect([code, err]).toEqual([1, 'There is no such callback, or it is over. See `carillon callbacks`.']);
  });
});

describe('carillon agent abilities', () => {
  it('says what an agent can do from now on, and refuses a skill without its level', async () => {
    const { run } = commandLine();
    await run('queue put ventes');
    await run(['agent', 'add', 'Ada Lovelace', '--phone', 'ada-1', '--queue', 'ventes']);
    const able = await run('agent abilities ada-1 --skill fibre:3 crédits:1 --language fr en-GB');
    expect(able).toMatchObject({ code: 0, out: 'Ada Lovelace: fr en-GB fibre:3 crédits:1.' });
    expect((await run('agent list')).out).toMatch(/ventes +fr en-GB fibre:3 crédits:1 +offline/);
    expect(await run('agent abilities ada-1')).toMatchObject({ out: 'Ada Lovelace: nothing in particular.' });
    const { code, err } = await run('agent abilities ada-1 --skill fibre');
    expect([code === 0, err]).toEqual([false, '"fibre" is no skill with its level: write fibre:3.']);
  });
});
