// A secret in a file of its own, which others must not be able to read. Not here: which files those are (config.ts).

import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { type Result, failed, ok } from './base/result.ts';

/** Why a secret cannot be used; the message is a sentence that names the file and what to do. */
export interface SecretFault {
  readonly kind: 'unreadable' | 'open' | 'empty' | 'tooLong';
  readonly path: string;
  readonly message: string;
}

/** No file of secrets is longer, in bytes; a larger one is some other file. */
const secretLengthMax = 16 * 1024;
/** Write and execute for the group, everything for others. The group may read, since Asterisk's own may have to. */
const forbiddenMode = 0o037;

/** The secret in a file, without the white space around it. Refuses a file that others could read or the group write. */
export function readSecret(file: string): Result<string, SecretFault> {
  const fault = (kind: SecretFault['kind'], message: string) => failed({ kind, path: file, message });
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (cause) {
    return fault('unreadable', `The secret in ${file} cannot be read (${codeOf(cause)}): create it with mode 0600.`);
  }
  try {
    const { mode, size } = fstatSync(descriptor);
    const shown = (mode & 0o777).toString(8).padStart(4, '0');
    if ((mode & forbiddenMode) !== 0)
      return fault('open', `The secret in ${file} is open to others (mode ${shown}): run \`chmod 0600 ${file}\`.`);
    if (size > secretLengthMax) return fault('tooLong', `${file} is too long to be a secret: write the secret alone.`);
    const secret = readFileSync(descriptor, 'utf8').trim();
    return secret === '' ? fault('empty', `${file} is empty: write the secret into it.`) : ok(secret);
  } catch (cause) {
    return fault('unreadable', `The secret in ${file} cannot be read (${codeOf(cause)}): it must be a plain file.`);
  } finally {
    closeSync(descriptor);
  }
}

const codeOf = (fault: unknown): string => (fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown');
