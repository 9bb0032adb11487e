// What Asterisk tells of a hang-up before the leg leaves our application, which is all that it tells of a channel that came by the
// dialplan: such a one is followed only while it is with us. To ask for more (POST /applications/APP/subscription) is answered with a
// list of every channel there is, at each call, and costs the more the more calls are up. Not here: what a cause means (end-reasons.ts).

import type { ChannelHangupRequest } from './generated/events.generated.ts';

/** Why a leg ends, in Asterisk's numbers. */
export interface Causes {
  /** Of Q.850. */
  readonly cause: number;
  /** SIP's status, when there was one. */
  readonly techCause: number | null;
}

/** Q.850: a normal end; and no line to be had, which Asterisk gives a call whose sound has stopped. */
const normalCause = 16;
const noSoundCause = 44;

/** AST_SOFTHANGUP_DEV of Asterisk's channel.h: the telephone's own side gave up, for it heard nothing for too long. */
const byDevice = 1;

/**
 * The causes that a request to hang up stands for. `soft`: somebody inside Asterisk asked for it, and the number says who, not why.
 * Otherwise the party did; without a number it was a plain goodbye.
 */
export function causesOf({ soft, cause, tech_cause: techCause }: ChannelHangupRequest): Causes {
  if (soft === true) return { cause: cause === byDevice ? noSoundCause : normalCause, techCause: null };
  return { cause: cause ?? normalCause, techCause: techCause ?? null };
}
