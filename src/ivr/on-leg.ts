// Whom a leg's event is for, and what it means there: the flow of the caller whose leg it is, or the one whose agent is being told
// something on it. Not here: running a call (calls.ts), scripts (scripts.ts).

import type { CallId, LegId } from '../base/ids.ts';
import type { CallEvent } from '../call/index.ts';
import type { CallState, IvrEvent } from './frame.ts';
import type { IvrPorts } from './ports.ts';

export interface Listening {
  readonly ports: Pick<IvrPorts, 'clock'>;
  /** The call whose caller has this leg. */
  readonly callOf: (leg: LegId) => CallId | undefined;
  readonly states: () => Iterable<CallState>;
  /** A caller who is in no call yet. */
  readonly offered: (event: CallEvent & { kind: 'offered' }) => void;
  readonly post: (call: CallId, event: IvrEvent) => void;
}

/** Hands an event to the flow that it concerns, if one. */
export function onLeg(event: CallEvent, { ports, callOf, states, offered, post }: Listening): void {
  const call = callOf(event.leg);
  const told = toFlow(event);
  if (call !== undefined && told !== null) return post(call, told);
  if (call !== undefined) return;
  if (event.kind === 'offered') return offered(event);
  // An agent's leg is in no call's hand: only its events are worth a look through all calls.
  const teller = told?.kind === 'promptEnded' ? tellerOf(states(), told.prompt) : undefined;
  if (teller !== undefined && told?.kind === 'promptEnded') agentHeard(ports, told, (heard) => post(teller, heard));
}

/** How long after a prompt broke off an agent's end may take to be told: who has hung up is no fault of the flow's. */
const partingMsMax = 1_000;

type PromptEnded = Extract<IvrEvent, { kind: 'promptEnded' }>;

/** What an agent was told has ended. A flow that has gone on meanwhile takes no notice. */
function agentHeard({ clock }: Listening['ports'], told: PromptEnded, post: (event: IvrEvent) => void): void {
  if (told.end === 'failed') clock.after(partingMsMax, () => post(told));
  else post(told);
}

/** The call whose agent was being told this. */
function tellerOf(states: Iterable<CallState>, prompt: PromptEnded['prompt']): CallId | undefined {
  for (const state of states) if (state?.wait.kind === 'tell' && state.wait.prompt === prompt) return state.call;
  return undefined;
}

/** What a leg's event means to its flow; null: nothing. */
function toFlow(event: CallEvent): IvrEvent | null {
  switch (event.kind) {
    case 'digit':
      return { kind: 'digit', digit: event.digit };
    case 'promptEnded':
      return { kind: 'promptEnded', prompt: event.prompt, end: event.end };
    case 'recordingEnded':
      return { kind: 'recorded', recording: event.recording, result: { end: event.end, soundMs: event.soundMs } };
    case 'legEnded':
      return { kind: 'legEnded', reason: event.reason };
    case 'offered':
    case 'legRinging':
    case 'legSounding':
    case 'legAnswered':
      return null;
  }
}
