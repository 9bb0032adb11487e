// What placed and received calls have in common: state and who waits for it, sound both ways, keys, the established
// session. Not here: how a call begins (placed-call.ts, received-call.ts).

import { transactionLimitMs } from './client-transactions.ts';
import type { Dialog } from './dialog.ts';
import { digitsOf } from './digit.ts';
import { startHearing } from './heard.ts';
import type { Hearing } from './heard.ts';
import { KeyReader } from './key-reader.ts';
import type { MediaSource, MediaStream } from './media.ts';
import { silence } from './outgoing-sound.ts';
import { PhoneFault } from './phone-fault.ts';
import type { CallEnd, CallState, Codec, DigitMode, PhoneCall, SentDigit, WaitLimit } from './phone-types.ts';
import { ourKeyPayloadType, targetFrom } from './sdp.ts';
import type { AudioDescription, OurAudio } from './sdp.ts';
import { Session } from './session.ts';
import type { UserAgent } from './user-agent.ts';
import { done, never, waitOn, Watch } from './watch.ts';
import type { Look } from './watch.ts';

/** How long a key sounds and how long the pause after it is, unless told otherwise. */
const keyDefaultMs = 100;

/** The longest key: RFC 4733 counts its samples in 16 bits. */
const keyMaxMs = 8_000;

/** A hang-up is settled at the latest when its request has timed out. */
const hangupLimitMs = transactionLimitMs + 1_000;

export interface LineParts {
  readonly agent: UserAgent;
  readonly media: MediaSource;
  readonly codecs: readonly Codec[];
  readonly digits: DigitMode;
}

/** What `CallLine` does for every call, whichever way it began. */
type SharedParts = Omit<
  PhoneCall,
  'direction' | 'party' | 'called' | 'ring' | 'sound' | 'answer' | 'decline' | 'hangup' | 'state'
>;

export class CallLine {
  readonly audio: OurAudio;
  readonly watch: Watch;
  readonly #agent: UserAgent;
  readonly #stream: MediaStream;
  readonly #hearing: Hearing;
  readonly #keys: KeyReader;
  readonly #codecs: readonly Codec[];
  readonly #digitMode: DigitMode;
  #state: CallState;
  #session: Session | undefined;
  #agreed: 'nothing' | 'sound' | 'soundAndKeys' = 'nothing';
  #ours: 'on' | 'paused' = 'on';
  #they: 'listen' | 'hold' = 'listen';
  #acknowledged: 'awaited' | 'came' = 'awaited';

  private constructor(
    parts: LineParts,
    media: { readonly stream: MediaStream; readonly hearing: Hearing; readonly keys: KeyReader; readonly watch: Watch },
    first: CallState,
  ) {
    this.#agent = parts.agent;
    this.#codecs = parts.codecs;
    this.#digitMode = parts.digits;
    this.#stream = media.stream;
    this.#hearing = media.hearing;
    this.#keys = media.keys;
    this.watch = media.watch;
    this.#state = first;
    this.audio = {
      address: { host: parts.agent.address.host, port: media.stream.port },
      codecs: parts.codecs,
      keyPayloadType: parts.digits === 'rfc4733' ? ourKeyPayloadType : null,
    };
  }

  /** Opens the RTP socket; nothing is sent yet. */
  static async open(parts: LineParts, first: CallState): Promise<CallLine> {
    const hearing = startHearing(performance.now(), () => performance.now());
    const keys = new KeyReader();
    const watch = new Watch();
    const stream = await parts.media.open(parts.agent.address.host, {
      arrived: (arrivals) => {
        keys.takePackets(hearing.take(arrivals));
        watch.changed();
      },
      closed: () => {
        hearing.end();
      },
    });
    return new CallLine(parts, { stream, hearing, keys, watch }, first);
  }

  state(): CallState {
    return this.#state;
  }

  /** Changes the state, unless the call has ended: an end is final. */
  become(state: CallState): void {
    if (this.#state.kind === 'ended') return;
    this.#state = state;
    if (state.kind === 'ended') {
      this.#stream.close();
      this.#session?.close();
    }
    this.watch.changed();
  }

  end(end: CallEnd): void {
    this.become({ kind: 'ended', end });
  }

  /** The call is established: later requests belong to its session. */
  establish(dialog: Dialog): Session {
    const session = new Session(this.#agent, dialog, {
      audio: this.audio,
      events: {
        onHungUp: () => {
          this.end({ kind: 'hungUp', by: 'them', at: performance.now() });
        },
        onAcknowledged: () => {
          this.#acknowledged = 'came';
          this.watch.changed();
        },
        onAudio: (theirs) => {
          this.takeAudio(theirs);
        },
        onKey: (key, lengthMs) => {
          this.#keys.takeInfo(key, lengthMs, performance.now());
          this.watch.changed();
        },
      },
    });
    this.#session = session;
    this.become({ kind: 'up', since: performance.now() });
    return session;
  }

  /** Sends to where they listen from now on; a hold (they do not listen) makes us pause. */
  takeAudio(theirs: AudioDescription | null): void {
    const target = theirs === null ? null : targetFrom(theirs, this.#codecs);
    if (theirs === null || target === null) return;
    const keys = this.#digitMode === 'rfc4733' ? target.keyPayloadType : null;
    this.#agreed = keys === null ? 'sound' : 'soundAndKeys';
    this.#they = theirs.direction === 'sendonly' || theirs.direction === 'inactive' ? 'hold' : 'listen';
    this.#updateSending();
    this.#stream.aim({ ...target, keyPayloadType: keys });
  }

  /** BYE, and the end. Harmless when it has ended. */
  async bye(): Promise<CallEnd> {
    const at = performance.now();
    this.#setOurs('paused');
    try {
      await this.#session?.bye();
      this.end({ kind: 'hungUp', by: 'us', at });
    } catch (fault) {
      this.end({ kind: 'lost', what: String(fault), at });
    }
    return this.settledEnd();
  }

  /** The end that is on its way. */
  settledEnd(): Promise<CallEnd> {
    return this.#ended({ withinMs: hangupLimitMs });
  }

  /** Resolves with the ACK of our answer; rejects with PhoneFault `ended` when the call ends instead. */
  acknowledged(): Promise<void> {
    return this.#reach('the ACK of our answer', () => this.#acknowledged === 'came', { withinMs: hangupLimitMs });
  }

  shared(): SharedParts {
    const { heard } = this.#hearing;
    return {
      answered: (limit) => this.#reach('an answer', () => this.#state.kind === 'up', limit),
      ringing: (limit) =>
        this.#reach('ringing', () => this.#state.kind === 'ringing' || this.#state.kind === 'up', limit),
      ended: (limit) => this.#ended(limit),
      say: (sound) => {
        this.#stream.say(sound);
      },
      pauseSending: () => {
        this.#setOurs('paused');
      },
      resumeSending: () => {
        this.#setOurs('on');
      },
      press: (digits, options = {}) => this.#press(digits, options),
      refer: (target, headers = {}) => {
        const session = this.#session;
        if (session === undefined) return Promise.reject(new PhoneFault('misuse', 'the call is not up'));
        return session.refer(target, Object.entries(headers));
      },
      digits: () => this.#keys.digits(),
      receivesDigits: (digits, limit) =>
        this.watch.until(() => this.#lookForDigits(digits), {
          ...limit,
          inVain: () => `waited in vain for the digits ${digits}; ${this.#pressedSoFar()}`,
        }),
      heard,
      hears: heard.hears,
      stopsHearing: heard.stopsHearing,
      silentSince: heard.silentSince,
    };
  }

  #setOurs(sending: 'on' | 'paused'): void {
    this.#ours = sending;
    this.#updateSending();
  }

  /** A hold by them and a pause by the test are two things: neither ends the other. */
  #updateSending(): void {
    this.#stream.setSending(this.#ours === 'on' && this.#they === 'listen' ? 'on' : 'paused');
  }

  async #press(
    text: string,
    { toneMs = keyDefaultMs, gapMs = keyDefaultMs }: { readonly toneMs?: number; readonly gapMs?: number },
  ): Promise<readonly SentDigit[]> {
    const digits = digitsOf(text);
    if (toneMs > keyMaxMs) throw new PhoneFault('misuse', `a key sounds ${keyMaxMs} ms at most`);
    if (this.#digitMode === 'info') return this.#pressByInfo(digits, { toneMs, gapMs });
    if (this.#agreed !== 'soundAndKeys')
      throw new PhoneFault('misuse', `no telephone events were agreed (${this.#agreed})`);
    return this.#stream.press({ digits: text, toneMs, gapMs });
  }

  async #pressByInfo(
    digits: readonly SentDigit['digit'][],
    { toneMs, gapMs }: { readonly toneMs: number; readonly gapMs: number },
  ): Promise<readonly SentDigit[]> {
    const session = this.#session;
    if (session === undefined || this.#state.kind !== 'up') throw new PhoneFault('misuse', 'the call is not up');
    const sent: SentDigit[] = [];
    for (const digit of digits) {
      const at = performance.now();
      const status = await session.sendKey(digit, toneMs);
      if (status >= 300) throw new PhoneFault('refused', `INFO with key ${digit} was refused with ${status}`);
      sent.push({ digit, beganAt: at, endedAt: at });
      await pause(gapMs);
    }
    return sent;
  }

  #lookForDigits(digits: string): Look<ReturnType<PhoneCall['digits']>> {
    const pressed = this.#keys
      .digits()
      .map(({ digit }) => digit)
      .join('');
    if (pressed === digits) return done(this.#keys.digits());
    if (!digits.startsWith(pressed))
      return never(new PhoneFault('ended', `awaited ${digits}; ${this.#pressedSoFar()}`));
    return this.#state.kind === 'ended' ? never(this.#endedFault(`the digits ${digits}`)) : waitOn;
  }

  #pressedSoFar(): string {
    return `pressed so far: "${this.#keys
      .digits()
      .map(({ digit }) => digit)
      .join('')}"`;
  }

  #reach(what: string, isThere: () => boolean, limit: WaitLimit): Promise<void> {
    const look = (): Look<void> => {
      if (isThere()) return done(undefined);
      return this.#state.kind === 'ended' ? never(this.#endedFault(what)) : waitOn;
    };
    return this.watch.until(look, { ...limit, inVain: () => `waited in vain for ${what}; ${this.#describe()}` });
  }

  #ended(limit: WaitLimit): Promise<CallEnd> {
    const look = (): Look<CallEnd> => (this.#state.kind === 'ended' ? done(this.#state.end) : waitOn);
    return this.watch.until(look, { ...limit, inVain: () => `the call did not end; ${this.#describe()}` });
  }

  #endedFault(what: string): PhoneFault {
    return new PhoneFault('ended', `the call ended before ${what} came; ${this.#describe()}`);
  }

  /** The state and the latest messages' first lines, for whoever reads a failed test. */
  #describe(): string {
    const lines = this.#agent
      .messages()
      .slice(-8)
      .map(({ way, text }) => `${way} ${text.split('\r\n')[0] ?? ''}`);
    return `state ${JSON.stringify(this.#state)}; last messages: ${lines.join(' | ')}`;
  }
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** What a call says before anything else is chosen. */
export const firstSound = silence;
