// A phone's registration at its server: REGISTER, signed when asked, repeated before it lapses, taken back at the end.

import type { Cancel, Clock } from '../../../src/base/clock.ts';
import { finalAnswer } from './asking.ts';
import { PhoneFault } from './phone-fault.ts';
import type { NetAddress } from './phone-types.ts';
import { newToken } from './token.ts';
import { sipUri } from './sip-uri.ts';
import type { UserAgent } from './user-agent.ts';

/** How long a registration is asked for, unless told otherwise. */
export const defaultExpiresSec = 120;

/** The part of its life after which a registration is renewed. */
const renewRatio = 0.8;

export class Registration {
  readonly #agent: UserAgent;
  readonly #server: NetAddress;
  readonly #after: Clock['after'];
  readonly #onFault: (fault: unknown) => void;
  readonly #callId = newToken();
  readonly #fromTag = newToken();
  #seq = 0;
  #stopRenewing: Cancel = () => undefined;
  #state: 'absent' | 'registered' = 'absent';

  /** `onFault` hears of a renewal that failed. */
  constructor(
    agent: UserAgent,
    server: NetAddress,
    parts: { readonly after: Clock['after']; readonly onFault: (fault: unknown) => void },
  ) {
    this.#agent = agent;
    this.#server = server;
    this.#after = parts.after;
    this.#onFault = parts.onFault;
  }

  /** Rejects with PhoneFault `refused` (the message has the status) or `lost`. */
  async register(expiresSec: number): Promise<void> {
    await this.#send(expiresSec);
    this.#state = 'registered';
    this.#stopRenewing();
    this.#stopRenewing = this.#after(expiresSec * 1000 * renewRatio, () => {
      this.register(expiresSec).catch(this.#onFault);
    });
  }

  /** Harmless when not registered. */
  async unregister(): Promise<void> {
    this.#stopRenewing();
    if (this.#state === 'absent') return;
    this.#state = 'absent';
    await this.#send(0);
  }

  async #send(expiresSec: number): Promise<void> {
    const { user } = this.#agent.identity;
    const self = `<${sipUri(user, this.#server)}>`;
    const answer = await finalAnswer(this.#agent, this.#server, (signature) => {
      this.#seq += 1;
      return {
        method: 'REGISTER',
        uri: `sip:${this.#server.host}:${this.#server.port}`,
        headers: [
          ['From', `${self};tag=${this.#fromTag}`],
          ['To', self],
          ['Call-ID', this.#callId],
          ['CSeq', `${this.#seq} REGISTER`],
          ['Contact', this.#agent.contact],
          ['Expires', String(expiresSec)],
          ...signature,
        ],
      };
    });
    if (answer.status >= 300) throw new PhoneFault('refused', `REGISTER of ${user} was refused with ${answer.status}`);
  }
}
