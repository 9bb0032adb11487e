// Asking again: what is repeated, how often, and what is not.

import { describe, expect, it } from 'vitest';
import { insist } from '../../src/call/index.ts';
import { TelephonyFault } from '../../src/call/ports.ts';
import { fakeClock } from '../fakes/clock.ts';
import { settle } from '../in-memory-centre.ts';

/** Runs a command whose answers are given in order, and lets all the time pass that it may take. */
async function asked(answers: readonly ('ok' | Error)[]) {
  const clock = fakeClock();
  const at: number[] = [];
  const outcome = insist(clock, () => {
    at.push(clock.now());
    const answer = answers[at.length - 1] ?? 'ok';
    return answer === 'ok' ? Promise.resolve(answer) : Promise.reject(answer);
  }).catch((fault: unknown) => fault);
  for (let pause = 0; pause < 5; pause += 1) {
    await settle();
    clock.fireNext();
  }
  return { at, outcome: await outcome };
}

const timeout = new TelephonyFault('timeout', 'no answer');

describe('a command', () => {
  it('that is answered is asked once', async () => {
    expect(await asked(['ok'])).toEqual({ at: [0], outcome: 'ok' });
  });

  it('whose answer does not come is asked again, later each time', async () => {
    const unreachable = new TelephonyFault('unreachable', 'nobody there');
    expect(await asked([timeout, unreachable, 'ok'])).toEqual({ at: [0, 200, 1_200], outcome: 'ok' });
  });

  it('that is never answered fails after its last repeat', async () => {
    expect(await asked([timeout, timeout, timeout, 'ok'])).toEqual({ at: [0, 200, 1_200], outcome: timeout });
  });

  it.each([new TelephonyFault('refused', 'no'), new Error('ours')])(
    'that fails by %s is not repeated',
    async (fault) => {
      expect(await asked([fault, 'ok'])).toEqual({ at: [0], outcome: fault });
    },
  );
});
