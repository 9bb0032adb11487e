// The labels that authors gave their steps, found by program, flow and name. Each program is read through once.

import type { ProgramHash } from '../../base/ids.ts';
import type { Program } from '../../dsl/index.ts';
import type { LiveWords } from './view.ts';

/** Labels of the programs that `find` knows; those of a lost program are null. */
export function stepLabels(find: (hash: ProgramHash) => Program | null): LiveWords['stepLabel'] {
  const known = new WeakMap<Program, ReadonlyMap<string, string>>();
  return (hash, flow, step) => {
    const program = find(hash);
    if (program === null) return null;
    const labels = known.get(program) ?? labelsIn(program);
    known.set(program, labels);
    return labels.get(nameOf(flow, step)) ?? null;
  };
}

const labelsIn = (program: Program): Map<string, string> =>
  new Map(
    Object.values(program.flows).flatMap(({ name, ops }) =>
      ops.flatMap((op) => (op.op === 'step' && op.label !== null ? [[nameOf(name, op.name), op.label] as const] : [])),
    ),
  );

/** Names hold no space, so that the pair has one reading. */
const nameOf = (flow: string, step: string): string => `${flow} ${step}`;
