// All prompts of a project by locale and name, and the parameters that count for each of them. Blocks of one locale merge.
// Not here: messages about what is wrong with them (check/prompts.ts).

import type { Name, PromptNode, SourceModule } from './ast.ts';
import type { ValueType } from './program.ts';

/** A prompt in one language. */
export interface LocalPrompt {
  readonly locale: Name;
  readonly node: PromptNode;
}

/** A prompt in all its languages. */
export interface PromptEntry {
  readonly name: string;
  /** The locale whose parameters count. */
  readonly reference: LocalPrompt;
  readonly params: ReadonlyMap<string, ValueType>;
  /** By locale; where a locale declares it twice, the first. */
  readonly locals: ReadonlyMap<string, LocalPrompt>;
}

export interface PromptIndex {
  readonly entries: ReadonlyMap<string, PromptEntry>;
  /** Declarations of a prompt that its locale has already. */
  readonly duplicates: readonly { readonly again: LocalPrompt; readonly before: LocalPrompt }[];
}

/** Gathers the prompts; `reference` is the locale whose parameters count wherever it has the prompt. */
export function indexPrompts(modules: readonly SourceModule[], reference: string): PromptIndex {
  const found = new Map<string, Map<string, LocalPrompt>>();
  const duplicates: { again: LocalPrompt; before: LocalPrompt }[] = [];
  for (const { locale, prompts } of modules.flatMap((module) => module.prompts)) {
    for (const node of prompts) {
      const locals = found.get(node.name.text) ?? new Map<string, LocalPrompt>();
      const before = locals.get(locale.text);
      if (before === undefined) locals.set(locale.text, { locale, node });
      else duplicates.push({ again: { locale, node }, before });
      found.set(node.name.text, locals);
    }
  }
  const entries = [...found].map(([name, locals]): [string, PromptEntry] => [name, entryOf(name, locals, reference)]);
  return { entries: new Map(entries), duplicates };
}

function entryOf(name: string, locals: ReadonlyMap<string, LocalPrompt>, preferred: string): PromptEntry {
  const firstByName = [...locals.keys()].sort()[0] ?? preferred;
  const reference = locals.get(preferred) ?? locals.get(firstByName);
  if (reference === undefined) throw new Error('A prompt is declared somewhere');
  const params = (reference.node.params ?? []).map((param): [string, ValueType] => [
    param.name.text,
    param.type.type ?? textType,
  ]);
  return { name, reference, params: new Map(params), locals };
}

const textType: ValueType = { kind: 'Text' };
