// Calls that were, looked at again: followed step by step, written as tests, run through other versions.

export { asTest } from './as-test.ts';
export type { ExportedTest } from './as-test.ts';
export { decodeTrace } from './decode-trace.ts';
export { follow } from './follow.ts';
export type { Followed, FollowedStep } from './follow.ts';
export { replay } from './replay.ts';
export type { Divergence, Replayed } from './replay.ts';
export { traceTest } from './simulated.ts';
export type { CallTrace, TracedInput } from './trace.ts';
export { traceLines } from './trace-lines.ts';
export type { TraceLine } from './trace-lines.ts';
