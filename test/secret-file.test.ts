import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSecret } from '../src/secret-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'carillon-secrets-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

function secretFile(mode: number, text = ' s3cret\n'): string {
  const file = join(directory, `secret-${mode.toString(8)}-${text.length}`);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

const kindOf = (file: string): string => {
  const read = readSecret(file);
  return read.kind === 'ok' ? 'ok' : read.failure.kind;
};

describe('a file with a secret', () => {
  it.each([0o600, 0o640, 0o400, 0o440])('with mode %o is read, without the white space around the secret', (mode) => {
    expect(readSecret(secretFile(mode))).toEqual({ kind: 'ok', value: 's3cret' });
  });

  it.each([0o644, 0o660, 0o604, 0o602, 0o601, 0o620, 0o610, 0o777])('with mode %o is refused', (mode) => {
    const file = secretFile(mode);
    const read = readSecret(file);
    expect(kindOf(file)).toBe('open');
    expect(read.kind === 'failed' && read.failure.message).toBe(
      `The secret in ${file} is open to others (mode 0${mode.toString(8)}): run \`chmod 0600 ${file}\`.`,
    );
  });

  it('that is not there is refused with a sentence', () => {
    const read = readSecret(join(directory, 'nothing'));
    expect(read.kind === 'failed' && read.failure.message).toContain(
      'cannot be read (ENOENT): create it with mode 0600.',
    );
  });

  it('that is a directory is refused', () => {
    const inner = mkdtempSync(join(directory, 'inner-'));
    chmodSync(inner, 0o600);
    expect(kindOf(inner)).toBe('unreadable');
  });

  it('that is empty is refused', () => {
    expect(kindOf(secretFile(0o600, ' \n'))).toBe('empty');
  });

  it('that is far too long is refused unread', () => {
    expect(kindOf(secretFile(0o600, 'x'.repeat(20_000)))).toBe('tooLong');
  });
});
