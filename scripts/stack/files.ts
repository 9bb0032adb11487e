// Files of a stack: directories, secrets (0600, random, made once) and templates with @NAME@ placeholders.
// Not here: what is written into them.

import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ProvisioningFault } from './fault.ts';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

export interface Ownership {
  readonly mode: number;
  readonly owner?: Owner;
}

/** Makes a directory with exactly this mode and owner, whatever stood there. */
export function directory(place: string, how: Ownership): string {
  mkdirSync(place, { recursive: true });
  chmodSync(place, how.mode);
  if (how.owner !== undefined) chownSync(place, how.owner.uid, how.owner.gid);
  return place;
}

/** Writes a file so that at no moment others may read what only its owner should. */
export function file(place: string, text: string, how: Ownership): void {
  writeFileSync(place, '', { mode: 0o600, flag: 'a' });
  chmodSync(place, 0o600);
  writeFileSync(place, text);
  if (how.owner !== undefined) chownSync(place, how.owner.uid, how.owner.gid);
  chmodSync(place, how.mode);
}

/** A secret of 192 random bits, made at its first use and kept in a 0600 file. Letters, digits, `-` and `_` only. */
export function secret(place: string): string {
  if (!existsSync(place)) file(place, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  return readFileSync(place, 'utf8').trim();
}

type Values = Readonly<Record<string, string>>;

/** Fills every *.conf of `from` into `to`; files named in `secrets` are the owner's alone. */
export function fillTemplates(
  from: string,
  to: string,
  values: Values,
  rights: { readonly owner: Owner; readonly secrets: readonly string[] },
): void {
  for (const { name, text } of filled(from, values)) {
    // A secret is the reader's alone; the rest it may read but not change.
    const how = rights.secrets.includes(name)
      ? { mode: 0o600, owner: rights.owner }
      : { mode: 0o640, owner: { uid: process.getuid?.() ?? 0, gid: rights.owner.gid } };
    file(path.join(to, name), text, how);
  }
}

/** Fills every *.conf of `from` and adds it to the end of the file of that name in `to`, whose rights stay as they are. */
export function addTemplates(from: string, to: string, values: Values): void {
  for (const { name, text } of filled(from, values)) appendFileSync(path.join(to, name), `\n${text}`);
}

const filled = (from: string, values: Values): readonly { readonly name: string; readonly text: string }[] =>
  readdirSync(from)
    .filter((entry) => entry.endsWith('.conf'))
    .map((name) => ({ name, text: fill(name, readFileSync(path.join(from, name), 'utf8'), values) }));

const fill = (name: string, template: string, values: Values): string =>
  template.replace(/@([A-Z][A-Z0-9_]*)@/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new ProvisioningFault(`${name} asks for @${key}@, which nothing gives.`);
    return value;
  });

/** A short mark of the contents of a file or of all files below a directory: it changes when any of them does. */
export function fingerprint(places: readonly string[]): string {
  const hash = createHash('sha256');
  for (const place of places.flatMap(filesBelow)) hash.update(place).update(readFileSync(place));
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(place: string): string[] {
  if (statSync(place).isFile()) return [place];
  const entries = readdirSync(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
