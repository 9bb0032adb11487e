// The time that `on limit after` counts: since the answer, outside queue and transfer. Not here: where it leads (faults.ts).

import type { IvrEvent, Level } from './frame.ts';
import { pop } from './levels.ts';
import type { Turn } from './turn.ts';

/** The caller is in the hands of the flow. */
export function startClock(turn: Turn): void {
  const { selfService } = turn.frame;
  if (selfService.kind === 'stopped') run(turn, selfService.spentMs);
}

/** The caller is with somebody, or waits for them. */
export function holdClock(turn: Turn): void {
  turn.change({ selfService: { kind: 'stopped', spentMs: spentMs(turn) } });
}

/** Another flow is under way, or time was lost in an absence: its limit may be another. */
export function adjustClock(turn: Turn): void {
  if (turn.frame.selfService.kind === 'running') run(turn, spentMs(turn));
}

/** Whether the time of one of the flows under way is over. */
export function isLimit({ frame }: Turn, event: IvrEvent): boolean {
  const { selfService } = frame;
  return event.kind === 'timer' && selfService.kind === 'running' && selfService.limit?.timer === event.timer;
}

/** Goes back to the flow whose time is over. It is over once. */
export function limitReached(turn: Turn): void {
  const spent = spentMs(turn);
  const levels = [...turn.frame.stack, turn.frame];
  const depth = levels.findLastIndex((level) => (limitMs(turn, level) ?? Infinity) <= spent);
  while (depth >= 0 && turn.frame.stack.length > depth) pop(turn, 'failed');
  turn.change({ limit: 'reached' });
  adjustClock(turn);
}

function run(turn: Turn, spent: number): void {
  const limits = [...turn.frame.stack, turn.frame].flatMap((level) => limitMs(turn, level) ?? []);
  const nextMs = Math.min(...limits) - spent;
  const limit = Number.isFinite(nextMs) ? turn.timer(Math.max(0, nextMs)) : null;
  turn.change({ selfService: { kind: 'running', spentMs: spent, since: turn.now, limit } });
}

const limitMs = (turn: Turn, { flow, limit }: Level): number | null =>
  limit === 'reached' ? null : (turn.flow(flow)?.onLimit?.afterMs ?? null);

const spentMs = ({ frame, now }: Turn): number => {
  const { selfService } = frame;
  return selfService.spentMs + (selfService.kind === 'running' ? Math.max(0, now - selfService.since) : 0);
};
