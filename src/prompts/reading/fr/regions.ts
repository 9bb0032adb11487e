// What differs between the countries that speak French. Not here: what they share.

import { currencies, masculine } from './currencies.ts';
import type { Currency } from '../speaker.ts';

export interface Region {
  readonly locale: string;
  /** The tens that have a name of their own; what lies between is counted on from the last: 77 is sixty and seventeen. */
  readonly decades: readonly (readonly [number, string])[];
  readonly callingCode: string;
  readonly currencies: Readonly<Record<string, Currency>>;
}

const toSixty = [
  [20, 'vingt'],
  [30, 'trente'],
  [40, 'quarante'],
  [50, 'cinquante'],
  [60, 'soixante'],
] as const;

export const france: Region = {
  locale: 'fr-FR',
  decades: [...toSixty, [80, 'quatre-vingt']],
  callingCode: '33',
  currencies,
};

export const belgium: Region = {
  locale: 'fr-BE',
  decades: [...toSixty, [70, 'septante'], [80, 'quatre-vingt'], [90, 'nonante']],
  callingCode: '32',
  currencies,
};

/** Huitante is everyday speech in Vaud, Valais and Fribourg, understood elsewhere, and what Unicode CLDR has for fr-CH. */
export const switzerland: Region = {
  locale: 'fr-CH',
  decades: [...toSixty, [70, 'septante'], [80, 'huitante'], [90, 'nonante']],
  callingCode: '41',
  currencies: { ...currencies, CHF: { major: masculine('franc'), minor: masculine('centime') } },
};
