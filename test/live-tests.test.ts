// `carillon test --live` as a program beside us: what it is told, what it does not get to know, and its exit code.

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveTestsFrom } from '../src/live-tests.ts';

const request = { directory: 'flows', filter: 'a b', format: 'json', calls: 3 } as const;

/** A checkout whose program writes down what it was given, and ends with this code. */
function checkout(code: number): { readonly root: string; readonly given: () => { args: string[]; env: object } } {
  const root = mkdtempSync(join(tmpdir(), 'carillon-checkout-'));
  mkdirSync(join(root, 'scripts'));
  const told = join(root, 'told.json');
  writeFileSync(
    join(root, 'scripts', 'live-flow-tests.ts'),
    `import { writeFileSync } from 'node:fs';
     writeFileSync(${JSON.stringify(told)}, JSON.stringify({ args: process.argv.slice(2), env: process.env }));
     process.exitCode = ${code};`,
  );
  return { root, given: () => JSON.parse(readFileSync(told, 'utf8')) as { args: string[]; env: object } };
}

describe('the program that makes real calls', () => {
  it('is told which tests, and its exit code is ours', async () => {
    const { root, given } = checkout(1);
    expect(await liveTestsFrom(root, {})(request)).toBe(1);
    expect(given().args.slice(1)).toEqual(['--format', 'json', '--filter', 'a b', '--calls', '3']);
    expect(given().args[0]).toMatch(/^\/.*flows$/);
  });

  it('never learns of the servers of a centre that serves, for it would take their calls', async () => {
    const { root, given } = checkout(0);
    const environment = {
      ...{ PATH: '/bin', CARILLON_PORT_BASE: '40000', CARILLON_ARI_URL: 'http://pbx', CARILLON_DATA_DIR: '/data' },
      ...{ DATABASE_URL: 'postgres://x', REDIS_URL: 'redis://x', CARILLON_DATABASE_OWNER_URL: 'postgres://y' },
    };
    expect(await liveTestsFrom(root, environment)(request)).toBe(0);
    const names = Object.keys(given().env).filter((name) => /CARILLON|_URL$|PATH/.test(name));
    expect(names.sort()).toEqual(['CARILLON_PORT_BASE', 'PATH']);
  });

  it('that is not there says that this is no checkout', async () => {
    expect(await liveTestsFrom(mkdtempSync(join(tmpdir(), 'carillon-release-')), {})(request)).toBe('none');
  });
});
