// The keys of a menu or offer that can be pressed now. Not here: what they do.

import type { MenuKey } from '../../dsl/index.ts';
import type { Scope } from '../values/scope.ts';
import type { Turn } from '../turn.ts';

/** Those without a condition, and those whose condition holds. Throws FlowFault. */
export const liveKeys = <Key extends Pick<MenuKey, 'when'>>(
  turn: Turn,
  keys: readonly Key[],
  scope: Scope = turn.scope(),
): readonly Key[] => keys.filter(({ when }) => when === null || turn.holds(when, scope));
