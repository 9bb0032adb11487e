// The bounded wait of all tests: what it gives, what it says when it was in vain.

import { describe, expect, test } from 'vitest';
import { until, WaitedInVain } from './until.ts';

const quick = { withinMs: 40, everyMs: 2, what: 'the third look' };

describe('a condition that comes true', () => {
  test('the first value that is neither false, null nor undefined is given, zero and empty text included', async () => {
    const values = [undefined, null, false, 0];
    expect(await until(() => values.shift(), { ...quick, withinMs: 5_000 })).toBe(0);
  });

  test('a condition that throws at first is looked at again', async () => {
    let looks = 0;
    const condition = (): string => {
      looks += 1;
      if (looks < 3) throw new Error('not yet');
      return '';
    };
    expect(await until(condition, { ...quick, withinMs: 5_000 })).toBe('');
  });
});

describe('a condition that does not', () => {
  test('the message says what was awaited and what was seen last', async () => {
    await expect(until(() => false, quick)).rejects.toThrow(
      'waited in vain for the third look (40 ms); last seen: false',
    );
  });

  test('what it threw last is the cause', async () => {
    const fault = new Error('no such channel');
    const waiting = until(() => Promise.reject(fault), quick);
    await expect(waiting).rejects.toMatchObject({ code: 'waitedInVain', cause: fault });
  });

  test('a condition that never settles does not hold the wait beyond its limit', async () => {
    const never = new Promise<boolean>(() => undefined);
    await expect(until(() => never, quick)).rejects.toBeInstanceOf(WaitedInVain);
  });
});
