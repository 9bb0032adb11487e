// What happens to legs, in the words of the trade. The telephone adapter posts these; machines decide on them.

import type { LegId, PromptId, RecordingId } from '../base/ids.ts';
import type { EndReason } from './end-reason.ts';

/** A key of a telephone. */
export type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '*' | '#' | 'A' | 'B' | 'C' | 'D';

/** How a prompt came to its end: played to the end, stopped by us, or it could not be played. */
export type PromptEnd = 'finished' | 'stopped' | 'failed';

/**
 * Why a recording ended: the party was silent for too long (or left, which is told right after), it reached its longest
 * time, we ended it, or there is none.
 */
export type RecordingEnd = 'silence' | 'longest' | 'stopped' | 'failed';

export type CallEvent =
  /** A new call reached us. `caller` is as the network gave it, null when withheld; `called` is the number dialled. */
  | { readonly kind: 'offered'; readonly leg: LegId; readonly caller: string | null; readonly called: string }
  | { readonly kind: 'digit'; readonly leg: LegId; readonly digit: Digit }
  | { readonly kind: 'promptEnded'; readonly leg: LegId; readonly prompt: PromptId; readonly end: PromptEnd }
  /** `soundMs` is how much of it is no silence. */
  | {
      readonly kind: 'recordingEnded';
      readonly leg: LegId;
      readonly recording: RecordingId;
      readonly end: RecordingEnd;
      readonly soundMs: number;
    }
  /** The far end of a leg that we dialled is ringing. */
  | { readonly kind: 'legRinging'; readonly leg: LegId }
  /** Sound of a number outside comes before its answer: whoever is in a room with the leg hears it. */
  | { readonly kind: 'legSounding'; readonly leg: LegId }
  | { readonly kind: 'legAnswered'; readonly leg: LegId }
  | { readonly kind: 'legEnded'; readonly leg: LegId; readonly reason: EndReason };
