// Currencies in French. A hundredth of a euro or dollar is a centime here: speech engines read `cents` as hundreds.

import type { Currency, Noun } from '../speaker.ts';

/** A noun whose plural is its singular and an s, unless given. */
export const masculine = (one: string, other = `${one}s`): Noun => ({ one, other, gender: 'masculine' });
export const feminine = (one: string, other = `${one}s`): Noun => ({ one, other, gender: 'feminine' });

const centime = masculine('centime');
const dollar = (country: string): Currency => ({
  major: masculine(`dollar ${country}`, `dollars ${country}s`),
  minor: centime,
});

export const currencies: Readonly<Record<string, Currency>> = {
  AUD: dollar('australien'),
  CAD: dollar('canadien'),
  CHF: { major: masculine('franc suisse', 'francs suisses'), minor: centime },
  EUR: { major: masculine('euro'), minor: centime },
  GBP: { major: feminine('livre sterling', 'livres sterling'), minor: masculine('penny', 'pence') },
  JPY: { major: masculine('yen'), minor: null },
  MAD: { major: masculine('dirham marocain', 'dirhams marocains'), minor: centime },
  USD: { major: masculine('dollar'), minor: centime },
  XAF: { major: masculine('franc CFA', 'francs CFA'), minor: null },
  XOF: { major: masculine('franc CFA', 'francs CFA'), minor: null },
};

/** What the feminine ones among the other currencies begin with. */
export const feminineCurrencies: readonly string[] = ['couronne', 'livre', 'lire', 'roupie', 'rupiah', 'hryvnia'];
