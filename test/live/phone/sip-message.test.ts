// SIP messages: read and written, with the liberties that the standard allows.

import { describe, expect, test } from 'vitest';
import {
  branchOf,
  cseqOf,
  header,
  headerList,
  parameter,
  parseMessage,
  printMessage,
  responseTo,
} from './sip-message.ts';
import type { SipRequest } from './sip-message.ts';
import { displayNameIn, netAddressOf, sipUri, uriIn, userOf } from './sip-uri.ts';

const invite: SipRequest = {
  kind: 'request',
  method: 'INVITE',
  uri: 'sip:+33180001122@127.0.0.1:5062',
  headers: [
    ['Via', 'SIP/2.0/UDP 127.0.0.4:5080;rport;branch=z9hG4bKabc'],
    ['From', '"Anne \\"A\\" Martin" <sip:+33612345678@127.0.0.4>;tag=one'],
    ['To', '<sip:+33180001122@127.0.0.1>'],
    ['Call-ID', 'call-1'],
    ['CSeq', '7 INVITE'],
  ],
  body: 'v=0\r\né',
};

describe('a message', () => {
  test('written and read is the same, its length counted in bytes', () => {
    const text = printMessage(invite);
    expect(text).toContain('Content-Length: 7\r\n');
    expect(parseMessage(text)).toEqual(invite);
  });

  test('short names and folded lines are read as their long forms', () => {
    const text = 'SIP/2.0 180 Ringing\r\nv: SIP/2.0/UDP h\r\n ;branch=z9\r\ni: call-2\r\nl: 0\r\n\r\n';
    const message = parseMessage(text);
    expect(message).toMatchObject({ kind: 'response', status: 180, reason: 'Ringing' });
    if (message === null) return;
    expect(branchOf(message)).toBe('z9');
    expect(header(message, 'call-id')).toBe('call-2');
  });

  test.each(['', '\r\n\r\n', 'hello', 'GET / HTTP/1.1\r\n\r\n'])('%j is none', (text) => {
    expect(parseMessage(text)).toBeNull();
  });

  test('lists are split over lines and commas, but not inside quotes and brackets', () => {
    const message = {
      headers: [
        ['Record-Route', '<sip:a;lr>, "x,y" <sip:b,c;lr>'],
        ['record-route', '<sip:d>'],
      ],
    } as const;
    expect(headerList(message, 'Record-Route')).toEqual(['<sip:a;lr>', '"x,y" <sip:b,c;lr>', '<sip:d>']);
  });
});

describe('a response', () => {
  test('copies what names its transaction, and gives To our tag', () => {
    const response = responseTo(invite, 486, { toTag: 'two' });
    expect(response.reason).toBe('Busy Here');
    expect(header(response, 'To')).toBe('<sip:+33180001122@127.0.0.1>;tag=two');
    expect(cseqOf(response)).toEqual({ number: 7, method: 'INVITE' });
    expect(branchOf(response)).toBe('z9hG4bKabc');
  });

  test('leaves a tag that is already there', () => {
    const again = {
      ...invite,
      headers: invite.headers.map(([name, value]) => [name, name === 'To' ? `${value};tag=old` : value] as const),
    };
    expect(parameter(header(responseTo(again, 200, { toTag: 'new' }), 'To'), 'tag')).toBe('old');
  });
});

describe('an address', () => {
  const from = header(invite, 'From');

  test('is taken apart: name, address, user, host, port, tag', () => {
    expect(displayNameIn(from)).toBe('Anne \\"A\\" Martin');
    expect(uriIn(from)).toBe('sip:+33612345678@127.0.0.4');
    expect(userOf(uriIn(from))).toBe('+33612345678');
    expect(netAddressOf(invite.uri)).toEqual({ host: '127.0.0.1', port: 5062 });
    expect(netAddressOf('sip:127.0.0.1;lr')).toEqual({ host: '127.0.0.1', port: 5060 });
    expect(parameter(from, 'tag')).toBe('one');
  });

  test('without brackets: what follows the semicolon is not part of it', () => {
    expect(uriIn('sip:bob@127.0.0.1:5090;tag=x')).toBe('sip:bob@127.0.0.1:5090');
    expect(displayNameIn('Bob <sip:bob@h>')).toBe('Bob');
  });

  test('is made of user, host and port', () => {
    expect(sipUri('100', { host: '127.0.0.1', port: 5062 })).toBe('sip:100@127.0.0.1:5062');
  });
});
