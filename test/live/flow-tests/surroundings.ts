// What a flow test's controller is told of its environment: settings, numbers, and the branches that the test takes, as the test says
// at that moment. Not here: services and queues.

import type { Clock } from '../../../src/base/clock.ts';
import type { Program } from '../../../src/dsl/index.ts';
import type { Outside } from '../../../src/sim/flows/outside.ts';
import type { VirtualClock } from '../../../src/sim/flows/virtual-clock.ts';
import { serviceSettings } from './mocked-services.ts';

type Texts = Readonly<Record<string, string>>;

/** Read at each use, for a test may change it: the objects stay, what is in them does not. */
export function surroundingsOf(program: Program, outside: Outside): { config: Texts; numbers: Texts; splits: Texts } {
  const services = serviceSettings(program);
  return {
    config: new Proxy<Texts>(
      {},
      readingFrom(() => ({ ...services, ...outside.config })),
    ),
    numbers: outside.numbers,
    splits: new Proxy<Texts>(
      {},
      readingFrom(() => outside.splits),
    ),
  };
}

/** The test's clock as machines have it. */
export const clockOf = (clock: VirtualClock): Clock => ({
  now: () => clock.now(),
  after: (delayMs, task) => clock.after(delayMs, task),
});

const readingFrom = (now: () => Texts): ProxyHandler<Texts> => ({
  get: (_, key) => (typeof key === 'string' ? now()[key] : undefined),
  has: (_, key) => typeof key === 'string' && Object.hasOwn(now(), key),
  ownKeys: () => Object.keys(now()),
  getOwnPropertyDescriptor: (_, key) =>
    typeof key === 'string' && Object.hasOwn(now(), key)
      ? { value: now()[key], enumerable: true, configurable: true }
      : undefined,
});
