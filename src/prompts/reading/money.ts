// Amounts of money: whole units, then the coins below them. Not here: the currencies' names (the languages' folders).

import { assert } from '../../base/assert.ts';
import { decimalOf, rounded } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import { countedWords, decimalWords } from './numbers.ts';
import type { Currency, Noun, Speaker } from './speaker.ts';
import { listed } from './words.ts';
import type { Words } from './words.ts';

/** How many coins of a listed currency make its unit, as a number of digits. */
const minorDigits = 2;

/** `douze euros et cinquante centimes`. `code` is an ISO 4217 code, else an AssertionFault. */
export function moneyWords(text: string, code: string, speaker: Speaker): Words {
  assert(/^[A-Z]{3}$/.test(code), 'A currency is named by its three-letter code.');
  const amount = decimalOf(text);
  const currency = speaker.currencies[code];
  return currency === undefined ? unlisted(amount, code, speaker) : listedMoney(amount, currency, speaker);
}

function listedMoney(exact: Decimal, { major, minor }: Currency, speaker: Speaker): Words {
  const amount = rounded(exact, minor === null ? 0 : minorDigits);
  const coins = amount.fraction.padEnd(minorDigits, '0');
  const hasCoins = minor !== null && Number(coins) > 0;
  const wholes = amount.whole === '0' && hasCoins ? [] : [countedWords(amount.whole, major, speaker)];
  const below = hasCoins ? [countedWords(String(Number(coins)), minor, speaker)] : [];
  return [...(amount.negative ? [speaker.signs.minus] : []), ...listed([...wholes, ...below], speaker.signs.and)];
}

/** Its coins have no name here, so they are read as decimals: `douze virgule cinquante couronnes suédoises`. */
function unlisted(exact: Decimal, code: string, speaker: Speaker): Words {
  const style = { style: 'currency', currency: code, currencyDisplay: 'name' } as const;
  const digits = new Intl.NumberFormat(speaker.locale, style).resolvedOptions().maximumFractionDigits ?? minorDigits;
  const { negative, whole, fraction } = rounded(exact, digits);
  const noun = nounOf(code, speaker);
  if (fraction === '') return [...(negative ? [speaker.signs.minus] : []), ...countedWords(whole, noun, speaker)];
  const shown = fraction.padEnd(digits, '0');
  const plural = new Intl.PluralRules(speaker.locale, { minimumFractionDigits: digits });
  const name = plural.select(Number(`${whole}.${shown}`)) === 'one' ? noun.one : noun.other;
  return [...decimalWords({ negative, whole, fraction: shown }, noun.gender, speaker), name];
}

function nounOf(code: string, { locale, feminineCurrencies }: Speaker): Noun {
  const options = { style: 'currency', currency: code, currencyDisplay: 'name', maximumFractionDigits: 0 } as const;
  const format = new Intl.NumberFormat(locale, options);
  const name = (count: number): string =>
    format.formatToParts(count).find(({ type }) => type === 'currency')?.value ?? code;
  const isFeminine = feminineCurrencies.some((head) => name(1).startsWith(head));
  return { one: name(1), other: name(2), gender: isFeminine ? 'feminine' : 'masculine' };
}
