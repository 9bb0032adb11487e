// The one connection to Asterisk that all calls of flow tests share: what it tells goes to the test whose leg it is about. Not
// here: phones, and what a test does.

import { until } from '../until.ts';
import { type AriAccess, type AriConnection, connectAri } from '../../../src/ari/index.ts';
import type { LegId } from '../../../src/base/ids.ts';
import { silentLog } from '../../../src/base/log.ts';
import { realClock } from '../../../src/base/real-clock.ts';
import type { CallEvent } from '../../../src/call/index.ts';
import type { TelephonyNotice } from '../../../src/call/ports.ts';

type Offered = Extract<CallEvent, { kind: 'offered' }>;

/** Told of what happens to its legs, in order. */
export type Ear = (event: CallEvent) => void;

export interface Switchboard {
  readonly ari: AriConnection;
  /** From now on what happens to this leg is told to `ear`. */
  readonly own: (leg: LegId, ear: Ear) => void;
  /** Runs `dial`, and gives its leg to `ear` once it is offered; one at a time, for callers may share their numbers. */
  readonly incoming: (dial: () => Promise<unknown>, ear: Ear) => Promise<Offered>;
  readonly close: () => Promise<void>;
}

const connectedMsMax = 10_000;
const offeredMsMax = 10_000;

/** Connects to the application `app`, away from whoever held it. Rejects when Asterisk is not there. */
export async function openSwitchboard(access: AriAccess & { readonly app: string }): Promise<Switchboard> {
  const ears = new Map<LegId, Ear>();
  let state: 'away' | 'connected' = 'away';
  let next: ((offered: Offered) => void) | null = null;
  const onEvent = (event: CallEvent): void => {
    if (event.kind === 'offered') {
      const take = next;
      next = null;
      if (take !== null) take(event);
      return;
    }
    ears.get(event.leg)?.(event);
    if (event.kind === 'legEnded') ears.delete(event.leg);
  };
  const onNotice = (notice: TelephonyNotice): void => {
    if (notice.kind === 'event') onEvent(notice.event);
    else state = notice.kind === 'connected' ? 'connected' : 'away';
  };
  const ari = connectAri({ ...access, clock: realClock(), random: Math.random, log: silentLog, onNotice });
  ari.open();
  await until(() => state === 'connected', { withinMs: connectedMsMax, what: 'a connection to Asterisk' });
  let line: Promise<unknown> = Promise.resolve();
  const incoming: Switchboard['incoming'] = (dial, ear) => {
    const turn = line.then(async () => {
      let offered: Offered | null = null;
      next = (event) => {
        offered = event;
        ears.set(event.leg, ear);
      };
      await dial();
      return until(() => offered, { withinMs: offeredMsMax, what: 'the call to reach the controller' });
    });
    line = turn.catch(() => undefined);
    return turn;
  };
  return {
    ari,
    own: (leg, ear) => void ears.set(leg, ear),
    incoming,
    close: () => ari.close(),
  };
}
