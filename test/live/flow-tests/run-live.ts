// Many flow tests on real calls, several beside each other, each compared with its simulated run. Not here: one of them, the stack
// that they run on.

import { readFileSync } from 'node:fs';
import type { TestNode } from '../../../src/dsl/index.ts';
import type { Bench } from '../../../src/sim/flows/bench.ts';
import type { CallableProject } from '../../../src/sim/index.ts';
import { runTest } from '../../../src/sim/flows/run-test.ts';
import { type Both, type Compared, compare } from './compare.ts';
import { Media } from '../phone/media.ts';
import { type Desk, type DeskPlace, openDesk } from './desk.ts';
import type { LiveRing } from './live-call-setup.ts';
import { runLiveTest } from './live-test.ts';
import { openStubs } from './stubs.ts';
import { openSwitchboard } from './switchboard.ts';

export type LiveResult = Both & { readonly compared: Compared };

export interface LiveOptions {
  /** How many calls at a time. */
  readonly deskCount: number;
  /** The settings of the stack, as its controller would read them. */
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly onResult?: (result: LiveResult) => void;
  /** What the simulator runs; unless said, the same as is called. */
  readonly simulated?: Bench;
}

/** Runs these tests; results in the order of the tests. Rejects when the stack is not there. */
export async function runLiveTests(
  { bench }: Pick<CallableProject, 'bench'>,
  tests: readonly TestNode[],
  { deskCount, settings, onResult, simulated = bench }: LiveOptions,
): Promise<readonly LiveResult[]> {
  const set = (name: string): string => {
    const value = settings[name];
    if (value === undefined || value === '') throw new Error(`${name} is not set: start the test stack first.`);
    return value;
  };
  const switchboard = await openSwitchboard({
    url: set('CARILLON_ARI_URL'),
    user: set('CARILLON_ARI_USER'),
    password: readFileSync(set('CARILLON_ARI_PASSWORD_FILE'), 'utf8').trim(),
    app: set('CARILLON_ARI_APP'),
  });
  const stubs = await openStubs();
  const sounds = { directory: set('CARILLON_SOUNDS_DIR'), seenAs: set('CARILLON_SOUNDS_SEEN') };
  const ring: LiveRing = { switchboard, stubs, sounds };
  const media = new Media();
  const place: DeskPlace = {
    ...{ server: { host: '127.0.0.1', port: Number(set('CARILLON_SIP_PORT')) }, realm: set('CARILLON_SIP_REALM') },
    media,
  };
  const desks: Desk[] = [];
  try {
    for (let count = 0; count < Math.min(deskCount, tests.length); count += 1)
      desks.push(await openDesk(switchboard, place));
    const results = new Map<TestNode, LiveResult>();
    const waiting = tests.values();
    const work = async (desk: Desk): Promise<void> => {
      // The desks share one iterator: each takes the next test when its own is over.
      for (const test of waiting) {
        const both = { test, simulated: runTest(test, simulated), real: await runLiveTest(test, bench, ring, desk) };
        const result = { ...both, compared: compare(both) };
        results.set(test, result);
        onResult?.(result);
      }
    };
    await Promise.all(desks.map(work));
    return tests.flatMap((test) => results.get(test) ?? []);
  } finally {
    await Promise.allSettled(desks.map((desk) => desk.close()));
    await media.close();
    await stubs.close();
    await switchboard.close();
  }
}
