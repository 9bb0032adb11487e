// What a controller serves, over its lives: deployments taken without a restart, calls kept on their versions, the record out
// of reach, the controller killed.

import { beforeAll, describe, expect, it } from 'vitest';
import { callId, programHash } from '../../src/base/ids.ts';
import {
  type KeptVersion,
  type LiveVersions,
  type Order,
  type OrderOutcome,
  carryOut,
  versionOf,
} from '../../src/deploy/index.ts';
import { followMs } from '../../src/deploy/follow.ts';
import { preparedMs } from '../../src/deploy/library.ts';
import { fakeClock } from '../fakes/clock.ts';
import { directoryVersion, madeVersions, number, openVersions, saying } from '../fakes/deploying.ts';
import { memoryDeployments, memoryShelf, outOfReach, sha256 } from '../fakes/deployments.ts';
import { settle } from '../in-memory-centre.ts';
import { compiled } from '../ivr/compiled.ts';

let versions: Readonly<Record<string, KeptVersion>>;
beforeAll(async () => {
  const version = async (text: string, ...numbers: string[]) =>
    versionOf(await compiled(saying(text, ...numbers)), {}, sha256);
  versions = {
    A: await version('A'),
    B: await version('B'),
    C: await version('C'),
    moved: await version('moved', '+33180009999'),
  };
});

const hashOf = (name: string) => versions[name]!.hash;
const call = (index: number) => callId(`call-${index}`);
const calls = Array.from({ length: 200 }, (_, index) => call(index));
const origin = { source: { kind: 'none', author: 'ana', message: 'm' }, compiledBy: '0.0.0' } as const;

/** A record, a disk and a clock that outlive controllers. */
function place() {
  const clock = fakeClock(1_000_000);
  const record = memoryDeployments(clock);
  const shelf = memoryShelf();
  const made = madeVersions();
  let directory = 'Dossier';
  const parts = { clock, record, shelf, made, directory: () => directoryVersion(directory) };
  const order = async (
    live: LiveVersions,
    change: Partial<Order & { readonly program: string; readonly ratio: number }>,
  ) => {
    const expected = (await record.moves(live.environment, 1))[0]?.seq ?? 0;
    const base = { environment: 'prod', expected, by: 'ana', why: 'because', kind: 'deploy', ratio: null };
    return carryOut(record, live, { ...base, ...change } as Order);
  };
  return {
    ...{ clock, record, shelf, made, order },
    boot: (running: readonly string[] = []) => openVersions(parts, running.map(programHash)),
    /** All that a person does to deploy. */
    deploy: async (live: LiveVersions, name: string, ratio: number | null = null): Promise<OrderOutcome> => {
      await record.keepVersion(versions[name]!, origin);
      await live.library.prepare(hashOf(name));
      return order(live, { program: hashOf(name), ratio } as never);
    },
    rollback: (live: LiveVersions) => order(live, { kind: 'rollback' }),
    edit: (text: string) => {
      directory = text;
    },
    /** Lets the clock run in small steps with all that follows. */
    pass: async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 500) {
        clock.pass(500);
        await settle();
      }
    },
  };
}

/** What a new call hears first. */
function hears(live: LiveVersions, index = 0, called = number): string {
  const found = live.find(called, call(index));
  if (found === null) return 'nothing';
  const [piece] = found.program.prompts['fr-FR']?.['bonjour']?.pieces ?? [];
  return piece?.kind === 'text' ? piece.text : '?';
}

const heardBy = (live: LiveVersions, called = number): Record<string, number> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(calls, (_, index) => hears(live, index, called))).map(([text, some]) => [
      text,
      some?.length ?? 0,
    ]),
  );

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
    expect(live.find(number, call(1))?.program.hash).toBe(hashOf('A'));
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
    await at.record.keepVersion(versions['A']!, origin);
    expect(await at.order(live, { program: hashOf('A') } as never)).toEqual({
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
    await at.record.keepVersion(versions['A']!, origin);
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
    const outcome = await at.order(live, { environment: 'staging', program: hashOf('A') } as never);
    expect(outcome).toEqual({ kind: 'otherEnvironment', serves: 'prod' });
  });

  it('by two people at once: one wins, the other is told who and why', async () => {
    const at = place();
    const live = await at.boot();
    for (const name of ['A', 'B']) await at.record.keepVersion(versions[name]!, origin);
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

  it('by two people through two controllers: one wins, and both controllers come to serve it', async () => {
    const at = place();
    const other = { ...place(), shelf: memoryShelf() };
    const here = await at.boot();
    const there = await openVersions({ clock: other.clock, record: at.record, shelf: other.shelf });
    for (const name of ['A', 'B']) await at.record.keepVersion(versions[name]!, origin);
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

describe('a controller that follows', () => {
  it('takes what somebody deployed through another one within moments', async () => {
    const at = place();
    const live = await at.boot();
    const other = await openVersions({ clock: at.clock, record: at.record });
    const stop = other.follow(() => []);
    await at.deploy(live, 'A');
    await at.pass(followMs + 500);
    expect(hears(other)).toBe('A');
    stop();
    await at.deploy(live, 'B');
    await at.pass(followMs * 3);
    expect(hears(other)).toBe('A');
  });

  it('goes on with what it has while the record is out of reach, and catches up afterwards', async () => {
    const at = place();
    const live = await at.boot();
    const other = await openVersions({ clock: at.clock, record: at.record });
    other.follow(() => []);
    await at.deploy(live, 'A');
    at.record.fault = outOfReach();
    await at.pass(followMs * 3);
    expect(hears(other)).toBe('Dossier');
    at.record.fault = null;
    await at.pass(followMs + 500);
    expect(hears(other)).toBe('A');
  });

  it('that started while the record was out of reach catches up once it is back', async () => {
    const at = place();
    const live = await at.boot();
    await at.deploy(live, 'A');
    at.record.fault = outOfReach();
    const late = await openVersions({ clock: at.clock, record: at.record });
    late.follow(() => []);
    await at.pass(followMs);
    expect(hears(late)).toBe('Dossier');
    at.record.fault = null;
    await at.pass(followMs + 500);
    expect(hears(late)).toBe('A');
  });

  it('is not set back by an answer that was under way while the alias moved', async () => {
    const at = place();
    const live = await at.boot();
    await at.deploy(live, 'A');
    const { moves } = at.record;
    let answer = (): void => undefined;
    let asked = 0;
    Object.assign(at.record, {
      moves: async (environment: string, limit: number) => {
        const found = await moves.call(at.record, environment, limit);
        if ((asked += 1) === 1) await new Promise<void>((resolve) => (answer = resolve));
        return found;
      },
    });
    live.follow(() => []);
    await settle();
    await at.deploy(live, 'B');
    answer();
    await settle();
    expect(hears(live)).toBe('B');
  });
});

describe('versions of calls in progress', () => {
  it('stay in memory as long as a call runs them, and are let go afterwards', async () => {
    const at = place();
    const live = await at.boot();
    await at.deploy(live, 'A');
    let inUse = [hashOf('A')];
    live.follow(() => inUse);
    await at.deploy(live, 'B');
    await at.pass(preparedMs + followMs * 2);
    expect(live.library.find(hashOf('A'))?.hash).toBe(hashOf('A'));
    inUse = [];
    await at.pass(followMs * 2);
    expect(live.library.find(hashOf('A'))).toBeNull();
    expect(live.library.find(hashOf('B'))?.hash).toBe(hashOf('B'));
  });

  it.each([
    ['the record', 'another disk'],
    ['the disk', 'no record'],
  ])('are had again from %s after a kill with %s', async (_, what) => {
    const at = place();
    const live = await at.boot();
    await at.deploy(live, 'A');
    await at.deploy(live, 'B');
    if (what === 'no record') at.record.fault = outOfReach();
    const shelf = what === 'no record' ? at.shelf : memoryShelf();
    const next = await openVersions({ clock: at.clock, record: at.record, shelf }, [hashOf('A')]);
    expect(next.library.find(hashOf('A'))?.program).toEqual(versions['A']!.program);
    expect(hears(next)).toBe('B');
  });

  it('that are nowhere to be found hold nothing up', async () => {
    const at = place();
    const live = await at.boot([sha256('lost')]);
    expect(live.library.find(programHash(sha256('lost')))).toBeNull();
    expect(hears(live)).toBe('Dossier');
  });
});
