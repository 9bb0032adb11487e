// The comfort sound: a soft note that comes and goes while a caller waits for another system. Computed, so that it is the same
// everywhere. Not here: when it is heard.

const sampleRateHz = 8_000;
const bytesPerSample = 2;
/** Within the telephone's band and away from dial, busy and ringing tones (ITU-T E.180 has those from 340 to 500 Hz). */
const noteHz = 530;
/** 22 dB under the limit, far below speech. */
const levelRatio = 0.08;
const noteMs = 600;
/** It begins and ends softly. */
const fadeMs = 80;
/** One note and the silence after it. */
const periodMs = 2_000;

/** Names what the sound is; another sound gets another name and is made anew. */
export const comfortFormat = `${noteHz} Hz, ${levelRatio}, ${noteMs} of ${periodMs} ms, fades ${fadeMs} ms`;

/** The sound as WAV, 8 kHz, one channel, 16 bits. */
export const comfortSound = (): Uint8Array => wav(samples());

function samples(): Int16Array {
  const made = new Int16Array((sampleRateHz * periodMs) / 1_000);
  const noteCount = (sampleRateHz * noteMs) / 1_000;
  for (let index = 0; index < noteCount; index += 1) {
    const atMs = (index * 1_000) / sampleRateHz;
    const fade = Math.min(1, atMs / fadeMs, (noteMs - atMs) / fadeMs);
    made[index] = Math.round(32_767 * levelRatio * fade * Math.sin((2 * Math.PI * noteHz * index) / sampleRateHz));
  }
  return made;
}

/** RIFF with one chunk of PCM. */
function wav(sound: Int16Array): Uint8Array {
  const size = sound.length * bytesPerSample;
  const bytes = new DataView(new ArrayBuffer(44 + size));
  const text = (at: number, letters: string): void =>
    Array.from(letters).forEach((letter, index) => bytes.setUint8(at + index, letter.charCodeAt(0)));
  text(0, 'RIFF');
  bytes.setUint32(4, 36 + size, true);
  text(8, 'WAVEfmt ');
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, sampleRateHz, true);
  bytes.setUint32(28, sampleRateHz * bytesPerSample, true);
  bytes.setUint16(32, bytesPerSample, true);
  bytes.setUint16(34, bytesPerSample * 8, true);
  text(36, 'data');
  bytes.setUint32(40, size, true);
  sound.forEach((sample, index) => bytes.setInt16(44 + index * bytesPerSample, sample, true));
  return new Uint8Array(bytes.buffer);
}
