// The live page as `npm run build` made it, read into memory once. Not here: serving it (api), making it (web/).

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Site, SiteFile } from './api/index.ts';

/** Where the built page is. */
export const siteDirectory = join(import.meta.dirname, '../web/dist');

/** Types of the files that a build makes; anything else there is not served. */
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The files of the page by their path; empty when it was not built. */
export function readSite(directory: string = siteDirectory): Site {
  if (!existsSync(directory)) return new Map();
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return new Map(
    names.flatMap((name): [string, SiteFile][] => {
      const type = types[extname(name)];
      return type === undefined ? [] : [[name, { type, bytes: readFileSync(join(directory, name)) }]];
    }),
  );
}
