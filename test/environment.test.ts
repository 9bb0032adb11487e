// What a controller takes from its environment's manifest: settings, numbers, secrets that the manifest only names.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EnvironmentRefused, readSurroundings } from '../src/environment.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'carillon-environment-'));
  mkdirSync(join(directory, 'env'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const flows = () => ({ directory, environment: 'prod', manifest: null, secretsFile: null });
function write(name: string, content: unknown, mode = 0o600): string {
  const path = join(directory, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode });
  return path;
}
const readingFails = (of: ReturnType<typeof flows> | object, part: RegExp): void => {
  let fault: unknown = null;
  try {
    readSurroundings({ ...flows(), ...of }, {});
  } catch (caught) {
    fault = caught;
  }
  expect(fault).toBeInstanceOf(EnvironmentRefused);
  expect(fault).toMatchObject({ message: expect.stringMatching(part) as string });
};

describe('the environment', () => {
  it('without a manifest says nothing', () => {
    expect(readSurroundings(flows(), {})).toEqual({ config: {}, secretNames: [], numbers: {}, privateHosts: [] });
  });

  it('is the manifest of its name among the flows, or the file that is configured', () => {
    const manifest = { config: { a: '1' }, numbers: { astreinte: '+33180001177' }, privateHosts: ['crm.local'] };
    write('env/prod.json', manifest);
    expect(readSurroundings(flows(), {})).toEqual({ ...manifest, secretNames: [] });
    const other = write('other.json', { config: { a: '2' } });
    expect(readSurroundings({ ...flows(), manifest: other }, {}).config).toEqual({ a: '2' });
  });

  it('gives secrets their values, the variable before the file', () => {
    write('env/prod.json', { config: { a: '1' }, secrets: ['crm.token', 'sms.key'] });
    const secretsFile = write('secrets.json', { 'crm.token': 'from file', 'sms.key': 'k', other: 'x' });
    const given = { CARILLON_SECRET_CRM_TOKEN: 'from variable' };
    const { config, secretNames } = readSurroundings({ ...flows(), secretsFile }, given);
    expect(secretNames).toEqual(['crm.token', 'sms.key']);
    expect(config).toEqual({ a: '1', 'crm.token': 'from variable', 'sms.key': 'k' });
  });

  it('is refused with a sentence when it cannot be used', () => {
    readingFails({ manifest: join(directory, 'missing.json') }, /missing\.json cannot be read \(ENOENT\)/);
    write('env/prod.json', '{ "config": ');
    readingFails({}, /not a JSON object/);
    write('env/prod.json', { config: { a: 1 } });
    readingFails({}, /must give a text/);
    write('env/prod.json', { secrets: ['crm.token'] });
    readingFails({}, /CARILLON_SECRET_CRM_TOKEN/);
    readingFails({ secretsFile: write('none.json', { 'crm.token': '' }) }, /CARILLON_SECRET_CRM_TOKEN/);
    readingFails({ secretsFile: write('list.json', '[]') }, /no JSON object/);
  });

  it('does not read secrets that others can read', () => {
    write('env/prod.json', { secrets: ['crm.token'] });
    readingFails({ secretsFile: write('open.json', { 'crm.token': 'x' }, 0o644) }, /open to others/);
  });
});
