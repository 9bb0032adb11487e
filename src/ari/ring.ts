// Reaching a phone: create the channel, wait until it is with us, dial. Each step may find that it was done before.
// Not here: whether the phone may be called.

import { assert } from '../base/assert.ts';
import type { PhoneId } from '../base/ids.ts';
import type { EndReason } from '../call/index.ts';
import { endReason, insist } from '../call/index.ts';
import { TelephonyFault } from '../call/ports.ts';
import type { Done, RingRequest } from '../call/ports.ts';
import { phoneAway } from './end-reasons.ts';
import { answerOr, doneOr } from './faults.ts';
import {
  channelsCreate,
  channelsDial,
  channelsGet,
  channelsGetChannelVar,
  channelsHangup,
  channelsSetChannelVar,
} from './generated/operations.generated.ts';
import { newChannelOf } from './leg-ids.ts';
import { followUpMs } from './limits.ts';
import type { AriParts } from './parts.ts';
import { shownVariables } from './shown.ts';
import { stagedSignal, tellEnd } from './signals.ts';

/** Calls a phone. A phone that cannot be reached is an end of the leg, told as such, and no fault. */
export async function ring(parts: AriParts, request: RingRequest): Promise<Done> {
  const channel = newChannelOf(request.leg);
  if (parts.book.hasEnded(request.leg)) return 'gone';
  // While no events arrive nobody would hear the answer.
  if (parts.link() === 'down') throw new TelephonyFault('unreachable', 'Not connected: no phone is rung now.');
  const staged = parts.waits.next(stagedSignal(request.leg), followUpMs);
  const created = await create(parts, request, channel);
  if (created === 'away') return endUnborn(parts, request, phoneAway);
  parts.book.enter(request.leg, 'outbound', 'new');
  if (created === 'dialled') return 'ok';
  if (created === 'new') await staged;
  return dialOnce(parts, request, channel);
}

/** `new`: created now. `there`: created before, not dialled. `dialled`: all done before. `away`: no phone. */
type Created = 'new' | 'there' | 'dialled' | 'away';

async function create(parts: AriParts, request: RingRequest, channel: string): Promise<Created> {
  const answer = await answerOr(
    parts.rest.request(channelsCreate, {
      endpoint: endpointOf(request.phone),
      app: parts.app,
      appArgs: `outbound,${request.phone}`,
      channelId: channel,
      variables: shownVariables(request.shown),
    }),
    400,
    409,
    500,
  );
  if (answer.kind === 'reply') return 'new';
  // 500: no such phone. 409 should mean that the id is taken, but Asterisk says it of a phone that is signed out too.
  return answer.status === 409 ? found(parts, channel) : 'away';
}

/** The phone id becomes part of a dial string: nothing that could change the destination may be in it. */
function endpointOf(phone: PhoneId): string {
  assert(/^[\w-]{1,64}$/.test(phone), 'A phone has a plain id.');
  return `PJSIP/${phone}`;
}

async function found(parts: AriParts, channel: string): Promise<Created> {
  const look = await answerOr(parts.rest.request(channelsGet, { channelId: channel }), 404);
  if (look.kind === 'status') return 'away';
  if (look.reply.state !== 'Down') return 'dialled';
  const mark = await answerOr(
    parts.rest.request(channelsGetChannelVar, { channelId: channel, variable: dialledMark }),
    404,
    409,
  );
  return mark.kind === 'reply' && mark.reply.value === 'yes' ? 'dialled' : 'there';
}

/** Dialling a channel twice hangs it up, so the intention is written on the channel before. */
const dialledMark = 'CARILLON_DIALLED';

async function dialOnce(parts: AriParts, request: RingRequest, channel: string): Promise<Done> {
  const timeout = Math.max(1, Math.ceil(request.timeoutMs / 1_000));
  try {
    if ((await markDialled(parts, channel)) === 'gone')
      return endUnborn(parts, request, endReason('network', 'failed'));
    return await doneOr(parts.rest.request(channelsDial, { channelId: channel, timeout }), 404);
  } catch (fault) {
    if (await isUnderWay(parts, request, channel)) return 'ok';
    // It may ring with nobody knowing: rather end it. When that fails too, the survey will show it.
    parts.book.want(request.leg, endReason('network', 'failed'));
    await parts.rest.request(channelsHangup, { channelId: channel }).catch((also: unknown) => {
      parts.log.warn('A leg that could not be dialled was not ended.', { leg: request.leg, fault: also });
    });
    throw fault;
  }
}

/** Insisted on here: whoever asked for the leg again would find the mark on a channel that was never dialled. */
function markDialled(parts: AriParts, channelId: string): Promise<Done> {
  const mark = { channelId, variable: dialledMark, value: 'yes' };
  return insist(parts.clock, () => doneOr(parts.rest.request(channelsSetChannelVar, mark), 404, 409));
}

/** Only the answer to our request was lost: the phone has told of itself, or is seen to ring. */
async function isUnderWay(parts: AriParts, request: RingRequest, channelId: string): Promise<boolean> {
  const progress = parts.book.leg(request.leg)?.progress ?? 'new';
  if (progress !== 'new') return true;
  const look = await parts.rest.request(channelsGet, { channelId }).catch(() => null);
  return look !== null && look.state !== 'Down';
}

/** Tells the end of a leg that never came to ring, unless its end was told already. */
function endUnborn(parts: AriParts, request: RingRequest, reason: EndReason): Done {
  const wanted = parts.book.leg(request.leg)?.wanted ?? reason;
  if (parts.book.end(request.leg) === 'ended') tellEnd(parts, { kind: 'legEnded', leg: request.leg, reason: wanted });
  return 'gone';
}
