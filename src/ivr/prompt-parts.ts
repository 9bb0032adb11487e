// What a prompt says now: its body in the call's language with the values put in. Not here: how a value is read
// (spoken-value.ts), how it is spoken (src/prompts).

import type { MenuKey, PromptBody, PromptPiece, PromptUse, SpokenBody, Value } from '../dsl/index.ts';
import type { PromptPart, ReadingPiece } from './effects.ts';
import { FlowFault } from './flow-fault.ts';
import { type SpokenValue, spokenValue } from './spoken-value.ts';
import { evaluate } from './values/evaluate.ts';
import type { Scope } from './values/scope.ts';
import { matches } from './values/values.ts';

/** A prompt as it is said now. */
export interface Worded {
  /** As a trace shows it. */
  readonly name: string;
  readonly values: Readonly<Record<string, Value>>;
  readonly parts: readonly PromptPart[];
}

/** What `use` says in `language`. `keys` are those of the menu that it belongs to. Throws FlowFault when it has no words there. */
export function worded(use: PromptUse, language: string, scope: Scope, keys: readonly MenuKey[] = []): Worded {
  if (use.kind === 'text') {
    return { name: 'text', values: {}, parts: [{ kind: 'speech', text: use.text, language }] };
  }
  if (use.kind === 'keys') {
    return { name: 'keys', values: {}, parts: [{ kind: 'speech', text: keysText(keys, language), language }] };
  }
  const { prompts } = scope.world.program;
  const body = Object.hasOwn(prompts, language) ? prompts[language]?.[use.name] : undefined;
  if (body === undefined) throw new FlowFault('promptMissing', 'A prompt is missing in this language.');
  const values = Object.fromEntries(
    Object.entries(use.arguments).map(([name, argument]) => [name, evaluate(argument, scope)] as const),
  );
  const said = chosen(body, language, { ...scope, variables: values });
  const read = (piece: Parameter): SpokenValue =>
    spokenValue(values[piece.name] ?? null, piece.type, {
      ...{ format: piece.format ?? use.formats?.[piece.name] ?? null, language },
      program: scope.world.program,
    });
  return { name: use.name, values, parts: partsOf(said, language, read) };
}

/** The same as text, for messages and forms: what would be heard, in one piece. */
export const wordedText = ({ parts }: Worded): string => parts.map(({ text }) => text).join('');

type Parameter = PromptPiece & { readonly kind: 'parameter' };

function chosen(body: PromptBody, language: string, scope: Scope): SpokenBody {
  if (body.choose === undefined) return body;
  const value = evaluate(body.choose.value, scope);
  return body.choose.cases.find(({ pattern }) => matches(pattern, value, language)) ?? body;
}

function partsOf(
  { audio, pieces }: SpokenBody,
  language: string,
  read: (piece: Parameter) => SpokenValue,
): readonly PromptPart[] {
  const spoken = pieces.map((piece) => (piece.kind === 'text' ? piece : read(piece)));
  if (audio !== null) return [{ kind: 'audio', file: audio, text: spoken.map(({ text }) => text).join(''), language }];
  const parts: PromptPart[] = [];
  let sentence: ReadingPiece[] = [];
  const close = (): void => {
    if (sentence.length > 0) parts.push(sentencePart(sentence, language));
    sentence = [];
  };
  for (const piece of spoken) {
    if (piece.kind === 'recording') {
      close();
      parts.push({ kind: 'recording', recording: piece.recording, text: '', language });
    } else sentence.push(piece);
  }
  close();
  return parts;
}

function sentencePart(pieces: readonly ReadingPiece[], language: string): PromptPart {
  const text = pieces.map((piece) => piece.text).join('');
  const hasSounds = pieces.some(({ kind }) => kind === 'sounds');
  return hasSounds ? { kind: 'reading', text, pieces, language } : { kind: 'speech', text, language };
}

/** `Pour Ventes, tapez 1.` for each key, in their order. */
function keysText(keys: readonly MenuKey[], language: string): string {
  const { say, star, hash } = keyWords[language.split('-')[0] ?? ''] ?? keyWords['en'];
  const names: Readonly<Record<string, string>> = { '*': star, '#': hash };
  const spelled = (key: string): string => Array.from(key, (one) => names[one] ?? one).join(' ');
  return keys.map(({ key, label }) => say(label, spelled(key))).join(' ');
}

interface KeyWords {
  readonly say: (label: string, key: string) => string;
  readonly star: string;
  readonly hash: string;
}

const keyWords: Readonly<Record<string, KeyWords>> & { readonly en: KeyWords } = {
  fr: { say: (label, key) => `Pour ${label}, tapez ${key}.`, star: 'étoile', hash: 'dièse' },
  en: { say: (label, key) => `For ${label}, press ${key}.`, star: 'star', hash: 'hash' },
};
