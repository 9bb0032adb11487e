// The driver's connection and what it makes of events: notices in order, each thing once, and what happens when the
// other side goes away, is deaf, or gives our place to another.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectAri } from '../../src/ari/index.ts';
import type { AriConnection, AriDriver } from '../../src/ari/index.ts';
import { failureHeldMs } from '../../src/ari/limits.ts';
import { legId, phoneId, promptId } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import type { TelephonyNotice } from '../../src/call/ports.ts';
import { fakeClock } from '../fakes/clock.ts';
import type { FakeClock } from '../fakes/clock.ts';
import { until } from '../live/until.ts';
import { ariServer } from '../fakes/ari-server/index.ts';
import type { Answer, AriServer } from '../fakes/ari-server/index.ts';
import { applicationJson, channelJson, eventJson } from '../fakes/ari-server/json.ts';

/** The request by which a connection is prepared. */
const preparation = 'PUT /ari/applications/carillon/eventFilter';
const withinMs = 3_000;
let asterisk: AriServer;
let clock: FakeClock;
/** How much later than due the driver's timers fire. */
let stoodStillMs: number;
let driver: AriConnection;
let notices: TelephonyNotice[];

let library: AriDriver = 'native';

const connect = () => {
  const prepared = connectAri({
    driver: library,
    url: asterisk.url,
    user: 'me',
    password: 'secret',
    app: 'carillon',
    clock: { ...clock, now: () => clock.now() + stoodStillMs },
    random: () => 0,
    log: silentLog,
    onNotice: (notice) => notices.push(notice),
  });
  prepared.open();
  return prepared;
};
const connected = (count = 1) =>
  until(() => notices.filter(({ kind }) => kind === 'connected').length >= count, {
    withinMs,
    what: `connection ${String(count)}`,
  });
const noticed = (count: number) => until(() => notices.length >= count, { withinMs, what: `${String(count)} notices` });
const events = () => notices.flatMap((notice) => (notice.kind === 'event' ? [notice.event] : []));
const inbound = (state = 'Ring') => channelJson('pbx-7.1', state, 'carillon,inbound,100');
const outbound = (state: string) => channelJson('leg-1', state, 'carillon,outbound,phone-1');
const leg = 'in-pbx-7.1';

describe.each(['native', 'ari-client'] as const)('the driver %s', (driverName) => {
  beforeEach(async () => {
    library = driverName;
    asterisk = await ariServer();
    clock = fakeClock(1_000);
    stoodStillMs = 0;
    notices = [];
    driver = connect();
  });
  afterEach(async () => {
    await driver.close();
    await asterisk.close();
  });

  describe('a connection', () => {
    it('asks for its own events only, the secret in a header where the driver can', async () => {
      await connected();
      const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;
      const { url, authorization } = asterisk.sockets[0] ?? {};
      expect({ url, authorization }).toEqual(
        {
          native: { url: '/ari/events?app=carillon&subscribeAll=false', authorization: basic },
          'ari-client': { url: '/ari/events?app=carillon&api_key=me:secret', authorization: undefined },
        }[driverName],
      );
    });

    it('is announced before the events that came while it was prepared, which are not lost', async () => {
      let allow: (answer: Answer) => void = () => undefined;
      await driver.close();
      asterisk.answers.set(preparation, { kind: 'later', when: new Promise((resolve) => (allow = resolve)) });
      notices = [];
      asterisk.asked.length = 0;
      driver = connect();
      await until(() => asterisk.asked.some(({ path }) => path.endsWith('eventFilter')), {
        withinMs,
        what: 'the preparation',
      });
      asterisk.send(eventJson('StasisStart', { channel: inbound(), args: ['inbound', '100'] }));
      const pinged = new Promise((resolve) => asterisk.sockets.at(-1)?.socket.once('pong', resolve));
      asterisk.sockets.at(-1)?.socket.ping();
      await pinged;
      expect(notices).toEqual([]);
      allow({ kind: 'json', status: 200, json: applicationJson('carillon') });
      await noticed(2);
      expect(notices).toMatchObject([{ kind: 'connected' }, { kind: 'event', event: { kind: 'offered', leg } }]);
    });

    it('that cannot be prepared is given up and made again', async () => {
      asterisk.answers.set(preparation, { kind: 'page', status: 500 });
      await driver.close();
      notices = [];
      driver = connect();
      const before = asterisk.sockets.length;
      await until(() => asterisk.sockets.length > before, { withinMs, what: 'a first try' });
      asterisk.answers.set(preparation, { kind: 'json', status: 200, json: applicationJson('carillon') });
      await until(
        () => {
          clock.pass(50);
          return notices.length > 0;
        },
        { withinMs, what: 'a connection that works' },
      );
      expect(notices).toEqual([{ kind: 'connected' }]);
    });

    it('that is cut is told once and made again within the first wait', async () => {
      await connected();
      asterisk.sockets[0]?.socket.terminate();
      await noticed(2);
      expect(notices[1]).toMatchObject({ kind: 'disconnected' });
      expect(asterisk.sockets).toHaveLength(1);
      clock.pass(100);
      await connected(2);
      expect(notices.map(({ kind }) => kind)).toEqual(['connected', 'disconnected', 'connected']);
    });

    it('while down rings no phone and surveys nothing', async () => {
      await connected();
      asterisk.sockets[0]?.socket.terminate();
      await noticed(2);
      const request = { leg: legId('leg-1'), phone: phoneId('p'), shown: { name: '', number: '' }, timeoutMs: 1_000 };
      await expect(driver.legs.ring(request)).rejects.toMatchObject({ code: 'unreachable', retryable: true });
      await expect(driver.supervision.survey()).rejects.toMatchObject({ code: 'unreachable' });
    });

    it('on which the other side goes deaf is given up after the longest silence', async () => {
      await driver.close();
      await asterisk.close();
      asterisk = await ariServer({ autoPong: false });
      notices = [];
      driver = connect();
      await connected();
      for (let beat = 0; beat < 3; beat += 1) clock.pass(2_000);
      await noticed(2);
      expect(notices[1]).toEqual({ kind: 'disconnected', why: 'no sign of life' });
    });

    it('on which only our own process stood still is kept', async () => {
      await driver.close();
      await asterisk.close();
      asterisk = await ariServer({ autoPong: false });
      notices = [];
      driver = connect();
      await connected();
      for (let beat = 0; beat < 4; beat += 1) {
        stoodStillMs += 10_000;
        clock.pass(2_000);
      }
      expect(notices).toEqual([{ kind: 'connected' }]);
    });

    it('that another replaced is not fought for, and commands stop', async () => {
      await connected();
      asterisk.send(eventJson('ApplicationReplaced', {}));
      await noticed(2);
      expect(notices[1]).toEqual({ kind: 'disconnected', why: 'another connection took the application over' });
      clock.pass(60_000);
      expect(asterisk.sockets).toHaveLength(1);
      await expect(driver.legs.end(legId('leg-1'), 'normal')).rejects.toMatchObject({ code: 'refused' });
    });
  });

  describe('an event', () => {
    beforeEach(async () => {
      await connected();
      asterisk.send(eventJson('StasisStart', { channel: inbound(), args: ['inbound', '100'] }));
      await noticed(2);
    });
    const send = (type: string, rest: object) => {
      asterisk.send(eventJson(type, rest));
    };
    /** Everything sent before has been handled once this digit has come through. */
    const settled = async () => {
      send('ChannelDtmfReceived', { channel: inbound('Up'), digit: '#', duration_ms: 80 });
      await until(() => events().some((event) => event.kind === 'digit' && event.digit === '#'), {
        withinMs,
        what: 'the last digit',
      });
      return events().filter((event) => event.kind !== 'digit' || event.digit !== '#');
    };

    it('of a new call offers it once', async () => {
      send('StasisStart', { channel: inbound(), args: ['inbound', '100'] });
      expect(await settled()).toEqual([{ kind: 'offered', leg, caller: '+33612000001', called: '100' }]);
    });

    it('of a caller who withholds the number says null', async () => {
      const hidden = { ...channelJson('pbx-7.2', 'Ring'), caller: { name: '', number: 'anonymous' } };
      send('StasisStart', { channel: hidden, args: ['inbound', '100'] });
      expect(await settled()).toContainEqual({ kind: 'offered', leg: 'in-pbx-7.2', caller: null, called: '100' });
    });

    it('of a phone is told once each: ringing, answered, ended; and nothing after its end', async () => {
      send('StasisStart', { channel: outbound('Down'), args: ['outbound', 'phone-1'] });
      for (let twice = 0; twice < 2; twice += 1)
        send('Dial', { peer: outbound('Ringing'), dialstatus: 'RINGING', dialstring: '', forward: '' });
      for (let twice = 0; twice < 2; twice += 1) send('ChannelStateChange', { channel: outbound('Up') });
      for (let twice = 0; twice < 2; twice += 1)
        send('ChannelDestroyed', { channel: outbound('Up'), cause: 16, cause_txt: '' });
      send('ChannelDtmfReceived', { channel: outbound('Up'), digit: '1', duration_ms: 80 });
      expect((await settled()).slice(1)).toEqual([
        { kind: 'legRinging', leg: 'leg-1' },
        { kind: 'legAnswered', leg: 'leg-1' },
        { kind: 'legEnded', leg: 'leg-1', reason: { result: 'agent', code: 'hangup' } },
      ]);
      expect(driver.dropped()).toMatchObject({ late: 2, strange: 0 });
    });

    it('of a leg that a restart of ours made us forget is understood by what it says of itself', async () => {
      send('ChannelDtmfReceived', {
        channel: channelJson('pbx-8.1', 'Up', 'carillon,inbound,100'),
        digit: '5',
        duration_ms: 80,
      });
      send('ChannelStateChange', { channel: outbound('Up') });
      send('ChannelDestroyed', { channel: channelJson('pbx-9.1', 'Up'), cause: 16, cause_txt: '' });
      expect((await settled()).slice(1)).toEqual([
        { kind: 'digit', leg: 'in-pbx-8.1', digit: '5' },
        { kind: 'legAnswered', leg: 'leg-1' },
        { kind: 'legEnded', leg: 'in-pbx-9.1', reason: { result: 'caller', code: 'hangup' } },
      ]);
    });

    it('that is not ours, not understood or not known is counted and harms nothing', async () => {
      send('StasisStart', { channel: channelJson('pbx-7.3', 'Ring'), args: ['snoop'] });
      send('ChannelSneezed', {});
      send('ChannelVarset', {});
      send('ChannelDestroyed', {});
      asterisk.send('no json');
      expect(await settled()).toHaveLength(1);
      expect(driver.dropped()).toEqual({ late: 0, strange: 1, ignored: 1, unknown: 1, faulty: 2, lateReplies: 0 });
    });

    it.each([
      ['done', 'finished'],
      ['failed', 'failed'],
    ])('of a prompt that is %s ends it as %s, once', async (state, end) => {
      const playback = { id: 'prompt-1', media_uri: 'sound:x', target_uri: 'channel:pbx-7.1', state };
      for (let twice = 0; twice < 2; twice += 1) send('PlaybackFinished', { playback });
      await settled();
      clock.pass(failureHeldMs);
      expect((await settled()).slice(1)).toEqual([{ kind: 'promptEnded', leg, prompt: promptId('prompt-1'), end }]);
    });

    it('of a prompt that is failed because its party hangs up is the end of the leg and nothing else', async () => {
      const playback = { id: 'prompt-1', media_uri: 'sound:x', target_uri: 'channel:pbx-7.1', state: 'failed' };
      send('PlaybackFinished', { playback });
      send('ChannelDestroyed', { channel: channelJson('pbx-7.1', 'Up'), cause: 16, cause_txt: '' });
      await until(() => events().some(({ kind }) => kind === 'legEnded'), { withinMs, what: 'the end of the leg' });
      clock.pass(failureHeldMs);
      expect(events().slice(1)).toEqual([{ kind: 'legEnded', leg, reason: { result: 'caller', code: 'hangup' } }]);
    });

    it.each([
      ['a caller who hangs up', {}, { result: 'caller', code: 'hangup' }],
      ['a caller whose network gave up', { cause: 38 }, { result: 'network', code: 'lost' }],
      ['a caller of whom nothing is heard any more', { cause: 1, soft: true }, { result: 'network', code: 'lost' }],
      ['a hang-up by whoever looks after Asterisk', { cause: 32, soft: true }, { result: 'caller', code: 'hangup' }],
    ])('of %s is the end as they leave, with its cause, once', async (_, asked, reason) => {
      send('StasisStart', { channel: inbound('Up'), args: ['inbound', '100'] });
      send('ChannelStateChange', { channel: inbound('Up') });
      send('ChannelHangupRequest', { channel: inbound('Up'), ...asked });
      send('ChannelHangupRequest', { channel: inbound('Up'), cause: 127 });
      for (let twice = 0; twice < 2; twice += 1) send('StasisEnd', { channel: inbound('Up') });
      send('ChannelDestroyed', { channel: inbound('Up'), cause: 16, cause_txt: '' });
      await until(() => driver.dropped().late >= 2, { withinMs, what: 'all to be heard' });
      expect(events().slice(1)).toEqual([{ kind: 'legEnded', leg, reason }]);
      expect(asterisk.asked.filter(({ path }) => path.includes('/channels/'))).toEqual([]);
    });

    it('of a caller who hangs up before the answer is the end with its cause too', async () => {
      send('ChannelHangupRequest', { channel: inbound(), cause: 127, tech_cause: 487 });
      send('StasisEnd', { channel: inbound() });
      await until(() => events().length > 1, { withinMs, what: 'the end' });
      expect(events().at(-1)).toEqual({ kind: 'legEnded', leg, reason: { result: 'caller', code: 'hangup' } });
    });

    it('of leaving alone is not the end; once Asterisk no longer has the channel it is', async () => {
      asterisk.answers.set('GET /ari/channels/pbx-7.1', { kind: 'json', status: 200, json: inbound('Up') });
      send('StasisEnd', { channel: inbound('Up') });
      await settled();
      const looks = () =>
        asterisk.asked.filter(({ method, path }) => method === 'GET' && path.endsWith('pbx-7.1')).length;
      clock.pass(1_000);
      await until(() => looks() === 1, { withinMs, what: 'a first look' });
      expect(events().map(({ kind }) => kind)).not.toContain('legEnded');
      asterisk.answers.delete('GET /ari/channels/pbx-7.1');
      await until(
        () => {
          clock.pass(1_000);
          return events().find(({ kind }) => kind === 'legEnded');
        },
        { withinMs, what: 'the end' },
      );
      expect(events().at(-1)).toEqual({ kind: 'legEnded', leg, reason: { result: 'unknown', code: 'lost' } });
    });
  });
});
