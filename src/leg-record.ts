// Sees to it that the end of every leg is recorded, once: each leg that begins is noted in the very record that began it,
// and is open until its end was told, whoever has lost interest in it. Not here: what an end means to a call.

import type { Clock } from './base/clock.ts';
import type { LegId } from './base/ids.ts';
import type { Entry } from './base/machine.ts';
import { type CallEvent, type Fact, type OpenLeg, endReason, legKey, legStory, legsBegun } from './call/index.ts';
import { type DialRequest, type Done, type Legs, type RingRequest, TelephonyFault } from './call/ports.ts';

export interface LegRecord {
  /** Records an entry, with the legs that begin by it. */
  readonly record: (entry: Entry<Fact>) => void;
  /** Told before the machines, so that a leg's end stands before what follows from it. */
  readonly onEvent: (event: CallEvent) => void;
  /** Rings; a phone that is not there, or that we may not ring, has a leg that ended as it began. */
  readonly ring: (legs: Pick<Legs, 'ring'>, request: RingRequest) => Promise<Done>;
  /** The same of a number outside. */
  readonly dial: (legs: Pick<Legs, 'dial'>, request: DialRequest) => Promise<Done>;
  /** The legs whose end is not recorded. */
  readonly open: () => ReadonlySet<LegId>;
}

interface Parts {
  readonly clock: Clock;
  readonly record: (entry: Entry<Fact>) => void;
}

/** Goes on from the legs that were open. */
export function openLegRecord({ clock, record }: Parts, stored: Iterable<OpenLeg>): LegRecord {
  const legs = new Map<LegId, OpenLeg>([...stored].map((open) => [open.leg, open]));
  const onEvent = (event: CallEvent): void => {
    const open = legs.get(event.leg);
    const story = open === undefined ? null : legStory(open, event);
    if (story === null) return;
    const changes = { [legKey(event.leg)]: story.after };
    record({ at: clock.now(), machine: 'leg', event, facts: [story.fact], changes });
    if (story.after === null) legs.delete(event.leg);
    else legs.set(event.leg, story.after);
  };
  const begun = async (leg: LegId, beginning: Promise<Done>): Promise<Done> => {
    const unborn = (code: string): void => onEvent({ kind: 'legEnded', leg, reason: endReason('network', code) });
    try {
      const done = await beginning;
      if (done === 'gone') unborn('unreachable');
      return done;
    } catch (fault) {
      // Without an answer it may ring all the same: its end is heard, or an audit finds it gone.
      if (fault instanceof TelephonyFault && fault.code === 'refused') unborn(fault.code);
      throw fault;
    }
  };
  return {
    onEvent,
    record: (entry) => {
      const beginning = legsBegun(entry.facts);
      const noted = Object.fromEntries(beginning.map((open) => [legKey(open.leg), open]));
      record(beginning.length === 0 ? entry : { ...entry, changes: { ...entry.changes, ...noted } });
      for (const open of beginning) legs.set(open.leg, open);
    },
    ring: (ringing, request) => begun(request.leg, ringing.ring(request)),
    dial: (dialling, request) => begun(request.leg, dialling.dial(request)),
    open: () => new Set(legs.keys()),
  };
}
