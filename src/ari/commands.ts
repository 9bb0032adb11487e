// Asks Asterisk for one thing over whichever driver, and gives the decoded reply. Every request has a deadline and every
// failure a type. Not here: which request serves what (legs.ts and its neighbours), nor repeating anything.

import { assert } from '../base/assert.ts';
import { TelephonyFault } from '../call/ports.ts';
import { DecodeFault } from './decode.ts';
import { AriError } from './faults.ts';
import { deadlineMs, requestCountMax } from './limits.ts';
import type { Line, Reply, Wire } from './line.ts';
import type { Operation } from './operation.ts';

/** Sends requests to one Asterisk. */
export interface AriRest {
  /** The decoded reply. Rejects with AriError when Asterisk refused, with TelephonyFault when nothing sensible came back. */
  readonly request: <Params extends object, Reply>(
    operation: Operation<Params, Reply>,
    params: Params,
    withinMs?: number,
  ) => Promise<Reply>;
  /** From now on every request is refused with this sentence, for another controller owns the application. */
  readonly fence: (why: string) => void;
  readonly close: () => Promise<void>;
}

/** Requests over one line, which `close` closes. */
export function commandsOver(line: Pick<Line, 'send' | 'close'>): AriRest {
  let fenced: string | null = null;
  let underWay = 0;
  return {
    request: async (operation, params, withinMs = deadlineMs.command) => {
      if (fenced !== null) throw new TelephonyFault('refused', fenced);
      if (underWay >= requestCountMax) throw new TelephonyFault('unreachable', 'Too many requests are waiting.');
      underWay += 1;
      try {
        return understood(operation, await line.send(wireOf(operation, params), withinMs));
      } finally {
        underWay -= 1;
      }
    },
    fence: (why) => {
      fenced = why;
    },
    close: () => line.close(),
  };
}

/** Longer ones travel in a body: Asterisk reads a request's first line into a buffer of a fixed size. */
const queryTextMax = 1_000;

/**
 * Parameters go into the query, for a request without a body is one packet to write and one to read. What does not fit there,
 * lists of variables and texts without a limit, goes into the JSON body, all of it: Asterisk takes them from either.
 */
function wireOf<Params extends object, Value>(operation: Operation<Params, Value>, params: Params): Wire {
  const { name, method, path } = operation;
  const pathParams: Record<string, string> = {};
  const others: Record<string, unknown> = {};
  let whole: unknown;
  for (const [param, value] of Object.entries(params)) {
    const place = operation.places[param];
    if (value === undefined) continue;
    if (place === 'path') pathParams[param] = pathText(value);
    else if (place === 'whole body') whole = value;
    else others[param] = value;
  }
  const to = { name, method, path, pathParams };
  if (whole !== undefined) return { ...to, query: {}, body: JSON.stringify(whole) };
  if ((method === 'POST' || method === 'PUT') && !fitsQuery(others))
    return { ...to, query: {}, body: JSON.stringify(others) };
  return { ...to, query: mapped(others, wireText), body: null };
}

function fitsQuery(params: Readonly<Record<string, unknown>>): boolean {
  let length = 0;
  for (const value of Object.values(params)) {
    if (!isPlain(value)) return false;
    length += wireText(value).length;
  }
  return length <= queryTextMax;
}

/** In a list that is separated by commas no text may hold one; half a character cannot be escaped. */
const isPlain = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.every((one) => typeof one === 'string' && !one.includes(',') && one.isWellFormed())
    : typeof value === 'string'
      ? value.isWellFormed()
      : typeof value !== 'object';

const mapped = (
  params: Readonly<Record<string, unknown>>,
  text: (value: unknown) => string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, text(value)]));

function pathText(value: unknown): string {
  const text = wireText(value);
  assert(text !== '' && text !== '.' && text !== '..', 'A path parameter cannot be empty or dots.');
  return text;
}

function wireText(value: unknown): string {
  if (Array.isArray(value)) return value.map(wireText).join(',');
  assert(
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
    'A parameter must be plain.',
  );
  return String(value);
}

function understood<Params, Value>(operation: Operation<Params, Value>, { status, json }: Reply): Value {
  if (status >= 400) throw new AriError(status, reasonOf(json), operation.name);
  try {
    return operation.decode(json, '');
  } catch (fault) {
    if (!(fault instanceof DecodeFault)) throw fault;
    throw new TelephonyFault('refused', `${operation.name}: the answer is not understood.`, { cause: fault });
  }
}

function reasonOf(json: unknown): string {
  if (typeof json !== 'object' || json === null) return '';
  if ('message' in json && typeof json.message === 'string') return json.message;
  return 'error' in json && typeof json.error === 'string' ? json.error : '';
}
