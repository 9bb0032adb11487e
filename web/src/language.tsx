// The language of the page: chosen by its user, else by the browser. Not here: the words.

import { type ReactNode, createContext, use, useEffect, useMemo, useState } from 'react';
import { remember, remembered } from './storage.ts';
import { type Counted, type Language, type Words, counted, languages, preferred } from './words/index.ts';

export interface Speech {
  readonly language: Language;
  readonly words: Words;
  readonly choose: (language: Language) => void;
  readonly count: (words: Counted, count: number) => string;
  /** A time of day. */
  readonly time: (at: number) => string;
}

const Context = createContext<Speech | null>(null);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() =>
    preferred([remembered('language') ?? '', ...navigator.languages]),
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speech = useMemo<Speech>(() => {
    // As it is written where the reader is: English has two clocks.
    const region = navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
    const format = new Intl.DateTimeFormat(region, { timeStyle: 'medium' });
    return {
      language,
      words: languages[language],
      choose: (chosen) => {
        remember('language', chosen);
        setLanguage(chosen);
      },
      count: (words, count) => counted(language, words, count),
      time: (at) => format.format(at),
    };
  }, [language]);
  return <Context value={speech}>{children}</Context>;
}

/** The page's words in its language. */
export function useSpeech(): Speech {
  const speech = use(Context);
  if (speech === null) throw new Error('There is no language above this part of the page.');
  return speech;
}
