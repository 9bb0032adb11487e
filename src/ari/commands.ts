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

/** Parameters of POST and PUT go into the JSON body, where their length has no limit and they need no escaping. */
function wireOf<Params extends object, Value>(operation: Operation<Params, Value>, params: Params): Wire {
  const { name, method, path } = operation;
  const pathParams: Record<string, string> = {};
  const query: Record<string, string> = {};
  const body: Record<string, unknown> = {};
  let whole: unknown;
  const inBody = method === 'POST' || method === 'PUT';
  for (const [param, value] of Object.entries(params)) {
    const place = operation.places[param];
    if (value === undefined) continue;
    if (place === 'path') pathParams[param] = pathText(value);
    else if (place === 'whole body') whole = value;
    else if (inBody) body[param] = value;
    else query[param] = wireText(value);
  }
  return { name, method, path, pathParams, query, body: inBody ? JSON.stringify(whole ?? body) : null };
}

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
