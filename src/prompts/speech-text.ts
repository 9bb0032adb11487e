// What holds for every speech engine: how long a text may be, and that nothing in it reaches the engine as a command.

import { PromptFault } from './ports.ts';

/** The longest text that is spoken in one piece: nobody listens longer than a few minutes. */
export const textLengthMax = 3000;

/** The text without control characters. Throws PromptFault for one that is too long. */
export function speakable(text: string): string {
  if (text.length > textLengthMax) throw new PromptFault('tooLong', 'A text is too long to be spoken.');
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}
