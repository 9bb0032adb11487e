// What the environment of this controller says of itself: its manifest, with the secrets that the manifest only names. Read
// once, when the controller starts. Not here: the manifest's form (src/dsl), queues and who waits in them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeObject } from './base/json.ts';
import type { Config } from './config.ts';
import { type EnvironmentManifest, readEnvironment } from './dsl/index.ts';
import { readSecret } from './secret-file.ts';
import { secretVariable } from './secret-settings.ts';

/** What flows and requests need of it. */
export interface Surroundings {
  /** `config("key")`, secret settings included. */
  readonly config: Readonly<Record<string, string>>;
  /** The settings among them that are secret. */
  readonly secretNames: readonly string[];
  /** E.164, by name. */
  readonly numbers: Readonly<Record<string, string>>;
  /** Hosts that requests may reach although their address is private. */
  readonly privateHosts: readonly string[];
}

/** The environment cannot be used; the message says which file, what is wrong and what to do. */
export class EnvironmentRefused extends Error {
  readonly code = 'environmentRefused';
  readonly retryable = false;
}

/**
 * Reads the manifest and gives secret settings their values: from `secrets` (by the name of their variable), else from the
 * file of secrets. Without any manifest nothing is known. Throws EnvironmentRefused.
 */
export function readSurroundings(
  { directory, environment, manifest, secretsFile }: Config['flows'],
  secrets: Readonly<Record<string, string>>,
): Surroundings {
  const path = manifest ?? join(directory, 'env', `${environment}.json`);
  const text = textAt(path, manifest === null ? 'may lack' : 'must exist');
  if (text === null) return { config: {}, secretNames: [], numbers: {}, privateHosts: [] };
  const { environment: read, diagnostics } = readEnvironment({ file: path, text });
  const [first] = diagnostics;
  if (first !== undefined) throw new EnvironmentRefused(`${path}: ${first.message}: ${first.hint}`);
  const { config, numbers, privateHosts } = read;
  const { secrets: secretNames } = read;
  return { config: { ...config, ...secretsOf(read, secretsFile, secrets) }, secretNames, numbers, privateHosts };
}

function textAt(path: string, presence: 'may lack' | 'must exist'): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown';
    if (code === 'ENOENT' && presence === 'may lack') return null;
    throw new EnvironmentRefused(`${path} cannot be read (${code}): set CARILLON_ENVIRONMENT_FILE to a manifest.`, {
      cause: fault,
    });
  }
}

function secretsOf(
  { secrets, file }: EnvironmentManifest,
  secretsFile: string | null,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const kept = secretsFile === null || secrets.length === 0 ? {} : secretsIn(secretsFile);
  return Object.fromEntries(
    secrets.map((name) => {
      const inFile = Object.hasOwn(kept, name) ? kept[name] : undefined;
      const value = given[secretVariable(name)] ?? inFile;
      if (typeof value === 'string' && value !== '') return [name, value];
      const where = `set ${secretVariable(name)}, or write it into the file named by CARILLON_SECRETS_FILE`;
      throw new EnvironmentRefused(`${file} names the secret ${name}, which nobody gave: ${where}.`);
    }),
  );
}

function secretsIn(path: string): Readonly<Record<string, unknown>> {
  const read = readSecret(path);
  if (read.kind === 'failed') throw new EnvironmentRefused(read.failure.message);
  const values = decodeObject(read.value);
  if (values !== null) return values;
  throw new EnvironmentRefused(`${path} is no JSON object: write for instance { "crm.token": "..." }.`);
}
