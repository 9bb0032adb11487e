// How the waiting lines were in a followed call, as `given` lines of a test. Pure. Not here: agents who answer (draft.ts).

import type { QueueView } from '../../ivr/index.ts';
import type { FollowedStep } from './follow.ts';
import { durationText } from './literal.ts';

interface Place {
  readonly position: number;
  readonly waitMs: number;
}

/** What a test takes for granted of a line. */
const usual: Place = { position: 1, waitMs: 60_000 };

/** The lines as they were when the call first had to do with them. */
export function queuesAtFirst(steps: readonly FollowedStep[]): readonly string[] {
  const found = new Map<string, string | null>();
  for (const [index, { input, decision }] of steps.entries()) {
    for (const [queue, view] of Object.entries(input.world.queues))
      if (view.agentCount === 0 && !found.has(queue)) found.set(queue, `given queue ${queue} no agent`);
    for (const effect of decision.effects) {
      if (effect.kind !== 'joinQueue' || found.get(effect.queue) !== undefined) continue;
      const view = input.world.queues[effect.queue];
      found.set(
        effect.queue,
        stateAfter(steps.slice(index + 1), effect.queue) ?? placeText(effect.queue, placeOf(view)),
      );
    }
    for (const [queue, view] of Object.entries(input.world.queues))
      if (!found.has(queue) && !isUsual(placeOf(view))) found.set(queue, placeText(queue, placeOf(view)));
  }
  return [...found].flatMap(([queue, text]) => (text === null || text === placeText(queue, usual) ? [] : [text]));
}

/** What the line said first to a caller who joined it. */
function stateAfter(steps: readonly FollowedStep[], queue: string): string | null {
  for (const { input } of steps) {
    if (input.of !== 0) continue;
    const said = lineOf(input.event, queue);
    if (said !== null || input.event.kind === 'queue') return said;
  }
  return null;
}

/** What an event says of the line in which the caller waits. */
export function lineOf(event: FollowedStep['input']['event'], queue: string): string | null {
  if (event.kind === 'waiting') return placeText(queue, { position: event.position, waitMs: event.estimateMs });
  if (event.kind !== 'queue') return null;
  const states = { closed: 'closed', full: 'full', noAgent: 'no agent', connected: null, left: null } as const;
  const state = states[event.outcome];
  return state === null ? null : `given queue ${queue} ${state}`;
}

const placeOf = (view: QueueView | undefined): Place =>
  view === undefined ? usual : { position: view.callerCount + 1, waitMs: view.estimateMs };

const isUsual = ({ position, waitMs }: Place): boolean => position === usual.position && waitMs === usual.waitMs;

const placeText = (queue: string, { position, waitMs }: Place): string =>
  `given queue ${queue} position ${position} expected wait ${durationText(waitMs)}`;
