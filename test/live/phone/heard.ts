// What a call hears while it goes on: bounded waits for a tone to begin or end. Measuring afterwards is arrival-log.ts.

import { frameMs, levelRatioOf, sampleRateHz } from '../audio/pcm.ts';
import { ToneFollower, toneMinMs, toneRuns } from '../audio/find-tones.ts';
import type { Frame, ToneRun } from '../audio/find-tones.ts';
import { ArrivalLog } from './arrival-log.ts';
import type { Arrivals } from './media.ts';
import type { ArrivedPacket } from './media-protocol.ts';
import { PhoneFault } from './phone-fault.ts';
import type { AudioPacket, Heard } from './phone-types.ts';
import { done, never, Watch, waitOn } from './watch.ts';
import type { Look } from './watch.ts';

/** A tone counts as over when it stayed away this long: more than any jitter on loopback. */
const quietDefaultMs = 200;

/** How far back `stopsHearing` looks for the tone that is to stop. */
const stillHeardMs = 1_000;

/** The shortest piece of tone that can be seen to stop: three packets. */
const stoppingMinMs = 60;

/** More quiet than this (about -50 dB) is silence. */
const audibleLevel = 0.003;

/** Quiet for this long is silence, not a pause between two packets. */
const audibleHoldMs = 100;

/** What `Hearing` is told and asked by its call. */
export interface Hearing {
  readonly heard: Heard;
  /** Takes in what arrived; gives back what was no audio. */
  readonly take: (arrivals: Arrivals) => readonly ArrivedPacket[];
  /** The call has ended: waits that can no longer succeed fail now. */
  readonly end: () => void;
}

/** The ear of one call. `now` is the clock of arrivals. */
export function startHearing(openedAt: number, now: () => number): Hearing {
  const log = new ArrivalLog(openedAt);
  const watch = new Watch();
  let line: 'open' | 'closed' = 'open';
  const orClosed = <Value>(look: Look<Value>, what: string): Look<Value> =>
    look.kind === 'wait' && line === 'closed'
      ? never(new PhoneFault('ended', `the call ended before ${what}; ${summary(log)}`))
      : look;

  const hears: Heard['hears'] = (frequencyHz, { withinMs, forMs = toneMinMs, from = now() }) => {
    const what = `hearing ${frequencyHz} Hz for ${forMs} ms`;
    const runs = readAlong(log, frequencyHz, from);
    const look = (): Look<{ beganAt: number }> => {
      const [run] = runs(forMs);
      return orClosed(run === undefined ? waitOn : done({ beganAt: run.fromMs }), what);
    };
    return watch.until(look, { withinMs, inVain: () => `waited in vain for ${what}; ${summary(log)}` });
  };

  const stopsHearing: Heard['stopsHearing'] = (frequencyHz, { withinMs, quietMs = quietDefaultMs }) => {
    const what = `${frequencyHz} Hz stopped`;
    const runs = readAlong(log, frequencyHz, now() - stillHeardMs);
    const look = (): Look<{ endedAt: number }> => {
      const last = runs(stoppingMinMs).at(-1);
      if (last === undefined) return never(new PhoneFault('misuse', `${frequencyHz} Hz was not on; ${summary(log)}`));
      const over = line === 'closed' || log.observedUntil() - last.toMs >= quietMs;
      return over ? done({ endedAt: last.toMs }) : waitOn;
    };
    return watch.until(look, { withinMs, inVain: () => `waited in vain until ${what}; ${summary(log)}` });
  };

  const heard: Heard = {
    hears,
    stopsHearing,
    silentSince: () => silentSince(log),
    packets: (window) => log.packets(window),
    samples: (window) => log.samples(window),
    tones: (candidatesHz, options = {}) =>
      toneRuns(log.packets(options).map(frameOf), candidatesHz, { minMs: options.minMs ?? toneMinMs }),
    longestGapMs: (options) => log.longestGapMs(options),
    counts: (window) => log.counts(window),
    observerLagMs: (window) => log.observerLagMs(window),
    observedUntil: () => log.observedUntil(),
  };
  return {
    heard,
    take: (arrivals) => {
      const others = log.take(arrivals);
      watch.changed();
      return others;
    },
    end: () => {
      line = 'closed';
      watch.changed();
    },
  };
}

/** The runs of a tone in what arrives from `from` on; each packet is looked at once. */
function readAlong(log: ArrivalLog, frequencyHz: number, from: number): (minMs: number) => readonly ToneRun[] {
  const follower = new ToneFollower(frequencyHz);
  let mark = 0;
  return (minMs) => {
    const news = log.after(mark);
    mark = news.mark;
    for (const packet of news.packets) if (packet.arrivedAt >= from) follower.take(frameOf(packet));
    return follower.runs(minMs);
  };
}

const frameOf = ({ arrivedAt, timestamp, ssrc, samples }: AudioPacket): Frame => ({
  source: ssrc,
  atMs: arrivedAt,
  mediaMs: (timestamp * 1000) / sampleRateHz,
  samples,
});

function silentSince(log: ArrivalLog): number | null {
  const audible = log.packets().findLast((packet) => levelRatioOf(packet.samples) >= audibleLevel);
  if (audible === undefined) return log.openedAt;
  return log.observedUntil() - audible.arrivedAt < audibleHoldMs + frameMs ? null : audible.arrivedAt;
}

/** What the message of a failed wait says about the sound so far. */
function summary(log: ArrivalLog): string {
  const packets = log.packets();
  const last = packets.at(-1);
  if (last === undefined) return 'no audio packet arrived at all';
  const recent = packets.slice(-50);
  const audible = recent.filter((packet) => levelRatioOf(packet.samples) >= audibleLevel).length;
  const ageMs = Math.round(log.observedUntil() - last.arrivedAt);
  return `${packets.length} audio packets arrived, the last ${ageMs} ms ago, ${audible} of the last ${recent.length} audible`;
}
