// Runs the programs of provisioning without a shell: arguments are a list, secrets go in by standard input or by file.
// Not here: programs that stay (daemon.ts).

import { spawn } from 'node:child_process';
import { ProvisioningFault, systemCode } from './fault.ts';

export interface CommandOptions {
  readonly input?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Hears every line of both outputs as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end. A program that is not there gives code 127. */
export function run(program: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.uid === undefined ? {} : { uid: options.uid }),
      ...(options.gid === undefined ? {} : { gid: options.gid }),
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...process.env, PATH: systemPath(), LC_ALL: 'C.UTF-8', ...options.env },
    });
    const out = collect(child.stdout, options.onLine);
    const err = collect(child.stderr, options.onLine);
    const end = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    process.once('SIGINT', end).once('SIGTERM', end);
    child.on('error', (fault) => {
      if (systemCode(fault) === 'ENOENT') resolve({ code: 127, out: '', err: `${program}: not found` });
      else reject(fault);
    });
    child.on('close', (code) => {
      process.off('SIGINT', end).off('SIGTERM', end);
      resolve({ code: code ?? 128, out: out(), err: err() });
    });
    // A program that ends without reading its input is no fault of ours; its exit code tells.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** Runs a program that must succeed; its output, or a ProvisioningFault with `purpose` and its last lines. */
export async function must(
  purpose: string,
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const result = await run(program, args, options);
  if (result.code === 0) return result.out;
  const said = `${result.out}\n${result.err}`.trim().split('\n').slice(-8);
  if (said.some((line) => line.includes('No space left on device'))) {
    throw new ProvisioningFault(`The disk is full (${purpose}); free about 2 GB and run the same command again.`);
  }
  throw new ProvisioningFault(`${purpose} failed: \`${program}\` ended with code ${result.code}.`, { detail: said });
}

/** The numeric ids of a system account, or 'unknown'. */
export async function account(name: string): Promise<{ readonly uid: number; readonly gid: number } | 'unknown'> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  if (uid.code !== 0 || gid.code !== 0) return 'unknown';
  return { uid: Number(uid.out), gid: Number(gid.out) };
}

/** Our PATH with the system's own programs (chroot, debootstrap): a plain user's, kept through sudo, lacks them. */
export const systemPath = (): string => `${process.env['PATH'] ?? '/usr/bin:/bin'}:/usr/local/sbin:/usr/sbin:/sbin`;

/** The most of one output that is kept; programs of provisioning say far less. */
const outputLimit = 4_000_000;

function collect(stream: NodeJS.ReadableStream, onLine: ((line: string) => void) | undefined): () => string {
  let text = '';
  let open = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    if (text.length < outputLimit) text += chunk;
    const lines = (open + chunk).split('\n');
    open = lines.pop() ?? '';
    if (onLine !== undefined) lines.forEach(onLine);
  });
  return () => text;
}
