// The two ends of an established SIP dialog as data (RFC 3261 section 12), and requests inside it. Pure but for tokens.

import type { NetAddress } from './phone-types.ts';
import { header, headerList, parameter } from './sip-message.ts';
import type { Headers, SipRequest, SipResponse } from './sip-message.ts';
import { netAddressOf, uriIn } from './sip-uri.ts';
import type { RequestParts } from './user-agent.ts';

export interface Dialog {
  readonly callId: string;
  readonly localTag: string;
  /** From and To as they stand in requests that we send. */
  readonly local: string;
  readonly remote: string;
  readonly remoteTarget: string;
  readonly routes: readonly string[];
  /** The highest CSeq number that we used. */
  readonly localSeq: number;
}

/** The dialog that a response to our INVITE makes. */
export const dialogOfPlaced = (invite: SipRequest, response: SipResponse): Dialog => ({
  callId: header(invite, 'Call-ID'),
  localTag: parameter(header(invite, 'From'), 'tag'),
  local: header(invite, 'From'),
  remote: header(response, 'To'),
  remoteTarget: uriIn(headerList(response, 'Contact')[0] ?? invite.uri),
  routes: headerList(response, 'Record-Route').toReversed(),
  localSeq: Number(header(invite, 'CSeq').split(' ')[0]),
});

/** The dialog that our answer to their INVITE makes. */
export const dialogOfReceived = (invite: SipRequest, localTag: string): Dialog => ({
  callId: header(invite, 'Call-ID'),
  localTag,
  local: `${header(invite, 'To')};tag=${localTag}`,
  remote: header(invite, 'From'),
  remoteTarget: uriIn(headerList(invite, 'Contact')[0] ?? header(invite, 'From')),
  routes: headerList(invite, 'Record-Route'),
  localSeq: 0,
});

/** A request inside the dialog, numbered `seq`. */
export function partsInDialog(
  dialog: Dialog,
  method: string,
  options: { readonly seq: number; readonly more?: Headers; readonly body?: string },
): RequestParts {
  const headers: Headers = [
    ...dialog.routes.map((route) => ['Route', route] as const),
    ['From', dialog.local],
    ['To', dialog.remote],
    ['Call-ID', dialog.callId],
    ['CSeq', `${options.seq} ${method}`],
    ...(options.more ?? []),
  ];
  return { method, uri: dialog.remoteTarget, headers, body: options.body ?? '' };
}

/** Where requests of the dialog are sent: the first proxy on the way, or the other end itself. */
export const nextHop = (dialog: Dialog): NetAddress => netAddressOf(uriIn(dialog.routes[0] ?? dialog.remoteTarget));
