// French or English, for whoever reads the page.

import { SegmentedControl, type SegmentedControlProps } from '@mantine/core';
import { useSpeech } from '../language.tsx';

export type LanguageSwitchProps = Pick<SegmentedControlProps, 'classNames'> & {
  /** What stands on it for each language. */
  readonly labels: Readonly<Record<'fr' | 'en', React.ReactNode>>;
};

export function LanguageSwitch({ labels, classNames = {} }: LanguageSwitchProps) {
  const { words, language, choose } = useSpeech();
  return (
    <SegmentedControl
      size="xs"
      aria-label={words.page.language}
      value={language}
      onChange={choose}
      data={[
        { value: 'fr', label: labels.fr },
        { value: 'en', label: labels.en },
      ]}
      classNames={classNames}
    />
  );
}
