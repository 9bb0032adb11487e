// What happens at each connection to the telephone system: look at what is there, act on what an absence changed, and only
// then let new events through, so that no machine decides on a stale picture. Not here: the same look later on (audit.ts).

import { startAudits } from './audit.ts';
import type { CallEvent } from './call/index.ts';
import type { TelephonyNotice } from './call/ports.ts';
import { type SurveyParts, cleanUp, look } from './survey.ts';

export interface ReconnectionParts extends SurveyParts {
  /** After each connection, once calls are in hand again. */
  readonly onReady: () => void;
}

/** `away`: no events can come. `surveying`: events are kept until we know what is there. */
export type Connection =
  | { readonly kind: 'away'; readonly why: string }
  | { readonly kind: 'surveying'; readonly kept: CallEvent[] }
  | { readonly kind: 'ready' };

export interface Reconnection {
  readonly onNotice: (notice: TelephonyNotice) => void;
  readonly state: () => Connection;
}

/** A survey that fails is tried again after this long, for as long as the connection stands. */
const surveyAgainMs = 500;
/** More events than this during one survey means that it hangs; the connection is then of no use. */
const keptEventCountMax = 50_000;

export function startReconnection(parts: ReconnectionParts): Reconnection {
  const { clock, log, machines } = parts;
  let connection: Connection = { kind: 'away', why: 'not connected yet' };

  const survey = async (surveying: Connection & { kind: 'surveying' }): Promise<void> => {
    const found = await look(parts, () => machines.awaitedPrompts()).catch((fault: unknown) => {
      log.warn('The telephone system could not be surveyed; trying again.', { fault });
      return null;
    });
    if (connection !== surveying) return;
    if (found === null) return void clock.after(surveyAgainMs, () => void survey(surveying));
    machines.resume(found.findings, found.playing);
    // What happens meanwhile is kept too: nothing overtakes what came before it.
    for (const event of surveying.kept) machines.onEvent(event);
    if (connection !== surveying) return;
    const ready = { kind: 'ready' } as const satisfies Connection;
    connection = ready;
    parts.onReady();
    startAudits(parts, () => connection === ready);
    await cleanUp(parts, found.findings);
  };

  const onEvent = (event: CallEvent): void => {
    if (connection.kind === 'ready') return machines.onEvent(event);
    if (connection.kind === 'surveying' && connection.kept.length < keptEventCountMax) connection.kept.push(event);
    else log.warn('An event came while nobody could take it.', { kind: event.kind, leg: event.leg });
  };

  return {
    onNotice: (notice) => {
      switch (notice.kind) {
        case 'event':
          return onEvent(notice.event);
        case 'disconnected':
          connection = { kind: 'away', why: notice.why };
          machines.acd.post({ kind: 'linkLost' });
          log.error('The telephone system is out of reach; calls go on without us.', { why: notice.why });
          return;
        case 'connected': {
          const surveying = { kind: 'surveying', kept: [] } as const satisfies Connection;
          connection = surveying;
          return void survey(surveying);
        }
      }
    },
    state: () => connection,
  };
}
