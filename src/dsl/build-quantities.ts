// From tokens to dates, times and amounts, with their bounds. Not here: numbers and durations (build-common.ts).

import type { IToken } from 'chevrotain';
import type { Name } from './ast.ts';
import { nameOf } from './build-common.ts';
import type { Site } from './build-common.ts';
import type { MoneyValue } from './program.ts';
import { tokenSpan } from './spans.ts';

/** A date, which must exist in the calendar. */
export function dateOf(site: Site, token: IToken): Name {
  const [year = 0, month = 0, day = 0] = token.image.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists) {
    const message = `There is no day \`${token.image}\``;
    site.report({
      code: 'FIL301',
      message,
      span: tokenSpan(site.file, token),
      hint: 'write year, month, day: `2026-12-24`.',
    });
  }
  return nameOf(site, token);
}

/** A time of day; `24:00` only where a range ends. */
export function timeOf(site: Site, token: IToken, place: 'instant' | 'end'): Name {
  const [hour = 0, minute = 0] = token.image.split(':').map(Number);
  const isEnd = place === 'end' && token.image === '24:00';
  if (!isEnd && (hour > 23 || minute > 59)) {
    const message = `There is no time \`${token.image}\``;
    const hint = '00:00 to 23:59 exist; `24:00` only as the end of a range.';
    site.report({ code: 'FIL301', message, span: tokenSpan(site.file, token), hint });
  }
  return nameOf(site, token);
}

/** The codes of ISO 4217 in use; whoever needs another one adds it here. */
const currencies = new Set(
  (
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP ' +
    'CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ' +
    'ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT ' +
    'MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD ' +
    'SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND ' +
    'VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG'
  ).split(' '),
);

/** An amount: the digits as they were written, and a currency that exists. */
export function moneyOf(site: Site, token: IToken): MoneyValue {
  const currency = token.image.slice(-3);
  if (!currencies.has(currency)) {
    const message = `There is no currency \`${currency}\``;
    site.report({
      code: 'FIL301',
      message,
      span: tokenSpan(site.file, token),
      hint: 'write a code of ISO 4217 such as EUR.',
    });
  }
  return { amount: token.image.slice(0, -3).trim(), currency };
}
