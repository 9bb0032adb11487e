// How long a prompt takes to say: 50 ms a character of its longest language. Not here: real audio lengths (audio.ts).

import type { BodyNode, PromptRef } from '../ast.ts';
import { bodiesOf } from '../prompt-index.ts';
import type { PromptIndex } from '../prompt-index.ts';

/** Speech at an unhurried pace; what a number or a date adds is counted as its name. */
export const msPerCharacter = 50;

/** The text of a body as it is written, parameters by their names. */
export const writtenText = ({ pieces }: BodyNode): string =>
  pieces.map((piece) => (piece.kind === 'text' ? piece.text : piece.name.text)).join('');

/** The longest that the use of a prompt may take, in milliseconds. */
export function spokenMs(use: PromptRef, { entries }: PromptIndex): number {
  if (use.kind === 'text') return use.text.length * msPerCharacter;
  const locals = [...(entries.get(use.name.text)?.locals.values() ?? [])];
  const texts = locals.flatMap(({ node }) => bodiesOf(node)).map(writtenText);
  return Math.max(0, ...texts.map((text) => text.length * msPerCharacter));
}
