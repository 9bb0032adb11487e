// The values whose readings a person looks at: where the rules of the languages bend. Not here: their readings (golden/).

import type { Readable } from '../../../src/prompts/reading/index.ts';

const each = (words: string): readonly string[] => words.trim().split(/\s+/);

const cardinals = each(`
  0 1 2 7 10 11 12 15 16 17 19 20 21 22 29 30 31 32 40 41 50 51 60 61 62 69 70 71 72 77 79 80 81 82 89 90 91 92 99
  100 101 105 111 120 121 180 181 199 200 201 203 280 300 999
  1000 1001 1005 1100 1101 1180 1200 1900 1999 2000 2001 2021 2080 2100 9999 10000 21000 80000 80200 100000 101000 180000
  200000 200001 321021 999999 1000000 1000001 1000100 1001000 2000000 80000000 200000000 200000200 1000000000 2000000000
  999999999999999 1000000000000000
  -1 -0 -80 0.5 1.50 3.14 2.05 12.345 0.1234 0.10203 1.0000005 -0.0000001`);
const ordinals = each(`
  0 1 2 3 4 5 6 8 9 10 12 16 19 20 21 22 31 60 61 70 71 72 80 81 89 90 91 99 100 101 180 200 201 280 1000 1001 1900 2000
  80000 1000000 2000000 2000001 1.5 -3`);
const phones = each(`
  +33612345678 +33145006012 +33800123456 +32470123456 +3221234567 +3210123456 +3280012345 +41791234567 +41800123456
  +447700900123 +442079460123 +441214960123 +443069990123 +44800123456 +12125550123 +4930123456 +390612 +35312345678
  +336123 112 1001 *21#`);
const times = each(
  '00:00 00:01 00:30 01:00 01:01 01:05 08:00 08:21 09:10 11:59 12:00 12:01 13:00 20:00 21:00 21:31 23:59 24:00',
);
const days = each(
  '2026-01-01 2026-02-02 2026-03-03 2026-05-21 2026-08-31 2026-12-24 1900-06-11 1905-07-01 1980-10-12 1999-12-31 2000-02-29 2009-09-09 2010-11-30 2100-04-20 0800-12-25',
);
const durationsMs = [
  0, 499, 500, 1000, 21_000, 60_000, 61_000, 3_600_000, 3_660_000, 7_384_000, 75_660_000, 86_400_000, 90_061_000,
  1_814_400_000, -30_000,
];
const amounts = each(`
  0:EUR 0.01:EUR 0.40:EUR 1:EUR 1.01:EUR 1.99:EUR 2.50:EUR 21:EUR 80:EUR 81.80:EUR 200:EUR 1250.40:EUR 1250.405:EUR
  1250.404:EUR 0.996:EUR -12.30:EUR -0.004:EUR 1000000:EUR 1000000.50:EUR 1200000:EUR 2000000:EUR 1000000000000000:EUR
  1:GBP 1.01:GBP 21.21:GBP 101:GBP 1000000:GBP 12.50:USD 1:USD 2:CHF 1.05:CHF 5:CAD 7.10:AUD 1500:JPY 1500.6:JPY 1:JPY
  3000000:JPY 2500:XOF 120:MAD 1:SEK 21:SEK 12.50:SEK 3000000:SEK 12.5:TND 2:PLN`);

/** In the order of the golden files. */
export const excerpts: readonly Readable[] = [
  ...cardinals.map((value): Readable => ({ kind: 'Number', value, format: 'cardinal' })),
  ...ordinals.map((value): Readable => ({ kind: 'Number', value, format: 'ordinal' })),
  ...each('42 -12.5 007').map((value): Readable => ({ kind: 'Number', value, format: 'digits' })),
  ...(['digits', 'pairs'] as const).flatMap((format) =>
    each('7 12 123 1234 12345 1234567 0061200 12*34#').map((value): Readable => ({ kind: 'Digits', value, format })),
  ),
  ...phones.map((value): Readable => ({ kind: 'Phone', value, format: 'grouped' })),
  ...(['digits', 'pairs'] as const).flatMap((format) =>
    each('+33612345678 +442079460123 1001').map((value): Readable => ({ kind: 'Phone', value, format })),
  ),
  ...days.map((value): Readable => ({ kind: 'Date', value, format: 'full' })),
  ...(['short', 'weekday'] as const).map((format): Readable => ({ kind: 'Date', value: '2026-03-01', format })),
  ...(['full', 'short'] as const).flatMap((format) =>
    times.map((value): Readable => ({ kind: 'Time', value, format })),
  ),
  ...(['full', 'short'] as const).map((format): Readable => ({ kind: 'DateTime', value: '2026-03-17T21:05', format })),
  ...durationsMs.map((valueMs): Readable => ({ kind: 'Duration', valueMs })),
  ...amounts.map((amount): Readable => {
    const [value = '', currency = ''] = amount.split(':');
    return { kind: 'Money', value, currency };
  }),
];
