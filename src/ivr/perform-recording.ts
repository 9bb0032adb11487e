// Records what a caller says, as the engine asks for it. Not here: what becomes of a message (main's wiring), and when one is
// recorded (steps/voicemail.ts).

import { recordingId } from '../base/ids.ts';
import { insist } from '../call/index.ts';
import { type Sound, TelephonyFault } from '../call/ports.ts';
import type { IvrEffect } from './effects.ts';
import type { Performance } from './performance.ts';

type RecordEffect = Extract<IvrEffect, { kind: 'record' }>;

/** Performs an effect that concerns a message. */
export function performRecording(
  at: Performance,
  effect: Extract<IvrEffect, { kind: 'record' | 'endRecord' | 'dropRecord' }>,
): Promise<void> {
  if (effect.kind === 'record') return record(at, effect);
  return effect.kind === 'endRecord' ? endRecord(at, effect.recording) : dropRecord(at, effect.recording);
}

/** Begins a recording, or goes on with it; its end comes back as `recorded`. */
async function record(at: Performance, effect: RecordEffect): Promise<void> {
  const { ports, frame, post } = at;
  const { recording, maxMs, silenceMs } = effect;
  try {
    const beep = effect.beep === 'beep' ? await beepOf(at) : null;
    const request = { recording: recordingId(recording), leg: frame.leg, maxMs, silenceMs, beep };
    await insist(ports.clock, () => ports.recorder.record(request));
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    ports.log.warn('A recording could not be begun.', { call: frame.call, recording, fault });
    // Out of reach it is asked for again once we are back, as every wait is.
    if (!fault.retryable) post({ kind: 'recorded', recording, result: { end: 'failed', soundMs: 0 } });
  }
}

/** Ends a recording; one that cannot be ended now ends by itself. */
async function endRecord({ ports, frame }: Performance, recording: string): Promise<void> {
  try {
    await insist(ports.clock, () => ports.recorder.end(recordingId(recording)));
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    ports.log.warn('A recording could not be ended; it ends by itself.', { call: frame.call, recording, fault });
  }
}

/** Removes what nobody keeps. */
async function dropRecord({ ports, frame }: Performance, recording: string): Promise<void> {
  try {
    await insist(ports.clock, () => ports.recorder.remove(recordingId(recording)));
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    ports.log.warn('A recording that nobody keeps was not removed.', { call: frame.call, recording, fault });
  }
}

/** A message is taken without its beep rather than not at all. */
async function beepOf({ ports, frame }: Performance): Promise<Sound | null> {
  try {
    return await ports.beep();
  } catch (fault) {
    ports.log.warn('The beep could not be made.', { call: frame.call, fault });
    return null;
  }
}
