// Exact decimal numbers as they are written: no floating point touches an amount. Not here: arithmetic of flows.

import { assert } from '../../base/assert.ts';

/** Zero is never negative; `fraction` is what follows the point, without trailing zeros. */
export interface Decimal {
  readonly negative: boolean;
  /** Without leading zeros; `0` when there is nothing before the point. */
  readonly whole: string;
  readonly fraction: string;
}

const notation = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/;

/** The number written as `text`. An AssertionFault when it is none. */
export function decimalOf(text: string): Decimal {
  const [, sign, whole = '', fraction = ''] = notation.exec(text) ?? [];
  assert(sign !== undefined, 'A number to be read is in plain decimal notation.');
  return tidy({ negative: sign === '-', whole, fraction });
}

/** Rounded half away from zero, to `digits` decimals at most. */
export function rounded(number: Decimal, digits: number): Decimal {
  if (number.fraction.length <= digits) return number;
  const kept = BigInt(number.whole + number.fraction.slice(0, digits));
  const up = (number.fraction[digits] ?? '0') >= '5' ? 1n : 0n;
  const all = (kept + up).toString().padStart(digits + 1, '0');
  const point = all.length - digits;
  return tidy({ negative: number.negative, whole: all.slice(0, point), fraction: all.slice(point) });
}

function tidy({ negative, whole, fraction }: Decimal): Decimal {
  const isZero = !/[1-9]/.test(whole + fraction);
  return {
    negative: negative && !isZero,
    whole: whole.replace(/^0+(?=\d)/, ''),
    fraction: fraction.replace(/0+$/, ''),
  };
}
