// Two runs of one test beside each other: what counts as the same, and how a difference is told. No telephone.

import { describe, expect, it } from 'vitest';
import type { TestNode } from '../../../src/dsl/index.ts';
import type { Happening } from '../../../src/sim/flows/happening.ts';
import type { TestRun } from '../../../src/sim/flows/run-test.ts';
import { compare, differences } from './compare.ts';
import { differenceText, isFine, liveReport } from './report.ts';

const place = { file: 'a.test.fil', line: 7, column: 1, offset: 0, endOffset: 1 } as const;
const test = {
  title: 'it',
  flow: { text: 'f', span: place },
  arguments: [],
  lines: [],
  span: place,
} as unknown as TestNode;
const passed = { kind: 'passed' } as const;

const said = (name: string, text: string | null, at = 0): Happening => ({
  ...{ at, kind: 'say', name, values: {}, text, flow: 'f', step: 's' },
});

function both(simulated: readonly Happening[], real: readonly Happening[], outcome: TestRun['outcome'] = passed) {
  const run = { test, outcome: passed, happened: simulated, marks: [], byteCountMax: 0, callMs: 0 } as const;
  return { test, simulated: run, real: { outcome, happened: real, call: 'call-17', tookMs: 10 } } as const;
}

describe('two runs of a test', () => {
  it('are the same when they say the same in the same order, whenever they say it', () => {
    expect(compare(both([said('a', 'A', 1)], [said('a', 'A', 99)]))).toEqual({ kind: 'same' });
  });

  it('are the same when they name what they recorded by their own call', () => {
    expect(compare(both([said('a', 'call-voicemail-4')], [said('a', 'call-17-voicemail-4')]))).toEqual({
      kind: 'same',
    });
  });

  it('are different when something else was heard', () => {
    expect(compare(both([said('a', 'A')], [said('a', '(not heard)')]))).toMatchObject({
      kind: 'different',
      lines: [{ line: 1, simulated: 'say a  "A"', real: 'say a  "(not heard)"' }],
    });
  });

  it('are different when one verdict is another, whatever was heard', () => {
    const failed = { kind: 'failed', line: null, message: 'the key was lost' } as const;
    expect(compare(both([said('a', 'A')], [said('a', 'A')], failed))).toMatchObject({
      kind: 'different',
      verdicts: ['passed', 'failed: the key was lost'],
      lines: [],
    });
  });
});

describe('the lines that differ', () => {
  it('are those beside the longest row that both have', () => {
    expect(differences(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'd'])).toEqual([{ line: 2, simulated: 'b', real: 'x' }]);
    expect(differences(['a', 'b', 'c'], ['a', 'c'])).toEqual([{ line: 2, simulated: 'b', real: null }]);
    expect(differences(['a', 'c'], ['a', 'b', 'c', 'e'])).toEqual([
      { line: 2, simulated: null, real: 'b' },
      { line: 4, simulated: null, real: 'e' },
    ]);
    expect(differences([], [])).toEqual([]);
  });
});

describe('the report', () => {
  const results = [both([said('a', 'A')], [said('a', 'A')]), both([said('a', 'A')], [said('b', 'B')])].map((each) => ({
    ...each,
    compared: compare(each),
  }));

  it('shows each difference with both lines, and counts', () => {
    expect(liveReport(results, 12_000).split('\n')).toEqual([
      'DIFFERENT  it',
      '  a.test.fil:7',
      '  simulator: passed',
      '  call:      passed',
      '     1 | simulator: say a  "A"',
      '       | call:      say b  "B"',
      '',
      '1 the same on calls and in the simulator, 1 different: 2 tests in 12 s.',
    ]);
    expect(differenceText(results[0]!)).toBe('');
  });

  it('is fine without differences only', () => {
    expect(isFine(results)).toBe(false);
    expect(isFine(results.slice(0, 1))).toBe(true);
  });
});
