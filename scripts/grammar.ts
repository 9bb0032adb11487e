// Writes docs/grammar.md and its railroad diagrams from the parser. Usage: node scripts/grammar.ts.
// Not here: what the page holds (grammar/page.ts); the test of it compares.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { grammarFiles } from './grammar/page.ts';

const docs = join(import.meta.dirname, '../docs');

for (const [file, text] of grammarFiles()) {
  mkdirSync(dirname(join(docs, file)), { recursive: true });
  writeFileSync(join(docs, file), text);
}
