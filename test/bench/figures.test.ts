// The figures of the benchmarks: percentiles, gaps, what SIPp's statistics say, what a process used.

import { describe, expect, it } from 'vitest';
import { ownCpuMs, treeCpuMs } from '../../scripts/bench/cpu.ts';
import { percentile, shown, table } from '../../scripts/bench/figures.ts';
import { gapAt } from '../../scripts/bench/hold-report.ts';
import { outcomeOf } from '../../scripts/bench/sipp.ts';
import { variants } from '../../scripts/bench/variants.ts';

describe('a percentile', () => {
  it('is a value that was measured, by nearest rank', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(percentile(values, 0.5)).toBe(100);
    expect(percentile(values, 0.99)).toBe(198);
    expect(percentile([7], 0.99)).toBe(7);
  });

  it('of nothing is no figure', () => {
    expect(shown(percentile([], 0.99))).toBe('-');
  });
});

describe('gaps of many legs', () => {
  it('are taken together, class by class', () => {
    const legs = [
      { classes: [[200, 98]] as const },
      {
        classes: [
          [200, 1],
          [450, 1],
        ] as const,
      },
    ];
    expect(gapAt(legs, 0.99)).toBeCloseTo(20.1);
    expect(gapAt(legs, 0.999)).toBeCloseTo(45.1);
    expect(gapAt([], 0.99)).toBeNaN();
  });
});

describe('SIPp’s statistics', () => {
  const names = 'StartTime;CurrentTime;TotalCallCreated;CurrentCall;SuccessfulCall(C);FailedCall(C)';
  const at = (seconds: number): string => `2026-01-01\t00:00:00.0\t${1000 + seconds}`;
  const heading = `${names};Retransmissions(C);ResponseTime1(C);`;
  const line = (seconds: number, numbers: string): string => `${at(0)};${at(seconds)};${numbers};3;00:00:00:012000;`;

  it('give the pace at which calls were begun, not the time until the last one ended', () => {
    const csv = [heading, line(1, '20;20;0;0'), line(2, '40;21;19;0'), line(4, '40;0;39;1')].join('\n');
    expect(outcomeOf(csv)).toMatchObject({ offeredCount: 40, failedCount: 1, peakCount: 21, answerMsMean: 12 });
    expect(outcomeOf(csv).begunPerSecond).toBeCloseTo(20.5, 1);
  });

  it('that end early count the calls without an end as failed', () => {
    const csv = [heading, line(1, '20;20;0;0'), line(2, '40;10;30;0')].join('\n');
    expect(outcomeOf(csv).failedCount).toBe(10);
  });

  it('that are empty are a fault', () => {
    expect(() => outcomeOf('')).toThrow('no statistics');
  });
});

describe('processor time', () => {
  it('of a process that is gone is 0, of ours it is not', () => {
    expect(treeCpuMs(2 ** 22 + 1)).toBe(0);
    expect(ownCpuMs(process.pid)).toBeGreaterThan(0);
  });
});

describe('a table', () => {
  it('has columns as wide as their widest cell', () => {
    expect(table(['name', 'n'], [['a', '10']])).toBe('name   n\n----  --\na     10');
  });
});

describe('the variants', () => {
  it('are all named, those that are not built included', () => {
    expect(variants.map(({ name }) => name)).toEqual([
      'dialplan',
      'bare',
      'carillon',
      'carillon-ari-client',
      'carillon-websocket',
      'bare-websocket',
    ]);
    expect(variants.find(({ name }) => name === 'carillon')?.start).not.toBeNull();
  });
});
