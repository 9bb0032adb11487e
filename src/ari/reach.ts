// Reaching somebody: create the channel, wait until it is with us, dial. Each step may find that it was done before.
// Not here: whom (ring.ts, dial.ts), nor whether they may be called.

import type { LegId } from '../base/ids.ts';
import type { EndReason } from '../call/index.ts';
import { endReason, insist } from '../call/index.ts';
import { TelephonyFault } from '../call/ports.ts';
import type { Done } from '../call/ports.ts';
import { answerOr, doneOr } from './faults.ts';
import {
  channelsCreate,
  channelsDial,
  channelsGet,
  channelsGetChannelVar,
  channelsHangup,
  channelsSetChannelVar,
} from './generated/operations.generated.ts';
import { newChannelOf, type Role } from './leg-ids.ts';
import { followUpMs } from './limits.ts';
import type { AriParts } from './parts.ts';
import { stagedSignal, tellEnd } from './signals.ts';

/** Whom to call, as Asterisk takes it. */
export interface Reaching {
  readonly leg: LegId;
  /** Asterisk's dial string; whoever made it has looked at each part of it. */
  readonly endpoint: string;
  /** Written on the channel, so that it tells after a restart of ours what it is. */
  readonly role: Role;
  /** Set on the channel before it is dialled. */
  readonly variables: Readonly<Record<string, string>>;
  /** The end of a leg that cannot even be created. */
  readonly away: EndReason;
  /** `again`: it is not created if it is not there. */
  readonly when: 'first' | 'again';
  readonly timeoutMs: number;
}

/** Calls somebody. Who cannot be reached is an end of the leg, told as such, and no fault. */
export async function reach(parts: AriParts, request: Reaching): Promise<Done> {
  const channel = newChannelOf(request.leg);
  if (parts.book.hasEnded(request.leg)) return 'gone';
  // While no events arrive nobody would hear the answer.
  if (parts.link() === 'down') throw new TelephonyFault('unreachable', 'Not connected: nobody is called now.');
  const staged = parts.waits.next(stagedSignal(request.leg), followUpMs);
  const created = await create(parts, request, channel);
  if (created === 'away') return endUnborn(parts, request, request.away);
  parts.book.enter(request.leg, request.role.direction, 'new');
  if (created === 'dialled') return 'ok';
  if (created === 'new') await staged;
  return dialOnce(parts, request, channel);
}

/** `new`: created now. `there`: created before, not dialled. `dialled`: all done before. `away`: nobody there. */
type Created = 'new' | 'there' | 'dialled' | 'away';

async function create(parts: AriParts, request: Reaching, channel: string): Promise<Created> {
  if (request.when === 'again') return found(parts, channel);
  const answer = await answerOr(
    parts.rest.request(channelsCreate, {
      endpoint: request.endpoint,
      app: parts.app,
      appArgs: `${request.role.direction},${request.role.called}`,
      channelId: channel,
      formats: codings,
      variables: request.variables,
    }),
    400,
    409,
    500,
  );
  if (answer.kind === 'reply') return 'new';
  // 500: no such phone or trunk. 409 should mean that the id is taken, but Asterisk says it of one without address too.
  return answer.status === 409 ? found(parts, channel) : 'away';
}

/**
 * Best first, as trunks and phones are offered them. Left to itself Asterisk takes the one that is cheapest to make of raw sound, so
 * that a caller and an agent would have different ones; and of two who have, Asterisk 22.10 lets neither hear anything any more once a
 * third comes into their room.
 */
const codings = 'alaw,ulaw';

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

async function dialOnce(parts: AriParts, request: Reaching, channel: string): Promise<Done> {
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

/** Only the answer to our request was lost: the far end has told of itself, or is seen to ring. */
async function isUnderWay(parts: AriParts, request: Reaching, channelId: string): Promise<boolean> {
  const progress = parts.book.leg(request.leg)?.progress ?? 'new';
  if (progress !== 'new') return true;
  const look = await parts.rest.request(channelsGet, { channelId }).catch(() => null);
  return look !== null && look.state !== 'Down';
}

/** Tells the end of a leg that never came to ring, unless its end was told already. */
function endUnborn(parts: AriParts, request: Reaching, reason: EndReason): Done {
  const wanted = parts.book.leg(request.leg)?.wanted ?? reason;
  if (parts.book.end(request.leg) === 'ended') tellEnd(parts, { kind: 'legEnded', leg: request.leg, reason: wanted });
  return 'gone';
}
