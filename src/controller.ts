// One controller process: opens everything in order, plugs it together, and closes it in the reverse order. The
// supervisor starts it again when it dies; whatever it knew is in the journal.

import type { Config } from './config.ts';
import { Broadcaster, buildApi, stepLabels } from './api/index.ts';
import { connectAri } from './ari/index.ts';
import type { Clock } from './base/clock.ts';
import type { IdSource } from './base/ids.ts';
import type { Log } from './base/log.ts';
import { openControlRoom } from './control-room.ts';
import { openJournal, startShipper, type Journal } from './facts/index.ts';
import type { LoadedFlows } from './flows.ts';
import { type MachineParts, startMachines } from './machines.ts';
import { startReconnection } from './reconnection.ts';
import { openRoster } from './roster.ts';
import { agentDirectory, factSink, openDatabase, queueDirectory } from './store/index.ts';
import { readSite } from './site.ts';
import { decodeStored } from './stored-decode.ts';

export interface ControllerParts {
  readonly config: Config;
  readonly secrets: { readonly ariPassword: string; readonly apiToken: string };
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly random: () => number;
  readonly log: Log;
  readonly loadFlows: (frames: readonly { readonly program: string }[]) => Promise<LoadedFlows>;
}

export interface Controller {
  /** Where the HTTP interface listens. */
  readonly address: string;
  /** Lets go of everything; calls go on in Asterisk. */
  readonly close: () => Promise<void>;
}

/** Rejects when something without which no call can be served is missing: the journal, the flows, the port. */
export async function startController(parts: ControllerParts): Promise<Controller> {
  const { config, secrets, clock, ids, log } = parts;
  const journal = openJournal({ dir: config.data.directory, clock, ids, log });
  const stored = decodeStored(journal.state(), log);
  const flows = await parts.loadFlows(stored.frames);

  const broadcaster = openBroadcaster(parts, journal, flows);

  const ari = connectAri({
    ...{
      realm: config.sip.realm,
      url: config.ari.url,
      user: config.ari.user,
      password: secrets.ariPassword,
      app: config.ari.app,
    },
    ...{ clock, random: parts.random, log },
    onNotice: (notice) => {
      reconnection.onNotice(notice);
      if (notice.kind !== 'event') broadcaster.telephony(reconnection.state().kind);
    },
  });
  const record = recorder(journal, broadcaster);
  const machines = startMachines({ ...parts, record, telephony: ari, ...flows }, stored);

  const { database, factsDatabase } = openDatabases(parts);
  const shipper = startShipper({ journal, sink: factSink(factsDatabase), clock, log });
  const directories = { agents: agentDirectory(database), queues: queueDirectory(database) };
  const roster = openRoster({ clock, ids, log, ...directories, phones: ari.phones, acd: machines.acd });
  const onReady = (): void => {
    broadcaster.telephony('ready');
    void roster.pushPhones();
  };
  const reconnection = startReconnection({ clock, log, machines, ...ari, onReady });
  roster.load();

  const views = { connection: reconnection.state, journal: () => journal.status(), shipper: shipper.status };
  const api = buildApi(openControlRoom({ clock, machines, roster, ...views }), {
    ...{ token: secrets.apiToken, log, realm: config.sip.realm, clock },
    page: { site: readSite(), broadcaster, origins: config.web.origins },
  });
  // Connecting takes the application over from whoever has it, so it comes last: a start that fails disturbs nobody.
  const address = await api.listen({ host: config.api.host, port: config.api.port });
  ari.open();
  return {
    address,
    close: async () => {
      await api.close();
      await ari.close();
      await shipper.stop();
      await Promise.all([database.close(), factsDatabase.close()]);
      await journal.close();
    },
  };
}

/** What is recorded is noted for the live page; that it is shown must never be what a record waits for. */
function recorder(journal: Journal, broadcaster: Broadcaster): MachineParts['record'] {
  return (entry) => {
    journal.append(entry);
    broadcaster.changed(entry.changes);
  };
}

function openBroadcaster({ clock, log }: ControllerParts, journal: Journal, { routes }: LoadedFlows): Broadcaster {
  const words = { stepLabel: stepLabels((hash) => routes.program(hash)) };
  return new Broadcaster({ clock, log, words, states: () => journal.state() });
}

function openDatabases({ config, log }: ControllerParts) {
  const { database, tenant } = config;
  return {
    database: openDatabase({ url: database.url, tenant, log }),
    factsDatabase: openDatabase({ url: database.factsUrl, tenant, log }),
  };
}
