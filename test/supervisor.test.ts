// The supervisor on real child processes: a controller that served is started again at once, one that never served is not.

import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realClock } from '../src/base/real-clock.ts';
import { silentLog } from '../src/base/log.ts';
import { restartDelayMs, supervise } from '../src/supervisor.ts';
import { fakeClock } from './fakes/clock.ts';
import { until } from './live/until.ts';

/** A controller made of these lines of JavaScript; `process.send` reaches the supervisor. */
function controller(lines: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'supervised-')), 'controller.mjs');
  writeFileSync(path, lines);
  return path;
}

const start = (lines: string, environment: Record<string, string> = {}) =>
  supervise({ clock: realClock(), log: silentLog, module: controller(lines), environment });

/** Counts its starts in a file, serves, and dies; the third one asks for the end of the test by exit code 78. */
const diesTwice = `
import { appendFileSync, readFileSync } from 'node:fs';
appendFileSync(process.env.COUNT, 'x');
process.send('ready');
setTimeout(() => process.exit(readFileSync(process.env.COUNT, 'utf8').length < 3 ? 9 : 78), 20);`;

describe('a supervisor', () => {
  it('starts a controller that had served again and again, at once', async () => {
    const count = join(mkdtempSync(join(tmpdir(), 'supervised-')), 'count');
    const began = performance.now();
    expect(await start(diesTwice, { COUNT: count }).ended).toBe(78);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('does not start again what never served at the first start, and passes its exit code on', async () => {
    expect(await start('process.exit(1)').ended).toBe(1);
  });

  it('ends a controller that falls silent', async () => {
    const clock = fakeClock();
    const silent = controller('setInterval(() => {}, 1_000);');
    const supervisor = supervise({ clock, log: silentLog, module: silent, environment: {} });
    for (let passed = 0; passed < 12_000; passed += 1_000) clock.pass(1_000);
    // It never served, so its death ends supervision: killed by a signal, it has no exit code of its own.
    expect(await supervisor.ended).toBe(1);
  });

  it('stops the controller when it is told to, and ends with its exit code', async () => {
    const served = join(mkdtempSync(join(tmpdir(), 'supervised-')), 'served');
    const obedient = `import { writeFileSync } from 'node:fs';
process.on('SIGTERM', () => process.exit(0));
setInterval(() => {}, 1_000);
writeFileSync(process.env.SERVED, '');`;
    const supervisor = start(obedient, { SERVED: served });
    await until(() => existsSync(served), { withinMs: 5_000, what: 'the controller to run' });
    supervisor.stop();
    expect(await supervisor.ended).toBe(0);
  });
});

describe('the pause before a restart', () => {
  it('is none at first and grows to five seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map(restartDelayMs)).toEqual([0, 200, 500, 1_000, 2_000, 5_000, 5_000]);
  });
});
