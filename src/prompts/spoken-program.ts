// What of a program can be made into sounds before anybody calls: every prompt without parameters, in every language that its
// flow speaks. Written against the shape of a Program only. Not here: making them.

import type { PromptPart } from './ports.ts';

/** The part of a compiled program that speaks; a Program of src/dsl fits. */
export interface SpokenProgram {
  readonly flows: Readonly<Record<string, { readonly languages: readonly string[]; readonly ops: readonly unknown[] }>>;
  readonly prompts: Readonly<Record<string, Readonly<Record<string, SpokenPrompt>>>>;
}

interface SpokenPrompt {
  readonly audio: string | null;
  readonly pieces: readonly (
    { readonly kind: 'text'; readonly text: string } | { readonly kind: 'parameter'; readonly name: string }
  )[];
}

/** Everything a program says that never varies, each once. */
export function staticParts(program: SpokenProgram): readonly PromptPart[] {
  const flows = Object.values(program.flows);
  const languages = [...new Set(flows.flatMap((flow) => flow.languages))];
  const prompts = languages.flatMap((language) =>
    Object.values(program.prompts[language] ?? {}).flatMap((prompt) => partOf(prompt, language)),
  );
  const literals = flows.flatMap(({ ops, languages: spoken }) =>
    literalTexts(ops).flatMap((text) => spoken.map((language): PromptPart => ({ kind: 'speech', text, language }))),
  );
  const all = [...prompts, ...literals];
  return [...new Map(all.map((part) => [JSON.stringify(part), part])).values()];
}

function partOf({ audio, pieces }: SpokenPrompt, language: string): readonly PromptPart[] {
  const texts = pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : []));
  const text = texts.join('');
  if (audio !== null) return [{ kind: 'audio', file: audio, text, language }];
  return texts.length === pieces.length ? [{ kind: 'speech', text, language }] : [];
}

/** The texts that stand in the flow itself instead of in the prompts, wherever an instruction holds one. */
function literalTexts(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((each: unknown) => literalTexts(each));
  if (typeof node !== 'object' || node === null) return [];
  if ('kind' in node && node.kind === 'text' && 'text' in node && typeof node.text === 'string') return [node.text];
  return Object.values(node).flatMap((each: unknown) => literalTexts(each));
}
