// What the live page shows of one state: pure, one state in, one entry out. Not here: when it is sent (broadcaster.ts).

import type { Instant } from '../../base/clock.ts';
import type { ProgramHash } from '../../base/ids.ts';
import type { Frame } from '../../ivr/index.ts';
import type { Agent, WaitingCall } from '../../queue/index.ts';
import type { LiveAgent, LiveCall, LiveEntry, LiveWaiting } from '../contract/index.ts';
import { conversationViewOf } from '../conversation-views.ts';
import { masked } from '../masked.ts';
import { waitOf } from '../reports.ts';
import type { LiveState } from './decode.ts';

/** The words of the flows that a state only knows by name. */
export interface LiveWords {
  /** The label of a step, or null when its author gave none. */
  readonly stepLabel: (program: ProgramHash, flow: string, step: string) => string | null;
}

/** What is shown of a state. No entry holds a caller's whole number, a digit or a variable. */
export function viewOf(state: LiveState, words: LiveWords): LiveEntry {
  switch (state.kind) {
    case 'call':
      return callView(state.frame, words);
    case 'waiting':
      return waitingView(state.waiting);
    case 'queue':
      return { kind: 'queue', name: state.queue.name, state: state.queue.state, waitingMax: state.queue.waitingMax };
    case 'agent':
      return agentView(state.agent);
    case 'script': {
      const { id, call, agent, script, version } = state.sheet;
      return { kind: 'script', id, call, agent, script, version };
    }
    case 'conversation':
      return { kind: 'conversation', ...conversationViewOf(state.talk) };
  }
}

function callView(frame: Frame, words: LiveWords): LiveCall {
  const { call, caller, program, flow, step, stepAt, startedAt } = frame;
  return {
    kind: 'call',
    id: call,
    caller: masked(caller),
    flow,
    step: { name: step, label: words.stepLabel(program, flow, step) },
    stepAt,
    startedAt,
    doing: waitOf(frame),
  };
}

function waitingView({ call, queue, caller, priority, joinedAt, ticket, place }: WaitingCall): LiveWaiting {
  const offeredTo = place.kind === 'offered' ? place.agent : null;
  return { kind: 'waiting', call, queue, caller: masked(caller), priority, joinedAt, ticket, offeredTo };
}

function agentView({ id, name, queues, state }: Agent): LiveAgent {
  const { kind, since } = state;
  return { kind: 'agent', id, name, queues: [...queues], state: kind, since, ...detailsOf(state) };
}

interface Details {
  readonly reason: string | null;
  readonly call: string | null;
  readonly endsAt: Instant | null;
}

function detailsOf(state: Agent['state']): Details {
  switch (state.kind) {
    case 'reserved':
      return { reason: null, call: state.call, endsAt: state.ring.at };
    case 'talking':
      return { reason: null, call: state.talk.call, endsAt: null };
    case 'wrapUp':
      return { reason: null, call: state.call, endsAt: state.until.at };
    case 'notReady':
      return { reason: state.reason, call: null, endsAt: null };
    case 'offline':
    case 'ready':
    case 'notResponding':
      return { reason: null, call: null, endsAt: null };
  }
}
