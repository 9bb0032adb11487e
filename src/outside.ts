// The ways out of the centre that flows have: requests to other systems, e-mails, text messages; and what the environment says of
// itself. Plugs the adapters together. Not here: what any of them decides.

import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import type { Config } from './config.ts';
import type { Surroundings } from './environment.ts';
import type { Journal } from './facts/index.ts';
import type { MachineParts } from './machine-wires.ts';
import { type SmsOptions, type Ways, smsWay, smtpWay } from './outbox/index.ts';
import { recordedBy } from './recorded.ts';
import { type HttpClient, httpClient, openServices } from './services/index.ts';

export interface OutsideParts {
  readonly config: Config;
  readonly secrets: { readonly smtpPassword: string | null; readonly smsToken: string | null };
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: Pick<Journal, 'status' | 'sync'>;
  readonly surroundings: Surroundings;
}

export interface Outside extends Pick<MachineParts, 'services' | 'environment' | 'ways' | 'recorded'> {
  readonly close: () => Promise<void>;
}

/** Opens the ways out; nothing is connected to before something is sent. */
export function openOutside(parts: OutsideParts): Outside {
  const { clock, log, journal, surroundings } = parts;
  const http = httpClient(surroundings);
  const recorded = recordedBy(journal);
  const ways = waysOf(parts, http);
  return {
    services: openServices({ clock, log, http, recorded }),
    environment: surroundings,
    ways,
    recorded,
    close: async () => {
      await Promise.all([ways.email?.close(), ways.sms?.close(), http.close()]);
    },
  };
}

function waysOf({ config, secrets }: OutsideParts, http: HttpClient): Ways {
  const { smtp, sms } = config;
  const signIn =
    smtp?.signIn && secrets.smtpPassword !== null ? { user: smtp.signIn.user, password: secrets.smtpPassword } : null;
  return {
    email: smtp === null ? null : smtpWay({ ...smtp, signIn }),
    sms: sms === null ? null : smsWay({ url: sms.url, from: sms.from, token: secrets.smsToken, post: posting(http) }),
  };
}

const posting =
  (http: HttpClient): SmsOptions['post'] =>
  async (request, signal) =>
    (await http.send({ ...request, method: 'POST' }, signal)).status;
