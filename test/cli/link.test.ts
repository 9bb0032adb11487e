// `carillon link` gives an address that a browser can open, and the secret stands where no server logs it.

import { expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

it('carillon link prints the live page’s address with the link in its fragment', async () => {
  const { run } = commandLine();
  const { code, out } = await run('link');
  expect(code).toBe(0);
  expect(out).toMatch(/^http:\/\/127\.0\.0\.1:9999\/#link=[\w-]{32}$/);
});
