// Reading what Asterisk sends: generated decoders on well-formed, richer, poorer and broken messages.

import { describe, expect, it } from 'vitest';
import { decoded, jsonOf } from '../../src/ari/decode.ts';
import { eventDecoders } from '../../src/ari/generated/events.generated.ts';
import { decodeChannel } from '../../src/ari/generated/models.generated.ts';
import { readEvent, unheardTypes } from '../../src/ari/heard-events.ts';
import { channelJson, eventJson } from '../fakes/ari-server/json.ts';

describe('a decoder', () => {
  it('takes a whole message and leaves unknown fields alone', () => {
    const result = decoded(decodeChannel, { ...channelJson('1.1', 'Up'), invented_later: { deep: true } });
    expect(result).toMatchObject({ kind: 'ok', value: { id: '1.1', state: 'Up', caller: { number: '+33612000001' } } });
    expect(result).not.toHaveProperty('value.invented_later');
  });

  it('takes null and absence alike where a field is optional', () => {
    const result = decoded(decodeChannel, { ...channelJson('1.1', 'Up'), tenantid: null });
    expect(result).toMatchObject({ kind: 'ok', value: { tenantid: undefined, caller_rdnis: undefined } });
  });

  it.each([
    [{ ...channelJson('1.1', 'Up'), caller: { name: 'x' } }, 'caller.number'],
    [{ ...channelJson('1.1', 'Up'), id: 7 }, 'id'],
    [{ ...channelJson('1.1', 'Up'), dialplan: [] }, 'dialplan'],
    [null, ''],
    ['text', ''],
  ])('says where a message is wrong (case %#)', (json, path) => {
    expect(decoded(decodeChannel, json)).toMatchObject({ kind: 'failed', failure: { code: 'decode', path } });
  });

  it('exists for every event type that Asterisk describes', () => {
    expect(Object.keys(eventDecoders).length).toBeGreaterThan(40);
  });
});

describe('an event', () => {
  it('that the driver reads comes out typed', () => {
    const text = JSON.stringify(
      eventJson('ChannelDestroyed', { channel: channelJson('1.1', 'Up'), cause: 16, cause_txt: 'Normal' }),
    );
    expect(readEvent(jsonOf(text))).toMatchObject({
      kind: 'event',
      event: { type: 'ChannelDestroyed', cause: 16, tech_cause: undefined },
    });
  });

  it.each([
    ['of a described type that nobody reads', '{"type":"ChannelVarset"}', { kind: 'ignored', type: 'ChannelVarset' }],
    ['of a type that is not described', '{"type":"ChannelSneezed"}', { kind: 'unknown', type: 'ChannelSneezed' }],
    ['without its fields', '{"type":"StasisStart"}', { kind: 'faulty', type: 'StasisStart' }],
    ['without a type', '{}', { kind: 'faulty', type: '' }],
    ['with a strange type', '{"type":"constructor"}', { kind: 'unknown', type: 'constructor' }],
    ['that is no JSON', 'oops{', { kind: 'faulty', type: '' }],
    ['that is a list', '[]', { kind: 'faulty', type: '' }],
  ])('%s is a value, not an exception', (_what, text, expected) => {
    expect(readEvent(jsonOf(text))).toMatchObject(expected);
  });

  it('of an unread type is among those that Asterisk is asked not to send, a read one is not', () => {
    expect(unheardTypes).toContain('ChannelVarset');
    expect(unheardTypes).not.toContain('ChannelDestroyed');
  });
});
