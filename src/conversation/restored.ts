// A conversation as it was stored, by this release or by an earlier one, as the machine has it now. Not here: reading it.

import type { Instant } from '../base/clock.ts';
import type { AgentId, CallId, LegId, RoomId } from '../base/ids.ts';
import type { EndedBy, Ending, Stage, Talking } from './model.ts';

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

/** What releases stored that called no numbers outside: none had to be called off, and none was heard before its answer. */
type StoredEnding = Omit<Ending, 'calledOff'> & Partial<Pick<Ending, 'calledOff'>>;
type StoredStage = Exclude<Stage, { kind: 'calling' }> | (Omit<Calling, 'sound'> & Partial<Pick<Calling, 'sound'>>);
type Calling = Extract<Stage, { kind: 'calling' }>;
type StoredTalking = Omit<Talking, 'stage'> & { readonly stage: StoredStage };

export type StoredConversation = StoredTalking | StoredEnding | EarlierConversation;

/** Music of those that began before a conversation knew its own. */
const earlierMusic = 'default';

function completed(stored: StoredTalking | StoredEnding): Talking | Ending {
  if (stored.kind === 'ending') return { ...stored, calledOff: stored.calledOff ?? null };
  const { stage } = stored;
  return { ...stored, stage: stage.kind === 'calling' ? { ...stage, sound: stage.sound ?? null } : stage };
}

/** The conversation of a stored state. */
export function restoredConversation(stored: StoredConversation): Talking | Ending {
  if (!('agentLeg' in stored)) return completed(stored);
  const { call, room, agent, agentLeg } = stored;
  if (stored.kind === 'ending') {
    const { by } = stored;
    const leaving = [{ agent, leg: agentLeg }];
    const parted = { held: null, legs: [agentLeg], calledOff: null, leaving };
    return { kind: 'ending', call, room, ...parted, by, next: { kind: 'flow' } };
  }
  const { callerLeg, since } = stored;
  return {
    ...{ kind: 'talking', call, callerLeg, room, music: earlierMusic },
    lead: { kind: 'agent', agent, leg: agentLeg, since, voice: 'open' },
    ...{ stage: { kind: 'together' }, calledCount: 0, leaving: [] },
  };
}
