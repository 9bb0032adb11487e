// The rings of tests, one project each: see docs/testing.md. Rings that need services are started by scripts/test.ts.
import { defineConfig } from 'vitest/config';

const ring = (name: string, include: string[], testTimeout: number) => ({
  test: { name, include, testTimeout, hookTimeout: 60_000 },
});

export default defineConfig({
  test: {
    projects: [
      ring(
        'unit',
        ['test/**/*.test.ts', 'test/**/*.prop.test.ts', '!test/**/*.{contract,live,fault,sim,e2e}.test.ts'],
        10_000,
      ),
      ring('simulation', ['test/**/*.sim.test.ts'], 30_000),
      { test: { ...ring('contract', ['test/**/*.contract.test.ts'], 30_000).test, fileParallelism: false } },
      { test: { ...ring('live', ['test/**/*.live.test.ts'], 90_000).test, fileParallelism: false } },
      { test: { ...ring('fault', ['test/**/*.fault.test.ts'], 120_000).test, fileParallelism: false } },
      { test: { ...ring('screen', ['test/**/*.e2e.test.ts'], 90_000).test, fileParallelism: false } },
    ],
  },
});
