// What a person is told when the controller cannot be reached, and that the real way to it works.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sendOverHttp } from '../../src/cli/client.ts';
import { token } from '../api/control-room.ts';
import { completeEnvironment } from '../config/complete-environment.ts';
import { commandLine, secretFile } from './command-line.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** The command line over real HTTP to that port. */
const overHttp = (port: number, given = token) =>
  commandLine({
    send: sendOverHttp,
    environment: { CARILLON_API_PORT: String(port), CARILLON_API_TOKEN_FILE: secretFile(given) },
  });

/** A server of somebody else's that answers everything with this. */
async function stranger(status: number, body: string, headers: Record<string, string> = {}): Promise<number> {
  const server = createServer((_request, reply) => reply.writeHead(status, headers).end(body));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => new Promise((done) => server.close(done)));
  return (server.address() as AddressInfo).port;
}

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const port = await stranger(200, '');
  await closing.pop()?.();
  return port;
}

async function listening(): Promise<number> {
  const { api } = commandLine();
  await api.listen({ host: '127.0.0.1', port: 0 });
  closing.push(() => api.close());
  return (api.server.address() as AddressInfo).port;
}

describe('reaching the database', () => {
  it('one that does not run: `carillon migrate` says so in a sentence without the password, exit 69', async () => {
    const port = await closedPort();
    const url = `postgres://owner:hidden@127.0.0.1:${port}/carillon`;
    const program = path.resolve('bin', 'carillon');
    const ran = spawnSync(process.execPath, [program, 'migrate'], {
      ...{ encoding: 'utf8', cwd: mkdtempSync(path.join(tmpdir(), 'carillon-migrate-')) },
      env: {
        ...completeEnvironment,
        DATABASE_URL: url,
        CARILLON_DATABASE_OWNER_URL: url,
        CARILLON_ENV_FILE: '/dev/null',
      },
    });
    expect([ran.status, ran.stderr.trim().split('\n')]).toEqual([
      69,
      [`The tables could not be brought to this version, at 127.0.0.1:${port}: The database cannot be reached.`],
    ]);
  });
});

describe('reaching the controller', () => {
  it('one that runs is reached over HTTP, bodies and empty answers included', async () => {
    const { run } = overHttp(await listening());
    expect((await run('queue put ventes')).code).toBe(0);
    expect((await run('agent add Ada --phone ada-1 --queue ventes')).code).toBe(0);
    expect((await run('agent sign-in ada-1')).out).toBe('Ada is not ready (signed in).');
    expect((await run('agent remove ada-1')).err).toBe('Ada was removed.');
  });

  it('one that does not run: a sentence with the address and the way to start it, exit 69', async () => {
    const port = await closedPort();
    const { code, out, err } = await overHttp(port).run('queue list');
    expect([code, out]).toEqual([69, '']);
    expect(err).toContain(`Carillon is not running at http://127.0.0.1:${port}. Start it with \`carillon serve\``);
  });

  it('one with another token: a sentence about the token file, exit 1', async () => {
    const { code, err } = await overHttp(await listening(), 'another-token').run('queue list');
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('does not accept this token. Set CARILLON_API_TOKEN_FILE'),
    ]);
  });

  it.each([
    [200, '<html>hello</html>'],
    [200, '{"other":true}'],
    [404, 'not found'],
    [500, '{}'],
  ])('something else that answers %i %s: it is not Carillon, exit 69', async (status, body) => {
    const { code, err } = await overHttp(await stranger(status, body)).run('queue list');
    expect([code, err]).toEqual([69, expect.stringContaining('is not Carillon')]);
  });

  it('a server that sends us elsewhere does not get the token carried there', async () => {
    const port = await stranger(302, '', { location: `http://127.0.0.1:${await listening()}/api/queues` });
    expect((await overHttp(port).run('queue list')).code).toBe(69);
  });

  it('a token file that others can read: exit 78 with the command that mends it', async () => {
    const { run, environment } = commandLine();
    chmodSync(environment.CARILLON_API_TOKEN_FILE, 0o644);
    const { code, err } = await run('queue list');
    expect([code, err]).toEqual([78, expect.stringContaining('chmod 0600')]);
  });

  it('no token file named: exit 78 with the variable', async () => {
    const { code, err } = await commandLine({ environment: {} }).run('agent list');
    expect([code, err]).toEqual([78, expect.stringContaining('CARILLON_API_TOKEN_FILE is missing: set it to')]);
  });
});

describe('the command line itself', () => {
  it.each(['', 'fly', 'queue', 'queue list --colour', 'agent add Ada', 'agent not-ready ada', 'check --format xml'])(
    '`carillon %s` is misuse: exit 2, nothing on stdout',
    async (args) => {
      const { code, out, err } = await commandLine().run(args === '' ? [] : args);
      expect([code, out]).toEqual([2, '']);
      expect(err).not.toBe('');
    },
  );

  it('proposes the command that was meant', async () => {
    expect((await commandLine().run('doctr')).err).toContain('Did you mean doctor?');
  });

  it('--help and --version go to stdout with exit 0', async () => {
    expect(await commandLine().run('--version')).toEqual({ code: 0, out: '0.0.0', err: '' });
    const { code, out } = await commandLine().run('--help');
    expect(code).toBe(0);
    for (const name of ['serve', 'migrate', 'doctor', 'check', 'agent', 'queue', 'calls'])
      expect(out).toContain(`  ${name} `);
  });

  it.each(['serve', 'migrate'] as const)('%s ends with the code it was handed', async (name) => {
    const { run } = commandLine({ [name]: () => Promise.resolve(78) });
    expect((await run(name)).code).toBe(78);
  });

  it('a fault of ours ends with 2 and its words on stderr', async () => {
    const { run } = commandLine({ migrate: () => Promise.reject(new Error('table gone')) });
    const { code, err } = await run('migrate');
    expect([code, err]).toEqual([2, expect.stringContaining('Carillon failed: Error: table gone')]);
  });
});
