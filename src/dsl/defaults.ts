// What holds where the author said nothing. Numbers only.

/** Milliseconds, digits and counts by what they are of. */
export const defaults = {
  waitMs: 5000,
  tries: 1,
  firstDigitMs: 6000,
  betweenDigitsMs: 3000,
  lengthMin: 1,
  lengthMax: 20,
  voicemailMaxMs: 120_000,
  silenceMs: 5000,
  transferMs: 30_000,
  offerWaitMs: 5000,
} as const;
