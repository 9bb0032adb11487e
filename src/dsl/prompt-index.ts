// All prompts of a project by locale and name, and the parameters that count for each of them. Blocks of one locale merge.
// Not here: messages about what is wrong with them (check/prompts.ts).

import type { BodyNode, Name, ParamNode, PromptNode, SourceModule, TypeNode } from './ast.ts';
import type { Type } from './types.ts';

/** A prompt in one language. */
export interface LocalPrompt {
  readonly locale: Name;
  readonly node: PromptNode;
}

/** A parameter of a prompt as its reference language declares it. */
export interface PromptParam {
  readonly type: Type;
  readonly node: ParamNode;
}

/** A prompt in all its languages. */
export interface PromptEntry {
  readonly name: string;
  /** The locale whose parameters count. */
  readonly reference: LocalPrompt;
  readonly params: ReadonlyMap<string, PromptParam>;
  /** By locale; where a locale declares it twice, the first. */
  readonly locals: ReadonlyMap<string, LocalPrompt>;
}

export interface PromptIndex {
  readonly entries: ReadonlyMap<string, PromptEntry>;
  /** Declarations of a prompt that its locale has already. */
  readonly duplicates: readonly { readonly again: LocalPrompt; readonly before: LocalPrompt }[];
}

/** Gathers the prompts; `reference` is the locale whose parameters count wherever it has the prompt. */
export function indexPrompts(
  modules: readonly SourceModule[],
  reference: string,
  typeOf: (node: TypeNode) => Type,
): PromptIndex {
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
  const entries = [...found].map(([name, locals]): [string, PromptEntry] => {
    const referred = referenceOf(locals, reference);
    const params = (referred.node.params ?? []).map((node): [string, PromptParam] => [
      node.name.text,
      { type: typeOf(node.type), node },
    ]);
    return [name, { name, reference: referred, params: new Map(params), locals }];
  });
  return { entries: new Map(entries), duplicates };
}

function referenceOf(locals: ReadonlyMap<string, LocalPrompt>, preferred: string): LocalPrompt {
  const firstByName = [...locals.keys()].sort()[0] ?? preferred;
  const reference = locals.get(preferred) ?? locals.get(firstByName);
  if (reference === undefined) throw new Error('A prompt is declared somewhere');
  return reference;
}

/** The bodies of a prompt: one, or one for each case. */
export const bodiesOf = ({ body }: PromptNode): readonly BodyNode[] =>
  body.kind === 'body' ? [body] : body.cases.map((each) => each.body);
