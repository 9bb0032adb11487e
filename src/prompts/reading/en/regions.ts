// What differs between British and American English. Not here: what they share.

export interface Region {
  readonly locale: string;
  /** One hundred and five, or one hundred five. */
  readonly hundredAnd: 'and' | 'nothing';
  /** The third of March, or March third. */
  readonly dayAndMonth: 'day of month' | 'month day';
  readonly callingCode: string;
  /** What the key # is called. */
  readonly hash: string;
}

export const british: Region = {
  locale: 'en-GB',
  hundredAnd: 'and',
  dayAndMonth: 'day of month',
  callingCode: '44',
  hash: 'hash',
};

export const american: Region = {
  locale: 'en-US',
  hundredAnd: 'nothing',
  dayAndMonth: 'month day',
  callingCode: '1',
  hash: 'pound',
};
