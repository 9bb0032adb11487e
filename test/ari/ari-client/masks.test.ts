// The faults of ari-client, each on a server that brings it out: what the driver makes of them. That the process survives is
// part of every case, since an exception that nobody catches fails the run. The telephone itself: test/contract.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ariClientLine } from '../../../src/ari/ari-client/line.ts';
import { commandsOver } from '../../../src/ari/commands.ts';
import type { AriRest } from '../../../src/ari/commands.ts';
import { doneOr } from '../../../src/ari/faults.ts';
import {
  bridgesAddChannel,
  channelsCreate,
  channelsGet,
  channelsHangup,
} from '../../../src/ari/generated/operations.generated.ts';
import { connectAri } from '../../../src/ari/index.ts';
import type { AriConnection } from '../../../src/ari/index.ts';
import { requestCountMax } from '../../../src/ari/limits.ts';
import type { Line } from '../../../src/ari/line.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { TelephonyNotice } from '../../../src/call/ports.ts';
import { describeInterface, firstOfLoading } from '../../fakes/ari-server/description.ts';
import { ariServer } from '../../fakes/ari-server/index.ts';
import type { Answer, AriServer } from '../../fakes/ari-server/index.ts';
import { channelJson, eventJson } from '../../fakes/ari-server/json.ts';
import { fakeClock } from '../../fakes/clock.ts';
import type { FakeClock } from '../../fakes/clock.ts';
import { until } from '../../live/until.ts';

const withinMs = 3_000;
const access = (url: string) => ({ url, user: 'me', password: 'secret' });
const json = (status: number, body: unknown): Answer => ({ kind: 'json', status, json: body });
const channelPath = '/ari/channels/1.1';
let asterisk: AriServer;
let clock: FakeClock;

beforeEach(async () => {
  asterisk = await ariServer();
  clock = fakeClock(1_000);
});
afterEach(() => asterisk.close());

/** Asterisk describes its interface, but for the event types `without`. */
const describeItself = (without: readonly string[] = []): void => {
  for (const [request, described] of describeInterface(asterisk.url, without)) asterisk.answers.set(request, described);
};

describe('a command by ari-client', () => {
  let line: Line;
  let rest: AriRest;
  beforeEach(() => {
    line = ariClientLine(access(asterisk.url), clock);
    rest = commandsOver(line);
  });
  afterEach(() => line.close());
  const get = () => rest.request(channelsGet, { channelId: '1.1' });
  const asked = (path: string) => asterisk.asked.filter((one) => one.path === path);

  it('gives the decoded reply, and loads the description once for all', async () => {
    asterisk.answers.set(`GET ${channelPath}`, json(200, channelJson('1.1', 'Up')));
    expect(await get()).toMatchObject({ id: '1.1', state: 'Up' });
    expect(await get()).toMatchObject({ id: '1.1' });
    expect(asked('/ari/api-docs/resources.json')).toHaveLength(1);
    expect(asked(channelPath).map(({ authorization }) => authorization)).toEqual([
      expect.stringMatching(/^Basic /),
      expect.stringMatching(/^Basic /),
    ]);
  });

  it('carries its parameters as the native driver does: in the body, letters beyond ASCII whole', async () => {
    asterisk.answers.set('POST /ari/channels/create', json(200, channelJson('leg-1', 'Down')));
    const params = { endpoint: 'PJSIP/p', app: 'carillon', variables: { 'CONNECTEDLINE(name,i)': 'Chloé Œuvré €' } };
    await rest.request(channelsCreate, params);
    await doneOr(rest.request(channelsHangup, { channelId: '1.1', reason_code: '17' }), 404);
    expect(asked('/ari/channels/create')[0]?.body).toEqual(params);
    expect(asterisk.asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/ari/channels/1.1?reason_code=17' });
  });

  it.each([
    [json(404, { message: 'Channel not found' }), { status: 404, reason: 'Channel not found' }],
    [json(409, { message: 'Channel not in Stasis application' }), { status: 409 }],
    [json(422, { message: 'Channel not in Stasis application' }), { status: 422 }],
    [json(500, { error: 'Allocation failed' }), { status: 500, reason: 'Allocation failed' }],
    [{ kind: 'page', status: 404 } as const, { status: 404, reason: '' }],
    [{ kind: 'page', status: 401 } as const, { status: 401, reason: '' }],
  ])('refused by %j has the status that the library drops', async (answer, fault) => {
    asterisk.answers.set('POST /ari/bridges/r/addChannel', answer);
    await expect(rest.request(bridgesAddChannel, { bridgeId: 'r', channel: ['1.1'] })).rejects.toMatchObject({
      ...fault,
      operation: 'bridges.addChannel',
    });
  });

  it('answered by a page instead of JSON, on which the library throws, is refused', async () => {
    asterisk.answers.set(`GET ${channelPath}`, { kind: 'page', status: 200 });
    await expect(get()).rejects.toMatchObject({ code: 'refused', retryable: false });
  });

  it('whose connection is cut before the answer, which the library never tells, fails at once', async () => {
    asterisk.answers.set(`GET ${channelPath}`, { kind: 'cut' });
    await expect(get()).rejects.toMatchObject({ code: 'timeout', retryable: false });
  });

  it('on a server that is gone, which the library never tells, may be repeated', async () => {
    await expect(get()).rejects.toMatchObject({ status: 404 });
    await asterisk.close();
    // Over a connection that was still open nobody knows whether it arrived; once those are used up, certainly not.
    const fault = (): Promise<unknown> => get().catch((given: unknown) => given);
    const faults = [await fault(), await fault(), await fault(), await fault()];
    for (const one of faults)
      expect(one).toMatchObject({ code: expect.stringMatching(/^(?:timeout|unreachable)$/) as unknown });
    expect(faults.at(-1)).toMatchObject({ code: 'unreachable', retryable: true });
    asterisk = await ariServer();
  });

  it('on a server that was never there may be repeated', async () => {
    const gone = await ariServer();
    await gone.close();
    await line.close();
    line = ariClientLine(access(gone.url), clock);
    rest = commandsOver(line);
    await expect(get()).rejects.toMatchObject({ code: 'unreachable', retryable: true });
  });

  it('not answered in time is given up, and the answer that comes late is dropped and counted', async () => {
    let allow: (answer: Answer) => void = () => undefined;
    asterisk.answers.set(`GET ${channelPath}`, { kind: 'later', when: new Promise((resolve) => (allow = resolve)) });
    const reply = get();
    await until(() => asked(channelPath).length === 1, { withinMs, what: 'the request' });
    clock.pass(2_000);
    await expect(reply).rejects.toMatchObject({ code: 'timeout', retryable: false });
    expect(line.lateReplyCount()).toBe(0);
    allow(json(200, channelJson('1.1', 'Up')));
    await until(() => line.lateReplyCount() === 1, { withinMs, what: 'the late answer' });
  });

  it('is refused unsent when too many before it hang for ever', async () => {
    asterisk.answers.set(`GET ${channelPath}`, { kind: 'silence' });
    const hanging = Array.from({ length: requestCountMax }, () => get().catch(() => undefined));
    clock.pass(2_000);
    await Promise.all(hanging);
    await expect(get()).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('that this Asterisk does not describe is refused', async () => {
    await expect(rest.request({ ...channelsGet, name: 'channels.sing' }, { channelId: '1.1' })).rejects.toMatchObject({
      code: 'refused',
    });
  });
});

describe('events by ari-client', () => {
  let driver: AriConnection;
  let notices: TelephonyNotice[];
  const inbound = channelJson('pbx-7.1', 'Ring', 'carillon,inbound,100');
  const connect = () => {
    notices = [];
    driver = connectAri({
      ...access(asterisk.url),
      driver: 'ari-client',
      app: 'carillon',
      clock,
      random: () => 0,
      log: silentLog,
      onNotice: (notice) => notices.push(notice),
    });
    driver.open();
  };
  const noticed = (count: number) =>
    until(() => notices.length >= count, { withinMs, what: `${String(count)} notices` });
  const digit = () => {
    asterisk.send(eventJson('ChannelDtmfReceived', { channel: inbound, digit: '#', duration_ms: 80 }));
  };
  afterEach(() => driver.close());

  it('of types that nobody described, or that are no JSON, end nothing and are counted', async () => {
    connect();
    await noticed(1);
    for (const message of [
      eventJson('ChannelSneezed', { channel: inbound }),
      eventJson('constructor', {}),
      'no json',
      '[]',
    ])
      asterisk.send(message);
    digit();
    await noticed(2);
    expect(notices[1]).toMatchObject({ kind: 'event', event: { kind: 'digit', digit: '#' } });
    expect(driver.dropped()).toMatchObject({ unknown: 2, faulty: 2 });
  });

  it('of a type that we know and the running Asterisk does not describe are heard', async () => {
    describeItself(['StasisStart', 'ChannelDtmfReceived']);
    connect();
    await noticed(1);
    asterisk.send(eventJson('StasisStart', { channel: inbound, args: ['inbound', '100'] }));
    digit();
    await noticed(3);
    expect(notices.slice(1)).toMatchObject([{ event: { kind: 'offered' } }, { event: { kind: 'digit' } }]);
  });

  it('of a channel without an id, on which the library throws, are counted', async () => {
    connect();
    await noticed(1);
    asterisk.send(eventJson('ChannelDtmfReceived', { channel: {}, digit: '1', duration_ms: 80 }));
    digit();
    await noticed(2);
    expect(driver.dropped()).toMatchObject({ faulty: 1 });
  });

  it.each([
    ['cannot be loaded', { kind: 'page', status: 503 }],
    ['refuses the password', { kind: 'page', status: 401 }],
    ['answers with something else', { kind: 'page', status: 200 }],
    ['cuts the loading off', { kind: 'cut' }],
  ] as const)(
    'of an Asterisk that %s for longer than the library tries come once it does not',
    async (_what, answer) => {
      asterisk.answers.set(firstOfLoading, answer);
      connect();
      const loadings = () => asterisk.asked.filter(({ path }) => path === '/ari/api-docs/resources.json').length;
      await until(() => (clock.pass(100), loadings() > 12), {
        withinMs,
        what: 'more tries than the library makes',
        everyMs: 1,
      });
      expect(notices).toEqual([]);
      describeItself();
      await until(() => (clock.pass(100), notices.length > 0), { withinMs, what: 'a connection' });
      expect(notices).toEqual([{ kind: 'connected' }]);
    },
  );

  it('cut off again and again come on one connection at a time, each cut told once', async () => {
    connect();
    for (let round = 1; round <= 12; round += 1) {
      await until(() => (clock.pass(50), notices.length === 2 * round - 1), { withinMs, what: 'a connection' });
      asterisk.sockets.at(-1)?.socket.terminate();
      await noticed(2 * round);
    }
    expect(asterisk.sockets).toHaveLength(12);
    expect(notices.map(({ kind }) => kind)).toEqual(
      Array.from({ length: 12 }, () => ['connected', 'disconnected']).flat(),
    );
  });

  it('do not come after the driver was closed, nor while it loads', async () => {
    connect();
    await driver.close();
    connect();
    await noticed(1);
    await driver.close();
    clock.pass(60_000);
    expect(asterisk.sockets).toHaveLength(1);
  });

  it('bring nothing to the terminal: the library would warn about itself at each loading', async () => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    try {
      connect();
      await noticed(1);
      expect(said).not.toHaveBeenCalled();
    } finally {
      said.mockRestore();
    }
  });
});

describe('the credentials of ari-client, which are the whole process’s', () => {
  const open = (url: string, user = 'me', password = 'secret') => ariClientLine({ url, user, password }, clock);

  it('may be used twice, and others only after both are closed', async () => {
    const [first, second] = [open('http://127.0.0.1:1'), open('http://127.0.0.1:1/ari/')];
    expect(() => open('http://127.0.0.1:1', 'you')).toThrow('one set of credentials');
    expect(() => open('http://127.0.0.1:2')).toThrow('one set of credentials');
    await first.close();
    await first.close();
    expect(() => open('http://127.0.0.1:1', 'me', 'other')).toThrow('one set of credentials');
    await second.close();
    await open('http://127.0.0.1:2', 'you').close();
  });

  it.each([
    ['http://127.0.0.1:1/other', 'secret', 'at /ari only'],
    ['http://127.0.0.1:1', 'secrèt', 'plain ASCII'],
  ])('for %s with %s are refused: it could not carry them', (url, password, why) => {
    expect(() => open(url, 'me', password)).toThrow(why);
  });
});
