// One controller process: opens everything in order, plugs it together, and closes it in the reverse order. The
// supervisor starts it again when it dies; whatever it knew is in the journal.

import type { Config } from './config.ts';
import { Broadcaster, type ControlRoom, buildApi, stepLabels } from './api/index.ts';
import { type AriOptions, callNotes, connectAri, watchTrunks } from './ari/index.ts';
import type { Clock } from './base/clock.ts';
import type { IdSource } from './base/ids.ts';
import type { Log } from './base/log.ts';
import type { Entry } from './base/machine.ts';
import { type Fact, insist } from './call/index.ts';
import type { NotesPlace, Trunks, TrunkWatch } from './call/ports.ts';
import { openControlRoom } from './control-room.ts';
import type { Surroundings } from './environment.ts';
import { openJournal, startForgetting, startShipper, type Journal } from './facts/index.ts';
import type { FlowParts, LoadedFlows } from './flows.ts';
import type { IvrPorts } from './ivr/index.ts';
import { startMachines } from './machines.ts';
import { type Metrics, openMetrics } from './metrics.ts';
import type { OutboundSettings } from './outbound-file.ts';
import { startReconnection } from './reconnection.ts';
import { openOutside } from './outside.ts';
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
  traceRecord,
} from './store/index.ts';
import { type StoredStates, decodeStored } from './stored-decode.ts';
import { type UnservedCounting, countUnserved } from './unserved-calls.ts';

export interface ControllerParts {
  readonly version: string;
  readonly config: Config;
  /** Null: what it is for is not used, or asks for none. */
  readonly secrets: {
    readonly ariPassword: string;
    readonly amiPassword: string | null;
    readonly apiToken: string;
    readonly smtpPassword: string | null;
    readonly smsToken: string | null;
  };
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly random: () => number;
  readonly log: Log;
  readonly surroundings: Surroundings;
  /** What may be called, and the trunks to be made known. */
  readonly outbound: OutboundSettings;
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
  const journalStatus = () => journal.status();
  const views = { connection: () => reconnection.state(), journal: journalStatus, shipper: store.shipper.status };
  const trunkWatch = watchOf(parts, (entry) => record(entry));
  const metrics = openMetrics({ version, clock, machines: () => machines, dropped: ari.dropped, trunkWatch, ...views });
  const record = recorder(journal, metrics, broadcaster);
  const outside = openOutside({ ...parts, journal });
  const { policy } = parts.outbound;
  const kept = { ...store.recording, seal: sealFor(config, stored) };
  const traces = config.traces.keptMs === 0 ? ('none' as const) : ('kept' as const);
  const wired = { ...parts, ...flows, ...outside, record, telephony: ari, policy, ...kept, traces };
  const machines = startMachines(wired, stored);
  const roster = openRoster({ ...{ clock, ids, log, phones: ari.phones, acd: machines.acd }, ...store });
  const unserved = unservedCounting({ ...parts, record }, stored.unserved);
  const onReady = (): void => {
    broadcaster.telephony('ready');
    void Promise.all([roster.pushPhones(), pushTrunks(parts, ari.trunks), unserved?.look()]);
  };
  const reconnection = startReconnection({ clock, log, machines, ...ari, onReady });
  roster.load();

  const { versions } = flows;
  const watched = { clock, machines, roster, version, versions, metrics: metrics.read, policy };
  const api = apiOn(parts, openControlRoom({ ...watched, ...kept, ...store, ...views }), broadcaster);
  // Connecting takes the application over from whoever has it, so it comes last: a start that fails disturbs nobody.
  const address = await api.listen({ host: config.api.host, port: config.api.port });
  ari.open();
  trunkWatch?.open();
  const unfollow = versions.follow(() => machines.calls.frames().map(({ program }) => program));
  const close = async (): Promise<void> => {
    unfollow();
    unserved?.stop();
    metrics.stop();
    await closeAll({ api, trunkWatch, ari, outside, store, journal });
  };
  return { address, close };
}

/** A new key unless something is sealed with the one before. */
function sealFor({ data }: Config, { frames, scripts }: StoredStates): IvrPorts['seal'] {
  const closed = [...frames, ...scripts.flatMap(({ frame }) => frame ?? [])];
  return openSeal(data.directory, closed.some(({ sealed }) => sealed !== undefined) ? 'yes' : 'no');
}

interface Closing {
  readonly api: { readonly close: () => PromiseLike<unknown> };
  readonly trunkWatch: TrunkWatch | null;
  readonly ari: { readonly close: () => Promise<void> };
  readonly outside: { readonly close: () => Promise<void> };
  readonly store: { readonly close: () => Promise<void> };
  readonly journal: Journal;
}

/** In the reverse order of opening: whoever asks first, the record last. */
async function closeAll({ api, trunkWatch, ari, outside, store, journal }: Closing): Promise<void> {
  await api.close();
  trunkWatch?.close();
  await ari.close();
  await outside.close();
  await store.close();
  await journal.close();
}

/** Each trunk is known again after a restart of the telephone system; one that is not has its calls go by the next. */
async function pushTrunks({ clock, log, outbound }: ControllerParts, trunks: Trunks): Promise<void> {
  for (const line of outbound.lines) {
    try {
      await insist(clock, () => trunks.put(line));
    } catch (fault) {
      log.error('A trunk could not be made known to the telephone system.', { trunk: line.trunk, fault });
    }
  }
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
  const traces = traceRecord(database);
  const forgetting = startForgetting({ traces, keptMs: config.traces.keptMs, clock, log });
  return {
    agents: agentDirectory(database),
    queues: queueDirectory(database),
    record: factRecord(database),
    traces,
    deployments: deploymentRecord(database),
    recording: {
      recordingStore: { index: recordingIndex(database), shelf: diskRecordings(config.recordings.directory) },
    },
    shipper,
    close: async () => {
      await Promise.all([shipper.stop(), forgetting.stop()]);
      await Promise.all([database.close(), factsDatabase.close()]);
    },
  };
}

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
