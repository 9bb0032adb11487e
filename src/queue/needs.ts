// What a waiting caller needs of an agent, which may ask for less the longer they wait, and who can do it. Pure.
// Not here: who is chosen among those who fit (match.ts).

import type { Instant } from '../base/clock.ts';

/** An ability by name; the higher the level, the better it is mastered. */
export interface Skill {
  readonly skill: string;
  readonly level: number;
}

/** What an agent can do. Languages are tags (`fr-FR`); one without a region (`fr`) stands for all of its regions. */
export interface Abilities {
  readonly languages: readonly string[];
  readonly skills: readonly Skill[];
}

/** What an agent must be able to do: all of it. */
export interface Needs {
  readonly languages: readonly string[];
  readonly skills: readonly Skill[];
}

/** Needs that hold for so long, one after the other from joining on; null: from then on. */
export interface NeedsFor {
  readonly needs: Needs;
  readonly lastsMs: number | null;
}

/** Somebody who waits, as far as their needs matter. */
export interface Needing {
  readonly requirements: readonly NeedsFor[];
  readonly joinedAt: Instant;
}

export const noAbilities: Abilities = { languages: [], skills: [] };

/** Whether an agent can do all of it. */
export const fits = ({ languages, skills }: Abilities, needs: Needs): boolean =>
  needs.languages.every((wanted) => languages.some((one) => one === wanted || wanted.startsWith(`${one}-`))) &&
  needs.skills.every(({ skill, level }) => skills.some((one) => one.skill === skill && one.level >= level));

/** What is needed now: that of the step they have come to, the last one for ever. */
export const needsNow = (one: Needing, now: Instant): Needs => stepsLeft(one, now)[0]?.needs ?? noAbilities;

/** Whether an agent fits now, or will if the caller waits long enough. */
export function mayFit(abilities: Abilities, one: Needing, now: Instant): boolean {
  const steps = stepsLeft(one, now);
  return steps.length === 0 || steps.some(({ needs }) => fits(abilities, needs));
}

/** When something else will be needed; null: never. */
export function relaxesAt({ requirements, joinedAt }: Needing, now: Instant): Instant | null {
  return endsOf(requirements, joinedAt).find((at) => at > now && at < Infinity) ?? null;
}

function stepsLeft({ requirements, joinedAt }: Needing, now: Instant): readonly NeedsFor[] {
  const passedCount = endsOf(requirements, joinedAt).filter((at) => at <= now).length;
  return requirements.slice(Math.min(passedCount, requirements.length - 1));
}

function endsOf(requirements: readonly NeedsFor[], joinedAt: Instant): readonly number[] {
  let at: number = joinedAt;
  return requirements.map(({ lastsMs }) => (at += lastsMs ?? Infinity));
}
