// Agents as the interface shows and takes them. Instants are milliseconds since 1970.

import { z } from 'zod';
import { agentIdText, agentNameText, languageText, phoneText, queueNameText, reasonText, skillText } from './names.ts';

/** The most queues that one agent serves. */
const queueCountMax = 50;
/** The most languages, and the most skills, of one agent. */
const abilityCountMax = 50;

/** What an agent can do: a caller who needs more waits for somebody else. Levels are whole numbers; higher is better. */
export const abilities = z.strictObject({
  languages: z.array(languageText).max(abilityCountMax).default([]),
  skills: z
    .array(z.strictObject({ skill: skillText, level: z.int().min(1).max(100) }))
    .max(abilityCountMax)
    .refine((skills) => new Set(skills.map(({ skill }) => skill)).size === skills.length, 'must name each skill once')
    .default([]),
});

/**
 * A new agent. The phone's secret comes as `digest` (HA1 of RFC 7616: MD5 of phone:realm:password, hexadecimal) or as
 * `password`; with neither, one is made and told once.
 */
export const newAgent = z
  .strictObject({
    name: agentNameText,
    phone: phoneText,
    queues: z.array(queueNameText).min(1).max(queueCountMax),
    abilities: abilities.default({ languages: [], skills: [] }),
    digest: z
      .string()
      .regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits')
      .optional(),
    password: z.string().min(12).max(128).optional(),
  })
  .refine((agent) => agent.digest === undefined || agent.password === undefined, {
    message: 'must not come together with digest',
    path: ['password'],
  });

export const availability = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signedOut') }),
  z.object({ kind: z.literal('available') }),
  z.object({ kind: z.literal('paused'), reason: z.string() }),
]);

export const agentStateKind = z.enum([
  ...(['offline', 'notReady', 'ready', 'reserved', 'talking', 'wrapUp', 'notResponding'] as const),
]);

export const agentView = z.object({
  id: agentIdText,
  name: z.string(),
  phone: z.string(),
  queues: z.array(z.string()),
  abilities: z.object({
    languages: z.array(z.string()),
    skills: z.array(z.object({ skill: z.string(), level: z.number() })),
  }),
  availability,
  state: z.object({
    kind: agentStateKind,
    since: z.number(),
    call: z.string().nullable().describe('the call that is offered, talked or written up; null when there is none'),
  }),
});

export const agentList = z.object({ agents: z.array(agentView) });
/** `password` is the one that was made for the phone; null when the secret was given. It is told here and never again. */
export const agentCreated = z.object({ agent: agentView, password: z.string().nullable() });
export const agentParams = z.object({ id: agentIdText });
export const notReadyBody = z.strictObject({ reason: reasonText });

/** The reason of the pause that signing in begins with; a screen says it in its own language. */
export const signedInReason = 'signed in';

export type NewAgent = z.input<typeof newAgent>;
export type AgentView = z.output<typeof agentView>;
export type AgentCreated = z.output<typeof agentCreated>;
