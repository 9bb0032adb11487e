// The port TrunkWatch on Asterisk's manager interface: a session kept open, its events turned into facts and counts.
// Not here: what an event means (standings.ts, refusals.ts), nor where facts are kept.

import type { Cancel, Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { TelephonyFact } from '../../call/index.ts';
import { TelephonyFault } from '../../call/ports.ts';
import type { TrunkWatch } from '../../call/ports.ts';
import { pingEveryMs, retryMs } from './limits.ts';
import { makeRefusals } from './refusals.ts';
import { openAmiSession } from './session.ts';
import type { AmiAccess, AmiEvent, AmiSession } from './session.ts';
import { Standings } from './standings.ts';

export interface TrunkWatchOptions extends AmiAccess {
  readonly clock: Clock;
  /** A number from 0 up to 1, for spreading reconnections. */
  readonly random: () => number;
  readonly log: Log;
  /** Told of each change once; it must only note and return. */
  readonly onFact: (fact: TelephonyFact) => void;
}

type Life =
  | { readonly kind: 'idle' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'watching'; readonly session: AmiSession; readonly beat: Cancel }
  | { readonly kind: 'waiting'; readonly retry: Cancel }
  | { readonly kind: 'closed' };

/** What the mask lets through: contacts and registrations, and refusals. */
const eventMask = 'system,security';

/** Not connected yet; `open` begins. */
export function watchTrunks(options: TrunkWatchOptions): TrunkWatch {
  const watch = new Watch(options);
  return {
    open: () => {
      watch.open();
    },
    state: () => (watch.life.kind === 'watching' ? 'watching' : 'away'),
    counts: () => [...watch.counts.values()],
    close: () => {
      watch.close();
    },
  };
}

class Watch {
  readonly counts = new Map<string, ReturnType<TrunkWatch['counts']>[number]>();
  readonly #options: TrunkWatchOptions;
  readonly #standings = new Standings();
  readonly #refusals: ReturnType<typeof makeRefusals>;
  life: Life = { kind: 'idle' };
  #attempt = 0;

  constructor(options: TrunkWatchOptions) {
    this.#options = options;
    this.#refusals = makeRefusals(options.clock, options.onFact);
  }

  open(): void {
    this.life = { kind: 'opening' };
    void this.#connect(this.life);
  }

  close(): void {
    const before = this.life;
    this.life = { kind: 'closed' };
    this.#release(before);
  }

  async #connect(opening: Life): Promise<void> {
    const { clock } = this.#options;
    let current: AmiSession | null = null;
    try {
      const session = await openAmiSession({
        ...{ access: this.#options, clock },
        onEvent: (event) => {
          this.#hear(event);
        },
        onLost: (why) => {
          this.#lose(current, why);
        },
      });
      current = session;
      if (this.life !== opening) throw new TelephonyFault('unreachable', 'Closed meanwhile.');
      // Before the mask is set, whatever the account may read could come.
      await session.action({ action: 'Events', eventmask: eventMask });
      if (this.life !== opening) throw new TelephonyFault('unreachable', 'Closed meanwhile.');
      this.#begin(session);
    } catch (fault) {
      current?.close();
      if (this.life === opening) this.#wait(fault instanceof Error ? fault.message : 'it failed');
    }
  }

  #begin(session: AmiSession): void {
    this.#attempt = 0;
    this.#standings.forgetContacts();
    this.#count('connection', 'opened');
    this.#options.log.info('Watching phones and trunks.');
    this.#beat(session);
  }

  /** Asks for a sign of life; a session without one is given up. */
  #beat(session: AmiSession): void {
    const beat = this.#options.clock.after(pingEveryMs, () => {
      session.action({ action: 'Ping' }).then(
        () => {
          if (this.#isCurrent(session)) this.#beat(session);
        },
        () => {
          this.#lose(session, 'no sign of life');
        },
      );
    });
    this.life = { kind: 'watching', session, beat };
  }

  #hear(event: AmiEvent): void {
    const change = this.#standings.hear(event);
    if (change !== null && 'to' in change) this.#count(change.kind, change.to);
    if (change !== null) this.#options.onFact(change);
    const why = this.#refusals.hear(event);
    if (why !== null) this.#count('accessRefused', why);
  }

  #lose(session: AmiSession | null, why: string): void {
    // While the mask is being set, the action that fails tells it.
    if (session === null || !this.#isCurrent(session)) return;
    this.#count('connection', 'lost');
    this.#wait(why);
  }

  #wait(why: string): void {
    const { clock, log, random } = this.#options;
    if (this.#attempt === 0) log.warn('Phones and trunks are not watched now; trying again.', { why });
    const delayMs = Math.min(retryMs.longest, retryMs.first * 2 ** this.#attempt) * (0.5 + random() / 2);
    this.#attempt = Math.min(this.#attempt + 1, 10);
    const before = this.life;
    const retry = clock.after(delayMs, () => {
      this.open();
    });
    this.life = { kind: 'waiting', retry };
    this.#release(before);
  }

  #isCurrent(session: AmiSession): boolean {
    return this.life.kind === 'watching' && this.life.session === session;
  }

  #release(life: Life): void {
    if (life.kind === 'waiting') life.retry();
    if (life.kind !== 'watching') return;
    life.beat();
    life.session.close();
  }

  #count(what: string, detail: string): void {
    const key = `${what} ${detail}`;
    const count = (this.counts.get(key)?.count ?? 0) + 1;
    this.counts.set(key, { what, detail, count });
  }
}
