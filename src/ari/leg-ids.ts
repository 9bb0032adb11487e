// Which channel is which leg. The mapping needs no memory, so that it outlives a restart of ours.
// Not here: what is known about a leg (leg-book.ts).

import { assert } from '../base/assert.ts';
import { legId } from '../base/ids.ts';
import type { LegId } from '../base/ids.ts';

const inboundPrefix = 'in-';
/** Asterisk's own names: an optional system name, seconds, a point, a count. Ids that we choose never look so. */
const madeByAsterisk = /^(?:.+-)?\d+\.\d+$/;

/** `outbound`: an agent's phone that we rang. `outside`: a number that we dialled. */
export type Direction = 'inbound' | 'outbound' | 'outside';

/** The leg of a channel: one that Asterisk named came to us, one that bears a name of ours was dialled by us. */
export const legOf = (channel: string): LegId =>
  madeByAsterisk.test(channel) ? legId(`${inboundPrefix}${channel}`) : legId(channel);

/** The channel of a leg. */
export function channelOf(leg: LegId): string {
  const channel = leg.slice(inboundPrefix.length);
  return leg.startsWith(inboundPrefix) && madeByAsterisk.test(channel) ? channel : leg;
}

/** The direction that the name of a channel tells; only for when what Asterisk says of it is no longer there. */
export const directionByName = (channel: string): Direction => (madeByAsterisk.test(channel) ? 'inbound' : 'outbound');

/** The id of a channel that we are about to create: the leg's own, which must not look like one of Asterisk's. */
export function newChannelOf(leg: LegId): string {
  assert(/^[A-Za-z0-9][\w-]{0,148}$/.test(leg), 'A leg that we dial has a name of its own.');
  return leg;
}

/** What the arguments of Stasis say: ours or not, which way, and the number or phone called. */
export interface Role {
  readonly direction: Direction;
  readonly called: string;
}

const directions: Readonly<Record<string, Direction>> = {
  inbound: 'inbound',
  outbound: 'outbound',
  outside: 'outside',
};

/** Reads `inbound,NUMBER`, `outbound,PHONE` or `outside,NUMBER`; null for anything else. */
export function roleOf(args: readonly string[]): Role | null {
  const [way = '', called] = args;
  const direction = Object.hasOwn(directions, way) ? directions[way] : undefined;
  return direction === undefined ? null : { direction, called: called ?? '' };
}

/** The role that a channel's place in the dialplan shows, which reads `APP,inbound,NUMBER` while it is with `app`. */
export function roleAt(dialplan: { readonly app_name: string; readonly app_data: string }, app: string): Role | null {
  const [owner, ...args] = dialplan.app_data.split(',');
  return dialplan.app_name === 'Stasis' && owner === app ? roleOf(args) : null;
}
