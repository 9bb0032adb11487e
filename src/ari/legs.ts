// The port Legs on Asterisk's channels. Reaching a phone is in ring.ts, a number in dial.ts. Not here: whom to answer,
// call or end.

import type { LegId } from '../base/ids.ts';
import type { Done, Legs, Voice } from '../call/ports.ts';
import { endedByUs } from './end-reasons.ts';
import { answerOr, doneOr } from './faults.ts';
import {
  channelsAnswer,
  channelsGet,
  channelsHangup,
  channelsMute,
  channelsUnmute,
} from './generated/operations.generated.ts';
import { dial } from './dial.ts';
import { channelOf } from './leg-ids.ts';
import type { AriParts } from './parts.ts';
import { quieten } from './quiet.ts';
import { ring } from './ring.ts';
import { makeOnce } from './waits.ts';

/** A leg's id leads to its channel without any memory (leg-ids.ts). */
export function legsOn(parts: AriParts): Legs {
  const once = makeOnce<Done>();
  return {
    answer: (leg) => answer(parts, leg),
    end: (leg, how) => end(parts, leg, how),
    ring: (request) => once(request.leg, () => ring(parts, request)),
    dial: (request) => once(request.leg, () => dial(parts, request)),
    voice: (leg, voice) => hear(parts, leg, voice),
  };
}

/** A prompt on a leg that is already up goes on; before the answer it is stopped, for the answer would wait for its end. */
async function answer(parts: AriParts, leg: LegId): Promise<Done> {
  const channelId = channelOf(leg);
  if (parts.book.promptsOn(leg).length > 0) {
    const look = await answerOr(parts.rest.request(channelsGet, { channelId }), 404);
    if (look.kind === 'status') return 'gone';
    if (look.reply.state === 'Up') return 'ok';
    await quieten(parts, leg);
  }
  return doneOr(parts.rest.request(channelsAnswer, { channelId }), 404, 409, 412);
}

/** 17 becomes SIP's 486, 21 becomes 403; 16 on a leg that was not answered becomes 603. */
const hangupCauses = { normal: '16', busy: '17', refused: '21' } as const;

async function end(parts: AriParts, leg: LegId, how: keyof typeof hangupCauses): Promise<Done> {
  // Noted before: the event may come before the answer.
  parts.book.want(leg, endedByUs);
  const params = { channelId: channelOf(leg), reason_code: hangupCauses[how] };
  return doneOr(parts.rest.request(channelsHangup, params), 404);
}

/** `in`: what comes in from the channel, which is what its party says. Muting does not touch what the party hears. */
function hear(parts: AriParts, leg: LegId, voice: Voice): Promise<Done> {
  const operation = voice === 'muted' ? channelsMute : channelsUnmute;
  return doneOr(parts.rest.request(operation, { channelId: channelOf(leg), direction: 'in' }), 404, 409);
}
