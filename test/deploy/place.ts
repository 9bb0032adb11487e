// A place where controllers live and die: record, disk and clock outlive them, and somebody deploys. For the tests of what a
// controller serves. Not here: what must hold.

import { callId, programHash } from '../../src/base/ids.ts';
import {
  type KeptVersion,
  type LiveVersions,
  type Order,
  type OrderOutcome,
  carryOut,
  versionOf,
} from '../../src/deploy/index.ts';
import { fakeClock } from '../fakes/clock.ts';
import { directoryVersion, madeVersions, number, openVersions, saying } from '../fakes/deploying.ts';
import { memoryDeployments, memoryShelf, sha256 } from '../fakes/deployments.ts';
import { settle } from '../in-memory-centre.ts';
import { compiled } from '../ivr/compiled.ts';

const version = async (text: string, ...numbers: string[]): Promise<KeptVersion> =>
  versionOf(await compiled(saying(text, ...numbers)), {}, sha256);
const versions = new Map([
  ['A', await version('A')],
  ['B', await version('B')],
  ['C', await version('C')],
  ['moved', await version('moved', '+33180009999')],
]);

/** A version that says its name; `moved` answers +33180009999 instead of the usual number. */
export function versionNamed(name: string): KeptVersion {
  const found = versions.get(name);
  if (found === undefined) throw new Error(`There is no version ${name}.`);
  return found;
}

/** The hash of one of the versions. */
export const hashOf = (name: string) => versionNamed(name).hash;
const call = (index: number) => callId(`call-${index}`);
const calls = Array.from({ length: 200 }, (_, index) => call(index));
/** Where they came from. */
export const origin = { source: { kind: 'none', author: 'ana', message: 'm' }, compiledBy: '0.0.0' } as const;

/** A record, a disk and a clock that outlive controllers. */
export function place() {
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
      await record.keepVersion(versionNamed(name), origin);
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
export function hears(live: LiveVersions, index = 0, called = number): string {
  const found = live.find(called, call(index));
  if (found === null) return 'nothing';
  return /"text":"([^"]*)"/.exec(JSON.stringify(found.program.prompts['fr-FR']?.['bonjour']))?.[1] ?? '?';
}

/** How many of two hundred new calls hear what. */
export const heardBy = (live: LiveVersions, called = number): Record<string, number> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(calls, (_, index) => hears(live, index, called))).map(([text, some]) => [
      text,
      some?.length ?? 0,
    ]),
  );
