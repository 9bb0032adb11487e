// Whether the far end of a channel that rings sends sound: Asterisk tells of a 183 with and without it alike, but knows the
// address that sound comes from only once the far end has named it. Not here: who is to hear it.

import { answerOr } from './faults.ts';
import { channelsGetChannelVar } from './generated/operations.generated.ts';
import type { AriParts } from './parts.ts';

/** Where the audio of a channel is sent to, as Asterisk's CHANNEL function says it: an address and a port. */
const audioAddress = 'CHANNEL(rtp,dest,audio)';

/** Never rejects: what cannot be found out is no sound. */
export async function sendsSound({ rest, log }: AriParts, channelId: string): Promise<boolean> {
  try {
    const asked = rest.request(channelsGetChannelVar, { channelId, variable: audioAddress });
    const answer = await answerOr(asked, 404, 409);
    return answer.kind === 'reply' && isAddress(answer.reply.value);
  } catch (fault) {
    log.warn('Whether a far end sends sound before its answer could not be found out.', { fault });
    return false;
  }
}

/** Without sound there is no port: `(null):0`, `0.0.0.0:0`. */
const isAddress = (text: string): boolean => /:[1-9]\d*$/.test(text);
