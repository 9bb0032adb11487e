// Versions of flows and the moves of aliases in PostgreSQL: rows are added and read, never changed. Not here: what a move
// means (src/deploy), and the making of versions.

import type { Insertable, Selectable, Transaction } from 'kysely';
import { type ProgramHash, programHash } from '../base/ids.ts';
import {
  type DeploymentRecord,
  type KeptVersion,
  type Move,
  type NewMove,
  type Origin,
  decodeProgram,
} from '../deploy/index.ts';
import type { Database } from './database.ts';
import { sqlStateOf, StoreFault } from './store-fault.ts';
import type { DeploymentTable, ProgramTable, Tables } from './tables.ts';

/** The versions and moves of the database's tenant. */
export function deploymentRecord(database: Database): DeploymentRecord {
  const { tenant } = database;
  return {
    missingAudio: (digests) => database.inTenant((it) => missing(it, [...new Set(digests)])),
    keepAudio: (digest, bytes) =>
      database.inTenant(async (it) => {
        const row = { tenant_id: tenant, digest, body: Buffer.from(bytes) };
        await it
          .insertInto('audio_files')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }),
    audio: (digest) =>
      database.inTenant(async (it) => {
        const found = it.selectFrom('audio_files').select('body').where('digest', '=', digest);
        return (await found.executeTakeFirst())?.body ?? null;
      }),
    keepVersion: (version, origin) => keepVersion(database, version, origin),
    version: (hash) => database.inTenant((it) => versionOf(it, hash)),
    origins: (hashes) =>
      database.inTenant(async (it) => {
        if (hashes.length === 0) return [];
        const rows = it
          .selectFrom('programs')
          .select(originColumns)
          .where('hash', 'in', [...hashes]);
        return (await rows.execute()).map(originOf);
      }),
    moves: (environment, limit) =>
      database.inTenant(async (it) => {
        const rows = it.selectFrom('deployments').selectAll().where('environment', '=', environment);
        return (await rows.orderBy('seq', 'desc').limit(limit).execute()).map(moveOf);
      }),
    move: (environment, move) =>
      database.inTenant(async (it) => {
        const row = moveRow(move, tenant, environment);
        const added = it
          .insertInto('deployments')
          .values(row)
          .onConflict((conflict) => conflict.doNothing());
        return (await added.executeTakeFirst()).numInsertedOrUpdatedRows === 1n ? 'moved' : 'overtaken';
      }),
  };
}

async function missing(transaction: Transaction<Tables>, digests: readonly string[]): Promise<string[]> {
  if (digests.length === 0) return [];
  const rows = transaction
    .selectFrom('audio_files')
    .select('digest')
    .where('digest', 'in', [...digests]);
  const held = new Set((await rows.execute()).map(({ digest }) => digest));
  return digests.filter((digest) => !held.has(digest));
}

/** Program and recordings in one transaction; the constraint is the judge of whether all recordings are there. */
async function keepVersion(
  database: Database,
  version: KeptVersion,
  origin: Omit<Origin, 'hash' | 'at'>,
): Promise<'kept' | 'known' | 'audioMissing'> {
  const { tenant } = database;
  const audio = Object.entries(version.audio.digests).map(([path, digest]) => ({
    ...{ tenant_id: tenant, program: version.hash, path, digest },
  }));
  try {
    return await database.inTenant(async (it) => {
      const added = it.insertInto('programs').values(programRow(version, origin, tenant));
      const { numInsertedOrUpdatedRows } = await added.onConflict((on) => on.doNothing()).executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) return 'known';
      if (audio.length > 0) await it.insertInto('program_audio').values(audio).execute();
      return 'kept';
    });
  } catch (fault) {
    if (fault instanceof StoreFault && sqlStateOf(fault.cause) === foreignKeyViolation) return 'audioMissing';
    throw fault;
  }
}

const foreignKeyViolation = '23503';

function programRow(
  { hash, program }: KeptVersion,
  { source, compiledBy }: Omit<Origin, 'hash' | 'at'>,
  tenant: string,
): Insertable<ProgramTable> {
  const { author, message } = source;
  const git = source.kind === 'git' ? source : null;
  return {
    ...{ tenant_id: tenant, hash, body: JSON.stringify(program), author, message, compiled_by: compiledBy },
    ...{ commit_id: git?.commit ?? null, dirty: git?.tree === 'dirty' },
  };
}

async function versionOf(transaction: Transaction<Tables>, hash: ProgramHash): Promise<KeptVersion | null> {
  const row = await transaction.selectFrom('programs').select('body').where('hash', '=', hash).executeTakeFirst();
  if (row === undefined) return null;
  const program = decodeProgram(row.body);
  if (program === null) throw new StoreFault('strange', null);
  const audio = transaction.selectFrom('program_audio').select(['path', 'digest']).where('program', '=', hash);
  const digests = Object.fromEntries((await audio.execute()).map(({ path, digest }) => [path, digest]));
  return { hash, program, audio: { kind: 'kept', digests } };
}

const originColumns = [
  ...(['hash', 'commit_id', 'dirty', 'author', 'message', 'compiled_by', 'created_at'] as const),
] as const;

function originOf(row: Pick<Selectable<ProgramTable>, (typeof originColumns)[number]>): Origin {
  const { author, message, commit_id: commit } = row;
  return {
    hash: programHash(row.hash),
    source:
      commit === null
        ? { kind: 'none', author, message }
        : { kind: 'git', commit, tree: row.dirty ? 'dirty' : 'clean', author, message },
    compiledBy: row.compiled_by,
    at: row.created_at.getTime(),
  };
}

function moveRow(
  { seq, alias, restores, by, why }: NewMove,
  tenant: string,
  environment: string,
): Insertable<DeploymentTable> {
  const { stable, canary } = alias;
  return {
    ...{ tenant_id: tenant, environment, seq, restores, by, why, stable },
    ...{ canary: canary?.program ?? null, canary_ratio: canary?.ratio ?? null },
  };
}

function moveOf(row: Selectable<DeploymentTable>): Move {
  const { seq, restores, by, why } = row;
  const canary =
    row.canary === null || row.canary_ratio === null
      ? null
      : { program: programHash(row.canary), ratio: row.canary_ratio };
  const stable = row.stable === null ? null : programHash(row.stable);
  return { seq, alias: { stable, canary }, restores, by, why, at: row.created_at.getTime() };
}
