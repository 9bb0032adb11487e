// Every way to hand a call over, swept in small steps of time: each party hangs up, or the controller is killed, at every moment
// of it. Whatever happens, nobody is left behind and each thing that began has one end. Not here: what is heard (test/live).

import { beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../src/dsl/index.ts';
import { type HandedOver, type Script, endsClean, inTalk, play, scripts } from './handed-over.ts';
import { source } from './ivr/centre-flow.ts';
import { compiled } from './ivr/compiled.ts';

let program: Program;
beforeAll(async () => {
  program = await compiled(source);
});

const names = Object.keys(scripts) as (keyof typeof scripts)[];
const scriptOf = (name: keyof typeof scripts): Script => scripts[name];
const lengthMs = 3_000;
const instants = Array.from({ length: lengthMs / 20 }, (_, index) => index * 20);
const never = { lengthMs, atMs: -1, at: () => undefined };

/** Whom the caller hears. */
const hears = ({ centre, caller, legOf }: HandedOver): string => {
  const heard = centre.telephony.hears(caller);
  if (heard.kind !== 'legs') return heard.kind;
  return heard.legs.map((leg) => (['A1', 'A2', 'far'] as const).find((one) => legOf(one) === leg) ?? leg).join('+');
};

describe('undisturbed', () => {
  it.each([
    ['hold and retrieve', 'A1'],
    ['blind to a queue', 'A2'],
    ['blind to an agent', 'A2'],
    ['blind to an agent, cancelled', 'A1'],
    ['consult, complete', 'A2'],
    ['consult, cancel', 'A1'],
    ['consult, swap, swap, complete', 'A2'],
    ['consult, join, complete', 'A2'],
    ['consult, join, cancel', 'A1'],
    ['blind to a number', 'far'],
    ['blind to a number, cancelled', 'A1'],
    ['blind to a number that is busy', 'A1'],
    ['consult a number, swap, complete', 'far'],
    ['consult a number, join, cancel', 'A1'],
  ] as const)('%s: the caller hears %s', async (name, heard) => {
    const handed = await inTalk(program);
    await play(handed, scriptOf(name), never);
    expect(hears(handed)).toBe(heard);
    await endsClean(handed);
  });
});

describe.each(names)('%s', (name) => {
  it.each(['caller', 'A1', name.includes('number') ? 'far' : 'A2'] as const)(
    '%s hangs up at any moment: one outcome, nothing left',
    async (who) => {
      for (const atMs of instants) {
        const handed = await inTalk(program);
        const at = (): void => {
          const leg = who === 'caller' ? handed.caller : handed.legOf(who);
          if (leg !== undefined) handed.centre.telephony.hangUp(leg);
        };
        await play(handed, scriptOf(name), { lengthMs, atMs, at });
        await endsClean(handed);
      }
    },
    120_000,
  );

  it('the controller killed at any moment goes on, and leaves nothing', async () => {
    for (const atMs of instants.filter((ms) => ms % 60 === 0)) {
      const handed = await inTalk(program);
      await play(handed, scriptOf(name), {
        lengthMs,
        atMs,
        at: () => {
          handed.centre.kill();
        },
      });
      await endsClean(handed);
    }
  }, 120_000);

  it('the controller killed, and the caller gone while it was away, leaves nothing', async () => {
    for (const atMs of instants.filter((ms) => ms % 100 === 0)) {
      const handed = await inTalk(program);
      const at = (): void => {
        handed.centre.kill();
        handed.centre.telephony.hangUp(handed.caller);
      };
      await play(handed, scriptOf(name), { lengthMs, atMs, at });
      await endsClean(handed);
    }
  }, 120_000);

  it('the controller dead right after any record, before its effects, goes on and leaves nothing', async () => {
    const whole = await inTalk(program);
    const before = recordsOf(whole);
    await play(whole, scriptOf(name), never);
    const after = recordsOf(whole);
    expect(after).toBeGreaterThan(before);
    for (let record = before + 1; record <= after; record += 1) {
      const handed = await inTalk(program, { dieAfterRecord: record });
      await play(handed, scriptOf(name), never);
      await endsClean(handed);
    }
  }, 120_000);
});

const recordsOf = ({ centre }: HandedOver): number => centre.recordCount();
