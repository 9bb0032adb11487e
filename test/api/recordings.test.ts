// Messages and recordings over HTTP: found, listened to in part, marked; nothing from outside becomes a path.

import { describe, expect, it } from 'vitest';
import { callId, queueName, recordingId } from '../../src/base/ids.ts';
import type { KeptRecording } from '../../src/recordings/index.ts';
import { byteRange } from '../../src/api/byte-range.ts';
import { apiOn, memoryRoom, token } from './control-room.ts';

const headers = { authorization: `Bearer ${token}` };
const sound = Buffer.from('0123456789');

async function roomWith(...changes: readonly Partial<KeptRecording>[]) {
  const room = memoryRoom();
  for (const [index, change] of changes.entries()) {
    const { digest, bytes } = await room.recordings.shelf.put([sound]);
    await room.recordings.index.put({
      ...{ recording: recordingId(`r${index + 1}`), call: callId('c1'), made: 'voicemail', voicemail: 'mot' },
      ...{ queue: queueName('support'), at: index, state: 'whole', lengthMs: 2_000, soundMs: 1_500, channelCount: 1 },
      ...{ digest, bytes, ...change },
    });
  }
  return { room, ...apiOn(room) };
}
const listen = (api: Awaited<ReturnType<typeof roomWith>>['api'], url: string, range?: string) =>
  api.inject({ url, headers: { ...headers, ...(range === undefined ? {} : { range }) } });

describe('messages', () => {
  it('of a queue are listed, the newest first, without those that are handled', async () => {
    const { ask } = await roomWith({}, { queue: queueName('sales') }, {}, { made: 'conversation' });
    await ask('PUT', '/api/recordings/r3/handled', { by: 'ana' });
    const ids = async (query: string) => {
      const { body } = await ask('GET', `/api/voicemails${query}`);
      return (body as unknown as { voicemails: { id: string }[] }).voicemails.map(({ id }) => id);
    };
    expect(await ids('')).toEqual(['r2', 'r1']);
    expect(await ids('?queue=support')).toEqual(['r1']);
    expect(await ids('?queue=support&state=all')).toEqual(['r3', 'r1']);
    expect(await ids('?state=handled')).toEqual(['r3']);
    expect((await ask('GET', '/api/voicemails?queue=a/../b')).status).toBe(400);
  });

  it('marked twice keep the first mark', async () => {
    const { ask } = await roomWith({});
    await ask('PUT', '/api/recordings/r1/listened', { by: 'ana' });
    const { body } = await ask('PUT', '/api/recordings/r1/listened', { by: 'ben' });
    expect(body).toMatchObject({ listened: { by: 'ana' }, handled: null });
    expect((await ask('PUT', '/api/recordings/r9/listened', { by: 'ana' })).body.error.code).toBe('recordingUnknown');
    expect((await ask('PUT', '/api/recordings/r1/loved', { by: 'ana' })).status).toBe(400);
  });
});

describe('a recording', () => {
  it('shows what is known of it, the caller masked unless asked for', async () => {
    const { room, ask } = await roomWith({});
    const row = room.recordings.rows.get(recordingId('r1'));
    (room.recordings.rows as Map<unknown, unknown>).set('r1', { ...row, caller: '+33612345678' });
    expect((await ask('GET', '/api/recordings/r1')).body).toMatchObject({ id: 'r1', state: 'whole', lengthMs: 2_000 });
    expect(JSON.stringify((await ask('GET', '/api/recordings/r1')).body)).not.toContain('12345678');
    expect((await ask('GET', '/api/recordings/r1?callers=full')).body).toMatchObject({ caller: '+33612345678' });
  });

  it('is heard whole or in the part that is asked for', async () => {
    const { api } = await roomWith({});
    const whole = await listen(api, '/api/recordings/r1/audio');
    expect([whole.statusCode, whole.body, whole.headers['content-type']]).toEqual([200, '0123456789', 'audio/wav']);
    expect(whole.headers).toMatchObject({
      'accept-ranges': 'bytes',
      'cache-control': 'private',
      'content-length': '10',
    });
    const part = await listen(api, '/api/recordings/r1/audio', 'bytes=2-4');
    expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10']);
    const beyond = await listen(api, '/api/recordings/r1/audio', 'bytes=10-');
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, 'bytes */10']);
  });

  it('is heard by nobody without the token', async () => {
    const { api } = await roomWith({});
    for (const url of ['/api/recordings/r1/audio', '/api/recordings/r1', '/api/voicemails'])
      expect((await api.inject({ url })).statusCode).toBe(401);
  });

  it('without sound says so', async () => {
    const { ask } = await roomWith({ state: 'failed', digest: null });
    expect((await ask('GET', '/api/recordings/r1/audio')).body.error.code).toBe('recordingSilent');
  });

  it.each(['..%2f..%2fetc%2fpasswd', '%2e%2e', '..%5c..', 'r1%00', 'r1.wav', '-r1', 'x'.repeat(200), 'r1%2faudio'])(
    'of the id %s leads nowhere',
    async (id) => {
      const { ask } = await roomWith({});
      for (const rest of ['', '/audio'])
        expect((await ask('GET', `/api/recordings/${id}${rest}`)).status).toBeGreaterThanOrEqual(400);
    },
  );
});

describe('the recording of a call', () => {
  it('is paused and goes on as its agent wishes, and of a call that is not recorded says so', async () => {
    const { room, ask } = await roomWith();
    for (const state of ['paused', 'on'])
      expect((await ask('PUT', '/api/calls/recorded/recording', { state })).status).toBe(200);
    expect(room.wishes).toEqual(['paused', 'on']);
    expect((await ask('PUT', '/api/calls/other/recording', { state: 'paused' })).body.error.code).toBe('notRecorded');
    expect((await ask('PUT', '/api/calls/recorded/recording', { state: 'start' })).status).toBe(400);
  });

  it('is listed with the call', async () => {
    const { ask } = await roomWith({}, { call: callId('c2') });
    const { body } = await ask('GET', '/api/calls/c2/recordings');
    expect((body as unknown as { recordings: object[] }).recordings).toEqual([expect.objectContaining({ id: 'r2' })]);
  });
});

describe('a range', () => {
  it.each([
    [undefined, { kind: 'whole' }],
    ['bytes=0-', { kind: 'part', from: 0, to: 9 }],
    ['bytes=3-5', { kind: 'part', from: 3, to: 5 }],
    ['bytes=3-500', { kind: 'part', from: 3, to: 9 }],
    ['bytes=-3', { kind: 'part', from: 7, to: 9 }],
    ['bytes=-300', { kind: 'part', from: 0, to: 9 }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['bytes=10-', { kind: 'unsatisfiable' }],
    ['bytes=5-3', { kind: 'whole' }],
    ['bytes=0-1,3-4', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
    ['lines=1-2', { kind: 'whole' }],
    ['bytes=0-99999999999999999999', { kind: 'whole' }],
  ] as const)('%s of ten bytes is %j', (header, range) => {
    expect(byteRange(header, 10)).toEqual(range);
  });
});
