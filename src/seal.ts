// The seal of what the journal must not hold in clear: AES-256-GCM (NIST SP 800-38D) with a key in a file of its own, 0600.
// A start that finds nothing sealed makes a new key: what older records hold can then be opened by nobody, us included.
// Not here: what is sealed (src/ivr/sealing.ts).

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Seal } from './ivr/index.ts';

const cipher = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** The seal of this data directory. `needed`: something is sealed with the key that is there. Throws the system's error. */
export function openSeal(directory: string, needed: 'yes' | 'no'): Seal {
  const file = join(directory, 'seal.key');
  const before = needed === 'yes' ? keyIn(file) : null;
  return sealWith(before ?? newKey(directory, file));
}

/** The seal with this key of 32 bytes. */
export const sealWith = (key: Uint8Array): Seal => ({
  close: (text) => {
    const nonce = randomBytes(nonceBytes);
    const closing = createCipheriv(cipher, key, nonce);
    const closed = [nonce, closing.update(text, 'utf8'), closing.final()];
    return Buffer.concat([...closed, closing.getAuthTag()]).toString('base64');
  },
  open: (sealed) => {
    const bytes = Buffer.from(sealed, 'base64');
    if (bytes.length < nonceBytes + tagBytes) return null;
    const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes));
    opening.setAuthTag(bytes.subarray(-tagBytes));
    try {
      const text = opening.update(bytes.subarray(nonceBytes, -tagBytes));
      return Buffer.concat([text, opening.final()]).toString('utf8');
    } catch {
      // Another key's, or changed by somebody: the caller decides what becomes of it.
      return null;
    }
  },
});

function keyIn(file: string): Uint8Array | null {
  try {
    const key = readFileSync(file);
    return key.length === keyBytes ? key : null;
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null;
    throw fault;
  }
}

function newKey(directory: string, file: string): Uint8Array {
  const key = randomBytes(keyBytes);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, key, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return key;
}
