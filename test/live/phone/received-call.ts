// A call that comes to the phone, from the INVITE to the established line. It answers nothing but 100 by itself.

import { CallLine, firstSound } from './call-line.ts';
import type { LineParts } from './call-line.ts';
import { dialogOfReceived } from './dialog.ts';
import { PhoneFault } from './phone-fault.ts';
import type { CallEnd, PhoneCall } from './phone-types.ts';
import { answerTo, offer, parseSdp, printSdp } from './sdp.ts';
import type { AudioDescription } from './sdp.ts';
import { sdpHeaders } from './session.ts';
import { header, responseTo } from './sip-message.ts';
import type { Headers, SipRequest } from './sip-message.ts';
import { displayNameIn, uriIn, userOf } from './sip-uri.ts';
import { newToken } from './token.ts';

/** Nobody is there: what a call that is hung up before its answer is told. */
const unavailable = 480;

/** Nothing that both could speak. */
const notAcceptable = 488;

/** Takes an INVITE; null when its sound is none that the phone speaks (it was refused with 488). */
export async function receiveCall(parts: LineParts, invite: SipRequest): Promise<PhoneCall | null> {
  const { agent } = parts;
  agent.respond(invite, responseTo(invite, 100));
  const theirs = invite.body === '' ? null : parseSdp(invite.body);
  if (invite.body !== '' && !theirs?.codecs.some((codec) => parts.codecs.includes(codec))) {
    agent.respond(invite, responseTo(invite, notAcceptable, { toTag: newToken() }));
    return null;
  }
  // A CANCEL may come while the RTP socket is being opened.
  let early: 'wanted' | 'cancelled' = 'wanted';
  agent.onCancel(invite, () => {
    early = 'cancelled';
  });
  const line = await CallLine.open(parts, { kind: 'offered' });
  const received = new Received(parts, line, { invite, theirs });
  agent.onCancel(invite, () => {
    received.cancelled();
  });
  if (isCancelled(early)) received.cancelled();
  return asCall(line, received, invite);
}

/** Read anew after a wait, where the compiler would still know the first value. */
const isCancelled = (early: 'wanted' | 'cancelled'): boolean => early === 'cancelled';

function asCall(line: CallLine, received: Received, invite: SipRequest): PhoneCall {
  const from = header(invite, 'From');
  return {
    ...line.shared(),
    direction: 'received',
    party: { number: userOf(uriIn(from)), name: displayNameIn(from) },
    called: userOf(invite.uri),
    state: () => line.state(),
    ring: (status) => {
      received.ring(status);
    },
    sound: (sound) => {
      line.shared().say(sound);
      received.sound();
    },
    answer: async ({ sound = firstSound } = {}) => {
      line.shared().say(sound);
      await received.answer();
    },
    decline: (status = 486) => {
      received.decline(status);
    },
    hangup: () => received.hangup(),
  };
}

/** The answers to one INVITE. */
class Received {
  readonly #parts: LineParts;
  readonly #line: CallLine;
  readonly #invite: SipRequest;
  readonly #theirs: AudioDescription | null;
  readonly #tag = newToken();

  constructor(
    parts: LineParts,
    line: CallLine,
    call: { readonly invite: SipRequest; readonly theirs: AudioDescription | null },
  ) {
    this.#parts = parts;
    this.#line = line;
    this.#invite = call.invite;
    this.#theirs = call.theirs;
  }

  ring(status: 180 | 183 = 180): void {
    this.#requireOpen('ring');
    this.#respond(status);
    this.#line.become({ kind: 'ringing' });
  }

  /** Early media (RFC 3960): their audio is sent to from now on, without any answer. */
  sound(): void {
    this.#requireOpen('sound');
    this.#line.takeAudio(this.#theirs);
    this.#respond(183, { more: sdpHeaders(this.#parts.agent.contact), body: this.#ourSound() });
    this.#line.become({ kind: 'ringing' });
  }

  async answer(): Promise<void> {
    this.#requireOpen('answer');
    const { agent } = this.#parts;
    agent.forgetInvite(this.#invite);
    this.#line.takeAudio(this.#theirs);
    this.#line.establish(dialogOfReceived(this.#invite, this.#tag));
    const response = responseTo(this.#invite, 200, {
      toTag: this.#tag,
      more: sdpHeaders(agent.contact),
      body: this.#ourSound(),
    });
    agent.respond(this.#invite, response, () => {
      this.#line.end({ kind: 'lost', what: 'our answer was never acknowledged', at: performance.now() });
    });
    await this.#line.acknowledged();
  }

  decline(status: number): void {
    this.#requireOpen('decline');
    this.#refuse(status, { kind: 'refused', by: 'us', status, at: performance.now() });
  }

  cancelled(): void {
    if (!this.#isOpen()) return;
    this.#refuse(487, { kind: 'cancelled', by: 'them', at: performance.now() });
  }

  hangup(): Promise<CallEnd> {
    if (this.#line.state().kind === 'up') return this.#line.bye();
    if (this.#isOpen()) this.decline(unavailable);
    return this.#line.settledEnd();
  }

  #refuse(status: number, end: CallEnd): void {
    this.#parts.agent.forgetInvite(this.#invite);
    this.#respond(status);
    this.#line.end(end);
  }

  #ourSound(): string {
    const ours = this.#theirs === null ? offer(this.#line.audio) : answerTo(this.#theirs, this.#line.audio);
    return printSdp(ours, 1);
  }

  #respond(status: number, given: { readonly more?: Headers; readonly body?: string } = {}): void {
    const { agent } = this.#parts;
    const { more = [['Contact', agent.contact]], body } = given;
    const parts = { toTag: this.#tag, more, ...(body === undefined ? {} : { body }) };
    agent.respond(this.#invite, responseTo(this.#invite, status, parts));
  }

  #isOpen(): boolean {
    const { kind } = this.#line.state();
    return kind === 'offered' || kind === 'ringing';
  }

  #requireOpen(what: string): void {
    const { kind } = this.#line.state();
    if (this.#isOpen()) return;
    throw new PhoneFault(kind === 'ended' ? 'ended' : 'misuse', `cannot ${what}: the call is ${kind}`);
  }
}
