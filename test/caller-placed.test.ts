// When a script may say something to the caller: not while they are being brought to the agent. Not here: the whole wiring
// (statements.test.ts).

import { describe, expect, it } from 'vitest';
import { callerPlaced } from '../src/caller-placed.ts';
import type { Frame } from '../src/ivr/index.ts';
import { type FakeClock, fakeClock } from './fakes/clock.ts';

const at = (wait: object, block = 'none'): Frame => ({ wait, stay: { block } }) as unknown as Frame;
const connecting = at({ kind: 'say' }, 'connect');
const bridging = at({ kind: 'queue', stage: { kind: 'bridging' } });
const talking = at({ kind: 'queue', stage: { kind: 'talking' } });

async function pass(clock: FakeClock, lengthMs: number): Promise<void> {
  for (let ms = 0; ms < lengthMs; ms += 50) {
    clock.pass(50);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a caller', () => {
  it('who talks is placed as soon as the conversation has its places', async () => {
    const clock = fakeClock();
    let arranged = 0;
    await callerPlaced(
      clock,
      () => talking,
      () => Promise.resolve(void (arranged += 1)),
    );
    expect(arranged).toBe(1);
  });

  it('who has gone is waited for no longer', async () => {
    await callerPlaced(
      fakeClock(),
      () => undefined,
      () => Promise.resolve(),
    );
  });

  it('is waited for while the flow speaks before the bridge, and until the bridge is there', async () => {
    const clock = fakeClock();
    let frame = connecting;
    let isDone = false;
    const placed = callerPlaced(
      clock,
      () => frame,
      () => Promise.resolve(),
    ).then(() => (isDone = true));
    await pass(clock, 500);
    expect(isDone).toBe(false);
    frame = bridging;
    await pass(clock, 500);
    expect(isDone).toBe(false);
    frame = talking;
    await pass(clock, 500);
    await placed;
    expect(isDone).toBe(true);
  });

  it('is not waited for without end', async () => {
    const clock = fakeClock();
    let isDone = false;
    void callerPlaced(
      clock,
      () => bridging,
      () => Promise.resolve(),
    ).then(() => (isDone = true));
    await pass(clock, 121_000);
    expect(isDone).toBe(true);
  });
});
