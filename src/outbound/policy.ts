// What the operator allows to be called, by which trunks, showing which numbers, for how much: data. Without it nothing is
// allowed. Not here: reading it from a file (decode-policy.ts), nor deciding by it (gate.ts).

import { type CountryCode, getCountries } from 'libphonenumber-js/max';
import type { E164, TrunkName } from '../base/ids.ts';

/** Two letters of ISO 3166-1. */
export type Country = CountryCode;

const countries: ReadonlySet<string> = new Set(getCountries());

/** Whether a text is a country that has a numbering plan. */
export const isCountry = (text: string): text is Country => countries.has(text);

/** A line to the outside. Among trunks of one priority the weight says how often each comes first; lower priorities come first. */
export interface Trunk {
  readonly name: TrunkName;
  readonly priority: number;
  readonly weight: number;
  /**
   * Without any sign for so long (ringing, sound, an answer) the next trunk is tried, if there is one, in milliseconds. SIP's 100
   * Trying is no sign: the telephone system keeps it to itself.
   */
  readonly silenceMs: number;
}

/** A call that leaves by a silent trunk goes by the next one within four seconds. */
export const silenceMsDefault = 3_500;

/** What a minute to numbers that begin so costs, in thousandths of the currency; every minute that began counts. */
export interface Rate {
  readonly prefix: string;
  readonly perMinute: number;
}

export interface Policy {
  /** The country of our numbers: numbers in its national form are understood. */
  readonly home: Country;
  readonly timezone: string;
  /** Whose numbers may be called. */
  readonly countries: readonly Country[];
  /** Numbers, or beginnings of numbers, that are never called. */
  readonly blocked: readonly string[];
  /** Numbers that may be shown: ours, and those of others who proved to us that they are theirs. The first one is shown unless another is asked for. */
  readonly ours: readonly E164[];
  readonly verified: readonly E164[];
  readonly rates: readonly Rate[];
  /** In thousandths of the currency. */
  readonly spend: { readonly perCallMax: number; readonly perDayMax: number };
  /** At night (`HH:MM`, over midnight if `from` is later) so many calls may begin, each night anew. */
  readonly night: { readonly from: string; readonly to: string; readonly callsMax: number };
  readonly callsPerSecondMax: number;
  readonly concurrentMax: number;
  readonly trunks: readonly Trunk[];
}

/** Nothing is allowed: what holds until somebody says more. */
export const closedPolicy: Policy = {
  ...{ home: 'FR', timezone: 'UTC', countries: [], blocked: [], ours: [], verified: [], rates: [], trunks: [] },
  spend: { perCallMax: 0, perDayMax: 0 },
  night: { from: '00:00', to: '00:00', callsMax: 0 },
  ...{ callsPerSecondMax: 0, concurrentMax: 0 },
};
