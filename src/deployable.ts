// A directory of flows on the machine of whoever deploys: compiled with its recordings, and where git has it from. The gate's
// tests are plugged in here. Not here: talking to a controller (src/cli/deploy.ts).

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DeployPorts, OpenedFlows } from './cli/index.ts';
import { type GateTests, type Source, audioFilesOf } from './deploy/index.ts';
import { compileProject, renderAll } from './dsl/index.ts';
import { projectOnDisk } from './flows.ts';
import { runFlowTests } from './sim/index.ts';

/** How long one question to git may take, in milliseconds: a large checkout on a slow disk. */
const gitMsMax = 20_000;

/** Deploying from this machine. */
export const deployFromHere = (): DeployPorts => ({ open, source, gate, user: userName() });

/** The tests beside the flows, run on the text that will be deployed. */
const gate: GateTests = async ({ directory, files }) => {
  if (!files.some(({ file }) => file.endsWith('.test.fil'))) return { kind: 'none' };
  const host = { ...projectOnDisk(directory), readFiles: () => Promise.resolve(files) };
  const { passed, failed, transcripts } = await runFlowTests(host);
  const testCount = passed + failed;
  if (failed === 0) return { kind: 'passed', testCount };
  return { kind: 'failed', testCount, failedCount: failed, transcript: transcripts.join('\n\n') };
};

async function open(directory: string): Promise<OpenedFlows> {
  const host = projectOnDisk(directory);
  const files = await host.readFiles();
  if (!files.some(({ file }) => file.endsWith('.fil'))) return { kind: 'empty' };
  // The text that is compiled, shown, tested and deployed is one, even if somebody saves meanwhile.
  const result = await compileProject({ ...host, readFiles: () => Promise.resolve(files) });
  if (result.kind === 'failed') return { kind: 'refused', text: renderAll(result.failure, files) };
  const { program, warnings, audioFolder } = result.value;
  const paths = audioFilesOf(program);
  const recordings = await Promise.all(paths.map((path) => recording(path, join(directory, audioFolder, path))));
  return { kind: 'compiled', files, text: renderAll(warnings, files), program, recordings };
}

async function recording(path: string, file: string) {
  const bytes = await readFile(file);
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { path, digest, read: () => Promise.resolve(bytes) };
}

/** Only what git has of this very directory counts: changes elsewhere in the checkout are no part of the flows. */
async function source(directory: string): Promise<Source | 'noGit'> {
  const known = await git(directory, 'ls-files', '--', '.');
  const head = await git(directory, 'log', '-1', '--format=%H%x00%an%x00%s');
  if (known === null || known.trim() === '' || head === null) return 'noGit';
  const [commit = '', author = '', message = ''] = head.trim().split('\0');
  const changes = await git(directory, 'status', '--porcelain', '--untracked-files=all', '--ignored', '--', '.');
  return { kind: 'git', commit, tree: isClean(changes) ? 'clean' : 'dirty', author, message };
}

/** Files that git ignores count when flows are made of them. */
const isClean = (changes: string | null): boolean =>
  changes !== null &&
  changes
    .split('\n')
    .every((line) => line === '' || (line.startsWith('!!') && !/\.(fil|wav)"?$|fil\.json$/.test(line)));

/** What git prints; null when there is no git, no checkout, or no commit yet. */
async function git(directory: string, ...args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', ['-C', directory, ...args], {
      timeout: gitMsMax,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch {
    // Whatever its reason, the answer is that git does not know: then a message of one's own is asked for.
    return null;
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without a name, as in some containers.
    return 'unknown';
  }
}
