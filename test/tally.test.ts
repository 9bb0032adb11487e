// What `npm test` says at its end of a run of vitest: every failure by name, and nothing that proved nothing counted as passed.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkout, conclude, count } from '../scripts/tally.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Counts this report, from vitest with that exit code. */
function counted(testResults: readonly object[], code: number) {
  const report = path.join(mkdtempSync(path.join(tmpdir(), 'carillon-tally-')), 'report.json');
  writeFileSync(report, JSON.stringify({ testResults }));
  const tally = count('live', report, code);
  rmSync(path.dirname(report), { recursive: true });
  return tally;
}

const file = (name: string, status: string, assertionResults: readonly object[]) => ({
  ...{ name: path.join(checkout, name), status, assertionResults },
});
const passed = { status: 'passed', fullName: 'a call is heard' };

describe('a run of tests', () => {
  it('names each test that failed, with the first line of why', () => {
    const failed = { status: 'failed', fullName: 'a call ends', failureMessages: ['Error: it goes on\n  at there'] };
    expect(counted([file('test/a.test.ts', 'failed', [passed, failed])], 1)).toEqual({
      passed: 1,
      failures: ['live: test/a.test.ts > a call ends: Error: it goes on'],
    });
  });

  it('counts what was skipped and what could not be loaded as failed', () => {
    const skipped = { status: 'skipped', fullName: 'a call waits', failureMessages: [] };
    const files = [file('test/a.test.ts', 'passed', [skipped]), file('test/b.test.ts', 'failed', [])];
    expect(counted(files, 0).failures).toEqual([
      'live: test/a.test.ts > a call waits: skipped, which counts as failed',
      'live: test/b.test.ts could not be loaded',
    ]);
  });

  it('that fails without a failing test, or without a report, has failed', () => {
    const unexplained = { passed: 1, failures: ['live: an error outside of any test, or no test at all'] };
    expect(counted([file('test/a.test.ts', 'passed', [passed])], 1)).toEqual(unexplained);
    expect(count('live', path.join(tmpdir(), 'carillon-no-such-directory', 'none.json'), 1)).toEqual({
      ...unexplained,
      passed: 0,
    });
  });
});

describe('the end of a run', () => {
  const said = () => {
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(...line.split('\n')));
    return lines;
  };

  it('repeats the failures of all rings, then counts, and the exit code is 1', () => {
    const lines = said();
    const code = conclude([
      { passed: 2, failures: ['unit: this'] },
      { passed: 3, failures: ['live: that'] },
    ]);
    expect([code, lines]).toEqual([1, ['', 'FAILED  unit: this', 'FAILED  live: that', '5 passed, 2 failed']]);
  });

  it('is well when all passed, and not when nothing ran', () => {
    said();
    expect([conclude([{ passed: 1, failures: [] }]), conclude([{ passed: 0, failures: [] }]), conclude([])]).toEqual([
      0, 1, 1,
    ]);
  });
});
