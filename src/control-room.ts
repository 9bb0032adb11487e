// What the HTTP interface sees of the running controller: the machines' states as reports, and the few orders it may give.

import { createHash } from 'node:crypto';
import type { Clock } from './base/clock.ts';
import { callId } from './base/ids.ts';
import { type ControlRoom, type ReadinessCheck, callReports, queueReports } from './api/index.ts';
import { type DeploymentRecord, type LiveState, type LiveVersions, openDeploying, shortHash } from './deploy/index.ts';
import { findTrace } from './call-traces.ts';
import type { FactRecord, JournalStatus, ShipperStatus, TraceRecord } from './facts/index.ts';
import type { Machines } from './machines.ts';
import { type Policy, mayPlace } from './outbound/index.ts';
import type { Connection } from './reconnection.ts';
import type { RecordingIndex, RecordingShelf } from './recordings/index.ts';
import type { Roster } from './roster.ts';

export interface ControlRoomParts {
  readonly clock: Clock;
  readonly machines: Machines;
  readonly roster: Roster;
  readonly connection: () => Connection;
  readonly journal: () => JournalStatus;
  readonly shipper: () => ShipperStatus;
  readonly record: FactRecord;
  readonly traces: TraceRecord;
  /** The version of Carillon that runs here. */
  readonly version: string;
  readonly versions: LiveVersions;
  readonly deployments: DeploymentRecord;
  readonly metrics: ControlRoom['metrics'];
  readonly recordingStore: { readonly index: RecordingIndex; readonly shelf: RecordingShelf };
  readonly policy: Policy;
}

/** To look a flow up for no call in particular. */
const nobodysCall = callId('');

export function openControlRoom(parts: ControlRoomParts): ControlRoom {
  const { machines, roster, clock } = parts;
  const { acd, calls, conversations } = machines;
  const { deployments: record, versions: live, version } = parts;
  const deploying = openDeploying({ clock, record, live, version, hash: sha256 });
  return {
    readiness: () => readiness(parts),
    queues: {
      list: () => queueReports(acd.state(), clock.now()),
      put: (queue) => roster.putQueue(queue),
    },
    agents: {
      list: () => [...acd.state().agents.values()],
      add: (agent) => roster.addAgent(agent),
      setAbilities: (id, abilities) => roster.setAbilities(id, abilities),
      remove: (id) => roster.removeAgent(id),
      choose: (agent, availability) => {
        if (!acd.state().agents.has(agent)) return 'unknown';
        acd.post({ kind: 'availabilityChosen', agent, availability });
        return 'chosen';
      },
    },
    callbacks: machines.callbacks,
    scripts: calls.scripts,
    conversations: { list: () => conversations.talking(), order: (call, order) => conversations.order(call, order) },
    reception: {
      state: () => machines.reception.state(),
      order: (event) => {
        if ('flow' in event && event.flow !== null && parts.versions.named(event.flow, nobodysCall) === null)
          return 'unknownFlow';
        machines.reception.post(event);
        return 'done';
      },
      judge: (wish) => mayPlace(wish, parts.policy, machines.outbound.state().books, clock.now()),
    },
    calls: {
      list: () => callReports(calls.frames(), acd.state()),
      record: (call, wish) => machines.talkRecordings.agentWished(call, wish),
    },
    record: parts.record,
    traces: { find: (call, callers) => findTrace({ ...parts, program: deploying.program }, call, callers) },
    recordings: parts.recordingStore,
    deploying,
    metrics: parts.metrics,
  };
}

/** A call can be served when the telephone system is in hand, the journal takes what happens and agents are known. */
function readiness({ connection, journal, shipper, roster, machines, versions }: ControlRoomParts): ReadinessCheck[] {
  return [
    telephone(connection()),
    disk(journal()),
    database(shipper()),
    directory(roster.state(), machines.acd.state().agents.size),
    flows(versions.state()),
  ];
}

const telephone = (link: Connection): ReadinessCheck => ({
  name: 'asterisk',
  state: link.kind === 'ready' ? 'ok' : 'failing',
  detail: link.kind === 'away' ? link.why : link.kind,
});

const disk = ({ health, lastSeq }: JournalStatus): ReadinessCheck => ({
  name: 'journal',
  state: health.kind === 'healthy' ? 'ok' : 'failing',
  detail: `${health.kind}, ${lastSeq} records`,
});

/** Calls go on without the record: facts wait in the journal. */
const database = ({ outage, lagCount }: ShipperStatus): ReadinessCheck => ({
  name: 'facts',
  state: outage === null ? 'ok' : 'degraded',
  detail: outage === null ? `${lagCount} records behind` : `waiting for the database, ${lagCount} records behind`,
});

/** Until somebody said who the agents are, every caller would be told that nobody is there. */
function directory(state: 'loading' | 'loaded', agentCount: number): ReadinessCheck {
  if (state === 'loaded') return { name: 'directory', state: 'ok', detail: 'loaded' };
  if (agentCount > 0)
    return { name: 'directory', state: 'degraded', detail: 'loading; agents as the journal has them' };
  return { name: 'directory', state: 'failing', detail: 'loading' };
}

/** The version that was served before goes on; the newer one is tried again. */
function flows({ stable, behind }: LiveState): ReadinessCheck {
  const serves = `serves ${shortHash(stable)}`;
  if (behind === null) return { name: 'flows', state: 'ok', detail: serves };
  return {
    name: 'flows',
    state: 'degraded',
    detail: `${serves}; deployment ${behind.seq} cannot be served: ${behind.why}`,
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
