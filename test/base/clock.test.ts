// Waits that are stored survive a restart and a step of the clock.

import { describe, expect, it } from 'vitest';
import { deadline, remainingMs } from '../../src/base/clock.ts';
import { realClock, realIds } from '../../src/base/real-clock.ts';

describe('a stored wait', () => {
  it('has left what has not passed', () => {
    expect(remainingMs(deadline(1_000, 500), 1_200)).toBe(300);
  });

  it('is over when its time has passed, however long ago', () => {
    expect(remainingMs(deadline(1_000, 500), 9_000_000)).toBe(0);
  });

  it('never grows when the clock was set back', () => {
    expect(remainingMs(deadline(3_600_000, 500), 0)).toBe(500);
  });
});

describe('the real clock', () => {
  it('never steps back', () => {
    const clock = realClock();
    const instants = Array.from({ length: 1_000 }, () => clock.now());
    expect(instants.every((instant, index) => index === 0 || instant >= (instants[index - 1] ?? 0))).toBe(true);
  });

  it('forgets a cancelled timer', async () => {
    const clock = realClock();
    const fired: string[] = [];
    const cancel = clock.after(1, () => fired.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => clock.after(20, resolve));
    expect(fired).toEqual([]);
  });
});

describe('identities', () => {
  it('are never the same twice and say what they name', () => {
    const ids = new Set(Array.from({ length: 10_000 }, () => realIds('leg')));
    expect(ids.size).toBe(10_000);
    expect([...ids].every((id) => /^leg-[0-9a-z]+-[0-9a-f]{12}$/.test(id))).toBe(true);
  });
});
