// `carillon test --live` in a checkout: the program there that makes real calls, run beside us. A release has neither telephones nor
// that program. Not here: what it does (scripts/live-flow-tests.ts).

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LiveRequest, LiveTests } from './cli/index.ts';
import type { Environment } from './config.ts';

/** It could not be started, or was ended from outside. */
const brokenOffCode = 2;

/** The tests as the checkout at `root` runs them. */
export const liveTestsFrom =
  (root: string, environment: Environment): LiveTests =>
  (request) => {
    const program = join(root, 'scripts', 'live-flow-tests.ts');
    if (!existsSync(program)) return Promise.resolve('none');
    const child = spawn(process.execPath, [program, ...argumentsOf(request)], {
      stdio: 'inherit',
      env: withoutOurs(environment),
      cwd: root,
    });
    return new Promise((settle) => {
      child.once('error', () => settle(brokenOffCode));
      child.once('close', (code) => settle(code ?? brokenOffCode));
    });
  };

const argumentsOf = ({ directory, filter, format, calls }: LiveRequest): readonly string[] => [
  ...[resolve(directory), '--format', format, '--filter', filter],
  ...(calls === null ? [] : ['--calls', String(calls)]),
];

/** The private stack must not take its servers from ours: whoever connects to an Asterisk takes its calls. */
const withoutOurs = (environment: Environment): Environment =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) =>
        ['CARILLON_PORT_BASE', 'CARILLON_CACHE_DIR'].includes(name) ||
        !/^(?:CARILLON_|DATABASE_URL$|REDIS_URL$)/.test(name),
    ),
  );
