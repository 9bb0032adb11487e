// What a controller serves as it is told to: deployments, canaries and rollbacks taken without a restart, and over its lives.
// Not here: what others moved, and versions of calls in progress (following.test.ts).

import { describe, expect, it } from 'vitest';
import { carryOut } from '../../src/deploy/index.ts';
import { number, openVersions } from '../fakes/deploying.ts';
import { memoryShelf, outOfReach } from '../fakes/deployments.ts';
import { settle } from '../in-memory-centre.ts';
import { callId } from '../../src/base/ids.ts';
import { hashOf, heardBy, hears, origin, place, versionNamed } from './place.ts';

describe('without a deployment', () => {
  it('the flows directory serves, as it is at each start', async () => {
    const at = place();
    expect(hears(await at.boot())).toBe('Dossier');
    at.edit('Autre');
    expect(hears(await at.boot())).toBe('Autre');
  });

  it('and without the record, the flows directory serves', async () => {
    const at = place();
    at.record.fault = outOfReach();
    expect(hears(await at.boot())).toBe('Dossier');
  });

  it('a record that hangs holds up the first start for a second, later ones not at all', async () => {
    const at = place();
    const { moves } = at.record;
    Object.assign(at.record, { moves: () => new Promise(() => undefined) });
    const first = at.boot();
    await settle();
    at.clock.pass(1_000);
    expect(hears(await first)).toBe('Dossier');
    Object.assign(at.record, { moves });
    await at.boot();
    Object.assign(at.record, { moves: () => new Promise(() => undefined) });
    expect(hears(await at.boot())).toBe('Dossier');
  });
});

describe('a deployment', () => {
  it('is served to new calls at once, without a restart, and its prompts were made before', async () => {
    const at = place();
    const live = await at.boot();
    expect(await at.deploy(live, 'A')).toMatchObject({ kind: 'moved', seq: 1, before: { stable: null } });
    expect(hears(live)).toBe('A');
    expect(at.made.made).toContain(hashOf('A'));
    expect(live.find(number, callId('call-1'))?.program.hash).toBe(hashOf('A'));
  });

  it('outlives the controller, whatever becomes of the directory and the record', async () => {
    const at = place();
    await at.deploy(await at.boot(), 'A');
    at.edit('no flow at all }');
    at.record.fault = outOfReach();
    expect(hears(await at.boot())).toBe('A');
  });

  it('of a version that is not prepared is refused, and nothing changes', async () => {
    const at = place();
    const live = await at.boot();
    await at.record.keepVersion(versionNamed('A'), origin);
    expect(await at.order(live, { program: hashOf('A') })).toEqual({
      kind: 'unprepared',
      program: hashOf('A'),
    });
    expect([hears(live), await at.record.moves('prod', 9)]).toEqual(['Dossier', []]);
  });

  it('of a version whose prompts cannot be made does not come about', async () => {
    const at = place();
    const live = await at.boot();
    at.made.hold = () => Promise.reject(new Error('no voice'));
    await expect(at.deploy(live, 'A')).rejects.toThrow('no voice');
    expect(hears(live)).toBe('Dossier');
  });

  it('while the database is down is refused, and nothing changes', async () => {
    const at = place();
    const live = await at.boot();
    await at.record.keepVersion(versionNamed('A'), origin);
    await live.library.prepare(hashOf('A'));
    at.record.fault = outOfReach();
    const order = { environment: 'prod', expected: 0, by: 'ana', why: 'x', program: hashOf('A'), ratio: null } as const;
    await expect(carryOut(at.record, live, { kind: 'deploy', ...order })).rejects.toThrow('cannot be reached');
    at.record.fault = null;
    expect([hears(live), await at.record.moves('prod', 9)]).toEqual(['Dossier', []]);
  });

  it('of what is served already changes nothing and is no move', async () => {
    const at = place();
    const live = await at.boot();
    await at.deploy(live, 'A');
    expect(await at.deploy(live, 'A')).toMatchObject({ kind: 'unchanged', seq: 1 });
    expect(await at.record.moves('prod', 9)).toHaveLength(1);
  });

  it('to another environment than the controller’s is refused', async () => {
    const at = place();
    const live = await at.boot();
    const outcome = await at.order(live, { environment: 'staging', program: hashOf('A') });
    expect(outcome).toEqual({ kind: 'otherEnvironment', serves: 'prod' });
  });

  it('by two people at once: one wins, the other is told who and why', async () => {
    const at = place();
    const live = await at.boot();
    for (const name of ['A', 'B']) await at.record.keepVersion(versionNamed(name), origin);
    await Promise.all(['A', 'B'].map((name) => live.library.prepare(hashOf(name))));
    const order = { environment: 'prod', expected: 0, kind: 'deploy', ratio: null } as const;
    const [one, other] = await Promise.all([
      carryOut(at.record, live, { ...order, by: 'ana', why: 'first', program: hashOf('A') }),
      carryOut(at.record, live, { ...order, by: 'bruno', why: 'second', program: hashOf('B') }),
    ]);
    expect(one.kind).toBe('moved');
    expect(other).toMatchObject({ kind: 'overtaken', by: { by: 'ana', why: 'first', seq: 1 } });
    expect(hears(live)).toBe('A');
  });

  it('ordered while the answer to another order is under way comes after it, and is what is served', async () => {
    const at = place();
    const live = await at.boot();
    const { move } = at.record;
    let answer = (): void => undefined;
    Object.assign(at.record, {
      move: async (...args: Parameters<typeof move>) => {
        const outcome = await move.apply(at.record, args);
        if (args[1].seq === 1) await new Promise<void>((resolve) => (answer = resolve));
        return outcome;
      },
    });
    const first = at.deploy(live, 'A');
    await settle();
    const second = at.deploy(live, 'B');
    await settle();
    answer();
    expect([(await first).kind, (await second).kind]).toEqual(['moved', 'moved']);
    expect([hears(live), live.state().seq]).toEqual(['B', 2]);
  });

  it('by two people through two controllers: one wins, and both controllers come to serve it', async () => {
    const at = place();
    const other = { ...place(), shelf: memoryShelf() };
    const here = await at.boot();
    const there = await openVersions({ clock: other.clock, record: at.record, shelf: other.shelf });
    for (const name of ['A', 'B']) await at.record.keepVersion(versionNamed(name), origin);
    await here.library.prepare(hashOf('A'));
    await there.library.prepare(hashOf('B'));
    const order = { environment: 'prod', expected: 0, kind: 'deploy', ratio: null, why: '' } as const;
    const outcomes = await Promise.all([
      carryOut(at.record, here, { ...order, by: 'ana', program: hashOf('A') }),
      carryOut(at.record, there, { ...order, by: 'bruno', program: hashOf('B') }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['moved', 'overtaken']);
    here.follow(() => []);
    there.follow(() => []);
    await settle();
    expect([hears(here), hears(there)]).toEqual(['A', 'A']);
  });
});

describe('a canary', () => {
  it('gets its share of new calls, the same calls wherever it is asked', async () => {
    const at = place();
    const live = await at.boot();
    await at.deploy(live, 'A');
    await at.deploy(live, 'B', 0.2);
    const heard = heardBy(live);
    expect(Object.keys(heard).sort()).toEqual(['A', 'B']);
    expect(heard['B']).toBeGreaterThan(20);
    expect(heard['B']).toBeLessThan(60);
    expect(heardBy(await at.boot())).toEqual(heard);
  });

  it('that answers other numbers gets all calls to its own, and none to those it does not answer', async () => {
    const at = place();
    const live = await at.boot();
    await at.deploy(live, 'A');
    await at.deploy(live, 'moved', 0.5);
    expect(heardBy(live)).toEqual({ A: 200 });
    expect(heardBy(live, '+33180009999')).toEqual({ moved: 200 });
    expect(heardBy(live, '33180009999')).toEqual({ moved: 200 });
    expect(heardBy(live, '+33199999999')).toEqual({ nothing: 200 });
  });

  it('beside the flows directory leaves the directory as it was when it was compiled', async () => {
    const at = place();
    const live = await at.boot();
    at.edit('Autre');
    // Somebody looked at what a rollback would lead to, and did not give the order.
    await live.library.prepare(null);
    await at.deploy(live, 'A', 0.2);
    expect(Object.keys(heardBy(live)).sort()).toEqual(['A', 'Dossier']);
  });

  it('that cannot be had at a start leaves its calls to the stable version, and is taken once it can', async () => {
    const at = place();
    const live = await at.boot();
    await at.deploy(live, 'A');
    await at.deploy(live, 'B', 0.5);
    at.made.hold = (version) =>
      version.hash === hashOf('B') ? Promise.reject(new Error('no voice')) : Promise.resolve();
    const next = await at.boot();
    expect(heardBy(next)).toEqual({ A: 200 });
    next.follow(() => []);
    await settle();
    expect(next.state().behind).toEqual({ seq: 2, why: 'no voice' });
    at.made.hold = () => Promise.resolve();
    await at.pass(20_000);
    expect(Object.keys(heardBy(next)).sort()).toEqual(['A', 'B']);
    expect(next.state().behind).toBeNull();
  });
});

describe('a rollback', () => {
  it('takes the canary away, then goes back, then to the flows directory as it is by then', async () => {
    const at = place();
    const live = await at.boot();
    for (const name of ['A', 'B']) await at.deploy(live, name);
    await at.deploy(live, 'C', 0.5);
    expect(await at.rollback(live)).toMatchObject({ kind: 'moved', alias: { stable: hashOf('B'), canary: null } });
    expect(heardBy(live)).toEqual({ B: 200 });
    await at.rollback(live);
    expect(heardBy(live)).toEqual({ A: 200 });
    expect(await at.rollback(live)).toEqual({
      kind: 'moved',
      seq: 6,
      alias: { stable: null, canary: null },
      before: { stable: hashOf('A'), canary: null },
    });
    expect(await at.rollback(live)).toEqual({ kind: 'nothingBefore' });
  });

  it('to the flows directory asks for it to be compiled when it was not since the start', async () => {
    const at = place();
    await at.deploy(await at.boot(), 'A');
    const live = await at.boot();
    expect(await at.rollback(live)).toEqual({ kind: 'unprepared', program: null });
    at.edit('Autre');
    await live.library.prepare(null);
    await at.rollback(live);
    expect(hears(live)).toBe('Autre');
    expect(hears(await at.boot())).toBe('Autre');
  });
});
