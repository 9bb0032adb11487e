// Who is received, and by which flow, before any flow runs: callers who are not let in, numbers that lead elsewhere than to the
// flow whose entry they are, and the switch for emergencies. A pure machine; each change is a fact with who did it.
// Not here: what flows there are.

import { unreachable } from '../base/assert.ts';
import type { Instant } from '../base/clock.ts';
import type { E164 } from '../base/ids.ts';
import type { Changes, Decision } from '../base/machine.ts';
import type { ReceptionFact } from '../call/index.ts';
import { readNumber } from './number.ts';
import type { Country } from './policy.ts';

/** `closed`: every new call hears this flow, which says so. `swapped`: every new call gets this flow instead of its own. */
export type Emergency =
  | { readonly kind: 'none' }
  | { readonly kind: 'closed' | 'swapped'; readonly flow: string; readonly by: string; readonly since: Instant };

/** A number that leads to a flow, whatever the flow's own entry. */
export interface NumberRoute {
  readonly number: E164;
  readonly flow: string;
}

/** A caller who is not let in. */
export interface BlockedCaller {
  readonly caller: E164;
}

export interface Reception {
  readonly numbers: ReadonlyMap<E164, NumberRoute>;
  readonly blocked: ReadonlyMap<E164, BlockedCaller>;
  readonly emergency: Emergency;
}

export const openReception: Reception = { numbers: new Map(), blocked: new Map(), emergency: { kind: 'none' } };

/** Orders; `by` is whoever gave them. `flow` null: the number leads to the flow whose entry it is, as before. */
export type ReceptionEvent =
  | { readonly kind: 'route'; readonly number: E164; readonly flow: string | null; readonly by: string }
  | { readonly kind: 'block' | 'unblock'; readonly caller: E164; readonly by: string }
  | { readonly kind: 'emergency'; readonly to: 'closed' | 'swapped'; readonly flow: string; readonly by: string }
  | { readonly kind: 'emergencyOver'; readonly by: string };

/** Numbers routed and callers blocked at most: the lists are looked through by people and kept in memory. */
export const receptionCountMax = 10_000;

/** The next state. An order that changes nothing leaves no fact. */
export function receptionTransition(
  state: Reception,
  event: ReceptionEvent,
  now: Instant,
): Decision<Reception, ReceptionFact, never> {
  switch (event.kind) {
    case 'route':
      return routed(state, event);
    case 'block':
    case 'unblock':
      return blocked(state, event);
    case 'emergency': {
      const { to, flow, by } = event;
      if (state.emergency.kind === to && state.emergency.flow === flow) return unchanged(state);
      const emergency = { kind: to, flow, by, since: now } as const;
      return { state: { ...state, emergency }, facts: [{ kind: 'emergencyChanged', to, flow, by }], effects: [] };
    }
    case 'emergencyOver': {
      if (state.emergency.kind === 'none') return unchanged(state);
      const fact = { kind: 'emergencyChanged', to: 'none', flow: null, by: event.by } as const;
      return { state: { ...state, emergency: { kind: 'none' } }, facts: [fact], effects: [] };
    }
    default:
      return unreachable(event);
  }
}

function routed(
  state: Reception,
  { number, flow, by }: Extract<ReceptionEvent, { kind: 'route' }>,
): Decision<Reception, ReceptionFact, never> {
  const before = state.numbers.get(number)?.flow ?? null;
  if (before === flow || (before === null && state.numbers.size >= receptionCountMax)) return unchanged(state);
  const numbers = new Map(state.numbers);
  if (flow === null) numbers.delete(number);
  else numbers.set(number, { number, flow });
  return { state: { ...state, numbers }, facts: [{ kind: 'numberRouted', number, flow, by }], effects: [] };
}

function blocked(
  state: Reception,
  { kind, caller, by }: Extract<ReceptionEvent, { kind: 'block' | 'unblock' }>,
): Decision<Reception, ReceptionFact, never> {
  const isBlocked = state.blocked.has(caller);
  if (isBlocked === (kind === 'block')) return unchanged(state);
  if (kind === 'block' && state.blocked.size >= receptionCountMax) return unchanged(state);
  const all = new Map(state.blocked);
  if (kind === 'block') all.set(caller, { caller });
  else all.delete(caller);
  const fact = { kind: kind === 'block' ? 'callerBlocked' : 'callerUnblocked', caller, by } as const;
  return { state: { ...state, blocked: all }, facts: [fact], effects: [] };
}

const unchanged = (state: Reception): Decision<Reception, ReceptionFact, never> => ({ state, facts: [], effects: [] });

/** What becomes of a new call. `entry`: the flow whose entry the number is. `closing`: that flow, because of an emergency. */
export type Welcome =
  | { readonly kind: 'turnedAway' }
  | { readonly kind: 'entry' }
  | { readonly kind: 'flow' | 'closing'; readonly flow: string };

/** How a call of `caller` (null: withheld) to `called` is received; both as the network gave them. */
export function welcome(
  { numbers, blocked: shut, emergency }: Reception,
  { caller, called }: { readonly caller: string | null; readonly called: string },
  home: Country,
): Welcome {
  // Reading a number takes longer than all else here, and most centres block nobody.
  const from = caller === null || shut.size === 0 ? null : numberOf(caller, home);
  if (from !== null && shut.has(from)) return { kind: 'turnedAway' };
  if (emergency.kind !== 'none') return { kind: 'closing', flow: emergency.flow };
  const to = numbers.size === 0 ? null : numberOf(called, home);
  const flow = to === null ? undefined : numbers.get(to)?.flow;
  return flow === undefined ? { kind: 'entry' } : { kind: 'flow', flow };
}

/** Networks write their callers in national form, or in E.164 with or without its plus. */
function numberOf(text: string, home: Country): E164 | null {
  const candidates = text.startsWith('+') ? [text] : [text, `+${text}`];
  for (const candidate of candidates) {
    const read = readNumber(candidate, home);
    if (typeof read !== 'string' && read.exists === 'yes') return read.number;
  }
  const last = readNumber(candidates.at(-1) ?? '', home);
  return typeof last === 'string' ? null : last.number;
}

/** The stored names of what differs. */
export function receptionChanges(before: Reception, after: Reception): Changes {
  const changes: Record<string, unknown> = {};
  for (const [number, route] of after.numbers)
    if (before.numbers.get(number) !== route) changes[`number/${number}`] = route;
  for (const number of before.numbers.keys()) if (!after.numbers.has(number)) changes[`number/${number}`] = null;
  for (const [caller, entry] of after.blocked) if (!before.blocked.has(caller)) changes[`blocked/${caller}`] = entry;
  for (const caller of before.blocked.keys()) if (!after.blocked.has(caller)) changes[`blocked/${caller}`] = null;
  if (before.emergency !== after.emergency)
    changes['emergency/now'] = after.emergency.kind === 'none' ? null : after.emergency;
  return changes;
}

/** What the journal holds of it. */
export interface StoredReception {
  readonly numbers: readonly NumberRoute[];
  readonly blocked: readonly BlockedCaller[];
  readonly emergency: Emergency | null;
}

/** The state as it was stored. */
export const receptionFrom = ({ numbers, blocked: shut, emergency }: StoredReception): Reception => ({
  numbers: new Map(numbers.map((route) => [route.number, route])),
  blocked: new Map(shut.map((entry) => [entry.caller, entry])),
  emergency: emergency ?? { kind: 'none' },
});
