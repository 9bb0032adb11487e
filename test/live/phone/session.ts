// An established SIP call: hang-ups both ways, keys by INFO, re-INVITEs answered, questions answered. Not here: how the
// call came to be (placing.ts, receiving.ts) and its sound.

import { finalAnswer } from './asking.ts';
import { nextHop, partsInDialog } from './dialog.ts';
import type { Dialog } from './dialog.ts';
import { answerTo, offer, parseSdp, printSdp } from './sdp.ts';
import type { AudioDescription, OurAudio } from './sdp.ts';
import { header, responseTo } from './sip-message.ts';
import type { Headers, SipRequest } from './sip-message.ts';
import { allowed } from './user-agent.ts';
import type { UserAgent } from './user-agent.ts';

export interface SessionEvents {
  readonly onHungUp: () => void;
  readonly onAcknowledged: () => void;
  /** What they said anew about their sound. */
  readonly onAudio: (theirs: AudioDescription) => void;
  readonly onKey: (key: string, lengthMs: number) => void;
}

/** The header lines that go with a description of sound. */
export const sdpHeaders = (contact: string): Headers => [
  ['Contact', contact],
  ['Allow', allowed],
  ['Content-Type', 'application/sdp'],
];

export class Session {
  readonly #agent: UserAgent;
  readonly #dialog: Dialog;
  readonly #audio: OurAudio;
  readonly #events: SessionEvents;
  #seq: number;
  #sdpVersion = 1;

  constructor(agent: UserAgent, dialog: Dialog, parts: { readonly audio: OurAudio; readonly events: SessionEvents }) {
    this.#agent = agent;
    this.#dialog = dialog;
    this.#audio = parts.audio;
    this.#events = parts.events;
    this.#seq = dialog.localSeq;
    agent.addDialog(dialog.callId, dialog.localTag, (request) => {
      this.#handle(request);
    });
  }

  /** Sends BYE. Rejects with PhoneFault `lost` when nobody answers it. */
  async bye(): Promise<void> {
    await this.#ask('BYE', [], '');
  }

  /** Sends one key by INFO; resolves with the status of the answer. */
  async sendKey(key: string, lengthMs: number): Promise<number> {
    const body = `Signal=${key}\r\nDuration=${lengthMs}\r\n`;
    return this.#ask('INFO', [['Content-Type', 'application/dtmf-relay']], body);
  }

  /** Asks the other side to call `target` instead (RFC 3515); resolves with the status of the answer. */
  async refer(target: string, more: Headers): Promise<number> {
    return this.#ask('REFER', [['Refer-To', `<${target}>`], ...more], '');
  }

  /** No further request reaches this session. */
  close(): void {
    this.#agent.forgetDialog(this.#dialog.callId, this.#dialog.localTag);
  }

  async #ask(method: string, more: Headers, body: string): Promise<number> {
    const answer = await finalAnswer(this.#agent, nextHop(this.#dialog), (signature) => {
      this.#seq += 1;
      const contact: Headers = [['Contact', this.#agent.contact]];
      return partsInDialog(this.#dialog, method, { seq: this.#seq, more: [...contact, ...more, ...signature], body });
    });
    return answer.status;
  }

  #handle(request: SipRequest): void {
    switch (request.method) {
      case 'ACK':
        this.#readSdp(request);
        this.#events.onAcknowledged();
        return;
      case 'BYE':
        this.#agent.respond(request, responseTo(request, 200));
        this.#events.onHungUp();
        return;
      case 'INVITE':
        this.#answerAgain(request);
        return;
      case 'INFO':
        this.#agent.respond(request, responseTo(request, 200));
        this.#readKey(request);
        return;
      case 'OPTIONS':
        this.#agent.respond(request, responseTo(request, 200, { more: [['Allow', allowed]] }));
        return;
      default:
        this.#agent.respond(request, responseTo(request, 405, { more: [['Allow', allowed]] }));
    }
  }

  /** A re-INVITE: their new description is taken over; without one ours is an offer and theirs comes with the ACK. */
  #answerAgain(request: SipRequest): void {
    const theirs = this.#readSdp(request);
    this.#sdpVersion += 1;
    const ours = theirs === null ? offer(this.#audio) : answerTo(theirs, this.#audio);
    const body = printSdp(ours, this.#sdpVersion);
    this.#agent.respond(request, responseTo(request, 200, { more: sdpHeaders(this.#agent.contact), body }));
  }

  #readSdp(request: SipRequest): AudioDescription | null {
    const theirs = request.body === '' ? null : parseSdp(request.body);
    if (theirs !== null) this.#events.onAudio(theirs);
    return theirs;
  }

  #readKey(request: SipRequest): void {
    if (!header(request, 'Content-Type').startsWith('application/dtmf-relay')) return;
    const key = /Signal\s*=\s*(\S)/i.exec(request.body)?.[1];
    const lengthMs = Number(/Duration\s*=\s*(\d+)/i.exec(request.body)?.[1] ?? '0');
    if (key !== undefined) this.#events.onKey(key, lengthMs);
  }
}
