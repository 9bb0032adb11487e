// Requests under way: each within its whole budget, queries repeated while there is time, commands sent once and only after
// their record is safe. What is called off is not answered any more. Not here: building, reading, HTTP.

import type { Clock } from '../base/clock.ts';
import type { CallId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { OperationCode } from '../dsl/index.ts';
import { buildRequest } from './build-request.ts';
import {
  type HttpClient,
  HttpFault,
  type HttpReply,
  type HttpRequest,
  type ServiceAnswer,
  type ServiceRequest,
} from './ports.ts';
import { isPassing, readAnswer } from './read-answer.ts';

/** Requests under way at a time: two for each of a thousand calls; beyond that another system is dead and drags us along. */
export const requestCountMax = 2_000;

/** The pause before a repetition, doubled each time: long enough for a balancer to choose another machine. */
const pauseMs = 100;

export interface ServiceParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly http: HttpClient;
  /** Resolves when what was recorded so far is on the disk; rejects when the disk takes nothing. */
  readonly recorded: () => Promise<void>;
}

export interface Services {
  /** What came of it; null: it was called off, or the same request is under way already and answers there. Never rejects. */
  ask(request: ServiceRequest): Promise<ServiceAnswer | null>;
  /** Drops a request: its answer is not told any more. */
  cancel(call: CallId, request: number): void;
}

export function openServices(parts: ServiceParts): Services {
  const running = new Map<string, AbortController>();
  const keyOf = (call: CallId, request: number): string => `${call}/${request}`;
  return {
    ask: async (request) => {
      const key = keyOf(request.call, request.request);
      if (running.has(key)) return null;
      if (running.size >= requestCountMax) return { kind: 'failed', code: 'tooManyRequests' };
      const stop = new AbortController();
      running.set(key, stop);
      try {
        return await within(parts, request, stop);
      } finally {
        running.delete(key);
      }
    },
    cancel: (call, request) => running.get(keyOf(call, request))?.abort(calledOff),
  };
}

const calledOff = 'calledOff';
const budgetOver = 'budgetOver';

/** Whatever the other side does, the answer is there when the budget is over. */
async function within(
  parts: ServiceParts,
  request: ServiceRequest,
  stop: AbortController,
): Promise<ServiceAnswer | null> {
  const { call, service, operation, timeoutMs } = request;
  const cancel = parts.clock.after(timeoutMs, () => {
    parts.log.warn('Another system did not answer in time.', { call, service, operation, timeoutMs });
    stop.abort(budgetOver);
  });
  const stopped = new Promise<ServiceAnswer | null>((resolve) => {
    stop.signal.addEventListener('abort', () => resolve(stop.signal.reason === calledOff ? null : { kind: 'timeout' }));
  });
  try {
    return await Promise.race([asked(parts, request, stop.signal), stopped]);
  } finally {
    cancel();
  }
}

async function asked(parts: ServiceParts, request: ServiceRequest, signal: AbortSignal): Promise<ServiceAnswer> {
  const { service, operation: name, call } = request;
  const told = (code: string, fault?: unknown): ServiceAnswer => {
    // Called off or out of time: whoever asked was told so already.
    if (!signal.aborted)
      parts.log.warn('A request to another system failed.', { call, service, operation: name, code, fault });
    return { kind: 'failed', code };
  };
  try {
    const operation = operationOf(request);
    if (operation === null) return told('frameMismatch');
    const built = buildRequest(request, operation);
    if (built.kind === 'failed') return told(built.failure);
    if (operation.kind === 'command' && !(await isRecorded(parts))) return told('notRecorded');
    const reply = await repeated(parts, built.value, operation, signal);
    const answer = readAnswer(reply, operation, request.program);
    return answer.kind === 'failed' ? told(answer.code) : answer;
  } catch (fault) {
    return told(fault instanceof HttpFault ? fault.code : codeOf(fault), fault);
  }
}

function operationOf({ program, service, operation }: ServiceRequest): OperationCode | null {
  const { services } = program;
  const found = Object.hasOwn(services, service) ? services[service]?.operations : undefined;
  return (found !== undefined && Object.hasOwn(found, operation) ? found[operation] : null) ?? null;
}

/** A command changes something elsewhere: we must know of it after whatever happens to us. */
async function isRecorded({ recorded, log }: ServiceParts): Promise<boolean> {
  try {
    await recorded();
    return true;
  } catch (fault) {
    log.error('A command was not sent, for its record is not safe.', { fault });
    return false;
  }
}

/** Queries are asked again when that may help; commands never: nobody knows what became of them. */
async function repeated(
  { http, clock }: ServiceParts,
  request: HttpRequest,
  operation: OperationCode,
  signal: AbortSignal,
): Promise<HttpReply> {
  const repeatCount = operation.kind === 'query' ? operation.retryCount : 0;
  for (let count = 0; ; count += 1) {
    if (signal.aborted) throw new HttpFault('aborted', 'The request was given up.');
    const last = count >= repeatCount;
    try {
      const reply = await http.send(request, signal);
      if (last || !isPassing(reply.status)) return reply;
    } catch (fault) {
      if (last || !(fault instanceof HttpFault) || !fault.retryable) throw fault;
    }
    await new Promise<void>((resolve) => void clock.after(pauseMs * 2 ** count, resolve));
  }
}

const codeOf = (fault: unknown): string => (fault instanceof Error && 'code' in fault ? String(fault.code) : 'fault');
