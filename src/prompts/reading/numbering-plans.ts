// How countries group their telephone numbers. Not here: whether a number exists, how it is dialled.

/** A national number: the digits dialled inside the country, in the groups in which its people say them. */
interface Plan {
  /** Dialled before the number inside the country. */
  readonly trunkPrefix: string;
  /** First fit wins; the groups add up to the pattern's length. */
  readonly shapes: readonly { readonly pattern: RegExp; readonly groups: readonly number[] }[];
}

/** By calling code. Sources: the numbering plans of ARCEP, BIPT, OFCOM (CH), Ofcom (GB) and NANPA. */
const plans: Readonly<Record<string, Plan>> = {
  '33': { trunkPrefix: '0', shapes: [{ pattern: /^\d{9}$/, groups: [1, 2, 2, 2, 2] }] },
  '32': {
    trunkPrefix: '0',
    shapes: [
      { pattern: /^4\d{8}$/, groups: [3, 2, 2, 2] },
      { pattern: /^(800|90\d)\d{5}$/, groups: [3, 2, 3] },
      { pattern: /^[2349]\d{7}$/, groups: [1, 3, 2, 2] },
      { pattern: /^\d{8}$/, groups: [2, 2, 2, 2] },
    ],
  },
  '41': {
    trunkPrefix: '0',
    shapes: [
      { pattern: /^(800|84\d|90\d)\d{6}$/, groups: [3, 3, 3] },
      { pattern: /^\d{9}$/, groups: [2, 3, 2, 2] },
    ],
  },
  '44': {
    trunkPrefix: '0',
    shapes: [
      { pattern: /^2\d{9}$/, groups: [2, 4, 4] },
      { pattern: /^(3\d\d|8\d\d|9\d\d|11\d|1\d1)\d{7}$/, groups: [3, 3, 4] },
      { pattern: /^\d{10}$/, groups: [4, 3, 3] },
      { pattern: /^800\d{6}$/, groups: [3, 3, 3] },
      { pattern: /^\d{9}$/, groups: [4, 5] },
    ],
  },
  '1': { trunkPrefix: '', shapes: [{ pattern: /^\d{10}$/, groups: [3, 3, 4] }] },
};

/** The calling codes of two digits (ITU-T E.164 list); 1 and 7 stand alone, all others have three. */
const twoDigitCodes = new Set(
  (
    '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 ' +
    '60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'
  ).split(' '),
);

/** An E.164 number as it is said. */
export interface GroupedNumber {
  /** Null when it is said as inside the country. */
  readonly callingCode: string | null;
  readonly groups: readonly string[];
}

/** The groups of an E.164 number, heard in the country `here`; null when it is not E.164. */
export function groupedNumber(phone: string, here: string): GroupedNumber | null {
  const digits = /^\+([1-9]\d{3,14})$/.exec(phone)?.[1];
  if (digits === undefined) return null;
  const callingCode = callingCodeOf(digits);
  const national = digits.slice(callingCode.length);
  const plan = plans[callingCode];
  const shape = plan?.shapes.find(({ pattern }) => pattern.test(national));
  if (plan === undefined || shape === undefined) return { callingCode, groups: cut(national, evenGroups(national)) };
  const groups = cut(national, shape.groups);
  if (callingCode !== here) return { callingCode, groups };
  return { callingCode: null, groups: groups.map((group, index) => (index === 0 ? plan.trunkPrefix + group : group)) };
}

function callingCodeOf(digits: string): string {
  if (/^[17]/.test(digits)) return digits.slice(0, 1);
  return digits.slice(0, twoDigitCodes.has(digits.slice(0, 2)) ? 2 : 3);
}

/** Pairs, with three digits first when their number is odd. */
const evenGroups = ({ length }: string): readonly number[] => [
  ...(length % 2 === 0 ? [] : [Math.min(3, length)]),
  ...Array.from({ length: Math.floor((length - (length % 2 === 0 ? 0 : 3)) / 2) }, () => 2),
];

function cut(digits: string, lengths: readonly number[]): readonly string[] {
  let at = 0;
  return lengths.map((length) => digits.slice(at, (at += length)));
}
