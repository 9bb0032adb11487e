// What a far end lets be heard before its answer (SIP's 183 with sound), to a caller whom a flow transfers. Not here: numbers that
// agents call (conversation/numbers.test.ts), nor real sound (test/live).

import { describe, expect, it } from 'vitest';
import { ends, expectNothingLeft, opened, reached, said } from './transferred.ts';

describe('a caller who is transferred', () => {
  it('hears the far end before its answer when it lets something be heard, and the music until then', async () => {
    const { centre, leg } = await opened({ habit: { kind: 'answers', afterMs: 3_000, sounds: true } });
    await centre.pass(2_000);
    const [placed] = centre.machines().outbound.calls();
    expect(placed?.kind).toBe('dialling');
    expect(centre.telephony.hears(leg)).toEqual({ kind: 'legs', legs: [placed?.leg] });
    await centre.pass(3_000);
    expect(centre.machines().outbound.calls()[0]?.kind).toBe('talking');
    expect(centre.telephony.hears(leg)).toEqual({ kind: 'legs', legs: [placed?.leg] });
    centre.telephony.hangUp(leg);
    await centre.pass(1_000);
    await expectNothingLeft(centre);
  });

  it('hears why nobody answers, and goes on with the flow once that is over', async () => {
    const { centre, leg } = await opened({ habit: ends('busy', { rings: true, sounds: true, afterMs: 3_000 }) });
    await centre.pass(2_000);
    expect(centre.telephony.hears(leg)).toMatchObject({ kind: 'legs' });
    await centre.pass(4_000);
    expect(said(centre)).toEqual(['bonjour', 'occupe']);
    expect(reached(centre)).toEqual(['a']);
    await expectNothingLeft(centre);
  });

  it('and hears the far end before its answer goes on hearing it with the controller killed', async () => {
    for (const atMs of [1_300, 1_500, 2_000, 2_500]) {
      const { centre, leg } = await opened({ habit: { kind: 'answers', afterMs: 2_000, sounds: true } });
      await centre.pass(atMs);
      centre.kill();
      await centre.start();
      await centre.pass(3_000);
      expect(reached(centre)).toEqual(['a']);
      expect(centre.telephony.hears(leg)).toMatchObject({ kind: 'legs' });
      centre.telephony.hangUp(leg);
      await centre.pass(1_000);
      await expectNothingLeft(centre);
    }
  });
});
