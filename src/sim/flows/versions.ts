// The versions that tests reload: `reload "v2"` means the project overlaid with the folder `v2` beside the test. Those folders
// are no part of the project itself. Pure. Not here: compiling them.

import type { ProjectHost, SourceFile } from '../../dsl/index.ts';

/** The folders of versions that tests name and that hold anything, each with a `/` at its end. */
export function versionsOf(files: readonly SourceFile[]): readonly string[] {
  const named = files
    .filter(({ file }) => file.endsWith('.test.fil'))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/^\s*reload\s+"([\w.-]+)"/gm)].map(
        ([, name = '']) => `${file.slice(0, file.lastIndexOf('/') + 1)}${name}/`,
      ),
    );
  return [...new Set(named)].filter((folder) => files.some(({ file }) => file.startsWith(folder)));
}

/** The files of the project itself. */
export function withoutVersions(files: readonly SourceFile[]): readonly SourceFile[] {
  const versions = versionsOf(files);
  return files.filter(({ file }) => !versions.some((folder) => file.startsWith(folder)));
}

/** The project overlaid with the folder of a version. */
export function versionHost(host: ProjectHost, files: readonly SourceFile[], folder: string): ProjectHost {
  const parent = folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1);
  const newer = files
    .filter(({ file }) => file.startsWith(folder))
    .map(({ file, text }) => ({ file: `${parent}${file.slice(folder.length)}`, text }));
  const names = new Set(newer.map(({ file }) => file));
  const older = withoutVersions(files).filter(({ file }) => !names.has(file));
  return { ...host, readFiles: () => Promise.resolve([...older, ...newer]) };
}
