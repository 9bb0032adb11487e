// Placing a call: INVITE, its provisional answers, signing when asked, ACK, CANCEL. Ends with a dialog or a refusal.
// Not here: the established call (session.ts). Not supported: forking, reliable provisional answers.

import { dialogOfPlaced, nextHop, partsInDialog } from './dialog.ts';
import type { Dialog } from './dialog.ts';
import type { NetAddress } from './phone-types.ts';
import { offer, parseSdp, printSdp } from './sdp.ts';
import type { AudioDescription, OurAudio } from './sdp.ts';
import { sdpHeaders } from './session.ts';
import { branchOf, cseqOf, header } from './sip-message.ts';
import type { Headers, SipRequest, SipResponse } from './sip-message.ts';
import { newToken } from './token.ts';
import type { UserAgent } from './user-agent.ts';

export interface PlacingParts {
  readonly uri: string;
  readonly to: NetAddress;
  /** The From value without its tag. */
  readonly from: string;
  readonly audio: OurAudio;
  readonly more: Headers;
}

export interface PlacingEvents {
  readonly onProvisional: (status: number, theirs: AudioDescription | null) => void;
  /** Told once; the ACK has been sent. */
  readonly onAnswered: (dialog: Dialog, theirs: AudioDescription | null) => void;
  readonly onRefused: (status: number) => void;
  readonly onLost: (what: string) => void;
}

/** An INVITE on its way. */
export class Placing {
  readonly #agent: UserAgent;
  readonly #parts: PlacingParts;
  readonly #events: PlacingEvents;
  readonly #fromTag = newToken();
  readonly #callId = newToken();
  #seq = 0;
  #invite: SipRequest;
  #state: 'sent' | 'heard' | 'answered' | 'over' = 'sent';
  #wish: 'call' | 'cancel' = 'call';

  constructor(agent: UserAgent, parts: PlacingParts, events: PlacingEvents) {
    this.#agent = agent;
    this.#parts = parts;
    this.#events = events;
    this.#invite = this.#send([]);
  }

  /** A CANCEL may only follow a provisional answer (RFC 3261 9.1): until one comes the wish is kept. */
  cancel(): void {
    if (this.#wish === 'cancel') return;
    this.#wish = 'cancel';
    if (this.#state === 'heard') this.#sendCancel();
  }

  #send(signature: Headers): SipRequest {
    const { uri, to, from, audio, more } = this.#parts;
    this.#seq += 1;
    const headers: Headers = [
      ['From', `${from};tag=${this.#fromTag}`],
      ['To', `<${uri}>`],
      ['Call-ID', this.#callId],
      ['CSeq', `${this.#seq} INVITE`],
      ...sdpHeaders(this.#agent.contact),
      ...more,
      ...signature,
    ];
    const invite = this.#agent.compose({ method: 'INVITE', uri, headers, body: printSdp(offer(audio), 1) });
    this.#agent.ask(invite, to, {
      onResponse: (response) => {
        this.#hear(invite, response);
      },
      onTimeout: () => {
        this.#state = 'over';
        this.#events.onLost(`INVITE to ${to.host}:${to.port} was never answered`);
      },
    });
    return invite;
  }

  #hear(invite: SipRequest, response: SipResponse): void {
    if (response.status < 200) this.#hearProvisional(response);
    else if (response.status < 300) this.#hearAnswer(invite, response);
    else this.#hearRefusal(invite, response);
  }

  #hearProvisional(response: SipResponse): void {
    if (this.#state === 'answered' || this.#state === 'over') return;
    const first = this.#state === 'sent';
    this.#state = 'heard';
    if (first && this.#wish === 'cancel') this.#sendCancel();
    this.#events.onProvisional(response.status, sdpOf(response));
  }

  /** Every repeated answer is acknowledged again: the ACK before may have been lost. */
  #hearAnswer(invite: SipRequest, response: SipResponse): void {
    const dialog = dialogOfPlaced(invite, response);
    const ack = partsInDialog(dialog, 'ACK', { seq: cseqOf(invite).number });
    this.#agent.sendOnly(this.#agent.compose(ack), nextHop(dialog));
    if (this.#state === 'answered') return;
    this.#state = 'answered';
    this.#events.onAnswered(dialog, sdpOf(response));
  }

  #hearRefusal(invite: SipRequest, response: SipResponse): void {
    const asked = response.status === 401 || response.status === 407;
    const signature = asked && this.#wish === 'call' ? this.#agent.answerChallenge(invite, response) : null;
    if (signature !== null) {
      this.#state = 'sent';
      this.#invite = this.#send([signature]);
      return;
    }
    this.#state = 'over';
    this.#events.onRefused(response.status);
  }

  #sendCancel(): void {
    const invite = this.#invite;
    const headers: Headers = [
      ['From', header(invite, 'From')],
      ['To', header(invite, 'To')],
      ['Call-ID', this.#callId],
      ['CSeq', `${cseqOf(invite).number} CANCEL`],
    ];
    const cancel = this.#agent.compose({ method: 'CANCEL', uri: invite.uri, headers }, branchOf(invite));
    this.#agent.ask(cancel, this.#parts.to, {
      onResponse: () => undefined,
      onTimeout: () => {
        this.#events.onLost('CANCEL was never answered');
      },
    });
  }
}

const sdpOf = (response: SipResponse): AudioDescription | null =>
  response.body === '' ? null : parseSdp(response.body);
