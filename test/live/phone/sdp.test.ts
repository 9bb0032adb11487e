// Session descriptions: read, written, agreed upon.

import { describe, expect, test } from 'vitest';
import { answerTo, offer, parseSdp, printSdp, targetFrom } from './sdp.ts';
import type { OurAudio } from './sdp.ts';

const ours: OurAudio = { address: { host: '127.0.0.4', port: 4000 }, codecs: ['PCMA', 'PCMU'], keyPayloadType: 101 };

const fromAsterisk = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=Asterisk',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 17234 RTP/AVP 0 8 96',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:96 telephone-event/8000',
  'a=fmtp:96 0-16',
  'a=sendonly',
  'm=video 0 RTP/AVP 99',
  'c=IN IP4 10.0.0.9',
  '',
].join('\r\n');

describe('a description', () => {
  test('written and read is the same', () => {
    expect(parseSdp(printSdp(offer(ours), 1))).toEqual({ ...ours, direction: 'sendrecv' });
  });

  test('of a server: its first audio stream, its order of codings, its number for keys', () => {
    expect(parseSdp(fromAsterisk)).toEqual({
      address: { host: '127.0.0.1', port: 17234 },
      codecs: ['PCMU', 'PCMA'],
      keyPayloadType: 96,
      direction: 'sendonly',
    });
  });

  test('without audio, or with audio refused by port 0: none', () => {
    expect(parseSdp('v=0\r\nc=IN IP4 127.0.0.1\r\nm=video 9 RTP/AVP 99\r\n')).toBeNull();
    expect(parseSdp('v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 0 RTP/AVP 8\r\n')).toBeNull();
  });
});

describe('agreeing', () => {
  const theirs = parseSdp(fromAsterisk)!;

  test('our answer: one coding, by their order, their number for keys, the opposite direction', () => {
    expect(answerTo(theirs, ours)).toEqual({
      address: ours.address,
      codecs: ['PCMU'],
      keyPayloadType: 96,
      direction: 'recvonly',
    });
  });

  test('what we send: the first coding that is ours; none in common, nothing', () => {
    expect(targetFrom(theirs, ['PCMA'])).toEqual({ to: theirs.address, codec: 'PCMA', keyPayloadType: 96 });
    expect(targetFrom({ ...theirs, codecs: [] }, ['PCMA'])).toBeNull();
  });

  test('keys by INFO only: no telephone events in the answer', () => {
    expect(answerTo(theirs, { ...ours, keyPayloadType: null }).keyPayloadType).toBeNull();
  });
});
