import { describe, expect, it } from 'vitest';
import { durationMs, shownDuration } from '../../src/cli/durations.ts';
import { coloured, table, terminalOn } from '../../src/cli/terminal.ts';

const stream = (kind: 'terminal' | 'pipe') => ({ ...(kind === 'terminal' ? { isTTY: true } : {}), write: () => true });

describe('the terminal', () => {
  it.each([
    ['terminal', {}, 'coloured'],
    ['terminal', { NO_COLOR: '' }, 'coloured'],
    ['terminal', { NO_COLOR: '1' }, 'plain'],
    ['pipe', {}, 'plain'],
  ] as const)('on a %s with %j is %s', (kind, environment, style) => {
    expect(terminalOn(stream(kind), stream('terminal'), environment).style).toBe(style);
  });

  it('plain writes no escape sequence', () => {
    expect(coloured('plain', 'red', 'fail')).toBe('fail');
    expect(coloured('coloured', 'red', 'fail')).toBe('\u001B[31mfail\u001B[0m');
  });

  it('a table has columns as wide as their widest cell and no control characters', () => {
    expect(
      table(
        ['A', 'B'],
        [
          ['long', 'x\u001B[2J'],
          ['s', 'y'],
        ],
      ),
    ).toEqual(['A     B', 'long  x?[2J', 's     y']);
  });
});

describe('durations', () => {
  it.each([
    ['0s', 0],
    ['500ms', 500],
    ['15s', 15_000],
    ['2min', 120_000],
    ['1h', 3_600_000],
    ['15', null],
    ['1e3s', null],
    ['', null],
  ])('%j is %j ms', (text, lengthMs) => {
    expect(durationMs(text)).toBe(lengthMs);
  });

  it.each([
    [-5, '0s'],
    [59_999, '59s'],
    [60_000, '1min 00s'],
    [3_725_000, '1h 02min'],
  ])('%i ms are shown as %s', (lengthMs, text) => {
    expect(shownDuration(lengthMs)).toBe(text);
  });
});
