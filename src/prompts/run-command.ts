// Runs one program of the system with bounds on time and output. Arguments go in as a list and text by its input: no shell
// ever sees either. Not here: which program.

import { spawn } from 'node:child_process';
import { PromptFault } from './ports.ts';

/** How long a command may take: speech of the longest text takes well under a second. */
export const commandMsMax = 5000;
/** The most output that is taken: about six minutes of speech at 22 kHz. */
export const outputBytesMax = 16 * 1024 * 1024;
/** How much of what a command complains about is kept. */
const complaintLengthMax = 500;

/** Runs `command` with `input` on its standard input; gives its standard output. Rejects with PromptFault. */
export function runCommand(
  command: string,
  args: readonly string[],
  input: Uint8Array | string,
  timeoutMs = commandMsMax,
): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: timeoutMs, killSignal: 'SIGKILL' });
  const output: Buffer[] = [];
  let outputBytes = 0;
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => {
    outputBytes += chunk.length;
    if (outputBytes > outputBytesMax) child.kill('SIGKILL');
    else output.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(0, complaintLengthMax);
  });
  // A program that ends without reading everything breaks the pipe; its exit code says what that means.
  child.stdin.on('error', () => undefined);
  child.on('error', (cause) => {
    reject(new PromptFault('unavailable', `The program ${command} cannot be run.`, { cause }));
  });
  child.on('close', (code) => {
    // It may have ended well before it could be stopped: what was cut is still no sound.
    if (outputBytes > outputBytesMax) reject(new PromptFault('tooLong', `${command} gave too much output.`));
    else if (code === 0) resolve(Buffer.concat(output));
    else if (code === null) reject(new PromptFault('timeout', `${command} took more than ${timeoutMs} ms.`));
    else reject(new PromptFault('failed', `${command} failed.`, { cause: complaint.trim() }));
  });
  child.stdin.end(input);
  return promise;
}
