// A conversation as it was stored, by this release or by an earlier one, as the machine has it now. Not here: reading it.

import type { Instant } from '../base/clock.ts';
import type { AgentId, CallId, LegId, RoomId } from '../base/ids.ts';
import type { EndedBy, Ending, Talking } from './model.ts';

/** What releases before hold and transfer stored: a caller and one agent, in one room. */
type EarlierConversation =
  | {
      readonly kind: 'talking';
      readonly call: CallId;
      readonly agent: AgentId;
      readonly callerLeg: LegId;
      readonly agentLeg: LegId;
      readonly room: RoomId;
      readonly since: Instant;
    }
  | {
      readonly kind: 'ending';
      readonly call: CallId;
      readonly agent: AgentId;
      readonly agentLeg: LegId;
      readonly room: RoomId;
      readonly by: EndedBy;
    };

export type StoredConversation = Talking | Ending | EarlierConversation;

/** Music of those that began before a conversation knew its own. */
const earlierMusic = 'default';

/** The conversation of a stored state. */
export function restoredConversation(stored: StoredConversation): Talking | Ending {
  if (!('agentLeg' in stored)) return stored;
  const { call, room, agent, agentLeg } = stored;
  if (stored.kind === 'ending') {
    const { by } = stored;
    const leaving = [{ agent, leg: agentLeg }];
    return { kind: 'ending', call, room, held: null, legs: [agentLeg], leaving, by, next: { kind: 'flow' } };
  }
  const { callerLeg, since } = stored;
  return {
    ...{ kind: 'talking', call, callerLeg, room, music: earlierMusic },
    lead: { kind: 'agent', agent, leg: agentLeg, since, voice: 'open' },
    ...{ stage: { kind: 'together' }, calledCount: 0, leaving: [] },
  };
}
