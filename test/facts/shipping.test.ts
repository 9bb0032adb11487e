// The pure core of the shipper: what it makes of each event in each state.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shipperNext, shipperStart, type ShipperEvent, type ShipperStep } from '../../src/facts/shipping.ts';

const run = (...events: ShipperEvent[]): ShipperStep =>
  events.reduce((step, event) => shipperNext(step, event, 5_000), shipperStart);

const read: ShipperEvent = { kind: 'read', factCount: 2, fromSeq: 0, throughSeq: 4, leftCount: 0 };

test('facts are read: they are sent, then marked up to their last record, and then it rests', () => {
  expect(run({ kind: 'due' }, read).effect).toEqual({ kind: 'send' });
  expect(run({ kind: 'due' }, read, { kind: 'committed' }).effect).toEqual({ kind: 'mark', seq: 4 });
  expect(run({ kind: 'due' }, read, { kind: 'committed' }, { kind: 'marked' })).toMatchObject({
    state: { kind: 'idle' },
    effect: { kind: 'wait' },
  });
});

test('nothing is marked without a commit before it, whatever comes in whatever order', () => {
  const event: fc.Arbitrary<ShipperEvent> = fc.oneof(
    fc.constantFrom<ShipperEvent>({ kind: 'due' }, { kind: 'committed' }, { kind: 'marked' }, { kind: 'stop' }),
    fc.constant<ShipperEvent>({ kind: 'failed', code: 'unreachable' }),
    fc
      .record({ factCount: fc.nat(9), fromSeq: fc.nat(5), throughSeq: fc.nat(9), leftCount: fc.nat(2) })
      .map((more) => ({
        kind: 'read' as const,
        ...more,
      })),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      let step = shipperStart;
      for (const one of events) {
        const before = step.state;
        step = shipperNext(step, one, 0);
        if (step.effect.kind !== 'mark') continue;
        const committed = one.kind === 'committed' && before.kind === 'sending';
        const without = one.kind === 'read' && one.factCount === 0;
        expect(committed || without).toBe(true);
      }
    }),
  );
});

test('stopped: no event starts it again', () => {
  const stopped = run({ kind: 'stop' });
  const after = shipperNext(stopped, { kind: 'due' }, 0);
  expect(after).toMatchObject({ state: { kind: 'stopped' }, effect: { kind: 'none' } });
});
