// FIL402: a prompt that does not exist in a language which the call can have there. A call begins in the first language of its
// flow; `language` changes it from there on. Not here: prompts that exist in no language (prompts.ts).

import type { FlowNode, PromptRef, Statement } from '../ast.ts';
import type { Related, Report } from '../diagnostics.ts';
import { nearestOf } from '../nearest.ts';
import type { PromptEntry } from '../prompt-index.ts';
import { effectOf, promptsIn, promptsOfInput, statementsOf } from '../walk.ts';
import { runTarget } from './model.ts';
import type { FlowModel, ProjectModel } from './model.ts';

export function checkLanguages(project: ProjectModel, report: Report): void {
  const spoken = new Spoken(project);
  for (const flow of project.flows) {
    const languages = spoken.of(flow);
    for (const node of flow.graph.nodes) {
      if (node.kind !== 'statement') continue;
      for (const use of usesOf(node.statement, project))
        checkUse(use, languages.get(node.id) ?? new Set(), { project, report });
    }
  }
}

/** The prompts of a statement, those of the question that it asks included. */
function usesOf(statement: Statement, { declarations }: ProjectModel): readonly PromptRef[] {
  const ask = effectOf(statement);
  if (ask?.kind !== 'ask') return promptsIn(statement);
  const question = declarations.visibleIn(ask.span.file).get(ask.question.text);
  return question?.kind === 'question' ? promptsOfInput(question.node) : [];
}

interface About {
  readonly project: ProjectModel;
  readonly report: Report;
}

function checkUse(use: PromptRef, languages: ReadonlySet<string>, { project, report }: About): void {
  if (use.kind === 'text') return;
  const entry = project.prompts.entries.get(use.name.text);
  const missing = entry === undefined ? [] : [...languages].filter((language) => !entry.locals.has(language));
  if (entry === undefined || missing.length === 0) return;
  report({
    code: 'FIL402',
    message: `The prompt \`${use.name.text}\` does not exist in ${missing.join(', ')}`,
    span: use.name.span,
    related: [
      { span: entry.reference.node.name.span, label: `exists in ${localesOf(entry)}` },
      ...lookalikes(use.name.text, missing, project),
    ],
    hint: `add it to \`prompts ${missing[0] ?? ''}\`.`,
  });
}

/** Prompts of a missing language whose names are near: most likely misspelt there. */
function lookalikes(name: string, missing: readonly string[], { prompts }: ProjectModel): readonly Related[] {
  return [...prompts.entries.values()].flatMap((entry) => {
    const isThere = missing.some((language) => entry.locals.has(language)) && nearestOf(entry.name, [name]).length > 0;
    return isThere ? [{ span: entry.reference.node.name.span, label: 'this is the nearest prompt there' }] : [];
  });
}

const localesOf = ({ locals }: PromptEntry): string => [...locals.keys()].join(', ');

type Languages = ReadonlyMap<number, ReadonlySet<string>>;

/** The languages that a call can have at each node of each flow. */
class Spoken {
  readonly #project: ProjectModel;
  readonly #found = new Map<FlowNode, Languages>();
  readonly #busy = new Set<FlowNode>();

  constructor(project: ProjectModel) {
    this.#project = project;
  }

  of(flow: FlowModel): Languages {
    const before = this.#found.get(flow.node);
    if (before !== undefined) return before;
    this.#busy.add(flow.node);
    const found = this.#spread(flow, this.#onEntry(flow));
    this.#busy.delete(flow.node);
    this.#found.set(flow.node, found);
    return found;
  }

  /** A subflow speaks as whoever runs it, unless it says which languages it is made for. */
  #onEntry(flow: FlowModel): readonly string[] {
    if (flow.node.kind !== 'subflow') return flow.languages.slice(0, 1);
    if (flow.languages.length > 0) return flow.languages;
    return [...new Set(this.#project.flows.flatMap((caller) => this.#atRuns(caller, flow)))];
  }

  #atRuns(caller: FlowModel, target: FlowModel): readonly string[] {
    if (this.#busy.has(caller.node)) return [];
    return caller.graph.nodes.flatMap((node) => {
      const run = node.kind === 'statement' ? effectOf(node.statement) : null;
      const isRun = run?.kind === 'run' && runTarget(run, this.#project.declarations)?.node === target.node;
      return isRun ? [...(this.of(caller).get(node.id) ?? [])] : [];
    });
  }

  #spread(flow: FlowModel, first: readonly string[]): Languages {
    const { graph } = flow;
    const found = new Map<number, Set<string>>();
    const [root = 0, ...handlers] = graph.roots;
    this.#follow(flow, found, [root], first);
    // A handler can be entered from anywhere.
    const anywhere = [...new Set([...found.values()].flatMap((each) => [...each]))];
    this.#follow(flow, found, handlers, anywhere);
    return found;
  }

  #follow(
    flow: FlowModel,
    found: Map<number, Set<string>>,
    roots: readonly number[],
    languages: readonly string[],
  ): void {
    const open = roots.map((id) => ({ id, languages }));
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const known = found.get(next.id) ?? new Set<string>();
      const fresh = next.languages.filter((language) => !known.has(language));
      if (found.has(next.id) && fresh.length === 0) continue;
      found.set(next.id, new Set([...known, ...fresh]));
      const node = flow.graph.nodes[next.id];
      const after = node?.kind === 'statement' ? this.#after(node.statement, fresh, flow) : fresh;
      for (const { to } of node?.edges ?? []) open.push({ id: to, languages: after });
    }
  }

  /** The languages behind a statement. */
  #after(statement: Statement, before: readonly string[], flow: FlowModel): readonly string[] {
    if (statement.kind === 'language') return chosenBy(statement, flow);
    const run = effectOf(statement);
    const target = run?.kind === 'run' ? runTarget(run, this.#project.declarations) : null;
    if (target?.kind !== 'subflow') return before;
    const inner = this.#project.flows.find(({ node }) => node === target.node);
    const set = inner === undefined ? [] : changesIn(inner);
    return [...new Set([...before, ...set])];
  }
}

function chosenBy({ value }: Statement & { kind: 'language' }, { languages }: FlowModel): readonly string[] {
  if (value.kind === 'literal' && typeof value.value === 'string') return [value.value];
  return languages;
}

const changesIn = (flow: FlowModel): readonly string[] =>
  statementsOf(flow.node).flatMap(({ statement }) => (statement.kind === 'language' ? chosenBy(statement, flow) : []));
