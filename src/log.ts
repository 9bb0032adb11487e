// The log of base/log.ts written by pino as one JSON object per line on stderr, with personal data and secrets taken
// out by the name of their field. Not here: what is worth telling.

import { type DestinationStream, destination, pino } from 'pino';
import type { Fields, Log } from './base/log.ts';

/**
 * Fields whose value is never written, wherever they stand and whatever stands before the last word of their name:
 * `caller`, `event.caller`, `callerNumber`, `proxy-authorization`. The one list of its kind.
 */
export const redactedNames = [
  ...['digit', 'digits', 'number', 'numbers', 'caller', 'called', 'variables'],
  ...['secret', 'password', 'digest', 'token', 'authorization', 'cookie'],
] as const;

/** What stands in the log instead of a redacted value. */
export const redacted = '[redacted]';

/** Deeper than this a field is not written: whatever is that deep is no longer a message to an operator. */
const depthMax = 6;
/** The most entries of one list, map or object that are written, so that a whole state does not fill the disk. */
const entryCountMax = 50;
/** The most characters of one text that are written. */
const textLengthMax = 2000;

/** A log of this level and above. `to` is stderr unless said; each line is written before the call returns. */
export function pinoLog(
  level: 'debug' | 'info' | 'warn' | 'error',
  to: DestinationStream = destination({ fd: 2, sync: true }),
): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to);
  return {
    info: (message, fields = {}) => logger.info(clean(fields), message),
    warn: (message, fields = {}) => logger.warn(clean(fields), message),
    error: (message, fields = {}) => logger.error(clean(fields), message),
  };
}

const names: ReadonlySet<string> = new Set(redactedNames);

/** The fields as they may be written. */
export function clean(fields: Fields): Record<string, unknown> {
  return cleanEntries(Object.entries(fields), 0, new Set());
}

type Above = ReadonlySet<object>;

function cleanEntries(entries: Iterable<[unknown, unknown]>, depth: number, above: Above): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  let count = 0;
  for (const [key, value] of entries) {
    if (++count > entryCountMax) {
      kept['…'] = 'more';
      break;
    }
    const name = String(key);
    kept[name] = names.has(lastWord(name)) ? redacted : cleanValue(value, depth + 1, above);
  }
  return kept;
}

function cleanValue(value: unknown, depth: number, above: Above): unknown {
  if (typeof value === 'string') return value.length > textLengthMax ? `${value.slice(0, textLengthMax)}…` : value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth > depthMax || above.has(value)) return '…';
  const within = new Set(above).add(value);
  if (value instanceof Error) return cleanEntries(errorEntries(value), depth, within);
  if (value instanceof Map) return cleanEntries(value, depth, within);
  if (Array.isArray(value) || value instanceof Set) {
    return [...value].slice(0, entryCountMax).map((item) => cleanValue(item, depth + 1, within));
  }
  return cleanEntries(Object.entries(value), depth, within);
}

/** An error's own fields are not enumerable, yet they are what an operator needs. */
const errorEntries = (fault: Error): [string, unknown][] => [
  ['name', fault.name],
  ['message', fault.message],
  ...Object.entries(fault),
  ['stack', fault.stack],
  ...(fault.cause === undefined ? [] : [['cause', fault.cause] satisfies [string, unknown]]),
];

/** `caller` of `caller`, `number` of `callerNumber`, `authorization` of `Proxy-Authorization`. */
const lastWord = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .at(-1)
    ?.toLowerCase() ?? '';
