// The generated types and decoders are those of the Asterisk that is installed: generated again and compared.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const generator = join(import.meta.dirname, '../../scripts/generate-ari.ts');

it('the generated driver is what Asterisk’s own description gives', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [generator, '--check'], { encoding: 'utf8' });
  expect({ status, said: stdout + stderr }).toMatchObject({ status: 0 });
});

it('a description that is not there is told, and fails', () => {
  const { status, stderr } = spawnSync(process.execPath, [generator, '--check', '--description', '/nowhere'], {
    encoding: 'utf8',
  });
  expect(status).not.toBe(0);
  expect(stderr).toContain('/nowhere');
});
