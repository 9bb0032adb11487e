// Versions of flows and their deployment as the interface shows and takes them. Instants are milliseconds since 1970, ratios
// from 0 to 1.

import { z } from 'zod';
import { digestText, environmentText, lineText, personText } from './names.ts';

/** The most recordings of one version. */
const audioCountMax = 2_000;
/** The longest program, in characters: a hundred times that of a large centre. */
const programLengthMax = 8_000_000;
const moveCountMax = 200;

const aliasView = z.object({
  stable: digestText.nullable().describe('null: the flows directory of each controller'),
  canary: z.object({ program: digestText, ratio: z.number() }).nullable(),
});

const source = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('git'),
    commit: z.string().regex(/^[0-9a-f]{40,64}$/, 'must be a commit’s whole id'),
    tree: z.enum(['clean', 'dirty']),
    author: personText,
    message: lineText,
  }),
  z.strictObject({ kind: z.literal('none'), author: personText, message: lineText }),
]);

const moveView = aliasView.extend({
  seq: z.int(),
  restores: z.int().nullable().describe('the number of the move that a rollback brought back; 0: before all'),
  by: z.string(),
  why: z.string(),
  at: z.number(),
});

/** What was deployed, newest first, where a rollback leads, and what this controller serves. */
export const deploymentList = z.object({
  environment: environmentText,
  moves: z.array(moveView),
  versions: z.array(z.object({ hash: digestText, source, compiledBy: z.string(), at: z.number() })),
  rollback: aliasView.nullable().describe('null: there is nothing before'),
  serving: aliasView.extend({
    seq: z.int(),
    stable: digestText,
    behind: z.object({ seq: z.int(), why: z.string() }).nullable().describe('a deployment that cannot be served yet'),
  }),
});
export const deploymentQuery = z.object({ limit: z.coerce.number().int().min(1).max(moveCountMax).default(20) });

const orderBase = {
  environment: environmentText,
  expected: z
    .int()
    .min(0)
    .describe('the number of the newest move, 0 when there is none: of two orders one is refused'),
  by: personText,
  why: lineText,
};
const canaryRatio = z.number().gt(0).lt(1);
export const deployOrder = z.discriminatedUnion('kind', [
  z.strictObject({ ...orderBase, kind: z.literal('deploy'), program: digestText, ratio: canaryRatio.nullable() }),
  z.strictObject({ ...orderBase, kind: z.literal('rollback') }),
]);
export const moveMade = z.object({
  kind: z.enum(['moved', 'unchanged']),
  seq: z.int(),
  alias: aliasView,
  before: aliasView,
});

export const audioDigests = z.strictObject({ digests: z.array(digestText).max(audioCountMax) });
export const audioMissing = z.object({ missing: z.array(digestText) });
export const audioParams = z.object({ digest: digestText });

/** A path below the audio folder. */
const audioPath = z.string().min(1).max(500);
/** `program` is the program's JSON to the letter as it was hashed; `audio` the digest of each recording by its path. */
export const versionBody = z.strictObject({
  program: z.string().max(programLengthMax),
  audio: z.record(audioPath, digestText).refine((audio) => Object.keys(audio).length <= audioCountMax),
  source,
  compiledBy: z.string().max(40),
});
export const versionTaken = z.object({ state: z.enum(['kept', 'known']) });

/** In the place of a hash: the flows directory of the controller. */
export const directoryHash = 'directory';
export const versionParams = z.object({ hash: z.union([digestText, z.literal(directoryHash)]) });
export const preparation = z.object({ state: z.enum(['ready', 'preparing']) });

export type AliasView = z.output<typeof aliasView>;
export type DeploymentList = z.output<typeof deploymentList>;
export type DeployOrder = z.input<typeof deployOrder>;
export type MoveMade = z.output<typeof moveMade>;
export type Preparation = z.output<typeof preparation>;
export type SourceView = z.output<typeof source>;
export type VersionBody = z.input<typeof versionBody>;
