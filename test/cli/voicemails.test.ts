import { describe, expect, it } from 'vitest';
import { callId, queueName, recordingId } from '../../src/base/ids.ts';
import { commandLine } from './command-line.ts';

async function withMessage() {
  const line = commandLine();
  await line.room.recordings.index.put({
    ...{ recording: recordingId('call-1-voicemail-2'), call: callId('call-1'), made: 'voicemail', voicemail: 'mot' },
    ...{ queue: queueName('support'), at: 1_000_000, state: 'whole', lengthMs: 12_000, soundMs: 9_000 },
    ...{ channelCount: 1, bytes: 10, digest: 'a'.repeat(64) },
  });
  return line;
}

describe('carillon voicemails', () => {
  it('lists what was left, and nothing once it is handled', async () => {
    const { run } = await withMessage();
    expect((await run('voicemails --queue support')).out.split('\n')).toEqual([
      'LEFT                      QUEUE    CALLER  LENGTH  STATE  LISTENED  HANDLED  ID',
      '1970-01-01T00:16:40.000Z  support  -       12s     whole  -         -        call-1-voicemail-2',
    ]);
    const handled = await run('voicemails handled call-1-voicemail-2');
    expect([handled.code, handled.out.includes('ana')]).toEqual([0, true]);
    expect(await run('voicemails')).toMatchObject({ code: 0, err: 'No messages.' });
    expect((await run('voicemails --all')).out).toContain('call-1-voicemail-2');
  });

  it('handled of an id that is not there says where to look', async () => {
    const { run } = await withMessage();
    const { code, err } = await run('voicemails handled nobody');
    expect([code === 0, err]).toEqual([false, 'There is no such recording. See `carillon voicemails --all`.']);
  });
});
