// What the ACD needs from others. main.ts plugs these.

import type { Clock } from '../base/clock.ts';
import type { AgentId, CallId, LegId, QueueName } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Entry } from '../base/machine.ts';
import type { Legs } from '../call/ports.ts';
import type { AcdFact } from './acd-turn.ts';
import type { Talk } from './agent.ts';
import type { CalledIn, QueueOutcome } from './events.ts';

export interface AcdPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly record: (entry: Entry<AcdFact>) => void;
  readonly legs: Pick<Legs, 'ring' | 'end'>;
  /** The name shown on the agent's phone beside the caller's number. */
  readonly shownName: (queue: QueueName) => string;
  /** From here on the conversation owns the call's audio. Safe to repeat for the same talk. */
  readonly connect: (agent: AgentId, talk: Talk) => void;
  /** What became of an agent whom a conversation called in. Safe to repeat. */
  readonly tellConversation: (call: CallId, agent: AgentId, leg: LegId, outcome: CalledIn) => void;
  readonly tellFlow: (call: CallId, outcome: QueueOutcome) => void;
}
