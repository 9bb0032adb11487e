// The two codings of G.711, A-law and mu-law, one byte per sample. Source: ITU-T G.711 (sign and segment tables).

/** A-law bytes, one per sample. */
export const toALaw = (samples: Int16Array): Uint8Array => Uint8Array.from(samples, aLawByte);

/** Mu-law bytes, one per sample. */
export const toMuLaw = (samples: Int16Array): Uint8Array => Uint8Array.from(samples, muLawByte);

/** The samples of A-law bytes. */
export const fromALaw = (bytes: Uint8Array): Int16Array => Int16Array.from(bytes, aLawSample);

/** The samples of mu-law bytes. */
export const fromMuLaw = (bytes: Uint8Array): Int16Array => Int16Array.from(bytes, muLawSample);

/** Every second bit of an A-law byte travels inverted. */
const aLawMask = 0x55;

function aLawByte(sample: number): number {
  const positive = sample >= 0;
  const size = positive ? sample >> 4 : (-sample - 1) >> 4;
  const segment = size < 32 ? (size < 16 ? 0 : 1) : 31 - Math.clz32(size) - 3;
  const step = segment < 2 ? size & 0x0f : (size >> (segment - 1)) & 0x0f;
  return ((positive ? 0x80 : 0) | (segment << 4) | step) ^ aLawMask;
}

function aLawSample(byte: number): number {
  const plain = byte ^ aLawMask;
  const segment = (plain >> 4) & 0x07;
  const base = ((plain & 0x0f) << 4) + 8;
  const size = segment === 0 ? base : (base + 0x100) << (segment - 1);
  return (plain & 0x80) !== 0 ? size : -size;
}

/** Added before the segment is found, so that each segment begins at a power of two. */
const muLawBias = 0x84;
const muLawPeak = 32635;

function muLawByte(sample: number): number {
  const size = Math.min(Math.abs(sample), muLawPeak) + muLawBias;
  const segment = 31 - Math.clz32(size) - 7;
  const step = (size >> (segment + 3)) & 0x0f;
  return ~((sample < 0 ? 0x80 : 0) | (segment << 4) | step) & 0xff;
}

function muLawSample(byte: number): number {
  const plain = ~byte & 0xff;
  const size = ((((plain & 0x0f) << 3) + muLawBias) << ((plain >> 4) & 0x07)) - muLawBias;
  return (plain & 0x80) !== 0 ? -size : size;
}
