// Who is received, and by which flow.

import { describe, expect, it } from 'vitest';
import { e164 } from '../../src/base/ids.ts';
import {
  type Reception,
  type ReceptionEvent,
  openReception,
  receptionChanges,
  receptionFrom,
  receptionTransition,
  welcome,
} from '../../src/outbound/index.ts';

const ours = e164('+33180001122');
const caller = e164('+33612345678');

const after = (...events: readonly ReceptionEvent[]): Reception =>
  events.reduce((state, event) => receptionTransition(state, event, 7).state, openReception);
const facts = (state: Reception, event: ReceptionEvent) => receptionTransition(state, event, 7).facts;
const met = (state: Reception, from: string | null, called: string = ours) =>
  welcome(state, { caller: from, called }, 'FR');

const route = { kind: 'route', number: ours, flow: 'autre', by: 'ana' } as const;
const block = { kind: 'block', caller, by: 'ana' } as const;
const close = { kind: 'emergency', to: 'closed', flow: 'fermeture', by: 'ana' } as const;

describe('a new call', () => {
  it('of anybody to any number is served by the flow whose entry it is', () => {
    expect(met(openReception, caller)).toEqual({ kind: 'entry' });
    expect(met(openReception, null, 'garbage')).toEqual({ kind: 'entry' });
  });

  it.each(['+33180001122', '33180001122', '0180001122'])(
    'to a number that is routed (as %s) gets that flow',
    (called) => {
      expect(met(after(route), caller, called)).toEqual({ kind: 'flow', flow: 'autre' });
      expect(met(after(route, { ...route, flow: null }), caller, called)).toEqual({ kind: 'entry' });
    },
  );

  it.each(['+33612345678', '33612345678', '0612345678'])('of a blocked caller (as %s) is turned away', (from) => {
    expect(met(after(block), from)).toEqual({ kind: 'turnedAway' });
    expect(met(after(block, { ...block, kind: 'unblock' }), from)).toEqual({ kind: 'entry' });
  });

  it('of somebody who withholds the number, or sends garbage, is not that of a blocked caller', () => {
    for (const from of [null, 'x', '+33612345678;x', '']) expect(met(after(block), from)).toEqual({ kind: 'entry' });
  });

  it('in an emergency hears the closing flow, whatever its number; after it all is as before', () => {
    expect(met(after(route, close), null)).toEqual({ kind: 'closing', flow: 'fermeture' });
    expect(met(after(route, block, close), caller)).toEqual({ kind: 'turnedAway' });
    expect(met(after(route, close, { kind: 'emergencyOver', by: 'bo' }), null)).toEqual({
      kind: 'flow',
      flow: 'autre',
    });
  });
});

describe('an order', () => {
  it('is a fact with who gave it, once', () => {
    expect(facts(openReception, route)).toEqual([{ kind: 'numberRouted', number: ours, flow: 'autre', by: 'ana' }]);
    expect(facts(after(route), route)).toEqual([]);
    expect(facts(openReception, block)).toEqual([{ kind: 'callerBlocked', caller, by: 'ana' }]);
    expect(facts(after(block), block)).toEqual([]);
    expect(facts(openReception, close)).toEqual([
      { kind: 'emergencyChanged', to: 'closed', flow: 'fermeture', by: 'ana' },
    ]);
    expect(facts(after(close), close)).toEqual([]);
    expect(facts(openReception, { kind: 'emergencyOver', by: 'ana' })).toEqual([]);
  });

  it('is stored by what it changed, and read back it is the same', () => {
    const state = after(route, block, close);
    const stored = Object.values(
      JSON.parse(JSON.stringify(receptionChanges(openReception, state))) as object,
    ) as unknown[];
    const [number, blocked, emergency] = stored;
    expect(stored).toHaveLength(3);
    const back = receptionFrom({ numbers: [number], blocked: [blocked], emergency } as Parameters<
      typeof receptionFrom
    >[0]);
    expect(back).toEqual(state);
    expect(receptionChanges(state, openReception)).toEqual({
      'number/+33180001122': null,
      'blocked/+33612345678': null,
      'emergency/now': null,
    });
  });
});
