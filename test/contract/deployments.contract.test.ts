// The record of versions and moves: one contract, on the fake and on PostgreSQL. Then what only the database enforces: what is
// in these tables is never changed, by anybody.

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { programHash } from '../../src/base/ids.ts';
import { type DeploymentRecord, type KeptVersion, type NewMove, isWhole, versionOf } from '../../src/deploy/index.ts';
import { deploymentRecord, migrate, putTenant } from '../../src/store/index.ts';
import { memoryDeployments, sha256 } from '../fakes/deployments.ts';
import { saying } from '../fakes/deploying.ts';
import { compiled } from '../ivr/compiled.ts';
import { asTenant, client, databaseFor, newTenant, urls } from './databases.ts';

let versions: readonly KeptVersion[];
const bytes = Buffer.from([0, 1, 2, 255, 0]);
const digest = sha256(bytes);

beforeAll(async () => {
  await migrate(urls.owner());
  const awkward = 'Ça coûte 3\u00a0€ \u0001 \ud83d\ude00';
  versions = [
    versionOf(await compiled(saying('A')), {}, sha256),
    versionOf(await compiled(saying(awkward)), { 'fr/é "1".wav': digest }, sha256),
  ];
});

const git = { kind: 'git', commit: 'c'.repeat(40), tree: 'dirty', author: 'Ana', message: 'A menu' } as const;
const none = { kind: 'none', author: 'ana', message: 'by hand' } as const;

async function realRecord(): Promise<DeploymentRecord> {
  const database = databaseFor(newTenant());
  await putTenant(database, 'A test');
  return deploymentRecord(database);
}

const move = (seq: number, change: Partial<NewMove> = {}): NewMove => ({
  ...{ seq, alias: { stable: versions[0]!.hash, canary: null }, restores: null, by: 'ana', why: 'because' },
  ...change,
});

describe.each([
  ['in memory', () => Promise.resolve<DeploymentRecord>(memoryDeployments({ now: () => Date.now() }))],
  ['in PostgreSQL', realRecord],
])('a record of deployments %s', (_, make) => {
  let record: DeploymentRecord;
  beforeEach(async () => {
    record = await make();
  });

  it('that is new holds nothing', async () => {
    expect(await record.moves('prod', 10)).toEqual([]);
    expect(await record.version(versions[0]!.hash)).toBeNull();
    expect(await record.audio(digest)).toBeNull();
    expect(await record.origins([])).toEqual([]);
    expect(await record.missingAudio([])).toEqual([]);
  });

  it('gives a recording back byte for byte, and misses only what it lacks', async () => {
    await record.keepAudio(digest, bytes);
    await record.keepAudio(digest, bytes);
    expect(Buffer.from((await record.audio(digest))!)).toEqual(bytes);
    const other = sha256('other');
    expect(await record.missingAudio([digest, other, other])).toEqual([other]);
  });

  it('gives a version back whole, to the letter that its hash names', async () => {
    await record.keepAudio(digest, bytes);
    for (const version of versions) {
      expect(await record.keepVersion(version, { source: none, compiledBy: '0.1.0' })).toBe('kept');
      const found = await record.version(version.hash);
      expect(found).toEqual(version);
      expect(isWhole(found!, sha256)).toBe(true);
    }
  });

  it('keeps no version before all its recordings, and nothing of it', async () => {
    const version = versions[1]!;
    expect(await record.keepVersion(version, { source: git, compiledBy: '0.1.0' })).toBe('audioMissing');
    expect(await record.version(version.hash)).toBeNull();
    expect(await record.origins([version.hash])).toEqual([]);
  });

  it('tells where versions came from, and keeps to the first time', async () => {
    const version = versions[0]!;
    await record.keepVersion(version, { source: git, compiledBy: '0.1.0' });
    expect(await record.keepVersion(version, { source: none, compiledBy: '0.2.0' })).toBe('known');
    const [origin, ...others] = await record.origins([version.hash, programHash(sha256('none'))]);
    expect(others).toEqual([]);
    expect(origin).toEqual({ hash: version.hash, source: git, compiledBy: '0.1.0', at: expect.any(Number) as number });
    expect(Math.abs(origin!.at - Date.now())).toBeLessThan(60_000);
  });

  it('gives moves of one environment back, the newest first, as many as asked for', async () => {
    const program = versions[0]!.hash;
    await record.keepVersion(versions[0]!, { source: none, compiledBy: '0.1.0' });
    const moves = [
      move(1),
      move(2, { alias: { stable: null, canary: { program, ratio: 0.015 } } }),
      move(3, { alias: { stable: null, canary: null }, restores: 0, by: 'bruno', why: 'too loud' }),
    ];
    for (const one of moves) expect(await record.move('prod', one)).toBe('moved');
    await record.move('staging', move(1));
    const found = await record.moves('prod', 10);
    expect(found).toEqual(moves.toReversed().map((one) => ({ ...one, at: expect.any(Number) as number })));
    expect((await record.moves('prod', 2)).map(({ seq }) => seq)).toEqual([3, 2]);
  });

  it('takes one of many moves with the same number, and tells the others', async () => {
    await record.keepVersion(versions[0]!, { source: none, compiledBy: '0.1.0' });
    const names = ['ana', 'bruno', 'chloé', 'david'];
    const outcomes = await Promise.all(names.map((by) => record.move('prod', move(1, { by }))));
    expect(outcomes.toSorted()).toEqual(['moved', 'overtaken', 'overtaken', 'overtaken']);
    const [kept, ...others] = await record.moves('prod', 10);
    expect([kept?.by, others]).toEqual([names[outcomes.indexOf('moved')], []]);
  });
});

describe('in PostgreSQL', () => {
  /** One row in each of the tables that never change. */
  async function filled() {
    const tenant = newTenant();
    const database = databaseFor(tenant);
    await putTenant(database, 'A test');
    const record = deploymentRecord(database);
    await record.keepAudio(digest, bytes);
    await record.keepVersion(versions[1]!, { source: git, compiledBy: '0.1.0' });
    await record.move('prod', move(1, { alias: { stable: versions[1]!.hash, canary: null } }));
    return { tenant, record };
  }

  const changes = [
    ['programs', `message = 'changed'`],
    ['program_audio', `digest = digest`],
    ['audio_files', `body = ''`],
    ['deployments', `stable = null`],
  ] as const;

  it.each(changes)('no row of %s is changed, removed or emptied, not even by the owner', async (table, change) => {
    const { tenant } = await filled();
    const statements = [`update ${table} set ${change}`, `delete from ${table}`, `truncate ${table} cascade`];
    for (const role of ['owner', 'app'] as const) {
      for (const statement of statements)
        await expect(asTenant(await client(role), tenant, statement), `${role}: ${statement}`).rejects.toMatchObject({
          code: '42501',
        });
    }
    const { rowCount } = await asTenant(await client('owner'), tenant, `select from ${table}`);
    expect(rowCount).toBe(1);
  });

  it('a move to a version that was never kept is refused', async () => {
    const { record } = await filled();
    const unknown = programHash(sha256('unknown'));
    for (const alias of [
      { stable: unknown, canary: null },
      { stable: null, canary: { program: unknown, ratio: 0.5 } },
    ])
      await expect(record.move('prod', move(2, { alias }))).rejects.toMatchObject({ code: 'conflict' });
    expect(await record.moves('prod', 10)).toHaveLength(1);
  });

  it.each([0, 1, -0.2])('a canary with the ratio %d is refused', async (ratio) => {
    const { record } = await filled();
    const alias = { stable: null, canary: { program: versions[1]!.hash, ratio } };
    await expect(record.move('prod', move(2, { alias }))).rejects.toMatchObject({ code: 'conflict' });
  });

  it('another tenant finds nothing of it', async () => {
    await filled();
    const record = await realRecord();
    expect(await record.missingAudio([digest])).toEqual([digest]);
    expect(await record.version(versions[1]!.hash)).toBeNull();
    expect(await record.moves('prod', 10)).toEqual([]);
  });
});
