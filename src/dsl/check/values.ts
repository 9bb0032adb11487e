// Types of values where they are used in flows, and values that may be unset on some path: FIL301, FIL302, FIL305.
// Not here: what each statement needs (values-statements.ts), expressions outside flows (values-outside.ts).

import type { Report } from '../diagnostics.ts';
import { typeText } from '../types.ts';
import { builtInNames } from './built-in.ts';
import { isFact } from './facts.ts';
import type { GraphNode } from './graph.ts';
import { expect } from './infer.ts';
import { environmentScope } from './environment-scope.ts';
import type { FlowModel, ProjectModel } from './model.ts';
import type { Scope } from './scope.ts';
import { nothingKnown } from './states.ts';
import { UnsetUses } from './unset.ts';
import { callFieldsOf } from './value-models.ts';
import type { ValueModel } from './value-models.ts';
import { checkStatement } from './values-statements.ts';

export function checkValues(project: ProjectModel, report: Report): void {
  for (const flow of project.flows) {
    const unset = new UnsetUses(flow);
    checkFirstValues(project, flow, unset, report);
    for (const node of flow.graph.nodes) checkNode(node, { project, flow, unset, report });
    unset.reportAll(report);
  }
}

interface About {
  readonly project: ProjectModel;
  readonly flow: FlowModel;
  readonly unset: UnsetUses;
  readonly report: Report;
}

/** First values of parameters and variables are computed in their order, before the first step. */
function checkFirstValues(project: ProjectModel, flow: FlowModel, unset: UnsetUses, report: Report): void {
  const before: ValueModel[] = [];
  const declared = [...(flow.node.params ?? []), ...flow.node.variables];
  for (const { name, type, initial } of declared) {
    const scope = scopeOf(before, unset.at(null), { project, flow, unset, report });
    const wanted = project.declarations.typeOf(type);
    const value = flow.values.find((each) => each.name === name);
    if (initial !== null) expect(initial, wanted, nothingKnown, scope);
    else if (value?.origin === 'var' && wanted.kind !== 'unknown' && wanted.kind !== 'optional') {
      const hint = `give it one (\`= ...\`), or make it optional: \`${typeText(wanted)}?\`.`;
      report({ code: 'FIL301', message: `\`${name.text}\` has no first value`, span: name.span, hint });
    }
    if (value !== undefined) before.push(value);
  }
}

function scopeOf(values: readonly ValueModel[], unset: Scope['unset'], { project, flow, report }: About): Scope {
  const find = (name: string): ValueModel | undefined => values.find((value) => value.name.text === name);
  return {
    ...environmentScope(project),
    typeOf: (name) => find(name)?.type ?? null,
    names: () => [...values.map(({ name }) => name.text), ...builtInNames],
    callFields: callFieldsOf(flow.node),
    given: (name, state) => isGivenFromStart(find(name)) || state.assigned.has(name),
    unset,
    note: (node, meaning) => project.meanings.set(node, meaning),
    report,
  };
}

const isGivenFromStart = (value: ValueModel | undefined): boolean =>
  value?.origin === 'var' || value?.origin === 'param';

function checkNode(node: GraphNode, about: About): void {
  if (node.kind !== 'statement') return;
  const { project, flow, unset, report } = about;
  const state = flow.states.get(node.id);
  // Code that no call reaches has its own message; what is said about it here would be an echo.
  if (state === undefined) return;
  const regions = flow.regions.get(node.statement) ?? [];
  const visible = flow.values.filter(({ region }) => region === null || regions.includes(region));
  const scope = scopeOf(visible, unset.at(node), about);
  const facts = new Set([...state.assigned].filter(isFact));
  checkStatement(node.statement, { state, scope, project, flow, facts, report });
}
