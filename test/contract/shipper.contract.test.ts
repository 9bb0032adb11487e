// From the journal's files to PostgreSQL with the role that may only insert: each fact once, whatever happens to the
// connection in between. Not here: timing and back-off (test/facts).

import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import type { TenantId } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import { realClock } from '../../src/base/real-clock.ts';
import { startShipper, type FactSink, type Journal, type Shipper } from '../../src/facts/index.ts';
import { factSink, migrate, openDatabase } from '../../src/store/index.ts';
import { entry, open, temporaryDir, until } from '../facts/support.ts';
import { asTenant, client, databaseFor, newTenant, urls } from './databases.ts';

beforeAll(async () => {
  await migrate(urls.owner());
});

function shipping(journal: Journal, sink: FactSink): Shipper {
  const shipper = startShipper({ journal, sink, clock: realClock(), log: silentLog });
  onTestFinished(() => shipper.stop());
  return shipper;
}

async function stored(tenant: TenantId): Promise<{ count: number; distinct: number }> {
  const { rows } = await asTenant(
    await client('app'),
    tenant,
    'select count(*)::int as count, count(distinct (journal, seq, index))::int as distinct from facts',
  );
  return { count: Number(rows[0]?.['count']), distinct: Number(rows[0]?.['distinct']) };
}

test('facts of a journal arrive in the record, and the journal knows', async () => {
  const tenant = newTenant();
  const journal = open(temporaryDir());
  const shipper = shipping(journal, factSink(databaseFor(tenant, 'facts')));
  for (let n = 1; n <= 1_300; n += 1) journal.append(entry({ n }, n % 3));
  await until(() => shipper.status().shippedSeq === 1_300, 10_000);
  expect(await stored(tenant)).toEqual({ count: 1_300, distinct: 1_300 });
});

test('the connections are ended by the server again and again: every fact is there, once', async () => {
  const tenant = newTenant();
  const journal = open(temporaryDir());
  const shipper = shipping(journal, factSink(databaseFor(tenant, 'facts')));
  const other = await client('facts');
  const cutSome = async (): Promise<boolean> => {
    const { rows } = await other.query<{ cut: boolean }>(
      `select pg_terminate_backend(pid) as cut from pg_stat_activity
        where usename = current_user and application_name = 'carillon' and pid <> pg_backend_pid()`,
    );
    return rows.some(({ cut }) => cut);
  };
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 1_000; n += 1) journal.append(entry({ n }));
    await until(cutSome, 10_000);
  }
  await until(() => shipper.status().shippedSeq === 3_000, 20_000);
  expect(await stored(tenant)).toEqual({ count: 3_000, distinct: 3_000 });
});

test('the answer to a commit is lost on the way: the batch is sent again and stored once', async () => {
  const tenant = newTenant();
  const way = await losingAnswers(new URL(urls.facts()));
  const url = new URL(urls.facts());
  url.hostname = '127.0.0.1';
  url.port = String((way.server.address() as AddressInfo).port);
  const database = openDatabase({ url: url.href, tenant, log: silentLog });
  onTestFinished(() => database.close());
  const journal = open(temporaryDir());
  const shipper = shipping(journal, factSink(database));
  for (let n = 0; n < 20; n += 1) journal.append(entry({ n }));
  await until(() => shipper.status().shippedSeq === 20, 10_000);
  expect(way.lostCount()).toBe(1);
  expect(await stored(tenant)).toEqual({ count: 20, distinct: 20 });
});

/** A way to PostgreSQL that cuts the first connection just when the answer to its commit comes back. */
async function losingAnswers(target: URL): Promise<{ server: Server; lostCount: () => number }> {
  let lostCount = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => (near.destroy(), far.destroy()));
    }
    near.pipe(far);
    far.on('data', (bytes) => {
      if (lostCount === 0 && bytes.includes('COMMIT')) {
        lostCount += 1;
        near.destroy();
      } else near.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { server, lostCount: () => lostCount };
}

test('the journal is closed with facts unshipped and opened again: the next shipper goes on where it was', async () => {
  const tenant = newTenant();
  const dir = temporaryDir();
  const first = open(dir);
  for (let n = 0; n < 10; n += 1) first.append(entry({ n }));
  await first.close();
  const again = open(dir);
  const shipper = shipping(again, factSink(databaseFor(tenant, 'facts')));
  again.append(entry({ last: true }));
  await until(() => shipper.status().shippedSeq === 11);
  expect(await stored(tenant)).toEqual({ count: 11, distinct: 11 });
});
