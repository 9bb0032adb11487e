// What a language must be able to say so that everything can be read aloud in it. Not here: any language.

import type { CalendarDate, TimeOfDay } from './calendar.ts';
import type { Voice, Words } from './words.ts';

/** Decides between un and une; languages without genders ignore it. */
export type Gender = 'masculine' | 'feminine';

/** A thing that is counted. */
export interface Noun {
  readonly one: string;
  readonly other: string;
  readonly gender: Gender;
}

/** A currency's names. `minor` is a hundredth of `major`; null: there is no coin below `major`. */
export interface Currency {
  readonly major: Noun;
  readonly minor: Noun | null;
}

export type Unit = 'day' | 'hour' | 'minute' | 'second';

/** A locale that speaks. Whole numbers are given from 0 to `spokenMax`. */
export interface Speaker {
  /** BCP 47. */
  readonly locale: string;
  readonly cardinal: (count: number, gender: Gender) => Words;
  readonly ordinal: (rank: number) => Words;
  /** What follows the decimal point. */
  readonly decimals: (digits: string) => Words;
  readonly counted: (count: number, noun: Noun) => Words;
  readonly date: (date: CalendarDate, format: 'full' | 'short' | 'weekday') => Words;
  readonly time: (time: TimeOfDay, format: 'full' | 'short') => Words;
  readonly signs: Readonly<Record<'minus' | 'point' | 'plus' | 'and' | 'at' | 'star' | 'hash', string>>;
  readonly units: Readonly<Record<Unit, Noun>>;
  /** By ISO 4217 code; others go by the names that Intl knows. */
  readonly currencies: Readonly<Record<string, Currency>>;
  /** First words of the feminine ones among the currencies that are not listed. */
  readonly feminineCurrencies: readonly string[];
  /** `numbers`: 34 is thirty-four; `digits`: three four. */
  readonly phoneGroups: 'numbers' | 'digits';
  /** Calling code of the country whose numbers are read without one. */
  readonly callingCode: string;
  readonly voice: Voice;
}

/** The largest whole number that is read in words; a longer one is read digit by digit. */
export const spokenMax = 999_999_999_999_999;
