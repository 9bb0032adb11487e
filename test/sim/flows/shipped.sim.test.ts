// The explorer's walk through the flows that ship. Not here: their own tests (shipped.test.ts).

import { describe, expect, it } from 'vitest';
import { exploreFlows } from '../../../src/sim/index.ts';
import { shippedProject } from './projects.ts';

describe('the flows that ship, explored', () => {
  it(
    'have no crash, no path without end, no missing sound, and no outcome that is out of reach',
    { timeout: 120_000 },
    async () => {
      const explored = exploreFlows(await shippedProject());
      expect(explored.flatMap(({ problems }) => problems)).toEqual([]);
      expect(explored.flatMap(({ missed }) => missed)).toEqual([]);
      expect(explored.length).toBeGreaterThan(9);
    },
  );
});
