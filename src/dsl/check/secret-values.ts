// Which values of a flow are secret: typed in as such, made from such, or given as such to a parameter. Not here: where they
// may go (secrets.ts).

import type { ExpressionNode } from '../ast.ts';
import { effectOf, expressionsIn, statementsOf } from '../walk.ts';
import { runTarget } from './model.ts';
import type { FlowModel, ProjectModel } from './model.ts';

/** The secret values of a flow, by name. */
export function secretsOf(flow: FlowModel, project: ProjectModel): readonly string[] {
  return [...(secretsOfAll(project).get(flow) ?? [])].sort();
}

/** Whether an expression reads one of these values. */
export const reads = (node: ExpressionNode, names: ReadonlySet<string>): boolean =>
  expressionsIn(node).some((each) => each.kind === 'name' && names.has(each.name));

const remembered = new WeakMap<ProjectModel['meanings'], ReadonlyMap<FlowModel, ReadonlySet<string>>>();

/** The secrets of all flows: they spread by `let`, `set` and `run` until nothing changes. */
export function secretsOfAll(project: ProjectModel): ReadonlyMap<FlowModel, ReadonlySet<string>> {
  const before = remembered.get(project.meanings);
  if (before !== undefined) return before;
  const found = new Map(project.flows.map((flow): [FlowModel, Set<string>] => [flow, ownSecrets(flow, project)]));
  for (let grew = true; grew;) {
    grew = false;
    for (const [flow, names] of found) {
      const size = names.size;
      spreadInside(flow, names);
      for (const [target, param] of givenToRuns(flow, names, project)) {
        const params = found.get(target);
        if (params !== undefined && !params.has(param)) {
          params.add(param);
          grew = true;
        }
      }
      grew ||= names.size > size;
    }
  }
  remembered.set(project.meanings, found);
  return found;
}

function ownSecrets({ values, node }: FlowModel, { declarations }: ProjectModel): Set<string> {
  const typed = values.filter(({ secrecy }) => secrecy === 'secret').map(({ name }) => name.text);
  const asked = statementsOf(node).flatMap(({ statement }) => {
    const ask = statement.kind === 'let' && statement.value.kind === 'ask' ? statement.value : null;
    if (statement.kind !== 'let' || ask === null) return [];
    const question = declarations.visibleIn(ask.span.file).get(ask.question.text);
    return question?.kind === 'question' && question.node.secrecy === 'secret' ? [statement.name.text] : [];
  });
  return new Set([...typed, ...asked]);
}

function spreadInside({ node }: FlowModel, names: Set<string>): void {
  for (const { statement } of statementsOf(node)) {
    if (statement.kind === 'set' && reads(statement.value, names)) names.add(statement.name.text);
    if (statement.kind !== 'let') continue;
    const { value } = statement;
    const isEffect = value.kind === 'ask' || value.kind === 'request' || value.kind === 'run';
    if (!isEffect && carries(value, names)) names.add(statement.name.text);
  }
}

/** A test of a secret (`luhn(card)`, `code is "1234"`) tells no digit of it; everything else carries it on. */
function carries(node: ExpressionNode, names: ReadonlySet<string>): boolean {
  if (node.kind === 'name') return names.has(node.name);
  if (node.kind === 'not') return false;
  if (node.kind === 'binary' && !['+', '-', '*', '/'].includes(node.operator)) return false;
  if (node.kind === 'call' && ['luhn', 'starts', 'length'].includes(node.name.text)) return false;
  return expressionsIn(Object.values(node)).some((each) => each !== node && carries(each, names));
}

function givenToRuns(
  { node }: FlowModel,
  names: ReadonlySet<string>,
  { declarations, flows }: ProjectModel,
): readonly (readonly [FlowModel, string])[] {
  return statementsOf(node).flatMap(({ statement }) => {
    const run = effectOf(statement);
    if (run?.kind !== 'run') return [];
    const target = flows.find((flow) => flow.node === runTarget(run, declarations)?.node);
    if (target === undefined) return [];
    return run.arguments.flatMap(({ name, value }) => (carries(value, names) ? [[target, name.text] as const] : []));
  });
}
