// The command line with the HTTP interface of a controller in memory behind it, and everything it printed.

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { contentType } from '../../src/cli/client.ts';
import { type CliPorts, buildCli } from '../../src/cli/index.ts';
import { deployFromHere } from '../../src/deployable.ts';
import { flowDirectory } from '../../src/prompts/index.ts';
import { apiOn, memoryRoom, token } from '../api/control-room.ts';
import { fakeClock } from '../fakes/clock.ts';

/** A directory that is gone when the test has ended. */
export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'carillon-cli-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  return directory;
}

/** A file of mode 0600 that holds `text`. */
export function secretFile(text: string): string {
  const file = join(scratch(), 'secret');
  writeFileSync(file, text);
  chmodSync(file, 0o600);
  return file;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `run` takes a command line split at spaces, or a list of arguments. */
export function commandLine(change: Partial<CliPorts> = {}) {
  const room = memoryRoom();
  const { api } = apiOn(room);
  const environment = { CARILLON_API_TOKEN_FILE: secretFile(token), CARILLON_API_PORT: '9999' };
  const run = async (args: string | readonly string[]): Promise<Ran> => {
    const out: string[] = [];
    const err: string[] = [];
    const cli = buildCli({
      version: '0.0.0',
      environment,
      terminal: { out: (line) => out.push(line), err: (line) => err.push(line), style: 'plain' },
      clock: fakeClock(room.now + 90_000),
      serve: () => Promise.resolve(0),
      migrate: () => Promise.resolve(0),
      probes: () => [],
      openProject: flowDirectory,
      deploy: { ...deployFromHere(), user: 'ana' },
      liveTests: () => Promise.resolve('none'),
      typed: () => (async function* () {})(),
      send: async (connection, { method, path, body }) => {
        const authorization = `Bearer ${connection.token}`;
        const reply = await api.inject({
          method,
          url: path,
          headers: { authorization, ...(body === undefined ? {} : { 'content-type': contentType(body) }) },
          ...(body === undefined ? {} : { payload: body instanceof Uint8Array ? Buffer.from(body) : body }),
        });
        return { status: reply.statusCode, body: reply.body === '' ? null : (JSON.parse(reply.body) as unknown) };
      },
      ...change,
    });
    const code = await cli.run(typeof args === 'string' ? args.split(' ') : args);
    return { code, out: out.join('\n'), err: err.join('\n') };
  };
  return { room, api, run, environment };
}
