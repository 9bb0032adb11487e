// What the HTTP interface sees of the running controller: the machines' states as reports, and the few orders it may give.

import type { Clock } from './base/clock.ts';
import { type ControlRoom, type ReadinessCheck, callReports, queueReports } from './api/index.ts';
import type { JournalStatus, ShipperStatus } from './facts/index.ts';
import type { Machines } from './machines.ts';
import type { Connection } from './reconnection.ts';
import type { Roster } from './roster.ts';

export interface ControlRoomParts {
  readonly clock: Clock;
  readonly machines: Machines;
  readonly roster: Roster;
  readonly connection: () => Connection;
  readonly journal: () => JournalStatus;
  readonly shipper: () => ShipperStatus;
}

export function openControlRoom(parts: ControlRoomParts): ControlRoom {
  const { machines, roster, clock } = parts;
  const { acd, calls } = machines;
  return {
    readiness: () => readiness(parts),
    queues: {
      list: () => queueReports(acd.state(), clock.now()),
      put: (queue) => roster.putQueue(queue),
    },
    agents: {
      list: () => [...acd.state().agents.values()],
      add: (agent) => roster.addAgent(agent),
      remove: (id) => roster.removeAgent(id),
      choose: (agent, availability) => {
        if (!acd.state().agents.has(agent)) return 'unknown';
        acd.post({ kind: 'availabilityChosen', agent, availability });
        return 'chosen';
      },
    },
    calls: { list: () => callReports(calls.frames()) },
  };
}

/** A call can be served when the telephone system is in hand and the journal takes what happens. */
function readiness({ connection, journal, shipper, roster }: ControlRoomParts): ReadinessCheck[] {
  const link = connection();
  const { health, lastSeq } = journal();
  const { outage, lagCount } = shipper();
  return [
    {
      name: 'asterisk',
      state: link.kind === 'ready' ? 'ok' : 'failing',
      detail: link.kind === 'away' ? link.why : link.kind,
    },
    {
      name: 'journal',
      state: health.kind === 'healthy' ? 'ok' : 'failing',
      detail: `${health.kind}, ${lastSeq} records`,
    },
    // Calls go on without the record and the directory, so neither makes us unready once agents are known.
    {
      name: 'facts',
      state: 'ok',
      detail: outage === null ? `${lagCount} records behind` : `waiting for the database, ${lagCount} records behind`,
    },
    { name: 'directory', state: 'ok', detail: roster.state() },
  ];
}
