// The file that says what may be called, by which trunks and for how much, decoded; without a file nothing may be called.
// Not here: deciding by it (src/outbound).

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { e164, trunkName } from './base/ids.ts';
import { type Result, failed, ok } from './base/result.ts';
import type { TrunkLine } from './call/ports.ts';
import { readSecret } from './secret-file.ts';
import { type Policy, closedPolicy, isCountry, silenceMsDefault } from './outbound/index.ts';

/** What the operator allows, and the trunks that are to be made known to the telephone system. */
export interface OutboundSettings {
  readonly policy: Policy;
  readonly lines: readonly TrunkLine[];
}

/** Trunks, countries, rates: far above what one centre has, low enough to notice the wrong file. */
const listLengthMax = 1_000;

const number = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be in E.164, such as +33180001122');
const beginning = z.string().regex(/^\+[1-9]\d{0,14}$/, 'must begin as in E.164, such as +33899');
const country = z.string().refine(isCountry, 'must be a country by two letters (ISO 3166), such as FR');
const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(listLengthMax);
const amount = z.int().min(0);
const timezone = z.string().refine(isTimezone, 'must be a time zone such as Europe/Paris');

const trunk = z.strictObject({
  name: z.string().regex(/^[\w-]{1,64}$/, 'must be of letters, digits, - and _'),
  priority: z.int().min(1).max(100).default(1),
  weight: z.int().min(1).max(1_000).default(1),
  silenceMs: z.int().min(500).max(60_000).default(silenceMsDefault),
  host: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,253}$/)
    .optional(),
  port: z.int().min(1).max(65_535).default(5_060),
  user: z
    .string()
    .regex(/^[^\p{Cc}]{1,128}$/u)
    .optional(),
  passwordFile: z.string().optional(),
});

const shape = z.strictObject({
  home: country,
  timezone,
  countries: list(country),
  blocked: list(beginning).default([]),
  ours: list(number).min(1),
  verified: list(number).default([]),
  rates: list(z.strictObject({ prefix: z.union([beginning, z.literal('+')]), perMinute: z.int().min(1) })).min(1),
  spend: z.strictObject({ perCallMax: amount, perDayMax: amount }),
  night: z.strictObject({ from: clockTime, to: clockTime, callsMax: amount }),
  callsPerSecondMax: z.int().min(0).max(1_000),
  concurrentMax: z.int().min(0).max(10_000),
  trunks: list(trunk).min(1),
});

/** The settings, or one sentence that says everything that is wrong with the file. Null: no file, nothing may be called. */
export function readOutboundFile(file: string | null): Result<OutboundSettings, string> {
  if (file === null) return ok({ policy: closedPolicy, lines: [] });
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    return failed(`${file} (CARILLON_OUTBOUND_FILE) cannot be read (${code}).`);
  }
  const read = shape.safeParse(jsonOf(text));
  if (!read.success) return failed(`${file} (CARILLON_OUTBOUND_FILE) is not what is needed: ${faultsOf(read.error)}.`);
  const { trunks, ours, verified, ...rest } = read.data;
  const names = trunks.map(({ name }) => name);
  if (new Set(names).size !== names.length) return failed(`${file}: two trunks have the same name.`);
  const lines = linesOf(trunks, path.dirname(file));
  if (lines.kind === 'failed') return lines;
  const policy: Policy = {
    ...rest,
    ours: ours.map(e164),
    verified: verified.map(e164),
    trunks: trunks.map(({ name, priority, weight, silenceMs }) => ({
      ...{ name: trunkName(name), priority, weight, silenceMs },
    })),
  };
  return ok({ policy, lines: lines.value });
}

/** Trunks with an address are made known by us; the others stand in Asterisk's own configuration. */
function linesOf(trunks: readonly z.output<typeof trunk>[], directory: string): Result<TrunkLine[], string> {
  const lines: TrunkLine[] = [];
  for (const { name, host, port, user, passwordFile } of trunks) {
    if (host === undefined) continue;
    const line = { trunk: trunkName(name), host, port };
    if (user === undefined || passwordFile === undefined) {
      lines.push({ ...line, account: null });
      continue;
    }
    const secret = readSecret(path.resolve(directory, passwordFile));
    if (secret.kind === 'failed') return failed(secret.failure.message);
    lines.push({ ...line, account: { user, password: secret.value } });
  }
  return ok(lines);
}

function isTimezone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    // RangeError: there is no such zone.
    return false;
  }
}

/** Null is refused by the schema, with the rest of what is wrong. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Said by the schema: it is no object.
    return null;
  }
}

const faultsOf = (error: z.ZodError): string =>
  error.issues
    .map((issue) => [issue.path.join('.'), issue.message].filter((part) => part !== '').join(': '))
    .join('; ');
