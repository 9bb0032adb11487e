// Requests to Asterisk: what goes over the wire, and what each way of failing becomes.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AriError, doneOr } from '../../src/ari/faults.ts';
import {
  bridgesAddChannel,
  channelsGet,
  channelsHangup,
  channelsPlay,
  channelsSetChannelVar,
} from '../../src/ari/generated/operations.generated.ts';
import { connectionCountMax } from '../../src/ari/limits.ts';
import { openRest } from '../../src/ari/rest.ts';
import type { AriRest } from '../../src/ari/commands.ts';
import { realClock } from '../../src/base/real-clock.ts';
import { ariServer } from '../fakes/ari-server/index.ts';
import type { Answer, AriServer } from '../fakes/ari-server/index.ts';
import { channelJson } from '../fakes/ari-server/json.ts';

let asterisk: AriServer;
let rest: AriRest;

beforeEach(async () => {
  asterisk = await ariServer();
  rest = openRest({ url: asterisk.url, user: 'me', password: 'secret:€' }, realClock());
});
afterEach(async () => {
  await rest.close();
  await asterisk.close();
});

const get = (id = '1.1', withinMs?: number) => rest.request(channelsGet, { channelId: id }, withinMs);

describe('a request', () => {
  it('carries its secret in the header and its parameters in the query', async () => {
    asterisk.answers.set('POST /ari/channels/a%2Fb/play', {
      kind: 'json',
      status: 404,
      json: { message: 'Channel not found' },
    });
    const play = rest.request(channelsPlay, { channelId: 'a/b', media: ['sound:one', 'sound:two'], playbackId: 'p' });
    await expect(play).rejects.toMatchObject({ status: 404, reason: 'Channel not found', operation: 'channels.play' });
    expect(asterisk.asked).toEqual([
      {
        method: 'POST',
        path: '/ari/channels/a%2Fb/play?media=sound%3Aone%2Csound%3Atwo&playbackId=p',
        authorization: `Basic ${Buffer.from('me:secret:€').toString('base64')}`,
        body: null,
      },
    ]);
  });

  it.each([
    ['a comma in a list', ['sound:one,two']],
    ['half a character', ['sound:\ud800']],
    ['a long text', ['sound:'.padEnd(1_001, 'x')]],
  ])('carries its parameters in the body because of %s', async (_, media) => {
    await doneOr(rest.request(channelsPlay, { channelId: '1.1', media }), 404);
    expect(asterisk.asked).toMatchObject([{ path: '/ari/channels/1.1/play', body: { media } }]);
  });

  it.each(['a&b=c', '% + #?', 'é€😀', ''])('escapes %j', async (value) => {
    await doneOr(rest.request(channelsSetChannelVar, { channelId: '1.1', variable: 'V', value }), 404);
    const [asked] = asterisk.asked;
    expect(new URL(asked?.path ?? '', asterisk.url).searchParams.get('value')).toBe(value);
  });

  it('that only takes a query has no body', async () => {
    await doneOr(rest.request(channelsHangup, { channelId: '1.1', reason_code: '17' }), 404);
    expect(asterisk.asked).toMatchObject([{ method: 'DELETE', path: '/ari/channels/1.1?reason_code=17', body: null }]);
  });

  it('gives an answer that comes in many pieces', async () => {
    const name = 'é'.repeat(300_000);
    asterisk.answers.set('GET /ari/channels/1.1', {
      ...{ kind: 'json', status: 200 },
      json: { ...channelJson('1.1', 'Up'), name },
    });
    expect(await get()).toMatchObject({ id: '1.1', name });
  });

  it('gives the decoded reply', async () => {
    asterisk.answers.set('GET /ari/channels/1.1', { kind: 'json', status: 200, json: channelJson('1.1', 'Up') });
    expect(await get()).toMatchObject({ id: '1.1', state: 'Up' });
  });
});

describe('a request beside many that wait for their channels', () => {
  it('is answered at once', async () => {
    const waiting = Array.from({ length: 50 }, (_, index) => {
      asterisk.answers.set(`GET /ari/channels/slow-${index}`, { kind: 'silence' });
      return get(`slow-${index}`, 1_500).catch(() => 'late');
    });
    asterisk.answers.set('GET /ari/channels/1.1', { kind: 'json', status: 200, json: channelJson('1.1', 'Up') });
    expect(await get('1.1', 1_000)).toMatchObject({ id: '1.1' });
    await Promise.all(waiting);
  });
});

describe('a request that fails', () => {
  it('with an expected status is gone, with another a refusal', async () => {
    asterisk.answers.set('POST /ari/bridges/r/addChannel', { kind: 'json', status: 422, json: { message: 'no' } });
    const join = () => rest.request(bridgesAddChannel, { bridgeId: 'r', channel: ['1.1'] });
    expect(await doneOr(join(), 404, 422)).toBe('gone');
    await expect(doneOr(join(), 404)).rejects.toMatchObject({
      code: 'refused',
      retryable: false,
      cause: expect.any(AriError) as unknown,
    });
  });

  it.each([
    [{ kind: 'page', status: 401 } as const, { status: 401, reason: '' }],
    [{ kind: 'page', status: 200 } as const, { code: 'refused', retryable: false }],
    [{ kind: 'json', status: 200, json: { id: 5 } } as const, { code: 'refused', retryable: false }],
    [{ kind: 'cut' } as const, { code: 'timeout', retryable: false }],
  ])('because the answer is %j', async (answer, fault) => {
    asterisk.answers.set('GET /ari/channels/1.1', answer);
    await expect(get()).rejects.toMatchObject(fault);
  });

  it('for want of an answer ends at its deadline', async () => {
    asterisk.answers.set('GET /ari/channels/1.1', { kind: 'silence' });
    const begun = performance.now();
    await expect(get('1.1', 100)).rejects.toMatchObject({ code: 'timeout', retryable: false });
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('for want of a connection ends at its deadline, and is not sent when there is one', async () => {
    let answer: (later: Answer) => void = () => undefined;
    const when = new Promise<Answer>((resolve) => (answer = resolve));
    asterisk.answers.set('GET /ari/channels/slow', { kind: 'later', when });
    const slow = Array.from({ length: connectionCountMax }, () => get('slow', 5_000));
    await expect(get('1.1', 100)).rejects.toMatchObject({ code: 'timeout', retryable: false });
    answer({ kind: 'json', status: 200, json: channelJson('slow', 'Up') });
    await Promise.all(slow);
    asterisk.answers.set('GET /ari/channels/2.1', { kind: 'json', status: 200, json: channelJson('2.1', 'Up') });
    await get('2.1');
    expect(asterisk.asked.map(({ path }) => path)).not.toContain('/ari/channels/1.1');
  });

  it('because nobody listens was never sent and may be repeated', async () => {
    await asterisk.close();
    await expect(get()).rejects.toMatchObject({ code: 'unreachable', retryable: true });
  });

  it('after the application was taken over is not even sent', async () => {
    rest.fence('taken over');
    await expect(get()).rejects.toMatchObject({ code: 'refused' });
    expect(asterisk.asked).toEqual([]);
  });

  it('because of a path that climbs is our own mistake', async () => {
    await expect(get('..')).rejects.toMatchObject({ code: 'assertion' });
    expect(asterisk.asked).toEqual([]);
  });
});
