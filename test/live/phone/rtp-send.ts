// Sending one RTP stream: a frame of 20 ms after the other on a schedule that does not drift, keys in between
// (RFC 4733). Runs in the media thread. Not here: sockets and what was agreed with the other side.

import { toALaw, toMuLaw } from '../audio/g711.ts';
import { frameMs, frameSamples } from '../audio/pcm.ts';
import { payloadTypes, sharedNow } from './media-protocol.ts';
import type { KeyPresses, PressedKey, RtpTarget } from './media-protocol.ts';
import { silence, soundFrame } from './outgoing-sound.ts';
import type { OutgoingSound } from './outgoing-sound.ts';
import { printKeyEvent, printRtp } from './rtp-packet.ts';

/** Frames that a late sender makes up for at once; what is older is skipped, as a sound card would. */
const catchUpFrames = 5;

/** RFC 4733 sends the end of a key three times, since any packet may be lost. */
const keyEndPackets = 3;

/** A key has at least a first packet and an end packet. */
const keyFramesMin = 2;

/** One key on its way; `frame` counts its packets of 20 ms so far, `gapFrames` what is left of the pause after it. */
interface Pressing {
  readonly keys: KeyPresses;
  readonly done: (pressed: readonly PressedKey[]) => void;
  readonly pressed: PressedKey[];
  index: number;
  frame: number;
  startTimestamp: number;
  beganAt: number;
  gapFrames: number;
}

/** Sends frames from `aim` on until `stop`. */
export class RtpSender {
  readonly #send: (packet: Buffer, target: RtpTarget) => void;
  readonly #waitingPresses: Pressing[] = [];
  readonly #ssrc = Math.floor(Math.random() * 2 ** 32);
  readonly #firstTimestamp = Math.floor(Math.random() * 2 ** 31);
  #seq = Math.floor(Math.random() * 2 ** 15);
  #target: RtpTarget | undefined;
  #sound: OutgoingSound = silence;
  #soundFrom = 0;
  #sending: 'on' | 'paused' = 'on';
  #marker: 'due' | 'sent' = 'due';
  #startedAt = 0;
  #frame = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (packet: Buffer, target: RtpTarget) => void) {
    this.#send = send;
  }

  aim(target: RtpTarget): void {
    this.#target = target;
    if (this.#timer !== undefined) return;
    this.#startedAt = sharedNow();
    this.#schedule();
  }

  say(sound: OutgoingSound): void {
    this.#sound = sound;
    this.#soundFrom = this.#frame;
  }

  /** While paused no packet leaves, and the clock of the stream goes on. */
  setSending(sending: 'on' | 'paused'): void {
    this.#sending = sending;
    this.#marker = 'due';
  }

  press(keys: KeyPresses, done: (pressed: readonly PressedKey[]) => void): void {
    this.#waitingPresses.push({
      keys,
      done,
      pressed: [],
      index: 0,
      frame: 0,
      startTimestamp: 0,
      beganAt: 0,
      gapFrames: 0,
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
    for (const press of this.#waitingPresses.splice(0)) press.done(press.pressed);
  }

  #schedule(): void {
    const dueAt = this.#startedAt + this.#frame * frameMs;
    this.#timer = setTimeout(
      () => {
        this.#sendDue();
        this.#schedule();
      },
      Math.max(0, dueAt - sharedNow()),
    );
  }

  #sendDue(): void {
    const due = Math.floor((sharedNow() - this.#startedAt) / frameMs);
    if (due - this.#frame > catchUpFrames) this.#frame = due - catchUpFrames;
    while (this.#frame <= due) {
      this.#sendFrame();
      this.#frame += 1;
    }
  }

  #sendFrame(): void {
    const target = this.#target;
    if (target === undefined || this.#sending === 'paused') return;
    const press = this.#waitingPresses[0];
    if (press === undefined) {
      this.#sendSound(target);
    } else if (target.keyPayloadType === null) {
      this.#sendSound(target);
      this.#waitingPresses.shift();
      press.done(press.pressed);
    } else if (press.gapFrames > 0) {
      press.gapFrames -= 1;
      this.#sendSound(target);
      if (press.gapFrames === 0) this.#nextKey(press);
    } else {
      this.#sendKey(target, target.keyPayloadType, press);
    }
  }

  #sendSound(target: RtpTarget): void {
    const samples = soundFrame(this.#sound, (this.#frame - this.#soundFrom) * frameSamples, frameSamples);
    const payload = target.codec === 'PCMA' ? toALaw(samples) : toMuLaw(samples);
    const marker = this.#marker === 'due';
    this.#marker = 'sent';
    this.#emit(target, { payloadType: payloadTypes[target.codec], marker, timestamp: this.#timestamp(), payload });
  }

  /** One packet per 20 ms with the key's duration so far, all under the timestamp of its start. */
  #sendKey(target: RtpTarget, payloadType: number, press: Pressing): void {
    const key = press.keys.digits.charAt(press.index);
    if (press.frame === 0) {
      press.startTimestamp = this.#timestamp();
      press.beganAt = sharedNow();
    }
    press.frame += 1;
    const emit = (end: boolean): void => {
      const payload = printKeyEvent({ key, end, duration: press.frame * frameSamples });
      const marker = press.frame === 1 && !end;
      this.#emit(target, { payloadType, marker, timestamp: press.startTimestamp, payload });
    };
    if (press.frame < keyFramesMin || press.frame * frameMs < press.keys.toneMs) {
      emit(false);
      return;
    }
    for (let packet = 0; packet < keyEndPackets; packet += 1) emit(true);
    press.pressed.push({ digit: key, beganAt: press.beganAt, endedAt: sharedNow() });
    press.gapFrames = Math.max(1, Math.ceil(press.keys.gapMs / frameMs));
    if (press.index === press.keys.digits.length - 1) press.done(press.pressed);
  }

  /** After the pause that follows a key; the last key's pause keeps the next press apart from it. */
  #nextKey(press: Pressing): void {
    press.index += 1;
    press.frame = 0;
    if (press.index === press.keys.digits.length) this.#waitingPresses.shift();
  }

  #timestamp(): number {
    return (this.#firstTimestamp + this.#frame * frameSamples) >>> 0;
  }

  #emit(
    target: RtpTarget,
    packet: { payloadType: number; marker: boolean; timestamp: number; payload: Uint8Array },
  ): void {
    this.#send(printRtp({ ...packet, seq: this.#seq, ssrc: this.#ssrc }), target);
    this.#seq = (this.#seq + 1) & 0xffff;
  }
}
