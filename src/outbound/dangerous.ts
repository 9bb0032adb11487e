// Numbers that cost far more than a call, by their first digits: whoever answers them is paid for it, which is what toll fraud
// lives on (GSMA, "International Revenue Share Fraud"). They are refused whatever countries are allowed. The types of
// libphonenumber say much of the same; this list does not depend on them. Not here: whether a country is allowed.
//
// Sources: ITU-T E.164 list of assigned country codes and E.164.1 (global and satellite networks); Arcep, plan national de
// numérotation (décision 2018-0881 and its changes); Ofcom, National Telephone Numbering Plan; NANPA, codes and NPA 900, 5XX;
// BIPT, arrêté royal du 27 avril 2007; OFCOM (CH), numbers 084x and 090x; Bundesnetzagentur, Nummernplan; CNMC and Real Decreto
// 381/2015; AGCOM, delibera 8/15/CIR; ACM, Nummerplan telefoon- en ISDN-diensten; RTR (KEM-V 2009); ANACOM, UKE, PTS, Traficom,
// Nkom, ILR, ComReg and the plans that the other regulators of the European Union notified to ITU-T (Operational Bulletin).

import type { E164 } from '../base/ids.ts';

/** `special`: shared cost, directory, paging, trial and machine numbers; no person is reached there at a plain price. */
export type Danger = 'satellite' | 'premium' | 'personal' | 'special';

/** What is dangerous about a number; null: nothing that its first digits tell. */
export function dangerOf(number: E164): Danger | null {
  for (const danger of kinds) {
    if (dangers[danger].some((beginning) => number.startsWith(beginning))) return danger;
  }
  return patterns.find(({ pattern }) => pattern.test(number))?.danger ?? null;
}

const kinds = ['satellite', 'premium', 'personal', 'special'] as const;

const dangers = {
  satellite: words(`
    +870 +871 +872 +873 +874
    +881
    +882 +883
  `),
  premium: words(`
    +979
    +33836 +3389
    +449 +44871 +44872 +44873
    +1900
    +3290
    +4190
    +49137 +49138 +49190 +49900
    +34803 +34806 +34807 +34905 +34907
    +39144 +39166 +39163 +39164 +39199 +39892 +39893 +39894 +39895 +39899
    +31900 +31906 +31909
    +43900 +43901 +43930 +43931 +43939
    +352900 +352901 +352905
    +351601 +351607 +351608 +351646 +351760 +351761 +351762
    +4870 +4830 +4840
    +46900 +46939 +46944 +4699
    +4590 +47820 +47829 +35860 +35870
    +42090 +421900 +42197 +42198 +3690 +3691
    +4090 +35990 +30901 +30909
    +38560 +38561 +38564 +38565 +38569 +38689 +38690
    +372900 +37190 +37090 +35650 +35651 +35790
  `),
  personal: words(`
    +878
    +4470 +1500 +1521 +1522 +1523 +1524 +1525 +1526 +1527 +1528 +1529 +1533 +1544 +1566 +1577 +1588
    +3470 +39178 +3184 +3187 +43730 +43740 +49700 +353700 +351884 +4675 +4788 +40878 +35970 +3070 +35770
  `),
  special: words(`
    +800 +808 +888 +991
    +3381 +3382 +3383 +3384 +3386 +3387 +3388 +33118
    +4484 +44870 +44118 +4476 +44500
    +1456 +1600 +1622 +1700 +1710
    +3270
    +4184 +4118
    +49118 +49180 +49181 +49182 +49183 +49184 +49185 +49186 +49187 +49188 +49189 +4919
    +34901 +34902 +34118
    +3984
    +3114 +3118 +3166
    +43118 +43810 +43820 +43821
    +353818
    +351707 +351708 +351808 +351809
    +48801 +48804 +4820 +4821
    +4677 +47810 +47815 +40801 +30801 +37181 +35777
  `),
} as const satisfies Record<Danger, readonly string[]>;

/** Where the first digits alone would hit others too. */
const patterns: readonly { readonly danger: Danger; readonly pattern: RegExp }[] = [
  // NANP: exchange 976 is premium in every area, 555 and 950 lead to directories and carriers.
  { danger: 'premium', pattern: /^\+1[2-9]\d\d976/ },
  { danger: 'special', pattern: /^\+1[2-9]\d\d(?:555|950)/ },
  // Ireland: 15xx, 1850 and 1890 have ten digits, Dublin's numbers eight.
  { danger: 'premium', pattern: /^\+35315\d{8}$/ },
  { danger: 'special', pattern: /^\+35318\d{8}$/ },
];

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
