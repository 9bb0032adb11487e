// What an HTTP answer means to the flow that asked. Pure. Not here: asking again.

import type { OperationCode, Program } from '../dsl/index.ts';
import { readJson } from './json-values.ts';
import type { HttpReply, ServiceAnswer } from './ports.ts';

/** The answer of the operation's type. 404 of an optional result is none; every other answer but 2xx has failed. */
export function readAnswer({ status, text }: HttpReply, operation: OperationCode, program: Program): ServiceAnswer {
  const { returns } = operation;
  const mayLack = returns?.kind === 'optional';
  if (status === 404) return mayLack ? { kind: 'none' } : { kind: 'failed', code: 'notFound' };
  if (status < 200 || status > 299) return { kind: 'failed', code: `status${status}` };
  if (returns === null || (mayLack && status === 204)) return { kind: 'none' };
  const read = readJson(text, returns, program);
  if (read.kind === 'failed') return { kind: 'failed', code: read.failure };
  return read.value === null ? { kind: 'none' } : { kind: 'answered', value: read.value };
}

/** Whether the other side may answer better a moment later. */
export const isPassing = (status: number): boolean =>
  status === 429 || (status >= 500 && status !== 501 && status <= 504);
