// The real conversation machines behind the HTTP interface of tests: the telephone system does whatever it is asked.

import type { LegId } from '../../src/base/ids.ts';
import { legId } from '../../src/base/ids.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Done } from '../../src/call/ports.ts';
import { type ConversationPorts, type Conversations, startConversations } from '../../src/conversation/index.ts';
import { fakeClock } from '../fakes/clock.ts';

export interface MemoryConversations extends Conversations {
  /** Who was called in, in order, and not told of yet. */
  readonly rung: LegId[];
}

/** `reach`: whether an agent or a queue can take a call, or a number be called. */
export function memoryConversations(
  reach: ConversationPorts['colleagues']['reach'],
  reachNumber: (number: string) => ReturnType<ConversationPorts['outside']['reach']>,
): MemoryConversations {
  const done = (): Promise<Done> => Promise.resolve('ok');
  const rung: LegId[] = [];
  const conversations = startConversations(
    {
      ...{ clock: fakeClock(1_000_000), log: silentLog, record: () => undefined },
      legs: { end: done, voice: done },
      rooms: { open: done, join: done, leave: done, close: done },
      callerFree: () => Promise.resolve(),
      colleagues: { reach, callIn: ({ leg }) => void rung.push(leg) },
      outside: {
        reach: (_call, number) => reachNumber(number),
        place: ({ leg }) => void rung.push(leg),
        callOff: () => undefined,
      },
      onLeft: () => undefined,
      onOver: () => undefined,
    },
    [],
  );
  return { ...conversations, rung };
}

/** The legs of the call that tests talk of. */
export const callerLeg = legId('caller');
export const agentLeg = legId('call-1-agent-1-1');
