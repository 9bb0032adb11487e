// Which version this is, as package.json has it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of this checkout, such as 0.1.0. */
export function version(): string {
  const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
  const { version: found } = JSON.parse(text) as { readonly version: string };
  return found;
}
