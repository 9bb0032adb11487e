// What an expression may read. Data only.

import type { Instant } from '../../base/clock.ts';
import type { Value } from '../../dsl/index.ts';
import type { World } from '../world.ts';

export interface Scope {
  readonly variables: Readonly<Record<string, Value>>;
  readonly world: World;
  readonly now: Instant;
  /** `call.FIELD` and `waiting.FIELD`; undefined: nobody knows it now. */
  readonly ambient: (object: 'call' | 'waiting', field: string) => Value | undefined;
}
