// What the manager interface's events become: facts, each change once, and counts; and how the watch is kept up.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalKindCountMax } from '../../../src/ari/ami/limits.ts';
import { watchTrunks } from '../../../src/ari/index.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { TelephonyFact } from '../../../src/call/index.ts';
import type { TrunkWatch } from '../../../src/call/ports.ts';
import { fakeClock } from '../../fakes/clock.ts';
import type { FakeClock } from '../../fakes/clock.ts';
import { until } from '../../live/until.ts';
import { eventText, managerDouble } from './manager-double.ts';
import type { ManagerDouble } from './manager-double.ts';

const withinMs = 3_000;
let manager: ManagerDouble;
let clock: FakeClock;
let facts: TelephonyFact[];
let watch: TrunkWatch;

beforeEach(async () => {
  manager = await managerDouble();
  clock = fakeClock(1_000);
  facts = [];
  watch = watchTrunks({
    ...{ host: '127.0.0.1', port: manager.port, user: 'me', password: 'secret' },
    ...{ clock, random: () => 0, log: silentLog },
    onFact: (fact) => facts.push(fact),
  });
  watch.open();
});
afterEach(async () => {
  watch.close();
  await manager.close();
});

const watching = () => until(() => watch.state() === 'watching', { withinMs, what: 'the watch' });
const contact = (endpoint: string, status: string, uri = `sip:${endpoint}@127.0.0.1:1`) => {
  manager.send(eventText('ContactStatus', { URI: uri, ContactStatus: status, AOR: endpoint, EndpointName: endpoint }));
};
const refused = (event: string, account: string, service = 'PJSIP') => {
  manager.send(eventText(event, { Service: service, AccountID: account }));
};
let marks = 0;
/** The facts so far, once everything sent before has been handled. */
const settled = async () => {
  marks += 1;
  const mark = `mark-${String(marks)}`;
  contact(mark, 'NonQualified');
  const isMark = (fact: TelephonyFact) => fact.kind === 'phoneStateChanged' && fact.phone.startsWith('mark-');
  await until(() => facts.some((fact) => fact.kind === 'phoneStateChanged' && fact.phone === mark), {
    withinMs,
    what: mark,
  });
  return facts.filter((fact) => !isMark(fact));
};
/** As no time passes for the double meanwhile, the watch takes it for silence and comes back. */
const aMinutePasses = async () => {
  clock.pass(60_000);
  await until(() => watch.state() === 'away', { withinMs, what: 'the silence' });
  clock.pass(250);
  await watching();
};
const counted = (what: string, detail: string) =>
  watch.counts().find((count) => count.what === what && count.detail === detail)?.count ?? 0;

describe('the watch', () => {
  it('sets its mask after it has signed in, and only then counts as watching', async () => {
    manager.answers.set('events', 'silence');
    await until(() => manager.received().includes('system,security'), { withinMs, what: 'the mask' });
    expect(manager.received()).toMatch(
      /Action: login.*Action: Events\r\nActionID: \S+\r\nEventmask: system,security\r\n/s,
    );
    expect(watch.state()).toBe('away');
  });

  it('that is cut off comes back by itself on a new connection, later each time it fails', async () => {
    await watching();
    manager.answers.set('login', 'error');
    manager.cut();
    await until(() => watch.state() === 'away', { withinMs, what: 'the cut' });
    clock.pass(250);
    await until(() => manager.connectionCount() === 2 && clock.pendingCount() === 1, {
      withinMs,
      what: 'a second try',
    });
    clock.pass(499);
    expect(manager.connectionCount()).toBe(2);
    manager.answers.delete('login');
    clock.pass(1);
    await watching();
    expect(manager.connectionCount()).toBe(3);
    expect([counted('connection', 'opened'), counted('connection', 'lost')]).toEqual([2, 1]);
  });

  it('whose other side answers no more gives it up', async () => {
    await watching();
    manager.answers.set('ping', 'silence');
    clock.pass(10_000);
    await until(() => manager.received().includes('Ping'), { withinMs, what: 'a ping' });
    clock.pass(2_000);
    await until(() => watch.state() === 'away', { withinMs, what: 'giving up' });
    clock.pass(250);
    await watching();
  });

  it('closed stays closed', async () => {
    await watching();
    watch.close();
    clock.pass(120_000);
    expect(watch.state()).toBe('away');
    expect(manager.connectionCount()).toBe(1);
  });
});

describe('a phone', () => {
  beforeEach(watching);

  it('that signs in, signs in again and signs out is told twice', async () => {
    for (const status of ['NonQualified', 'NonQualified', 'Updated', 'Reachable', 'Removed', 'Removed'])
      contact('ana', status);
    expect(await settled()).toEqual([
      { kind: 'phoneStateChanged', phone: 'ana', to: 'registered' },
      { kind: 'phoneStateChanged', phone: 'ana', to: 'unregistered' },
    ]);
    expect(counted('phoneStateChanged', 'registered')).toBe(2);
  });

  it('that does not answer any more is unreachable, then registered again', async () => {
    for (const status of ['Reachable', 'Unreachable', 'Reachable']) contact('ana', status);
    expect((await settled()).map((fact) => 'to' in fact && fact.to)).toEqual([
      'registered',
      'unreachable',
      'registered',
    ]);
  });

  it('that signs in from elsewhere stays registered when its old place goes', async () => {
    contact('ana', 'NonQualified', 'sip:ana@127.0.0.1:1');
    contact('ana', 'NonQualified', 'sip:ana@127.0.0.1:2');
    contact('ana', 'Removed', 'sip:ana@127.0.0.1:1');
    expect(await settled()).toHaveLength(1);
    contact('ana', 'Removed', 'sip:ana@127.0.0.1:2');
    expect((await settled()).at(-1)).toMatchObject({ to: 'unregistered' });
  });

  it('that signed out of a place which a gap hid is unregistered, and is not told twice after a gap', async () => {
    contact('ana', 'NonQualified');
    contact('bob', 'NonQualified');
    await settled();
    manager.cut();
    await until(() => watch.state() === 'away', { withinMs, what: 'the cut' });
    clock.pass(250);
    await watching();
    contact('ana', 'Removed', 'sip:ana@127.0.0.1:9');
    contact('bob', 'NonQualified');
    expect((await settled()).slice(2)).toEqual([{ kind: 'phoneStateChanged', phone: 'ana', to: 'unregistered' }]);
  });
});

describe('a trunk', () => {
  beforeEach(watching);

  it('is reachable while one of its addresses answers', async () => {
    contact('trunk-one', 'Unknown', 'sip:a');
    contact('trunk-one', 'Reachable', 'sip:a');
    contact('trunk-one', 'Unreachable', 'sip:b');
    contact('trunk-one', 'Unreachable', 'sip:a');
    expect(await settled()).toEqual([
      { kind: 'trunkStateChanged', trunk: 'trunk-one', to: 'reachable' },
      { kind: 'trunkStateChanged', trunk: 'trunk-one', to: 'unreachable' },
    ]);
  });

  it('at which we sign in is named by its host, never by our number there', async () => {
    for (const Status of ['Rejected', 'Rejected', 'Registered', 'Unregistered'])
      manager.send(
        eventText('Registry', {
          ChannelType: 'PJSIP',
          Username: 'sip:+33180001122@h',
          Domain: 'sip:+33180001122@sip.example:5060',
          Status,
        }),
      );
    const told = await settled();
    expect(told).toEqual(
      ['refused', 'registered', 'unregistered'].map((to) => ({ kind: 'trunkStateChanged', trunk: 'sip.example', to })),
    );
  });
});

describe('a refusal', () => {
  beforeEach(watching);

  it('is a fact at once; those that follow within the minute are one more, with their count', async () => {
    for (let tries = 0; tries < 1_000; tries += 1) refused('ChallengeResponseFailed', 'ana');
    const fact = { kind: 'accessRefused', service: 'sip', why: 'wrongPassword', account: 'ana' };
    expect(await settled()).toEqual([{ ...fact, count: 1 }]);
    expect(counted('accessRefused', 'wrongPassword')).toBe(1_000);
    await aMinutePasses();
    expect(await settled()).toEqual([
      { ...fact, count: 1 },
      { ...fact, count: 999 },
    ]);
    refused('InvalidPassword', 'ana', 'AMI');
    expect((await settled()).at(-1)).toMatchObject({ service: 'ami', count: 1 });
  });

  it.each(['+33612345678', '0612345678', '33 6', '<unknown>', ''])(
    'by somebody who calls himself "%s" names nobody',
    async (name) => {
      refused('InvalidAccountID', name);
      expect(await settled()).toMatchObject([{ why: 'unknownAccount', account: null }]);
    },
  );

  it('is not what a successful sign-in or a challenge is', async () => {
    for (const event of ['SuccessfulAuth', 'ChallengeSent', 'FullyBooted']) refused(event, 'ana');
    expect(await settled()).toEqual([]);
  });

  it('by a thousand names is no thousand facts, and none is lost from the count', async () => {
    for (let name = 0; name < 1_000; name += 1) refused('InvalidAccountID', `user${String(name)}`);
    expect((await settled()).length).toBeLessThanOrEqual(refusalKindCountMax + 1);
    await aMinutePasses();
    const total = (await settled()).reduce((sum, fact) => sum + (fact.kind === 'accessRefused' ? fact.count : 0), 0);
    expect(total).toBe(1_000);
  });
});
