// SIP addresses: the parts of `"Name" <sip:user@host:port;params>;tag=...` that a phone needs.

import type { NetAddress } from './phone-types.ts';

/** The port of a SIP address that names none. */
const sipPort = 5060;

/** The `sip:` address inside a From, To, Contact or Route value. */
export function uriIn(value: string): string {
  const bracketed = /<([^>]+)>/.exec(value)?.[1];
  return bracketed ?? (value.split(';')[0] ?? '').trim();
}

/** The name shown before the address, or an empty text. */
export const displayNameIn = (value: string): string =>
  (/^\s*"((?:[^"\\]|\\.)*)"/.exec(value)?.[1] ?? /^([^<"]*)</.exec(value)?.[1] ?? '').trim();

/** The user part, or an empty text. */
export const userOf = (uri: string): string => decodeURIComponent(/^sips?:([^@;>]+)@/i.exec(uri)?.[1] ?? '');

/** Where packets for this address go. */
export function netAddressOf(uri: string): NetAddress {
  const [, host = '', port] = /^sips?:(?:[^@]*@)?([^:;?>]+)(?::(\d+))?/i.exec(uri) ?? [];
  return { host, port: port === undefined ? sipPort : Number(port) };
}

export const sipUri = (user: string, at: NetAddress): string => `sip:${user}@${at.host}:${at.port}`;
