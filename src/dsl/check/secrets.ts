// FIL505: where a secret value would be said, shown, sent or kept. Not here: which values are secret (secret-values.ts).

import type { ArgumentNode, ExpressionNode, PromptRef, Statement } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { effectOf, promptsIn, statementsOf } from '../walk.ts';
import { functions } from './built-in.ts';
import { operationNamed } from './operations.ts';
import type { FlowModel, ProjectModel } from './model.ts';
import { secretsOfAll } from './secret-values.ts';
import { usedInRequest } from './service-params.ts';

export function checkSecrets(project: ProjectModel, report: Report): void {
  for (const [flow, names] of secretsOfAll(project)) {
    if (names.size > 0) checkFlow(flow, names, { project, report });
  }
}

interface About {
  readonly project: ProjectModel;
  readonly report: Report;
}

function checkFlow({ node }: FlowModel, names: ReadonlySet<string>, { project, report }: About): void {
  for (const { statement } of statementsOf(node)) {
    for (const { value, what } of exposed(statement, project)) {
      for (const use of usesOf(value, names)) {
        const message = `The secret \`${use.name}\` would be ${what}`;
        const hint =
          'a secret may go only into `valid when`, functions, `let`, `run`, and the body or a header of a request.';
        report({ code: 'FIL505', message, span: use.span, hint });
      }
    }
  }
}

interface Exposed {
  readonly value: ExpressionNode;
  readonly what: string;
}

/** Where a statement shows what it is given. */
function exposed(statement: Statement, project: ProjectModel): readonly Exposed[] {
  const said = promptsIn(statement).flatMap((use) => argumentsOf(use, statement.kind === 'send' ? 'sent' : 'said'));
  return [...said, ...exposedBy(statement), ...exposedByRequest(statement, project)];
}

const argumentsOf = (use: PromptRef, what: string): readonly Exposed[] =>
  use.kind === 'prompt' ? use.arguments.map(({ value }) => ({ value, what })) : [];

const all = (given: readonly ArgumentNode[], what: string): readonly Exposed[] =>
  given.map(({ value }) => ({ value, what }));

function exposedBy(statement: Statement): readonly Exposed[] {
  if (statement.kind === 'track') return all(statement.arguments, 'tracked');
  if (statement.kind === 'send') return [{ value: statement.to, what: 'shown' }];
  if (statement.kind === 'set') return [{ value: statement.value, what: 'kept' }];
  if (statement.kind === 'schedule') return [{ value: statement.to, what: 'kept' }];
  if (statement.kind === 'split') return [{ value: statement.by, what: 'shown' }];
  if (statement.kind === 'return' && statement.value !== null) return [{ value: statement.value, what: 'shown' }];
  if (statement.kind !== 'transfer') return [];
  return [{ value: statement.to, what: 'dialled' }, ...statement.headers.map(({ value }) => ({ value, what: 'sent' }))];
}

function exposedByRequest(statement: Statement, { declarations }: ProjectModel): readonly Exposed[] {
  const effect = effectOf(statement);
  if (effect?.kind === 'ask') return all(effect.arguments, 'said');
  if (effect?.kind !== 'request') return [];
  const operation = operationNamed(effect.target, declarations);
  const hidden = operation === null ? [] : usedInRequest(operation);
  const inUrl = effect.arguments.filter(({ name }) => !hidden.includes(name.text));
  return all(inUrl, 'part of an address');
}

/** The secrets that an expression reads outside functions, which tell nothing of them but what they say. */
function usesOf(node: ExpressionNode, names: ReadonlySet<string>): readonly (ExpressionNode & { kind: 'name' })[] {
  if (node.kind === 'name') return names.has(node.name) ? [node] : [];
  if (node.kind === 'call' && functions.has(node.name.text) && node.name.text !== 'last') return [];
  return Object.values(node)
    .flatMap((part: unknown) => (Array.isArray(part) ? (part as unknown[]) : [part]))
    .flatMap((part) => innerUses(part, names));
}

function innerUses(part: unknown, names: ReadonlySet<string>): readonly (ExpressionNode & { kind: 'name' })[] {
  if (typeof part !== 'object' || part === null) return [];
  if ('value' in part && 'name' in part && !('kind' in part)) return innerUses(part.value, names);
  return isNode(part) ? usesOf(part, names) : [];
}

const isNode = (part: object): part is ExpressionNode => 'kind' in part && 'span' in part;
