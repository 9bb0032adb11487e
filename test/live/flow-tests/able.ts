// What agents of flow tests can do: all that any queue of the program asks for, since whoever a test says is there can take the call.
// Who fits whom is the ACD's own tests' business. Pure. Not here: the agents (live-life.ts).

import type { Expression, Program } from '../../../src/dsl/index.ts';
import type { Abilities } from '../../../src/queue/index.ts';

/** The best that there is. */
const level = 100;

/** Every language and every skill by its name. */
export function ableToAll({ flows, prompts }: Program): Abilities {
  const all = Object.values(flows);
  const asked = all.flatMap(({ ops }) =>
    ops.flatMap((op) => (op.op === 'queue' ? op.require.flatMap(({ needs }) => askedIn(needs)) : [])),
  );
  const named = (name: string): readonly string[] => asked.flatMap((one) => (one.name === name ? [one.what] : []));
  const languages = [...all.flatMap((flow) => flow.languages), ...Object.keys(prompts), ...named('speaks')];
  return {
    languages: [...new Set(languages)],
    skills: [...new Set(named('skill'))].map((skill) => ({ skill, level })),
  };
}

interface Asked {
  readonly name: string;
  readonly what: string;
}

/** `skill(fibre, 3) and speaks(call.language)`: those that are named; a language of the call is one of the program's. */
function askedIn(needs: Expression): readonly Asked[] {
  if (needs.kind === 'binary') return [...askedIn(needs.left), ...askedIn(needs.right)];
  if (needs.kind !== 'apply') return [];
  const [first] = needs.arguments;
  return first?.kind === 'literal' && typeof first.value === 'string' ? [{ name: needs.name, what: first.value }] : [];
}
