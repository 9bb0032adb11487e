// Whether the sums of the facts agree with the states: whoever reads only the record must see the centre as it is.
// Not here: what may follow what (ledger.ts).

import type { AgentId, CallId, LegId } from '../base/ids.ts';
import { partiesOf } from '../conversation/index.ts';
import type { Picture } from './ports.ts';

/** The centre as its facts tell it. */
export interface Told {
  readonly calls: ReadonlySet<CallId>;
  readonly line: ReadonlySet<CallId>;
  readonly agents: ReadonlyMap<AgentId, string>;
  readonly talks: ReadonlyMap<AgentId, CallId>;
  readonly legs: ReadonlySet<LegId>;
}

/** Where they differ, in sentences; nothing is asked of a controller that is dead. */
export function disagreements(told: Told, { controller, acd, frames, talking, openLegs }: Picture): readonly string[] {
  if (controller === 'dead') return [];
  return [
    ...differing('open calls', told.calls, new Set(frames.map(({ call }) => call))),
    ...differing('callers in a line', told.line, new Set(acd.waiting.keys())),
    ...differing('open legs', told.legs, openLegs),
    ...differing('conversations', pairs(told.talks), pairs(talking.flatMap(talksOf))),
    ...differing('agents', pairs(told.agents), pairs([...acd.agents].map(([id, { state }]) => [id, state.kind]))),
  ];
}

const talksOf = (talk: Picture['talking'][number]): [AgentId, CallId][] =>
  partiesOf(talk).flatMap((party) => (party.kind === 'agent' ? [[party.agent, talk.call]] : []));

const pairs = (entries: Iterable<readonly [string, string]>): ReadonlySet<string> =>
  new Set([...entries].map(([one, other]) => `${one} ${other}`));

function differing(what: string, told: ReadonlySet<string>, held: ReadonlySet<string>): readonly string[] {
  return [
    ...[...told].filter((one) => !held.has(one)).map((one) => `${what}: the facts tell of ${one}, the states do not`),
    ...[...held].filter((one) => !told.has(one)).map((one) => `${what}: the states hold ${one}, the facts do not`),
  ];
}
