import { describe, expect, it } from 'vitest';
import {
  type Finding,
  type Probe,
  doctorExitCode,
  doctorReport,
  failing,
  fine,
  probeMsMax,
  runDoctor,
  warning,
} from '../../src/cli/doctor.ts';
import * as judge from '../../src/cli/judgements.ts';
import { fakeClock } from '../fakes/clock.ts';
import { commandLine } from './command-line.ts';

const probe = (name: string, look: Probe['look']): Probe => ({ name, todo: 'mend it', look });
const finds = (name: string, finding: Finding): Probe => probe(name, () => Promise.resolve(finding));

describe('the report', () => {
  it('has one line per check: outcome, name, detail, what to do', () => {
    const checks = [
      { name: 'node', ...fine('24.1.0') },
      { name: 'disk', ...warning('5 % free', 'make room') },
      { name: 'redis', ...failing('refused', 'start it') },
    ];
    expect(doctorReport(checks)).toEqual([
      'ok    node   24.1.0',
      'warn  disk   5 % free — make room',
      'fail  redis  refused — start it',
    ]);
  });

  it('keeps to one line and harmless characters whatever a probe found', () => {
    expect(doctorReport([{ name: 'x', ...failing('one\n  two\u001B[2J', '') }])).toEqual(['fail  x  one two?[2J']);
  });

  it('exits 0 with warnings and 1 with a failure', () => {
    expect(
      doctorExitCode([
        { name: 'a', ...fine('') },
        { name: 'b', ...warning('', 'x') },
      ]),
    ).toBe(0);
    expect(
      doctorExitCode([
        { name: 'a', ...fine('') },
        { name: 'b', ...failing('', 'x') },
      ]),
    ).toBe(1);
  });
});

describe('asking the probes', () => {
  it('gives the checks in the order of the probes, whichever ends first', async () => {
    const { promise, resolve } = Promise.withResolvers<Finding>();
    const asked = runDoctor([probe('slow', () => promise), finds('quick', fine('b'))], fakeClock());
    resolve(fine('a'));
    expect((await asked).map(({ name, detail }) => name + detail)).toEqual(['slowa', 'quickb']);
  });

  it('a probe that never ends fails after its deadline and holds nobody up', async () => {
    const clock = fakeClock();
    const asked = runDoctor([probe('stuck', () => new Promise(() => undefined)), finds('quick', fine('b'))], clock);
    clock.pass(probeMsMax);
    expect(await asked).toEqual([
      { name: 'stuck', outcome: 'fail', detail: 'no answer within 3000 ms', todo: 'mend it' },
      { name: 'quick', outcome: 'ok', detail: 'b', todo: '' },
    ]);
  });

  it('a probe that rejects or throws fails with the sentence of its fault', async () => {
    const thrown = (fault: Error) => probe('x', () => Promise.reject(fault));
    const throwing = probe('x', () => {
      throw new Error('at once');
    });
    const several = new AggregateError([new Error('refused at ::1'), new Error('refused at 127.0.0.1')]);
    const checks = await runDoctor([thrown(new Error('refused')), throwing, thrown(several)], fakeClock());
    expect(checks.map(({ outcome, detail }) => `${outcome} ${detail}`)).toEqual([
      'fail refused',
      'fail at once',
      'fail refused at ::1; refused at 127.0.0.1',
    ]);
  });

  it('leaves no timer behind', async () => {
    const clock = fakeClock();
    await runDoctor([finds('quick', fine('b'))], clock);
    expect(clock.pendingCount()).toBe(0);
  });
});

describe('carillon doctor', () => {
  it('prints the report as data, the sum on stderr, and exits 1 when something fails', async () => {
    const probes = () => [finds('node', fine('24')), finds('redis', failing('refused', 'start it'))];
    expect(await commandLine({ probes }).run('doctor')).toEqual({
      code: 1,
      out: 'ok    node   24\nfail  redis  refused — start it',
      err: '1 ok, 0 to watch, 1 failing.',
    });
  });

  it('--json prints the checks', async () => {
    const probes = () => [finds('disk', warning('5 %', 'make room'))];
    const { code, out } = await commandLine({ probes }).run('doctor --json');
    expect([code, JSON.parse(out)]).toEqual([0, [{ name: 'disk', outcome: 'warn', detail: '5 %', todo: 'make room' }]]);
  });
});

const gigabyte = 1024 ** 3;
const allModules = judge.modulesNeeded.map((name) => `${name}.so`);
const goodRedis = { appendonly: 'yes', appendfsync: 'everysec', 'maxmemory-policy': 'noeviction' };
const flows = { flows: 2, errors: 0, warnings: 0 };
const hosts = '127.0.0.1 localhost box # the machine\n::1 ip6-localhost\n';

/** Each setting as it should be, and mutated once per way in which it can be wrong. */
const judged: readonly (readonly [string, Finding['outcome'], Finding])[] = [
  ['Node 24', 'ok', judge.judgeNode('24.21.0')],
  ['Node 20', 'fail', judge.judgeNode('20.20.2')],
  ['Asterisk 22.10.1', 'ok', judge.judgeAsterisk('22.10.1')],
  ['Asterisk 22.10.1 of Debian', 'ok', judge.judgeAsterisk('22.10.1~dfsg+~cs6.15.60671435-1')],
  ['Asterisk 22.11.0', 'ok', judge.judgeAsterisk('22.11.0')],
  ['Asterisk 22.10.0', 'fail', judge.judgeAsterisk('22.10.0')],
  ['Asterisk 22.9.5', 'fail', judge.judgeAsterisk('22.9.5')],
  ['Asterisk 20', 'fail', judge.judgeAsterisk('20.15.2')],
  ['phone transfers on Asterisk 22.10.1', 'ok', judge.judgePhoneTransfers('22.10.1~dfsg')],
  ['Asterisk 23', 'fail', judge.judgeAsterisk('23.1.0')],
  ['Asterisk without a version', 'fail', judge.judgeAsterisk('')],
  ['all modules', 'ok', judge.judgeModules(allModules)],
  ['more modules than needed', 'ok', judge.judgeModules([...allModules, 'res_fax.so'])],
  ...judge.modulesNeeded.map(
    (missing) =>
      [
        `without ${missing}`,
        'fail',
        judge.judgeModules(allModules.filter((name) => name !== `${missing}.so`)),
      ] as const,
  ),
  ['host name at once', 'ok', judge.judgeHostName('box', { address: '127.0.0.1', tookMs: 2 })],
  ['host name after 500 ms', 'fail', judge.judgeHostName('box', { address: '10.0.0.1', tookMs: 500 })],
  ['host name unknown', 'fail', judge.judgeHostName('box', 'unknown')],
  ['hosts file with the name', 'ok', judge.judgeHostsFile('/etc/hosts', hosts, 'box')],
  ['hosts file without it', 'fail', judge.judgeHostsFile('/etc/hosts', hosts, 'other')],
  ['hosts file with it in a comment', 'fail', judge.judgeHostsFile('/etc/hosts', '#127.0.0.1 box', 'box')],
  ['API port ours', 'ok', judge.judgeApiPort('127.0.0.1:8080', 'ours')],
  ['API port free', 'ok', judge.judgeApiPort('127.0.0.1:8080', 'free')],
  ['API port taken', 'fail', judge.judgeApiPort('127.0.0.1:8080', 'taken')],
  ['SIP port bound', 'ok', judge.judgeSipPort(5060, 'bound')],
  ['SIP port elsewhere', 'warn', judge.judgeSipPort(5060, 'unseen')],
  ['SIP port not bound', 'fail', judge.judgeSipPort(5060, 'free')],
  ['RTP 1000 ports', 'ok', judge.judgeRtpPorts({ start: 22_100, end: 23_099 }, { start: 32_768, end: 60_999 })],
  ['RTP 1000 ports, kernel unknown', 'ok', judge.judgeRtpPorts({ start: 22_100, end: 23_099 }, null)],
  ['RTP 39 ports', 'fail', judge.judgeRtpPorts({ start: 22_100, end: 22_138 }, null)],
  ['RTP 100 ports', 'warn', judge.judgeRtpPorts({ start: 22_100, end: 22_199 }, null)],
  ['RTP odd start', 'fail', judge.judgeRtpPorts({ start: 22_101, end: 23_100 }, null)],
  [
    'RTP in the clients’ range',
    'warn',
    judge.judgeRtpPorts({ start: 32_000, end: 33_000 }, { start: 32_768, end: 60_999 }),
  ],
  ['disk half free', 'ok', judge.judgeDisk('/d', { freeBytes: 50 * gigabyte, totalBytes: 100 * gigabyte })],
  ['disk 9 % free', 'warn', judge.judgeDisk('/d', { freeBytes: 9 * gigabyte, totalBytes: 100 * gigabyte })],
  ['disk 400 MB free', 'fail', judge.judgeDisk('/d', { freeBytes: 400 * 1024 ** 2, totalBytes: gigabyte })],
  ['clocks alike', 'ok', judge.judgeClock(-1999)],
  ['clock ahead', 'fail', judge.judgeClock(2001)],
  ['clock behind', 'fail', judge.judgeClock(-2001)],
  ['no clock', 'fail', judge.judgeClock(Number.NaN)],
  ['PostgreSQL 15', 'ok', judge.judgePostgres(150_006)],
  ['PostgreSQL 14', 'fail', judge.judgePostgres(140_012)],
  ['migrations applied', 'ok', judge.judgeMigrations(['1', '2'], ['1', '2'])],
  ['a migration missing', 'fail', judge.judgeMigrations(['1'], ['1', '2'])],
  ['a migration from the future', 'fail', judge.judgeMigrations(['1', '2', '3'], ['1', '2'])],
  ['migrations unseen', 'warn', judge.judgeMigrations(null, ['1'])],
  ['manager interface signed in', 'ok', judge.judgeManager('signedIn')],
  ['manager interface not used', 'ok', judge.judgeManager('unused')],
  ['Redis as wanted', 'ok', judge.judgeRedis(goodRedis)],
  ['Redis without AOF', 'fail', judge.judgeRedis({ ...goodRedis, appendonly: 'no' })],
  ['Redis that syncs never', 'fail', judge.judgeRedis({ ...goodRedis, appendfsync: 'no' })],
  ['Redis that evicts', 'fail', judge.judgeRedis({ ...goodRedis, 'maxmemory-policy': 'allkeys-lru' })],
  ['Redis that says nothing', 'fail', judge.judgeRedis({})],
  ['secrets closed', 'ok', judge.judgeSecrets(2, [])],
  ['a secret open', 'fail', judge.judgeSecrets(2, ['The secret in /t is open to others.'])],
  ['espeak-ng there', 'ok', judge.judgeTool('espeak-ng', '1.51')],
  ['espeak-ng missing', 'fail', judge.judgeTool('espeak-ng', null)],
  ['flows compile', 'ok', judge.judgeFlows('/flows', flows)],
  ['flows with warnings', 'warn', judge.judgeFlows('/flows', { ...flows, warnings: 1 })],
  ['flows with errors', 'fail', judge.judgeFlows('/flows', { flows: 0, errors: 1, warnings: 0 })],
  ['no flows', 'fail', judge.judgeFlows('/flows', { ...flows, flows: 0 })],
];

describe('judgements', () => {
  it.each([
    ['22.10.1~dfsg+~cs6', 'has not'],
    ['22.10.9', 'has not'],
    ['22.11.0', 'has'],
    ['23.0.0', 'has'],
  ])('of transfers by phones on Asterisk %s: it %s the fix, and they are refused all the same', (version, has) => {
    expect(judge.judgePhoneTransfers(version).detail).toMatch(new RegExp(`^refused; this Asterisk ${has} the fix`));
  });

  it.each(judged)('%s: %s', (_case, outcome, finding) => {
    expect(finding.outcome).toBe(outcome);
    expect(finding.detail).not.toBe('');
    if (outcome !== 'ok') expect(finding.todo).not.toBe('');
  });
});
