// A promise to call back, kept: on the whole wiring with the fake telephone, and again with the controller killed at each record.

import { beforeAll, describe, expect, it } from 'vitest';
import { agentId } from '../../src/base/ids.ts';
import type { LegId } from '../../src/base/ids.ts';
import { endReason } from '../../src/call/index.ts';
import type { Program } from '../../src/dsl/index.ts';
import { type InMemoryCentre, type InMemoryCentreOptions, openInMemoryCentre } from '../in-memory-centre.ts';
import { compiled } from '../ivr/compiled.ts';
import { openPolicy } from '../outbound/policy.ts';
import {
  caller,
  comesBack,
  count,
  dialIn,
  expert,
  hearEachOther,
  leftOver,
  nothing,
  phoneLeg,
  records,
  source,
  staff,
  until,
} from '../statement-centre.ts';

let program: Program;
beforeAll(async () => {
  program = await compiled(source);
});
const open = (options: InMemoryCentreOptions = {}): Promise<InMemoryCentre> => openInMemoryCentre(program, options);

describe('a callback', () => {
  /** The caller waits in vain, is promised a callback and hangs up; then an agent becomes ready. */
  async function promised(centre: InMemoryCentre): Promise<void> {
    staff(centre, 'A1', expert);
    const agent = agentId('A1');
    centre.machines().acd.post({ kind: 'availabilityChosen', agent, availability: { kind: 'paused', reason: 'x' } });
    await dialIn(centre);
    await until(centre, () => centre.machines().callbacks.list().length === 1, 'the promise');
    await until(centre, () => centre.telephony.inventory().legs.length === 0, 'the caller has gone');
  }
  const numberLeg = (centre: InMemoryCentre): LegId | undefined => phoneLeg(centre, caller);

  it('keeps its place in the line, rings the agent first, then the number, and brings both together', async () => {
    const centre = await open();
    await promised(centre);
    const [waiting] = centre.machines().acd.state().waiting.values();
    expect(waiting).toMatchObject({ caller, joinedAt: expect.any(Number) as number });
    expect(centre.clock.now() - (waiting?.joinedAt ?? 0)).toBeGreaterThan(29_000);
    expect(centre.telephony.outside.dialled).toHaveLength(0);
    comesBack(centre);
    await until(centre, () => hearEachOther(centre, numberLeg(centre), phoneLeg(centre, 'A1')), 'both talk');
    expect(centre.telephony.outside.dialled.map(({ number }) => number)).toEqual([caller]);
    await centre.pass(5_000);
    centre.telephony.hangUp(phoneLeg(centre, 'A1') as LegId);
    expect(await leftOver(centre)).toEqual(nothing);
    expect(centre.facts.find(({ kind }) => kind === 'callbackEnded')).toMatchObject({ outcome: 'completed', tries: 1 });
  });

  it('to somebody who does not answer frees the agent and is tried again later', async () => {
    const centre = await open();
    centre.telephony.outside.number(caller, {
      ...{ kind: 'ends', afterMs: 3_000, rings: true },
      reason: endReason('agent', 'busy'),
    });
    await promised(centre);
    comesBack(centre);
    await until(centre, () => count(centre, 'callbackMoved') === 1, 'moved');
    await centre.pass(500);
    expect(phoneLeg(centre, 'A1')).toBeUndefined();
    expect(centre.machines().acd.state().agents.get(agentId('A1'))?.state.kind).toBe('ready');
    await until(centre, () => count(centre, 'callbackEnded') === 1, 'given up', 45 * 60_000);
    expect(centre.telephony.outside.dialled).toHaveLength(3);
    expect(await leftOver(centre)).toEqual(nothing);
  }, 60_000);

  it('at night waits for the morning and rings nobody before', async () => {
    // The clock of the test begins at 1970-01-01T00:16:40Z: a quarter past one in Paris.
    const policy = { ...openPolicy, night: { from: '20:00', to: '08:00', callsMax: 0 } };
    const centre = await open({ policy });
    await promised(centre);
    comesBack(centre);
    await centre.pass(5_000);
    expect(phoneLeg(centre, 'A1')).toBeUndefined();
    const [one] = centre.machines().callbacks.list();
    expect(one?.stage).toEqual({ kind: 'scheduled', at: Date.UTC(1970, 0, 1, 7) });
  });

  it('is taken back when it is cancelled, whatever rings', async () => {
    const centre = await open();
    centre.telephony.outside.number(caller, { kind: 'rings' });
    await promised(centre);
    comesBack(centre);
    await until(centre, () => numberLeg(centre) !== undefined, 'the number rings');
    const { callbacks } = centre.machines();
    expect(callbacks.cancel(callbacks.list()[0]?.id ?? '', 'ada')).toBe('cancelled');
    expect(callbacks.cancel('nobody', 'ada')).toBe('unknown');
    expect(await leftOver(centre)).toEqual(nothing);
  });

  it('to somebody who hangs up ends the talk, and the agent is free', async () => {
    const centre = await open();
    await promised(centre);
    comesBack(centre);
    await until(centre, () => hearEachOther(centre, numberLeg(centre), phoneLeg(centre, 'A1')), 'both talk');
    centre.telephony.hangUp(numberLeg(centre) as LegId);
    expect(await leftOver(centre)).toEqual(nothing);
  });

  it.each(records(6, 44))(
    'is dialled once, and talked, when the controller dies right after record %d',
    async (record) => {
      const centre = await open({ dieAfterRecord: record });
      await promised(centre);
      comesBack(centre);
      await until(centre, () => hearEachOther(centre, numberLeg(centre), phoneLeg(centre, 'A1')), 'both talk', 300_000);
      expect(centre.telephony.outside.dialled).toHaveLength(1);
      await centre.pass(2_000);
      if (centre.isDead()) await centre.start();
      centre.telephony.hangUp(phoneLeg(centre, 'A1') as LegId);
      expect(await leftOver(centre)).toEqual(nothing);
      expect(count(centre, 'callbackEnded')).toBe(1);
    },
    30_000,
  );
});
