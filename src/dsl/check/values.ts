// Types of values where they are used, and values that may be unset on some path: FIL301, FIL302, FIL305.
// Not here: how a type is worked out (infer.ts), how paths are known (states.ts).

import type { ArgumentNode, CollectNode, ExpressionNode, Name, PromptRef, Statement } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import type { PromptIndex } from '../prompt-index.ts';
import { typeText } from '../types.ts';
import type { Type } from '../types.ts';
import { promptsIn } from '../walk.ts';
import { builtInNames } from './built-in.ts';
import type { GraphNode } from './graph.ts';
import { expect, infer, reportUnknown } from './infer.ts';
import type { Scope } from './infer.ts';
import { visibleAt } from './model.ts';
import type { FlowModel, ProjectModel, ValueModel } from './model.ts';
import { giving, nothingKnown } from './states.ts';
import type { State } from './states.ts';
import { UnsetUses } from './unset.ts';

export function checkValues({ flows, prompts }: ProjectModel, report: Report): void {
  for (const flow of flows) {
    const unset = new UnsetUses(flow);
    checkVariables(flow, unset, report);
    for (const node of flow.graph.nodes) checkNode(node, { flow, prompts, unset, report });
    unset.reportAll(report);
  }
}

interface About {
  readonly flow: FlowModel;
  readonly prompts: PromptIndex;
  readonly unset: UnsetUses;
  readonly report: Report;
}

/** First values of variables are computed in their order, before the first step. */
function checkVariables(flow: FlowModel, unset: UnsetUses, report: Report): void {
  const before: ValueModel[] = [];
  for (const { name, type, initial } of flow.node.variables) {
    const scope = scopeOf(before, unset.at(null), report);
    if (initial !== null) expect(initial, type.type ?? { kind: 'unknown' }, nothingKnown, scope);
    else if (type.type !== null && type.type.kind !== 'optional') {
      const hint = `give it one (\`= ...\`), or make it optional: \`${type.name}?\`.`;
      report({ code: 'FIL301', message: `\`${name.text}\` has no first value`, span: name.span, hint });
    }
    before.push(...flow.values.filter((value) => value.origin === 'var' && value.name === name));
  }
}

function scopeOf(values: readonly ValueModel[], unset: Scope['unset'], report: Report): Scope {
  const find = (name: string): ValueModel | undefined => values.find((value) => value.name.text === name);
  return {
    typeOf: (name) => find(name)?.type ?? null,
    names: () => [...values.map(({ name }) => name.text), ...builtInNames],
    given: (name, state) => find(name)?.origin === 'var' || state.assigned.has(name),
    unset,
    report,
  };
}

function checkNode(node: GraphNode, about: About): void {
  if (node.kind !== 'statement') return;
  const { flow, unset, report } = about;
  const state = flow.states.get(node.id);
  // Code that no call reaches has its own message; what is said about it here would be an echo.
  if (state === undefined) return;
  const scope = scopeOf(visibleAt(flow.values, node.place), unset.at(node), report);
  for (const prompt of promptsIn(node.statement))
    checkPrompt(prompt, { state: promptState(node.statement, prompt, state), scope, about });
  checkStatement(node.statement, state, scope);
}

/** What is said when a number is refused may name it: it was typed, though not accepted. */
const promptState = (statement: Statement, prompt: PromptRef, state: State): State =>
  statement.kind === 'collect' && statement.valid?.otherwiseSay === prompt ? giving(state, statement.name.text) : state;

function checkStatement(statement: Statement, state: State, scope: Scope): void {
  switch (statement.kind) {
    case 'wait':
      expect(statement.duration, { kind: 'Duration' }, state, scope);
      return;
    case 'if':
      expect(statement.condition, { kind: 'Boolean' }, state, scope);
      return;
    case 'set':
      checkSet(statement.name, statement.value, { state, scope });
      return;
    case 'let':
      checkLet(statement, state, scope);
      return;
    case 'collect':
      checkCollect(statement, state, scope);
      return;
    case 'queue':
      if (statement.priority !== null) checkPriority(statement.priority, state, scope);
      return;
    case 'say':
    case 'menu':
    case 'goto':
    case 'hangup':
  }
}

interface Here {
  readonly state: State;
  readonly scope: Scope;
}

function checkSet(name: Name, value: ExpressionNode, { state, scope }: Here): void {
  const type = scope.typeOf(name.text);
  if (type === null) {
    reportUnknown(name, 'variable', scope.names(), scope.report);
    return;
  }
  // Only a `var` is given before any step: what is not given in the empty state cannot be changed.
  if (!scope.given(name.text, nothingKnown)) {
    const hint = 'only a `var` can be changed; declare one in the flow.';
    scope.report({ code: 'FIL301', message: `\`${name.text}\` cannot be set again`, span: name.span, hint });
  }
  expect(value, type, state, scope);
}

function checkLet(statement: Statement & { kind: 'let' }, state: State, scope: Scope): void {
  if (statement.type !== null) {
    expect(statement.value, statement.type.type ?? { kind: 'unknown' }, state, scope);
    return;
  }
  const type = infer(statement.value, state, scope);
  if (type.kind !== 'none') return;
  const hint = `write its type: \`let ${statement.name.text}: Text? = none\`.`;
  scope.report({ code: 'FIL301', message: 'The type of none is not known', span: statement.value.span, hint });
}

const collected: readonly Type['kind'][] = ['Digits', 'Number', 'Phone'];

function checkCollect(statement: CollectNode, state: State, scope: Scope): void {
  const { type, valid, name } = statement;
  if (type.type !== null && !collected.includes(type.type.kind)) {
    const message = `A caller cannot type a ${typeText(type.type)}`;
    scope.report({ code: 'FIL301', message, span: type.span, hint: 'collect Digits, a Number or a Phone.' });
  }
  if (valid !== null) expect(valid.when, { kind: 'Boolean' }, giving(state, name.text), scope);
}

/** The highest priority; higher goes first. */
const priorityMax = 100;

function checkPriority(priority: ExpressionNode, state: State, scope: Scope): void {
  expect(priority, { kind: 'Number' }, state, scope);
  if (priority.kind !== 'literal' || typeof priority.value !== 'number' || priority.value <= priorityMax) return;
  scope.report({
    code: 'FIL301',
    message: 'This priority is too high',
    span: priority.span,
    hint: `write 0 to ${priorityMax}.`,
  });
}

function checkPrompt(prompt: PromptRef, { state, scope, about }: Here & { readonly about: About }): void {
  if (prompt.kind === 'text') return;
  const params = about.prompts.entries.get(prompt.name.text)?.params;
  for (const argument of prompt.arguments) checkArgument(argument, params, { state, scope });
  const missing = [...(params ?? [])].filter(
    ([name]) => !prompt.arguments.some((argument) => argument.name.text === name),
  );
  // An argument of another name was reported; most likely it is the one that seems to be missing.
  const isMisspelt = prompt.arguments.some((argument) => params?.has(argument.name.text) === false);
  if (missing.length === 0 || isMisspelt) return;
  const names = missing.map(([name, type]) => `\`${name}: ${typeText(type)}\``).join(', ');
  const message = `The prompt \`${prompt.name.text}\` needs ${names}`;
  const form = missing.map(([name]) => `${name}: ...`).join(', ');
  scope.report({ code: 'FIL301', message, span: prompt.name.span, hint: `write \`${prompt.name.text}(${form})\`.` });
}

function checkArgument(
  { name, value }: ArgumentNode,
  params: ReadonlyMap<string, Type> | undefined,
  { state, scope }: Here,
): void {
  const wanted = params?.get(name.text);
  if (wanted !== undefined) {
    expect(value, wanted, state, scope);
    return;
  }
  infer(value, state, scope);
  if (params !== undefined) reportUnknown(name, 'parameter', [...params.keys()], scope.report);
}
