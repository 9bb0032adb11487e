// Calls on two versions at once, through the whole wiring on the fake telephone: the controller is killed with both under way,
// with the database up or down, and every call goes on with the words of the version it began with.

import { beforeAll, describe, expect, it } from 'vitest';
import type { LegId } from '../src/base/ids.ts';
import type { Media } from '../src/call/ports.ts';
import { type LiveVersions, type Version, carryOut, versionOf } from '../src/deploy/index.ts';
import type { Program } from '../src/dsl/index.ts';
import { number, openVersions, saying } from './fakes/deploying.ts';
import { fakeClock } from './fakes/clock.ts';
import { memoryDeployments, memoryShelf, outOfReach, sha256 } from './fakes/deployments.ts';
import { type InMemoryCentre, openInMemoryCentre } from './in-memory-centre.ts';
import { compiled } from './ivr/compiled.ts';

const names = ['A', 'B'] as const;
let programs: Readonly<Record<(typeof names)[number], Program>>;
beforeAll(async () => {
  programs = { A: await compiled(saying('A')), B: await compiled(saying('B')) };
});

interface Site {
  readonly centre: InMemoryCentre;
  readonly live: () => LiveVersions;
  readonly record: ReturnType<typeof memoryDeployments>;
  readonly deploy: (name: (typeof names)[number], ratio: number | null) => Promise<void>;
  /** Calls in; gives the leg once the first prompt plays. */
  readonly dial: () => Promise<LegId>;
  /** Everything that a leg was played, in order. */
  readonly heard: (leg: LegId) => readonly string[];
  /** The controller's disk is lost with it. */
  readonly loseDisk: () => void;
}

async function openSite(): Promise<Site> {
  const record = memoryDeployments();
  let shelf = memoryShelf();
  let live: LiveVersions;
  const heard = new Map<LegId, string[]>();
  const listening = (media: Media): Media => ({
    ...media,
    play: (leg, prompt, sounds) => {
      heard.set(leg, [...(heard.get(leg) ?? []), ...sounds.map((one) => ('sound' in one ? one.sound : one.recording))]);
      return media.play(leg, prompt, sounds);
    },
  });
  const centre = await openInMemoryCentre(programs.A, {
    between: (telephone) => ({ ...telephone, media: listening(telephone.media) }),
    routes: async (running) => {
      live = await openVersions({ clock: fakeClock(), record, shelf }, running);
      return { find: live.find, named: live.named, program: (hash) => live.library.find(hash)?.program ?? null };
    },
  });
  return {
    ...{ centre, record },
    live: () => live,
    loseDisk: () => {
      shelf = memoryShelf();
    },
    deploy: async (name, ratio) => {
      const version = versionOf(programs[name], {}, sha256);
      const source = { kind: 'none', author: 'ana', message: '' } as const;
      await record.keepVersion(version, { source, compiledBy: '0.0.0' });
      await live.library.prepare(version.hash);
      const expected = live.state().seq;
      const order = { environment: 'prod', expected, by: 'ana', why: '', program: version.hash, ratio } as const;
      expect(await carryOut(record, live, { kind: 'deploy', ...order })).toMatchObject({ kind: 'moved' });
    },
    dial: async () => {
      const leg = centre.telephony.offer({ caller: '+33612345678', called: number });
      if (leg === null) throw new Error('Nobody listens.');
      await centre.pass(500);
      return leg;
    },
    heard: (leg) => heard.get(leg) ?? [],
  };
}

/** Which version each call was offered on, by the facts. */
const offeredOn = ({ centre }: Site): Record<string, number> => {
  const offered = centre.facts.flatMap((fact) => (fact.kind === 'callOffered' ? [fact.program] : []));
  const nameOf = (hash: Version['hash'] | null): string =>
    names.find((name) => programs[name].hash === hash) ?? 'other';
  return Object.fromEntries(
    Object.entries(Object.groupBy(offered, nameOf)).map(([name, all]) => [name, all?.length ?? 0]),
  );
};

describe('calls in progress on two versions', () => {
  it('a deployment during a call: that call keeps its version, the next one gets the new one', async () => {
    const site = await openSite();
    await site.deploy('A', null);
    const before = await site.dial();
    await site.deploy('B', null);
    const after = await site.dial();
    await site.centre.pass(40_000);
    expect([site.heard(before), site.heard(after)]).toEqual([
      ['A', 'A encore'],
      ['B', 'B encore'],
    ]);
    expect(offeredOn(site)).toEqual({ A: 1, B: 1 });
  });

  const kills = [
    ['the database up', (): void => undefined],
    ['the database down', ({ record }: Site): void => void (record.fault = outOfReach())],
    ['its disk lost', ({ loseDisk }: Site): void => loseDisk()],
  ] as const;
  it.each(kills)(
    'the controller is killed with %s: each goes on with its own words, and new calls get the newest',
    async (_, meanwhile) => {
      const site = await openSite();
      await site.deploy('A', null);
      const before = await site.dial();
      await site.deploy('B', null);
      const after = await site.dial();
      await site.centre.pass(2_000);
      site.centre.kill();
      meanwhile(site);
      await site.centre.pass(2_000);
      await site.centre.start();
      const fresh = await site.dial();
      await site.centre.pass(40_000);
      for (const [leg, name] of [
        [before, 'A'],
        [after, 'B'],
        [fresh, 'B'],
      ] as const) {
        expect(site.heard(leg)[0]).toBe(name);
        expect(site.heard(leg).at(-1)).toBe(`${name} encore`);
        expect(new Set(site.heard(leg).map((text) => text[0]))).toEqual(new Set([name]));
      }
      const ends = site.centre.facts.flatMap((fact) => (fact.kind === 'callEnded' ? [fact.reason.result] : []));
      expect(ends).toEqual(['completed', 'completed', 'completed']);
      expect(site.centre.machines().calls.frames()).toEqual([]);
    },
  );

  it('a canary with the controller killed among its calls: the facts tell the version of each, and each heard that one', async () => {
    const site = await openSite();
    await site.deploy('A', null);
    await site.deploy('B', 0.4);
    const legs: LegId[] = [];
    for (let count = 0; count < 20; count += 1) {
      legs.push(await site.dial());
      if (count === 9) {
        site.centre.kill();
        await site.centre.start();
      }
    }
    await site.centre.pass(40_000);
    const offered = site.centre.facts.flatMap((fact) => (fact.kind === 'callOffered' ? [fact] : []));
    for (const { leg, call, program } of offered) {
      const text = program === programs.B.hash ? 'B' : 'A';
      expect(site.live().find(number, call)?.program.hash).toBe(program);
      expect(new Set(site.heard(leg).map((heard) => heard[0]))).toEqual(new Set([text]));
    }
    const { A = 0, B = 0 } = offeredOn(site);
    expect(A + B).toBe(legs.length);
    expect(Math.min(A, B)).toBeGreaterThan(2);
  });
});
