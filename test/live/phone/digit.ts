// From text to the keys of a telephone.

import type { Digit } from '../../../src/call/index.ts';
import { PhoneFault } from './phone-fault.ts';

const keys: readonly Digit[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#', 'A', 'B', 'C', 'D'];

/** The key; throws PhoneFault `misuse` for anything else. */
export function digitOf(text: string): Digit {
  const digit = keys.find((key) => key === text);
  if (digit === undefined) throw new PhoneFault('misuse', `${JSON.stringify(text)} is no key of a telephone`);
  return digit;
}

/** The keys one by one; throws PhoneFault `misuse` when one is none, or when there are none. */
export function digitsOf(text: string): readonly Digit[] {
  if (text === '') throw new PhoneFault('misuse', 'no keys to press');
  return Array.from(text, digitOf);
}
