// `request`: something asked of another system, within one budget of time. Not here: how it is sent.

import { remainingMs } from '../../base/clock.ts';
import type { OperationCode, RequestOp, Value } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import type { IvrEvent, RequestResult, Wait } from '../frame.ts';
import { type Next, type Turn, goto, next, waitFor } from '../turn.ts';
import { isOfType } from '../values/values.ts';

type RequestWait = Extract<Wait, { kind: 'request' }>;

/** After so much silence the caller hears that something is being done. */
const quietMsMax = 1_500;

export function beginRequest(turn: Turn, op: RequestOp): Next {
  const { timeoutMs } = operationOf(turn, op);
  const { call, part } = turn.frame;
  const { service, operation } = op;
  const request = turn.number();
  turn.fact({ kind: 'requestSent', call, request, service, operation });
  // The caller has left: what comes back is of no use to anybody.
  if (part === 'onHangup') {
    send(turn, op, { request, timeoutMs, answer: 'ignored' });
    return next;
  }
  send(turn, op, { request, timeoutMs, answer: 'awaited' });
  const { timer, until } = turn.timer(timeoutMs);
  return waitFor({ kind: 'request', request, beganAt: turn.now, timer, until, comfort: quiet(turn) });
}

export function onRequest(turn: Turn, op: RequestOp, wait: RequestWait, event: IvrEvent): Next {
  const { request, comfort } = wait;
  if (event.kind === 'requestEnded' && event.request === request) return ended(turn, op, wait, event.result);
  if (event.kind === 'timer' && event.timer === wait.timer) {
    turn.effect({ kind: 'cancelRequest', request });
    return ended(turn, op, wait, { kind: 'timeout' });
  }
  if (event.kind === 'timer' && comfort.kind === 'quiet' && event.timer === comfort.timer) {
    if (turn.frame.line !== 'up') return waitFor(wait);
    const sound = comfort.timer;
    turn.effect({ kind: 'comfort', action: 'start', sound });
    return waitFor({ ...wait, comfort: { kind: 'sounding', sound } });
  }
  if (event.kind !== 'resumed') return waitFor(wait);
  // The same request, with what is left of its budget: its key tells the service that it is the same.
  const timeoutMs = remainingMs(wait.until, turn.now);
  send(turn, op, { request, timeoutMs, answer: 'awaited' });
  // It may have been heard all along, and would be heard twice.
  silence(turn, wait);
  return waitFor({ ...wait, timer: turn.timer(timeoutMs).timer, comfort: quiet(turn) });
}

interface Sending {
  readonly request: number;
  readonly timeoutMs: number;
  readonly answer: 'awaited' | 'ignored';
}

function send(turn: Turn, op: RequestOp, sending: Sending): void {
  const { service, operation } = op;
  const values: Record<string, Value> = { ...turn.values(op.arguments) };
  for (const { name, initial } of operationOf(turn, op).parameters) {
    if (!Object.hasOwn(values, name)) values[name] = initial === null ? null : turn.value(initial, turn.scope(values));
  }
  const key = `${turn.frame.call}-request-${sending.request}`;
  turn.effect({ kind: 'request', service, operation, arguments: values, key, ...sending });
}

const quiet = (turn: Turn): RequestWait['comfort'] => ({ kind: 'quiet', timer: turn.timer(quietMsMax).timer });

function silence(turn: Turn, { comfort }: RequestWait): void {
  if (comfort.kind === 'sounding') turn.effect({ kind: 'comfort', action: 'stop', sound: comfort.sound });
}

function ended(turn: Turn, op: RequestOp, wait: RequestWait, given: RequestResult): Next {
  turn.done();
  silence(turn, wait);
  const result = judged(turn, op, given);
  const { request, beganAt } = wait;
  const code = result.kind === 'failed' ? result.code : null;
  const lengthMs = Math.max(0, turn.now - beganAt);
  turn.fact({ kind: 'requestEnded', call: turn.frame.call, request, outcome: result.kind, code, lengthMs });
  switch (result.kind) {
    case 'answered':
    case 'none':
      if (op.variable !== null) turn.set(op.variable, result.kind === 'none' ? null : result.value);
      return next;
    case 'timeout':
      return way(op.timeout, 'requestTimeout');
    case 'failed':
      return way(op.failure, 'requestFailed');
  }
}

function way(target: number | null, code: string): Next {
  if (target === null) throw new FlowFault(code, 'A request without an answer.');
  return goto(target);
}

/** An answer that is not of the type declared is a failure, and so is nothing where something was to be. */
function judged(turn: Turn, op: RequestOp, result: RequestResult): RequestResult {
  const { returns } = operationOf(turn, op);
  if (result.kind === 'none') {
    return returns === null || returns.kind === 'optional' ? result : { kind: 'failed', code: 'notFound' };
  }
  if (result.kind !== 'answered' || returns === null) return result;
  return isOfType(result.value, returns, turn.program) ? result : { kind: 'failed', code: 'illTyped' };
}

function operationOf(turn: Turn, { service, operation }: RequestOp): OperationCode {
  const { services } = turn.program;
  const found = Object.hasOwn(services, service) ? services[service]?.operations[operation] : undefined;
  if (found === undefined) throw new FlowFault('frameMismatch', 'The operation is not in its program.');
  return found;
}
