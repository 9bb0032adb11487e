// `call.FIELD` and `waiting.FIELD` of a frame. Pure. Not here: other values (values/).

import { type Instant, remainingMs } from '../base/clock.ts';
import type { Value } from '../dsl/index.ts';
import type { Frame } from './frame.ts';

/** The value of an ambient field now; undefined: nobody knows it. */
export function ambientOf(frame: Frame, now: Instant, object: 'call' | 'waiting', field: string): Value | undefined {
  return object === 'call' ? callField(frame, field) : waitingField(frame, now, field);
}

function callField(frame: Frame, field: string): Value | undefined {
  switch (field) {
    case 'id':
      return frame.call;
    case 'caller':
    case 'called':
    case 'language':
    case 'step':
    case 'agent':
      return frame[field];
    case 'started':
      return frame.startedAt;
    case 'attempt':
      return frame.attempt ?? undefined;
    default:
      return undefined;
  }
}

function waitingField({ waited, stay }: Frame, now: Instant, field: string): Value | undefined {
  switch (field) {
    case 'position':
      return waited?.position ?? undefined;
    case 'estimate':
      return waited?.estimateMs ?? undefined;
    case 'elapsed':
      return waited?.elapsedMs ?? (stay === null ? undefined : stayedMs(stay, now));
    default:
      return undefined;
  }
}

/** How long a stay in a line has lasted, whatever the clock did meanwhile. */
export const stayedMs = ({ after }: NonNullable<Frame['stay']>, now: Instant): number =>
  after.lengthMs - remainingMs(after, now);
