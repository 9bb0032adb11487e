// The import table holds, and its checker looks: a checker that examines nothing also reports success.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const cruiser = join(root, 'node_modules/.bin/depcruise');

interface Report {
  readonly summary: {
    readonly totalCruised: number;
    readonly error: number;
    readonly violations: { rule: { name: string } }[];
  };
}

function cruise(): Report {
  const { stdout } = spawnSync(cruiser, ['src', 'web/src', '--output-type', 'json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return JSON.parse(stdout) as Report;
}

/** The checker reads the whole tree each time. */
const withinMs = 60_000;

describe('the import table', { timeout: withinMs }, () => {
  it('holds for every module, of which there are many', () => {
    const { summary } = cruise();
    expect(summary.violations.map(({ rule }) => rule.name)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(100);
  });

  it('catches a planted import', () => {
    const planted = mkdtempSync(join(root, 'src/queue/planted-'));
    try {
      writeFileSync(join(planted, 'planted.ts'), "export { startCalls } from '../../ivr/index.ts';\n");
      expect(cruise().summary.violations.map(({ rule }) => rule.name)).toContain('only-queue');
    } finally {
      rmSync(planted, { recursive: true });
    }
  });

  it('catches a page that reaches into the server', () => {
    const planted = join(root, 'web/src/planted.tsx');
    try {
      writeFileSync(planted, "export { buildApi } from '../../src/api/index.ts';\n");
      expect(cruise().summary.violations.map(({ rule }) => rule.name)).toContain('only-web');
    } finally {
      rmSync(planted);
    }
  });

  it('is checked with a TypeScript that the checker can read', () => {
    const version = execFileSync(join(root, 'node_modules/.bin/tsc'), ['--version'], { encoding: 'utf8' });
    expect(version).toMatch(/^Version 6\.0\./);
  });
});
