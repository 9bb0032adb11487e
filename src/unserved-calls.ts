// Counts the calls that came while no controller listened: the telephone system noted them, we read its notes after each
// connection and a little later, for a call that hears the fallback when we come is noted when it ends. The place in the
// notes is recorded with the facts of each call, so that each is counted once. Not here: the form of the notes.

import type { Cancel, Clock } from './base/clock.ts';
import type { IdSource } from './base/ids.ts';
import { callId } from './base/ids.ts';
import type { Log } from './base/log.ts';
import type { Entry } from './base/machine.ts';
import { type Fact, endReason } from './call/index.ts';
import type { NotesPlace, UnservedCall, UnservedCalls } from './call/ports.ts';

/** How often the notes are looked at again, in milliseconds. */
export const lookAgainMs = 30_000;

/** The stored name of the place in the notes. */
export const placeKey = 'unserved/place';

export interface UnservedParts {
  readonly notes: UnservedCalls;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly record: (entry: Entry<Fact>) => void;
}

export interface UnservedCounting {
  /** Reads on; called after each connection, and from then on by itself. */
  readonly look: () => Promise<void>;
  readonly stop: () => void;
}

/** Goes on from a stored place; null: from the beginning of the notes. */
export function countUnserved(parts: UnservedParts, stored: NotesPlace | null): UnservedCounting {
  const { notes, clock, log } = parts;
  let place = stored;
  let phase: 'waiting' | 'reading' | 'stopped' = 'waiting';
  let again: Cancel | null = null;
  const readOn = async (): Promise<void> => {
    for (let rest = 'more'; rest === 'more';) {
      const found = await notes.read(place);
      if (phase === 'stopped') return;
      for (const call of found.calls) parts.record(unservedEntry(parts, call));
      keepPlace(parts, found.calls.at(-1)?.place ?? place, found.place);
      ({ place, rest } = found);
      tell(log, found.calls.length, found.strangeCount);
    }
  };
  const look = async (): Promise<void> => {
    if (phase !== 'waiting') return;
    phase = 'reading';
    again?.();
    await readOn().catch((fault: unknown) => log.warn('The notes of unserved calls cannot be read.', { fault }));
    if (isStopped()) return;
    phase = 'waiting';
    again = clock.after(lookAgainMs, () => void look());
  };
  const isStopped = (): boolean => phase === 'stopped';
  return {
    look,
    stop: () => {
      phase = 'stopped';
      again?.();
    },
  };
}

/** The whole of such a call as one record, at the instant at which it began: offered, and ended without us. */
export function unservedEntry({ ids }: Pick<UnservedParts, 'ids'>, unserved: UnservedCall): Entry<Fact> {
  const { leg, caller, called, beganAt, place } = unserved;
  const call = callId(ids('call'));
  const reason = endReason('us', 'unserved');
  return {
    at: beganAt,
    machine: 'unserved',
    event: { kind: 'unserved', leg },
    facts: [
      { kind: 'callOffered', call, leg, caller, called, flow: '', program: null },
      { kind: 'legEnded', call, leg, agent: null, reason },
      { kind: 'callEnded', call, reason },
    ],
    changes: { [placeKey]: place },
  };
}

/** Past the lines of calls that we had, so that they are not read again after the next start. */
function keepPlace({ clock, record }: UnservedParts, kept: NotesPlace | null, place: NotesPlace | null): void {
  if (place === null || (kept?.file === place.file && kept.offset === place.offset)) return;
  record({ at: clock.now(), machine: 'unserved', event: { kind: 'read' }, facts: [], changes: { [placeKey]: place } });
}

function tell(log: Log, callCount: number, strangeCount: number): void {
  if (callCount > 0) log.warn('Calls came while no controller listened; they are counted.', { callCount });
  if (strangeCount > 0)
    log.warn('Lines of Asterisk’s call records are not as cdr_custom.conf makes them.', { strangeCount });
}
