// Currencies in English. Not here: amounts.

import type { Currency, Noun } from '../speaker.ts';

/** A noun whose plural is its singular and an s, unless given. English has no genders. */
export const noun = (one: string, other = `${one}s`): Noun => ({ one, other, gender: 'masculine' });

const cent = noun('cent');

export const currencies: Readonly<Record<string, Currency>> = {
  AUD: { major: noun('Australian dollar'), minor: cent },
  CAD: { major: noun('Canadian dollar'), minor: cent },
  CHF: { major: noun('Swiss franc'), minor: noun('centime') },
  EUR: { major: noun('euro'), minor: cent },
  GBP: { major: noun('pound'), minor: noun('penny', 'pence') },
  JPY: { major: noun('yen', 'yen'), minor: null },
  MAD: { major: noun('Moroccan dirham'), minor: noun('centime') },
  USD: { major: noun('dollar'), minor: cent },
  XAF: { major: noun('CFA franc'), minor: null },
  XOF: { major: noun('CFA franc'), minor: null },
};
