// What each statement needs of the values in it: FIL301, FIL302 and what infer.ts says. Not here: uses of prompts, questions,
// services and subflows (values-calls.ts), where a value may be unset (unset.ts).

import type { ExpressionNode, InputNode, Name, QueueNode, Statement } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { fits, typeText, withoutOptional } from '../types.ts';
import type { Type } from '../types.ts';
import { requirements } from './built-in.ts';
import { checkChoose } from './choices.ts';
import { queueFact } from './facts.ts';
import { expect, infer } from './infer.ts';
import { checkArguments } from './infer-parts.ts';
import type { FlowModel, ProjectModel } from './model.ts';
import { reportUnknown } from './scope.ts';
import type { Scope } from './scope.ts';
import { giving, nothingKnown } from './states.ts';
import type { State } from './states.ts';
import { checkEffect, checkGives, checkPromptUse, checkSend, checkTrack } from './values-calls.ts';

/** A statement's place: what is known there, and what its names mean. */
export interface Here {
  readonly state: State;
  readonly scope: Scope;
  readonly project: ProjectModel;
  readonly flow: FlowModel;
  readonly facts: ReadonlySet<string>;
  readonly report: Report;
}

/** Everything that a statement computes. */
export function checkStatement(statement: Statement, here: Here): void {
  const { state, scope } = here;
  if (statement.kind === 'say' || statement.kind === 'tell' || statement.kind === 'announce') {
    checkPromptUse(statement.prompt, here);
  } else if (statement.kind === 'menu' || statement.kind === 'collect' || statement.kind === 'voicemail') {
    checkInput(statement, here);
  } else if (statement.kind === 'ask' || statement.kind === 'request' || statement.kind === 'run') {
    checkEffect(statement, here);
  } else if (statement.kind === 'wait') expect(statement.duration, { kind: 'Duration' }, state, scope);
  else if (statement.kind === 'if') expect(statement.condition, { kind: 'Boolean' }, state, scope);
  else if (statement.kind === 'choose') checkChoose(statement, here);
  else if (statement.kind === 'forEach') checkForEach(statement.list, here);
  else if (statement.kind === 'language') checkLanguage(statement.value, here);
  else if (statement.kind === 'split') checkSplitKey(statement.by, here);
  else checkOther(statement, here);
}

function checkOther(statement: Statement, here: Here): void {
  if (statement.kind === 'let') checkLet(statement, here);
  if (statement.kind === 'set') checkSet(statement, here);
  if (statement.kind === 'queue') checkQueue(statement, here);
  if (statement.kind === 'transfer') checkTransfer(statement, here);
  if (statement.kind === 'schedule') checkSchedule(statement, here);
  if (statement.kind === 'send') checkSend(statement, here);
  if (statement.kind === 'track') checkTrack(statement, here);
  if (statement.kind === 'return') checkReturn(statement, here);
}

function checkTransfer({ to, from, headers }: Statement & { kind: 'transfer' }, { state, scope }: Here): void {
  expect(to, { kind: 'Phone' }, state, scope);
  if (from !== null) expect(from, { kind: 'Phone' }, state, scope);
  for (const { value } of headers) expect(value, { kind: 'Text' }, state, scope);
}

function checkSet({ name, fields, value }: Statement & { kind: 'set' }, { state, scope }: Here): void {
  let type = scope.typeOf(name.text);
  if (type === null) {
    reportUnknown(name, 'variable', scope.names(), scope.report);
    return;
  }
  // Only a `var` is given before any step: what is not given in the empty state cannot be changed.
  if (!scope.given(name.text, nothingKnown)) {
    const hint = 'only a `var` can be changed; declare one in the flow.';
    scope.report({ code: 'FIL301', message: `\`${name.text}\` cannot be set again`, span: name.span, hint });
  }
  let path = name.text;
  for (const field of fields) {
    type = fieldType({ type, path, field }, state, scope);
    path = `${path}.${field.text}`;
  }
  expect(value, type, state, scope);
}

function fieldType({ type, path, field }: { type: Type; path: string; field: Name }, state: State, scope: Scope): Type {
  const owner = withoutOptional(type);
  if (type.kind === 'optional' && !state.present.has(path)) {
    const hint = `test it first (\`if ${path} is none -> ...\`).`;
    scope.report({ code: 'FIL302', message: `\`${path}\` may be none here`, span: field.span, hint });
  }
  const known = owner.kind === 'record' ? (scope.declarations.fieldsOf(owner.name) ?? new Map<string, Type>()) : null;
  const found = known?.get(field.text);
  if (found !== undefined) return found;
  if (owner.kind !== 'unknown')
    reportUnknown(field, `field of ${typeText(owner)}`, [...(known?.keys() ?? [])], scope.report);
  return { kind: 'unknown' };
}

function checkLet(statement: Statement & { kind: 'let' }, here: Here): void {
  const { name, value } = statement;
  const { scope, state, project } = here;
  const wanted = statement.type === null ? null : project.declarations.typeOf(statement.type);
  if (value.kind === 'ask' || value.kind === 'request' || value.kind === 'run') {
    const given = checkEffect(value, here);
    checkGives(value, here);
    if (wanted === null || fits(given, wanted)) return;
    const message = `This gives a ${typeText(given)}, and ${typeText(wanted)} is written`;
    scope.report({ code: 'FIL301', message, span: value.keyword, hint: 'leave the type out, or write the right one.' });
    return;
  }
  if (wanted !== null) return expect(value, wanted, state, scope);
  const type = infer(value, state, scope);
  if (type.kind !== 'none') return;
  const hint = `write its type: \`let ${name.text}: Text? = none\`.`;
  scope.report({ code: 'FIL301', message: 'The type of none is not known', span: value.span, hint });
}

const collected: readonly Type['kind'][] = ['Digits', 'Number', 'Phone', 'Score', 'Date'];

/** Whether a caller can type a value of this type. */
export const canBeTyped = (type: Type): boolean => collected.includes(type.kind) || type.kind === 'unknown';

function checkInput(input: Statement & InputNode & { kind: 'menu' | 'collect' | 'voicemail' }, here: Here): void {
  const { scope, state, project } = here;
  if (input.kind === 'collect') {
    const type = project.declarations.typeOf(input.type);
    if (!canBeTyped(type)) {
      const message = `A caller cannot type a ${typeText(type)}`;
      const hint = 'collect Digits, a Number, a Score, a Phone or a Date.';
      scope.report({ code: 'FIL301', message, span: input.type.span, hint });
    }
  }
  checkInputParts(input, giving(state, input.name.text), here);
}

/** What a question of any kind says and computes; `typed` is the state once something was typed. */
export function checkInputParts(input: InputNode, typed: State, here: Here): void {
  const { scope, state } = here;
  if (input.prompt !== null && input.prompt.kind !== 'keys') checkPromptUse(input.prompt, here);
  for (const retry of input.retry) checkPromptUse(retry, here);
  for (const { when } of input.keys) if (when !== null) expect(when, { kind: 'Boolean' }, state, scope);
  if (input.valid === null) return;
  expect(input.valid.when, { kind: 'Boolean' }, typed, scope);
  // What is said when a number is refused may name it: it was typed, though not accepted.
  if (input.valid.otherwiseSay !== null) checkPromptUse(input.valid.otherwiseSay, { ...here, state: typed });
}

/** The highest priority; higher goes first. */
const priorityMax = 100;

function checkQueue(queue: QueueNode, here: Here): void {
  const { scope, state } = here;
  const joined: Here = { ...here, state: giving(state, '!waiting', queueFact(queue.name.text)) };
  if (queue.priority !== null) checkPriority(queue.priority, state, scope);
  for (const { needs } of queue.require) checkRequirement(needs, here);
  if (queue.greet !== null) checkPromptUse(queue.greet, joined);
  for (const { prompt, when, input } of queue.offers) {
    checkPromptUse(prompt, joined);
    if (when !== null) expect(when, { kind: 'Boolean' }, joined.state, scope);
    checkInputParts(input, joined.state, joined);
  }
}

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

/** `speaks(...)` and `skill(...)`, joined by `and`. */
function checkRequirement(node: ExpressionNode, here: Here): void {
  if (node.kind === 'binary' && node.operator === 'and') {
    checkRequirement(node.left, here);
    checkRequirement(node.right, here);
    return;
  }
  const { scope, state } = here;
  const signature = node.kind === 'call' ? requirements.get(node.name.text) : undefined;
  if (node.kind === 'call' && signature !== undefined) {
    scope.note(node, { kind: 'value', type: { kind: 'Boolean' } });
    return checkArguments(node, signature, { state, scope, infer, expect });
  }
  if (node.kind === 'call') {
    return reportUnknown(node.name, 'requirement', [...requirements.keys()], scope.report);
  }
  const hint = 'write `speaks(language)` or `skill(name, level)`, joined by `and`.';
  scope.report({ code: 'FIL301', message: 'This is not a requirement', span: node.span, hint });
}

function checkForEach(list: ExpressionNode, { state, scope }: Here): void {
  const type = infer(list, state, scope);
  if (type.kind === 'List' || type.kind === 'unknown') return;
  const message = `This is a ${typeText(type)}, and a List is needed`;
  scope.report({ code: 'FIL301', message, span: list.span, hint: 'only the items of a list can be gone through.' });
}

function checkSchedule({ to, at, queue, keep }: Statement & { kind: 'schedule' }, { state, scope }: Here): void {
  expect(to, { kind: 'Phone' }, state, scope);
  if (keep !== null && !state.assigned.has(queueFact(queue.text))) scope.unset(queueFact(queue.text), keep);
  if (at === null) return;
  const type = infer(at, state, scope);
  if (type.kind === 'Date' || type.kind === 'DateTime' || type.kind === 'unknown') return;
  const message = `This is a ${typeText(type)}, and a Date or DateTime is needed`;
  scope.report({ code: 'FIL301', message, span: at.span, hint: 'give a day, or a day and time.' });
}

function checkLanguage(value: ExpressionNode, { state, scope, flow }: Here): void {
  expect(value, { kind: 'Language' }, state, scope);
  const { languages } = flow;
  if (value.kind !== 'literal' || languages.length === 0 || languages.some((each) => each === value.value)) return;
  const locale = typeof value.value === 'string' ? value.value : '';
  const hint = `add it to \`languages\`, or use ${languages.join(', ')}.`;
  scope.report({ code: 'FIL201', message: `This flow does not speak \`${locale}\``, span: value.span, hint });
}

/** Whatever has a text form can divide callers; none is allowed. */
function checkSplitKey(by: ExpressionNode, { state, scope }: Here): void {
  const type = withoutOptional(infer(by, state, scope));
  const usable: readonly Type['kind'][] = [
    'Text',
    'Digits',
    'Phone',
    'Number',
    'enum',
    'Language',
    'Boolean',
    'unknown',
  ];
  if (usable.includes(type.kind)) return;
  const message = `A ${typeText(type)} cannot divide callers`;
  scope.report({ code: 'FIL301', message, span: by.span, hint: 'write for instance `by call.caller`.' });
}

function checkReturn({ value, span }: Statement & { kind: 'return' }, { state, scope, flow, project }: Here): void {
  const { returns, kind, name } = flow.node;
  // Where nothing can return, that is said once (places.ts).
  if (kind === 'flow') return;
  if (returns === null) {
    if (value === null) return;
    const message = `\`${name.text}\` returns nothing`;
    scope.report({
      code: 'FIL301',
      message,
      span: value.span,
      hint: `write its type: \`${kind} ${name.text} -> Type\`.`,
    });
    return;
  }
  const wanted = project.declarations.typeOf(returns);
  if (value !== null) return expect(value, wanted, state, scope);
  if (wanted.kind === 'optional') return;
  const hint = `write \`return\` and a ${typeText(wanted)}.`;
  scope.report({ code: 'FIL301', message: `\`${name.text}\` returns a ${typeText(wanted)}`, span, hint });
}
