// What is read off a recorded file: its length, how much of it is sound, and whether its end was written.

import { describe, expect, it } from 'vitest';
import { readRecorded } from '../../src/call/index.ts';
import { joinSamples, silentSamples, toWav, toneSamples } from '../live/audio/index.ts';

const spoken = toWav(joinSamples([silentSamples(400), toneSamples(440, 1_000), silentSamples(600)]));

describe('a recorded file', () => {
  it('tells how long it is and how much of it is no silence', () => {
    expect(readRecorded(spoken)).toMatchObject({ rateHz: 8_000, lengthMs: 2_000, soundMs: 1_000, ending: 'whole' });
  });

  it('of hiss below the level of speech holds no sound', () => {
    const hiss = toWav(toneSamples(3_000, 2_000, 0.005));
    expect(readRecorded(hiss)).toMatchObject({ lengthMs: 2_000, soundMs: 0 });
  });

  it('whose writer died before its header was finished is cut, and all that was written is there', () => {
    const cut = Buffer.from(spoken);
    cut.writeUInt32LE(0, 40);
    expect(readRecorded(cut)).toMatchObject({ lengthMs: 2_000, soundMs: 1_000, ending: 'cut' });
  });

  it('that is shorter than its header says is cut', () => {
    expect(readRecorded(spoken.subarray(0, 44 + 16_000))).toMatchObject({ lengthMs: 1_000, ending: 'cut' });
  });

  it('that holds a header alone has no length', () => {
    expect(readRecorded(toWav(silentSamples(0)))).toMatchObject({ lengthMs: 0, soundMs: 0 });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a page', Buffer.from('<html>no</html>'.repeat(10))],
    ['a header that ends too early', spoken.subarray(0, 30)],
    [
      'a chunk that says it is endless',
      Buffer.concat([spoken.subarray(0, 12), Buffer.from('xxxx\xff\xff\xff\xff', 'latin1')]),
    ],
  ])('that is %s is none', (_, bytes) => {
    expect(readRecorded(bytes)).toBeNull();
  });

  it('of two channels, or compressed, is not read', () => {
    const stereo = Buffer.from(spoken);
    stereo.writeUInt16LE(2, 22);
    const law = Buffer.from(spoken);
    law.writeUInt16LE(6, 20);
    expect([readRecorded(stereo), readRecorded(law)]).toEqual([null, null]);
  });
});
