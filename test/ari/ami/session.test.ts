// One connection to the manager interface: what leaves, and what each way of failing becomes.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actionCountMax } from '../../../src/ari/ami/limits.ts';
import { openAmiSession } from '../../../src/ari/ami/session.ts';
import type { AmiEvent } from '../../../src/ari/ami/session.ts';
import { fakeClock } from '../../fakes/clock.ts';
import type { FakeClock } from '../../fakes/clock.ts';
import { until } from '../../live/until.ts';
import { eventText, managerDouble } from './manager-double.ts';
import type { ManagerDouble } from './manager-double.ts';

const withinMs = 3_000;
let manager: ManagerDouble;
let clock: FakeClock;
let events: AmiEvent[];
let lost: string[];

beforeEach(async () => {
  manager = await managerDouble();
  clock = fakeClock(1_000);
  events = [];
  lost = [];
});
afterEach(() => manager.close());

const open = (access: { user?: string; password?: string; port?: number } = {}) =>
  openAmiSession({
    access: { host: '127.0.0.1', port: manager.port, user: 'me', password: 'secret', ...access },
    clock,
    onEvent: (event) => events.push(event),
    onLost: (why) => lost.push(why),
  });
const received = (what: string) =>
  until(() => manager.received().includes(what), { withinMs, what: `${what} to be received` });

describe('an action', () => {
  it.each(['\r\nApplication: System', '\nCommand: core stop now', '\r', '\0', '\u0085'])(
    'with the value "a" and then %j never leaves, nor any part of it',
    async (injected) => {
      const session = await open();
      const before = manager.received();
      await expect(session.action({ action: 'Originate', data: `a${injected}` })).rejects.toMatchObject({
        code: 'refused',
      });
      await expect(session.action({ action: `Ping${injected}` })).rejects.toMatchObject({ code: 'refused' });
      await expect(session.action({ action: 'Ping', [`x${injected}`]: 'a' })).rejects.toMatchObject({
        code: 'refused',
      });
      await session.action({ action: 'Ping' });
      const after = manager.received().slice(before.length);
      expect(after).toMatch(/^Action: Ping\r\nActionID: carillon-\d+\r\n\r\n$/);
      session.close();
    },
  );

  it('with a name that is none never leaves', async () => {
    const session = await open();
    await expect(session.action({ action: 'Ping', 'a: b': 'c' })).rejects.toMatchObject({ code: 'refused' });
    await expect(session.action({ action: 'Ping', '': 'c' })).rejects.toMatchObject({ code: 'refused' });
    expect(manager.received()).not.toContain('Ping');
    session.close();
  });

  it('that is refused says so', async () => {
    manager.answers.set('ping', 'error');
    const session = await open();
    await expect(session.action({ action: 'Ping' })).rejects.toMatchObject({ code: 'refused', retryable: false });
    session.close();
  });

  it('that is not answered in time is given up; the next one is not disturbed by the late answer', async () => {
    manager.answers.set('ping', 'silence');
    const session = await open();
    const asked = session.action({ action: 'Ping' });
    await received('Ping');
    clock.pass(2_000);
    await expect(asked).rejects.toMatchObject({ code: 'timeout' });
    const id = /ActionID: (carillon-\d+)/.exec(manager.received())?.[1] ?? '';
    manager.send(`Response: Success\r\nActionID: ${id}\r\nMessage: late\r\n\r\n`);
    manager.answers.delete('ping');
    expect(await session.action({ action: 'Ping' })).toMatchObject({ message: 'Done' });
    session.close();
  });

  it('on a connection that breaks fails at once, and the session says once that it is lost', async () => {
    manager.answers.set('ping', 'cut');
    const session = await open();
    await expect(session.action({ action: 'Ping' })).rejects.toMatchObject({ code: 'unreachable' });
    await until(() => lost.length > 0, { withinMs, what: 'the loss' });
    expect(lost).toHaveLength(1);
    expect(clock.pendingCount()).toBe(0);
  });

  it('is refused unsent when too many wait', async () => {
    manager.answers.set('ping', 'silence');
    const session = await open();
    const waiting = Array.from({ length: actionCountMax }, () =>
      session.action({ action: 'Ping' }).catch(() => 'given up'),
    );
    await expect(session.action({ action: 'Ping' })).rejects.toMatchObject({ code: 'unreachable' });
    session.close();
    expect(await Promise.all(waiting)).toEqual(Array.from({ length: actionCountMax }, () => 'given up'));
  });
});

describe('a session', () => {
  it('signs in with its name and password, and none with a line end in them', async () => {
    (await open()).close();
    expect(manager.received()).toMatch(/Action: login\r\n.*Secret: secret\r\nUsername: me\r\n\r\n$/s);
    await expect(async () => open({ password: 'a\r\nb' })).rejects.toMatchObject({ code: 'refused' });
    await expect(async () => open({ user: 'a\nb' })).rejects.toMatchObject({ code: 'refused' });
    expect(manager.connectionCount()).toBe(1);
  });

  it('with a wrong password is refused', async () => {
    manager.answers.set('login', 'error');
    await expect(open()).rejects.toMatchObject({ code: 'refused' });
  });

  it('with nobody there, or with one who hangs up or says nothing, is unreachable', async () => {
    manager.answers.set('login', 'cut');
    await expect(open()).rejects.toMatchObject({ code: 'unreachable' });
    manager.answers.set('login', 'silence');
    const silent = open();
    await until(() => manager.connectionCount() === 2, { withinMs, what: 'the connection' });
    clock.pass(2_000);
    await expect(silent).rejects.toMatchObject({ code: 'unreachable' });
    const { port } = manager;
    await manager.close();
    await expect(open({ port })).rejects.toMatchObject({ code: 'unreachable' });
    manager = await managerDouble();
  });

  it('tells events, also those that arrive in pieces, and none of a session before', async () => {
    const first = await open();
    manager.send('Event: ContactStatus\r\nURI: sip:half');
    first.close();
    const second = await open();
    const text = eventText('ContactStatus', { URI: 'sip:whole', Odd: 'a: b' });
    manager.send(text.slice(0, 20));
    manager.send(text.slice(20));
    await until(() => events.length > 0, { withinMs, what: 'the event' });
    expect(events).toEqual([{ event: 'ContactStatus', uri: 'sip:whole', odd: 'a: b' }]);
    second.close();
  });
});
