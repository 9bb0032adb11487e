// One controller process: opens everything in order, plugs it together, and closes it in the reverse order. The
// supervisor starts it again when it dies; whatever it knew is in the journal.

import type { Config } from './config.ts';
import { Broadcaster, type ControlRoom, buildApi, stepLabels } from './api/index.ts';
import { type AriOptions, callNotes, connectAri, watchTrunks } from './ari/index.ts';
import type { Clock } from './base/clock.ts';
import type { IdSource } from './base/ids.ts';
import type { Log } from './base/log.ts';
import type { Entry } from './base/machine.ts';
import type { Fact } from './call/index.ts';
import type { NotesPlace, TrunkWatch } from './call/ports.ts';
import type { Seal } from './ivr/index.ts';
import { openControlRoom } from './control-room.ts';
import { openJournal, startShipper, type Journal } from './facts/index.ts';
import type { FlowParts, LoadedFlows } from './flows.ts';
import { startMachines } from './machines.ts';
import { type Metrics, openMetrics } from './metrics.ts';
import { startReconnection } from './reconnection.ts';
import { diskRecordings } from './recordings/index.ts';
import { openRoster } from './roster.ts';
import { openSeal } from './seal.ts';
import { readSite } from './site.ts';
import {
  agentDirectory,
  deploymentRecord,
  factRecord,
  factSink,
  openDatabase,
  queueDirectory,
  recordingIndex,
} from './store/index.ts';
import { type StoredStates, decodeStored } from './stored-decode.ts';
import { type UnservedCounting, countUnserved } from './unserved-calls.ts';

export interface ControllerParts {
  readonly version: string;
  readonly config: Config;
  /** `amiPassword` is null when the manager interface is not used. */
  readonly secrets: { readonly ariPassword: string; readonly amiPassword: string | null; readonly apiToken: string };
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly random: () => number;
  readonly log: Log;
  readonly loadFlows: (needs: Pick<FlowParts, 'frames' | 'record'>) => Promise<LoadedFlows>;
}

export interface Controller {
  /** Where the HTTP interface listens. */
  readonly address: string;
  /** Lets go of everything; calls go on in Asterisk. */
  readonly close: () => Promise<void>;
}

/** Rejects when something without which no call can be served is missing: the journal, the flows, the port. */
export async function startController(parts: ControllerParts): Promise<Controller> {
  const { config, clock, ids, log, version } = parts;
  const journal = openJournal({ dir: config.data.directory, clock, ids, log });
  const stored = decodeStored(journal.state(), log);
  const store = openStore(parts, journal);
  const flows = await parts.loadFlows({ frames: stored.frames, record: store.deployments });

  const broadcaster = openBroadcaster(parts, journal, flows);
  const ari = telephone(parts, (notice) => {
    reconnection.onNotice(notice);
    if (notice.kind !== 'event') broadcaster.telephony(reconnection.state().kind);
  });
  const views = {
    connection: () => reconnection.state(),
    journal: () => journal.status(),
    shipper: store.shipper.status,
  };
  const trunkWatch = watchOf(parts, (entry) => record(entry));
  const metrics = openMetrics({ version, clock, machines: () => machines, dropped: ari.dropped, trunkWatch, ...views });
  const record = recorder(journal, metrics, broadcaster);
  const kept = { ...store.recording, seal: sealFor(config, stored) };
  const machines = startMachines({ ...parts, ...kept, record, telephony: ari, ...flows }, stored);
  const roster = openRoster({ ...{ clock, ids, log, phones: ari.phones, acd: machines.acd }, ...store });
  const unserved = unservedCounting({ ...parts, record }, stored.unserved);
  const onReady = (): void => {
    broadcaster.telephony('ready');
    void roster.pushPhones();
    void unserved?.look();
  };
  const reconnection = startReconnection({ clock, log, machines, ...ari, onReady });
  roster.load();

  const watched = { clock, machines, roster, version, versions: flows.versions, metrics: metrics.read };
  const api = apiOn(parts, openControlRoom({ ...watched, ...kept, ...store, ...views }), broadcaster);
  // Connecting takes the application over from whoever has it, so it comes last: a start that fails disturbs nobody.
  const address = await api.listen({ host: config.api.host, port: config.api.port });
  ari.open();
  trunkWatch?.open();
  const unfollow = flows.versions.follow(() => machines.calls.frames().map(({ program }) => program));
  return {
    address,
    close: async () => {
      await api.close();
      trunkWatch?.close();
      unfollow();
      await ari.close();
      unserved?.stop();
      metrics.stop();
      await store.close();
      await journal.close();
    },
  };
}

/** The HTTP interface with the live page on it. */
function apiOn({ config, secrets, clock, log }: ControllerParts, room: ControlRoom, broadcaster: Broadcaster) {
  const page = { site: readSite(), broadcaster, origins: config.web.origins };
  return buildApi(room, { token: secrets.apiToken, log, realm: config.sip.realm, clock, page });
}

function telephone({ config, secrets, clock, random, log }: ControllerParts, onNotice: AriOptions['onNotice']) {
  const { url, user, app, driver } = config.ari;
  const access = { url, user, app, driver, password: secrets.ariPassword, realm: config.sip.realm };
  return connectAri({ ...access, clock, random, log, onNotice });
}

/** PostgreSQL: directory and record with one role, the shipping of facts with another that may do nothing else. */
function openStore({ config, clock, log }: ControllerParts, journal: Journal) {
  const database = openDatabase({ url: config.database.url, tenant: config.tenant, log });
  const factsDatabase = openDatabase({ url: config.database.factsUrl, tenant: config.tenant, log });
  const shipper = startShipper({ journal, sink: factSink(factsDatabase), clock, log });
  return {
    agents: agentDirectory(database),
    queues: queueDirectory(database),
    record: factRecord(database),
    deployments: deploymentRecord(database),
    recording: {
      recordingStore: { index: recordingIndex(database), shelf: diskRecordings(config.recordings.directory) },
    },
    shipper,
    close: async () => {
      await shipper.stop();
      await Promise.all([database.close(), factsDatabase.close()]);
    },
  };
}

/** The key stays as long as a call needs it. */
const sealFor = ({ data }: Config, { frames }: StoredStates): Seal =>
  openSeal(data.directory, frames.some(({ sealed }) => sealed !== undefined) ? 'yes' : 'no');

/** Null where nobody said where the call records are. */
function unservedCounting(
  parts: ControllerParts & { readonly record: (entry: Entry<Fact>) => void },
  place: NotesPlace | null,
): UnservedCounting | null {
  const { file } = parts.config.callRecords;
  return file === null ? null : countUnserved({ ...parts, notes: callNotes(file) }, place);
}

/** Phones, trunks and refusals into the record, when the manager interface is configured. */
function watchOf(
  { config, secrets, clock, random, log }: ControllerParts,
  record: (entry: Entry<Fact>) => void,
): TrunkWatch | null {
  if (config.ami === null || secrets.amiPassword === null) return null;
  const { host, port, user } = config.ami;
  return watchTrunks({
    ...{ host, port, user, password: secrets.amiPassword, clock, random, log },
    onFact: (fact) => {
      record({ at: clock.now(), machine: 'telephony', event: { kind: fact.kind }, facts: [fact], changes: {} });
    },
  });
}

/** Whoever counts or shows what was recorded comes after the record, which waits for neither. */
function recorder(journal: Journal, metrics: Metrics, broadcaster: Broadcaster): (entry: Entry<Fact>) => void {
  return (entry) => {
    journal.append(entry);
    metrics.onFacts(entry.facts);
    broadcaster.changed(entry.changes);
  };
}

function openBroadcaster({ clock, log }: ControllerParts, journal: Journal, { routes }: LoadedFlows): Broadcaster {
  const words = { stepLabel: stepLabels((hash) => routes.program(hash)) };
  return new Broadcaster({ clock, log, words, states: () => journal.state() });
}
