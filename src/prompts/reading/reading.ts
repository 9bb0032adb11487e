// Reads one value aloud in one locale. The words are made here from parts that each know one thing (numbers.ts, money.ts,
// phone.ts, duration.ts and the languages' folders). Not here: sentences around the value (prompts), sound (src/prompts).

import { dateOf, timeOf } from './calendar.ts';
import { durationWords } from './duration.ts';
import { speakers } from './locales.ts';
import type { ReadingLocale } from './locales.ts';
import { moneyWords } from './money.ts';
import { cardinalWords, digitWords, eachDigit, ordinalWords, pairWords } from './numbers.ts';
import { phoneWords } from './phone.ts';
import type { Readable, Reading } from './readable.ts';
import type { Speaker } from './speaker.ts';
import { partsOf, textOf } from './words.ts';
import type { Words } from './words.ts';

/** The value read aloud. An AssertionFault when it is not written as Readable says. */
export function readAloud(value: Readable, locale: ReadingLocale): Reading {
  const speaker = speakers[locale];
  const words = wordsOf(value, speaker);
  return { text: textOf(words), parts: partsOf(words, speaker.voice) };
}

function wordsOf(value: Readable, speaker: Speaker): Words {
  switch (value.kind) {
    case 'Number':
      return numberWords(value.value, value.format, speaker);
    case 'Digits':
      return value.format === 'pairs' ? pairWords(value.value, speaker) : digitWords(value.value, speaker);
    case 'Phone':
      return phoneWords(value.value, value.format, speaker);
    case 'Date':
      return speaker.date(dateOf(value.value), value.format);
    case 'Time':
      return speaker.time(timeOf(value.value), value.format);
    case 'DateTime':
      return dateTimeWords(value.value, value.format, speaker);
    case 'Duration':
      return durationWords(value.valueMs, speaker);
    case 'Money':
      return moneyWords(value.value, value.currency, speaker);
  }
}

function numberWords(text: string, format: 'cardinal' | 'ordinal' | 'digits', speaker: Speaker): Words {
  if (format === 'digits') return eachDigit(text, speaker);
  return format === 'ordinal' ? ordinalWords(text, speaker) : cardinalWords(text, speaker);
}

/** An appointment needs its morning or evening whatever is left out, so the time is always read in full. */
function dateTimeWords(text: string, format: 'full' | 'short', speaker: Speaker): Words {
  const [date = '', time = ''] = text.split('T');
  return [...speaker.date(dateOf(date), format), speaker.signs.at, ...speaker.time(timeOf(time), 'full')];
}
