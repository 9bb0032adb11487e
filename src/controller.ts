// One controller process: opens everything in order, plugs it together, and closes it in the reverse order. The
// supervisor starts it again when it dies; whatever it knew is in the journal.

import type { Config } from './config.ts';
import { buildApi } from './api/index.ts';
import { connectAri, watchTrunks } from './ari/index.ts';
import type { Clock } from './base/clock.ts';
import type { IdSource } from './base/ids.ts';
import type { Log } from './base/log.ts';
import type { TrunkWatch } from './call/ports.ts';
import { openControlRoom } from './control-room.ts';
import { openJournal, startShipper, type Journal } from './facts/index.ts';
import type { LoadedFlows } from './flows.ts';
import { startMachines } from './machines.ts';
import { startReconnection } from './reconnection.ts';
import { openRoster } from './roster.ts';
import { agentDirectory, factSink, openDatabase, queueDirectory } from './store/index.ts';
import { decodeStored } from './stored-decode.ts';

export interface ControllerParts {
  readonly config: Config;
  /** `amiPassword` is null when the manager interface is not used. */
  readonly secrets: { readonly ariPassword: string; readonly amiPassword: string | null; readonly apiToken: string };
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

type Record = (entry: Parameters<Journal['append']>[0]) => void;

/** Rejects when something without which no call can be served is missing: the journal, the flows, the port. */
export async function startController(parts: ControllerParts): Promise<Controller> {
  const { config, secrets, clock, ids, log } = parts;
  const journal = openJournal({ dir: config.data.directory, clock, ids, log });
  const stored = decodeStored(journal.state(), log);
  const flows = await parts.loadFlows(stored.frames);

  const ari = connectAri({
    ...{
      realm: config.sip.realm,
      url: config.ari.url,
      user: config.ari.user,
      password: secrets.ariPassword,
      app: config.ari.app,
      driver: config.ari.driver,
    },
    ...{ clock, random: parts.random, log },
    onNotice: (notice) => {
      reconnection.onNotice(notice);
    },
  });
  const record: Record = (entry) => void journal.append(entry);
  const trunkWatch = watchOf(parts, record);
  const machines = startMachines({ ...parts, record, telephony: ari, ...flows }, stored);

  const database = openDatabase({ url: config.database.url, tenant: config.tenant, log });
  const factsDatabase = openDatabase({ url: config.database.factsUrl, tenant: config.tenant, log });
  const shipper = startShipper({ journal, sink: factSink(factsDatabase), clock, log });
  const directories = { agents: agentDirectory(database), queues: queueDirectory(database) };
  const roster = openRoster({ clock, ids, log, ...directories, phones: ari.phones, acd: machines.acd });
  const onReady = (): void => void roster.pushPhones();
  const reconnection = startReconnection({ clock, log, machines, ...ari, onReady });
  roster.load();

  const views = { connection: reconnection.state, journal: () => journal.status(), shipper: shipper.status };
  const api = buildApi(openControlRoom({ clock, machines, roster, ...views }), {
    ...{ token: secrets.apiToken, log, realm: config.sip.realm },
  });
  // Connecting takes the application over from whoever has it, so it comes last: a start that fails disturbs nobody.
  const address = await api.listen({ host: config.api.host, port: config.api.port });
  ari.open();
  trunkWatch?.open();
  return {
    address,
    close: async () => {
      await api.close();
      trunkWatch?.close();
      await ari.close();
      await shipper.stop();
      await Promise.all([database.close(), factsDatabase.close()]);
      await journal.close();
    },
  };
}

/** Phones, trunks and refusals into the record, when the manager interface is configured. */
function watchOf({ config, secrets, clock, random, log }: ControllerParts, record: Record): TrunkWatch | null {
  if (config.ami === null || secrets.amiPassword === null) return null;
  const { host, port, user } = config.ami;
  return watchTrunks({
    ...{ host, port, user, password: secrets.amiPassword, clock, random, log },
    onFact: (fact) => {
      record({ at: clock.now(), machine: 'telephony', event: { kind: fact.kind }, facts: [fact], changes: {} });
    },
  });
}
