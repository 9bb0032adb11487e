// What a prompt says now: its body in the call's language with the values put in. Not here: how it is spoken.

import type { Program, PromptPiece, PromptUse, Value } from '../dsl/index.ts';
import { FlowFault, type Scope, evaluate } from './evaluate.ts';
import type { PromptPart } from './effects.ts';
import { notAvailable } from './not-yet.ts';

/** The pieces of `use` in `language`, in order. Throws FlowFault when the prompt does not exist there. */
export function promptParts(program: Program, use: PromptUse, language: string, scope: Scope): PromptPart[] {
  if (use.kind === 'text') return [{ kind: 'speech', text: use.text, language }];
  if (use.kind === 'keys') throw notAvailable();
  const body = program.prompts[language]?.[use.name];
  if (body === undefined) throw new FlowFault('promptMissing', 'A prompt is missing in this language.');
  const values = Object.fromEntries(
    Object.entries(use.arguments).map(([name, argument]) => [name, evaluate(argument, scope)] as const),
  );
  const text = body.pieces.map((piece) => spoken(piece, values)).join('');
  return [
    body.audio === null ? { kind: 'speech', text, language } : { kind: 'audio', file: body.audio, text, language },
  ];
}

/** The name a trace shows for a prompt. */
export const promptName = (use: PromptUse): string => (use.kind === 'prompt' ? use.name : 'text');

function spoken(piece: PromptPiece, values: Readonly<Record<string, Value>>): string {
  if (piece.kind === 'text') return piece.text;
  const value = values[piece.name] ?? null;
  if (value === null) return '';
  // Digits are read one by one, which speech engines do when they stand apart.
  if (typeof value === 'object') throw notAvailable();
  return piece.type.kind === 'Digits' ? Array.from(String(value)).join(' ') : String(value);
}
