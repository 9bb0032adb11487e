// The file that says what may be called: what it must hold, and that the manual's example is a good one.

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOutboundFile } from '../../src/outbound-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'carillon-outbound-file-'));

const good = {
  ...{ home: 'FR', timezone: 'Europe/Paris', countries: ['FR'], ours: ['+33180001122'] },
  rates: [{ prefix: '+33', perMinute: 15 }],
  spend: { perCallMax: 2_000, perDayMax: 50_000 },
  night: { from: '22:00', to: '07:00', callsMax: 5 },
  ...{ callsPerSecondMax: 5, concurrentMax: 30 },
  trunks: [{ name: 'carrier-a' }],
};

function written(text: string): string {
  const file = join(directory, 'outbound.json');
  writeFileSync(file, text);
  return file;
}

function faultOf(change: object): string {
  const read = readOutboundFile(written(JSON.stringify({ ...good, ...change })));
  return read.kind === 'failed' ? read.failure : 'none';
}

describe('what may be called', () => {
  it('is nothing without a file', () => {
    expect(readOutboundFile(null)).toMatchObject({ kind: 'ok', value: { policy: { trunks: [] }, lines: [] } });
  });

  it('is what the file says, with the defaults of trunks', () => {
    expect(readOutboundFile(written(JSON.stringify(good)))).toMatchObject({
      kind: 'ok',
      value: { policy: { trunks: [{ name: 'carrier-a', priority: 1, weight: 1, silenceMs: 3_500 }] }, lines: [] },
    });
  });

  it('as the manual shows it is understood, password and all', () => {
    const manual = readFileSync(join(import.meta.dirname, '../../docs/operating.md'), 'utf8');
    const example = /```json\n(\{\n {2}"home"[\s\S]*?)```/.exec(manual)?.[1] ?? '';
    writeFileSync(join(directory, 'carrier-a-password'), 'hidden\n', { mode: 0o600 });
    expect(readOutboundFile(written(example))).toMatchObject({
      kind: 'ok',
      value: {
        lines: [
          {
            trunk: 'carrier-a',
            host: 'sip.carrier-a.example',
            port: 5_060,
            account: { user: 'carillon', password: 'hidden' },
          },
          { trunk: 'carrier-b', host: '192.0.2.10', account: null },
        ],
      },
    });
  });

  it.each([
    ['a country that is none', { countries: ['FRANCE'] }, 'countries.0'],
    ['no number of ours', { ours: [] }, 'ours'],
    ['a number in national form', { ours: ['0180001122'] }, 'E.164'],
    ['a price of nothing', { rates: [{ prefix: '+33', perMinute: 0 }] }, 'rates.0.perMinute'],
    ['a time that is none', { night: { from: '25:00', to: '07:00', callsMax: 1 } }, 'night.from'],
    ['a time zone that is none', { timezone: 'Mars/Olympus' }, 'timezone'],
    ['a trunk whose name changes the dial string', { trunks: [{ name: 'a/b@c' }] }, 'trunks.0.name'],
    ['a host that is more than a host', { trunks: [{ name: 'a', host: 'x;transport=tcp' }] }, 'trunks.0.host'],
    ['two trunks of one name', { trunks: [{ name: 'a' }, { name: 'a' }] }, 'same name'],
    ['a word it does not know', { countrys: [] }, 'countrys'],
    [
      'a password that is not there',
      { trunks: [{ name: 'a', host: 'h', user: 'u', passwordFile: 'no' }] },
      'cannot be read',
    ],
  ])('with %s is refused, and says where', (_what, change, where) => {
    expect(faultOf(change)).toContain(where);
  });

  it.each(['', 'null', '[]', '{', '"x"', '{"__proto__": {}}'])('that is %j is refused', (text) => {
    expect(readOutboundFile(written(text)).kind).toBe('failed');
  });

  it('that is not there is refused', () => {
    expect(readOutboundFile(join(directory, 'nowhere.json'))).toMatchObject({
      kind: 'failed',
      failure: expect.stringContaining('ENOENT') as string,
    });
  });
});
