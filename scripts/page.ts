// The live page as the controller serves it: built when it is missing or older than what it is made of. A few seconds.
// Not here: how it is built (web/vite.config.ts).

import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { must } from './stack/command.ts';

const checkout = path.resolve(import.meta.dirname, '..');
const built = path.join(checkout, 'web', 'dist', 'index.html');

/** What the page is made of. */
const sources = ['web/src', 'web/index.html', 'web/vite.config.ts', 'src/api/contract', 'package-lock.json'];

/** Builds the page if need be. */
export async function buildPage(log: (line: string) => void): Promise<void> {
  const builtAt = existsSync(built) ? statSync(built).mtimeMs : 0;
  if (newestOf(sources) < builtAt) return;
  log('Building the live page');
  const vite = path.join(checkout, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = path.join(checkout, 'web', 'vite.config.ts');
  await must('Building the live page', process.execPath, [vite, 'build', '--config', config], { cwd: checkout });
}

/** When the newest of these files, or of the files below these folders, was last changed. */
function newestOf(names: readonly string[]): number {
  const times = names.flatMap((name) => {
    const place = path.join(checkout, name);
    if (!statSync(place).isDirectory()) return [statSync(place).mtimeMs];
    return readdirSync(place, { recursive: true, encoding: 'utf8' }).map(
      (file) => statSync(path.join(place, file)).mtimeMs,
    );
  });
  return Math.max(...times);
}
