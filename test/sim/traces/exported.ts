// The project that ships with more files in it, for exports that must compile beside the flows that they test.

import { join } from 'node:path';
import type { ProjectHost, SourceFile } from '../../../src/dsl/index.ts';
import { flowDirectory } from '../../../src/prompts/index.ts';

/** The shipped flows, and these files. */
export function withFiles(files: readonly SourceFile[]): ProjectHost {
  const host = flowDirectory(join(import.meta.dirname, '../../../flows'));
  return { ...host, readFiles: async () => [...(await host.readFiles()), ...files] };
}

/** The file beside `file` in which exports are written. */
export const exportBeside = (file: string): string => `${file.slice(0, file.lastIndexOf('/') + 1)}export.test.fil`;
