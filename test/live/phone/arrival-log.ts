// What arrived on one stream, kept and measured: packets, gaps, losses, our own stalls. Pure: it is told, it waits for
// nothing. A gap counts from arrival to arrival as our thread read them; Node gives no kernel receive timestamps, so
// our own stalls are recorded beside them and can be taken out.

import { fromALaw, fromMuLaw } from '../audio/g711.ts';
import { joinSamples } from '../audio/pcm.ts';
import { holdsTone } from '../audio/find-tones.ts';
import type { Arrivals } from './media.ts';
import { payloadTypes } from './media-protocol.ts';
import type { ArrivedPacket, Stall } from './media-protocol.ts';
import type { AudioPacket, GapOptions, StreamCounts, Window } from './phone-types.ts';

/** Ten minutes of audio; of a longer call the oldest is forgotten. */
export const packetLimit = 30_000;

/** Far above what a healthy machine makes in ten minutes. */
const stallLimit = 10_000;

/** Sequence numbers wrap at this. */
const seqSpan = 0x10000;

export class ArrivalLog {
  readonly openedAt: number;
  readonly #packets: AudioPacket[] = [];
  readonly #stalls: Stall[] = [];
  #observedUntil: number;
  #takenCount = 0;

  constructor(openedAt: number) {
    this.openedAt = openedAt;
    this.#observedUntil = openedAt;
  }

  /** Keeps the audio; gives back what was no audio, for whoever reads keys. */
  take(arrivals: Arrivals): readonly ArrivedPacket[] {
    const others: ArrivedPacket[] = [];
    for (const packet of arrivals.packets) {
      const audio = decoded(packet);
      if (audio === null) others.push(packet);
      else this.#keep(audio);
    }
    this.#stalls.push(...arrivals.stalls);
    forgetOldest(this.#packets, packetLimit);
    forgetOldest(this.#stalls, stallLimit);
    // One socket is read in order: what came before its last packet is here too.
    const lastAt = arrivals.packets.at(-1)?.arrivedAt ?? 0;
    this.#observedUntil = Math.max(this.#observedUntil, arrivals.observedUntil, lastAt);
    return others;
  }

  observedUntil(): number {
    return this.#observedUntil;
  }

  packets(window: Window = {}): readonly AudioPacket[] {
    const { from = -Infinity, to = Infinity } = window;
    return this.#packets.filter(({ arrivedAt }) => arrivedAt >= from && arrivedAt <= to);
  }

  /** What came after `mark` packets were taken, and the mark to go on from: for those who read along. */
  after(mark: number): { readonly packets: readonly AudioPacket[]; readonly mark: number } {
    const newCount = Math.min(this.#takenCount - mark, this.#packets.length);
    return { packets: newCount === 0 ? [] : this.#packets.slice(-newCount), mark: this.#takenCount };
  }

  samples(window: Window = {}): Int16Array {
    return joinSamples(this.packets(window).map((packet) => packet.samples));
  }

  /** Edges included: a stream that stops and never comes back is one long gap. */
  longestGapMs(options: GapOptions = {}): number {
    const { from, to } = this.#span(options);
    const { toneHz } = options;
    const arrivals = this.packets({ from, to })
      .filter((packet) => toneHz === undefined || holdsTone(packet.samples, toneHz))
      .map((packet) => packet.arrivedAt);
    const marks = [from, ...arrivals, to];
    return Math.max(0, ...marks.slice(1).map((mark, index) => this.#gapMs(marks[index] ?? from, mark, options)));
  }

  observerLagMs(window: Window = {}): number {
    const { from, to } = this.#span(window);
    return Math.max(0, ...this.#stalls.map((stall) => overlapMs(stall, from, to)));
  }

  counts(window: Window = {}): StreamCounts {
    const sources = Map.groupBy(this.packets(window), (packet) => packet.ssrc);
    return [...sources.values()].map(countsOfSource).reduce(addCounts, noCounts);
  }

  #keep(packet: AudioPacket): void {
    this.#packets.push(packet);
    this.#takenCount += 1;
  }

  #gapMs(from: number, to: number, options: GapOptions): number {
    if (options.discountOwnLag !== true) return to - from;
    return this.#stalls.reduce((gap, stall) => gap - overlapMs(stall, from, to), to - from);
  }

  #span(window: Window): { readonly from: number; readonly to: number } {
    return { from: window.from ?? this.openedAt, to: window.to ?? this.#observedUntil };
  }
}

function decoded({ payloadType, payload, ...rest }: ArrivedPacket): AudioPacket | null {
  const { arrivedAt, seq, timestamp, ssrc } = rest;
  if (payloadType === payloadTypes.PCMA) return { arrivedAt, seq, timestamp, ssrc, samples: fromALaw(payload) };
  if (payloadType === payloadTypes.PCMU) return { arrivedAt, seq, timestamp, ssrc, samples: fromMuLaw(payload) };
  return null;
}

const overlapMs = (stall: Stall, from: number, to: number): number =>
  Math.max(0, Math.min(stall.to, to) - Math.max(stall.from, from));

function forgetOldest(list: unknown[], limit: number): void {
  if (list.length > limit) list.splice(0, list.length - limit);
}

const noCounts: StreamCounts = { received: 0, lost: 0, late: 0, repeated: 0 };

const addCounts = (one: StreamCounts, other: StreamCounts): StreamCounts => ({
  received: one.received + other.received,
  lost: one.lost + other.lost,
  late: one.late + other.late,
  repeated: one.repeated + other.repeated,
});

/** Follows the 16-bit numbers round: each is taken as the nearest one to the highest so far. */
function countsOfSource(packets: readonly AudioPacket[]): StreamCounts {
  const first = packets[0];
  if (first === undefined) return noCounts;
  const seen = new Set<number>();
  let highest = first.seq;
  let lowest = first.seq;
  let late = 0;
  let repeated = 0;
  for (const { seq } of packets) {
    const place = highest + signedStep(highest, seq);
    if (seen.has(place)) repeated += 1;
    else if (place < highest) late += 1;
    seen.add(place);
    highest = Math.max(highest, place);
    lowest = Math.min(lowest, place);
  }
  return { received: packets.length, lost: highest - lowest + 1 - seen.size, late, repeated };
}

function signedStep(from: number, seq: number): number {
  const step = (((seq - from) % seqSpan) + seqSpan) % seqSpan;
  return step < seqSpan / 2 ? step : step - seqSpan;
}
