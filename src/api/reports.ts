// The controller's states as the reports that the interface shows: pure, so that main.ts only hands over states.
// Not here: masking and HTTP.

import type { Instant } from '../base/clock.ts';
import type { Frame } from '../ivr/index.ts';
import type { AcdState } from '../queue/index.ts';
import type { CallReport, QueueReport } from './ports.ts';

/** Every queue with its waiting line, by name. A caller whose offer is ringing still waits. */
export function queueReports(state: AcdState, now: Instant): QueueReport[] {
  return [...state.queues.values()]
    .map((queue) => {
      const waits = [...state.waiting.values()]
        .filter((one) => one.queue === queue.name)
        .map((one) => now - one.joinedAt);
      return { ...queue, waitingCount: waits.length, oldestWaitMs: waits.length === 0 ? null : Math.max(...waits) };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Every call that runs a flow, oldest first, with the agent who talks to it. */
export function callReports(frames: readonly Frame[], acd: AcdState): CallReport[] {
  const agents = new Map(
    [...acd.agents.values()]
      .flatMap(({ id, state }) => (state.kind === 'talking' ? [[state.talk, id] as const] : []))
      // Whoever was called in stands for the call when the agent whom it was given to has left.
      .sort(([one], [other]) => (one.part < other.part ? -1 : one.part > other.part ? 1 : 0))
      .map(([talk, id]) => [talk.call, id] as const),
  );
  return frames
    .map((frame): CallReport => ({
      id: frame.call,
      flow: frame.stack[0]?.flow ?? frame.flow,
      step: frame.step,
      language: frame.language,
      wait: waitOf(frame),
      since: frame.startedAt,
      caller: frame.caller,
      called: frame.called,
      queue: frame.wait.kind === 'queue' ? frame.wait.queue : (frame.stay?.queue ?? null),
      agent: agents.get(frame.call) ?? null,
    }))
    .sort((one, other) => one.since - other.since);
}

/** What a call is waiting for, as it is shown: one that talks to an agent no longer waits in the line. */
export function waitOf({ wait, stay }: Frame): CallReport['wait'] {
  switch (wait.kind) {
    case 'queue':
      return wait.stage.kind === 'talking' ? 'talking' : 'queue';
    case 'begin':
    case 'pause':
    case 'input':
    case 'ending':
      return wait.kind;
    case 'say':
    case 'tell':
      return stay === null ? 'say' : 'queue';
    case 'voicemail':
      return 'input';
    case 'request':
      return 'pause';
    case 'transfer':
    case 'form':
    case 'objections':
      return 'talking';
  }
}
