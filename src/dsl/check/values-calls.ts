// Uses of prompts, questions, services, subflows and events: do they exist, and is what they are given right: FIL201, FIL301.
// Not here: prompts that do not exist (prompts.ts), outcomes (outcomes.ts).

import type { AskNode, PromptRef, RequestNode, RunNode, Statement } from '../ast.ts';
import type { Type } from '../types.ts';
import { checkGiven, expectedOf } from './given.ts';
import type { Expected } from './given.ts';
import { expect, infer } from './infer.ts';
import { consentCommands, consentNamed, operationNamed } from './operations.ts';
import { reportUnknown } from './scope.ts';
import type { Scope } from './scope.ts';
import type { State } from './states.ts';
import { resultType } from './value-models.ts';
import type { ProjectModel } from './model.ts';

/** The part of a statement's place that its calls need. */
interface Place {
  readonly state: State;
  readonly scope: Scope;
  readonly project: ProjectModel;
}

const unknown: Type = { kind: 'unknown' };

/** The arguments of a prompt against the parameters of its reference language. */
export function checkPromptUse(prompt: PromptRef, { state, scope, project }: Place): void {
  if (prompt.kind === 'text') return;
  const entry = project.prompts.entries.get(prompt.name.text);
  const params =
    entry === undefined
      ? null
      : new Map(
          [...entry.params].map(([name, { type, node }]): [string, Expected] => [
            name,
            { type, presence: node.initial === null ? 'required' : 'optional' },
          ]),
        );
  checkGiven({ owner: 'The prompt', name: prompt.name, arguments: prompt.arguments, params }, state, scope);
}

/** `send sms` goes to a Phone, `send email` to a Text. */
export function checkSend({ medium, prompt, to }: Statement & { kind: 'send' }, place: Place): void {
  checkPromptUse(prompt, place);
  expect(to, { kind: medium === 'sms' ? 'Phone' : 'Text' }, place.state, place.scope);
}

/** The values of an event. That it is the same everywhere is looked at in events.ts. */
export function checkTrack({ event, arguments: given }: Statement & { kind: 'track' }, { state, scope }: Place): void {
  checkGiven({ owner: 'The event', name: event, arguments: given, params: null }, state, scope);
}

/** A question, request or run; gives the type of its value. */
export function checkEffect(node: AskNode | RequestNode | RunNode, place: Place): Type {
  refuseFormats(node.arguments, place.scope);
  if (node.kind === 'ask') return checkAsk(node, place);
  if (node.kind === 'request') return checkRequest(node, place);
  return checkRun(node, place);
}

function refuseFormats(given: AskNode['arguments'], { report }: Scope): void {
  for (const { format } of given) {
    if (format === null) continue;
    const message = '`as` says how a value is read aloud';
    report({
      code: 'FIL301',
      message,
      span: format.span,
      hint: 'only the arguments of prompts have it; leave it out.',
    });
  }
}

function checkAsk(node: AskNode, { state, scope, project }: Place): Type {
  const { declarations } = project;
  const visible = declarations.visibleIn(node.span.file);
  const found = visible.get(node.question.text);
  const question = found?.kind === 'question' ? found.node : null;
  const params = question === null ? null : expectedOf(question.params, declarations.typeOf);
  if (question === null) {
    const names = [...visible.values()].filter(({ kind }) => kind === 'question').map(({ name }) => name);
    reportUnknown(node.question, 'question', names, scope.report);
  }
  checkGiven({ owner: 'The question', name: node.question, arguments: node.arguments, params }, state, scope);
  return resultType(node, declarations) ?? unknown;
}

function checkRequest(node: RequestNode, { state, scope, project }: Place): Type {
  const { declarations } = project;
  const consent = consentNamed(node.target);
  if (consent !== null) return checkConsent(node, consent, { state, scope, project });
  const operation = operationNamed(node.target, declarations);
  const name = node.target.parts.at(-1) ?? node.target.parts[0];
  const params = operation === null ? null : expectedOf(operation.params, declarations.typeOf);
  if (operation === null) reportOperation(node, project, scope);
  checkGiven({ owner: 'The operation', name, arguments: node.arguments, params }, state, scope);
  return resultType(node, declarations) ?? unknown;
}

function reportOperation({ target }: RequestNode, { declarations }: ProjectModel, scope: Scope): void {
  const [service, operation, ...more] = target.parts;
  const visible = declarations.visibleIn(target.span.file);
  const found = visible.get(service.text);
  if (service.text === 'consent' && operation !== undefined) {
    return reportUnknown(operation, 'operation of `consent`', [...consentCommands], scope.report);
  }
  if (found?.kind !== 'service') {
    const names = [...visible.values()].filter(({ kind }) => kind === 'service').map(({ name }) => name);
    return reportUnknown(service, 'service', names, scope.report);
  }
  const names = found.node.operations.map(({ name }) => name);
  if (operation === undefined) {
    const hint = `write for instance \`request ${service.text}.${names[0]?.text ?? 'operation'}(...)\`.`;
    return scope.report({ code: 'FIL101', message: 'This request names no operation', span: service.span, hint });
  }
  reportUnknown(more[0] ?? operation, `operation of \`${service.text}\``, names, scope.report);
}

const purposes = ['recording', 'sales'];

function checkConsent(node: RequestNode, what: 'give' | 'refuse', { state, scope }: Place): Type {
  const to = node.arguments.find(({ name }) => name.text === 'to');
  const purpose = node.arguments.find(({ name }) => name.text === 'purpose');
  const names = what === 'give' ? ['to', 'purpose'] : ['to'];
  for (const { name, value } of node.arguments) {
    if (names.includes(name.text)) continue;
    infer(value, state, scope);
    reportUnknown(name, 'parameter', names, scope.report);
  }
  if (to !== undefined) expect(to.value, { kind: 'Phone' }, state, scope);
  const isPurpose = purpose?.value.kind === 'name' && purposes.includes(purpose.value.name);
  if (what === 'give' && purpose !== undefined && !isPurpose) {
    const hint = 'write `recording` or `sales`.';
    scope.report({ code: 'FIL301', message: 'This is not a purpose of consent', span: purpose.value.span, hint });
  }
  if (to !== undefined && (what === 'refuse' || purpose !== undefined)) return unknown;
  const form =
    what === 'give' ? 'consent.give(to: call.caller, purpose: recording)' : 'consent.refuse(to: call.caller)';
  scope.report({
    code: 'FIL301',
    message: `\`consent.${what}\` needs ${what === 'give' ? '`to: Phone` and `purpose`' : '`to: Phone`'}`,
    span: node.target.span,
    hint: `write \`${form}\`.`,
  });
  return unknown;
}

function checkRun(node: RunNode, { state, scope, project }: Place): Type {
  const { declarations } = project;
  const [name] = node.target.parts;
  const visible = declarations.visibleIn(node.span.file);
  const found = visible.get(name.text);
  const target = found?.kind === 'subflow' || found?.kind === 'script' ? found : null;
  if (target === null && found?.kind === 'flow') {
    const message = `\`${name.text}\` is a flow, which only a call or a campaign begins`;
    scope.report({
      code: 'FIL301',
      message,
      span: name.span,
      hint: 'make it a `subflow` to run it from another flow.',
    });
  } else if (target === null) {
    const names = [...visible.values()].filter(({ kind }) => kind === 'subflow' || kind === 'script');
    reportUnknown(
      name,
      'subflow',
      names.map((each) => each.name.text),
      scope.report,
    );
  }
  const params = target === null ? null : expectedOf(target.node.params, declarations.typeOf);
  checkGiven({ owner: `The ${target?.kind ?? 'subflow'}`, name, arguments: node.arguments, params }, state, scope);
  return resultType(node, declarations) ?? unknown;
}

/** Whether a `let` can take a value from this; a message when it cannot. */
export function checkGives(node: AskNode | RequestNode | RunNode, { scope, project }: Place): void {
  if (resultType(node, project.declarations) !== null) return;
  const known =
    node.kind === 'request' ? operationNamed(node.target, project.declarations) !== null : isKnownRun(node, project);
  if (!known) return;
  const what = node.kind === 'request' ? 'This operation' : 'This subflow';
  scope.report({
    code: 'FIL301',
    message: `${what} gives no value`,
    span: node.keyword,
    hint: 'leave `let ... =` out, or declare what it gives (`-> Type`).',
  });
}

function isKnownRun(node: AskNode | RunNode, { declarations }: ProjectModel): boolean {
  if (node.kind === 'ask') return false;
  const found = declarations.visibleIn(node.span.file).get(node.target.parts[0].text);
  return found?.kind === 'subflow' || found?.kind === 'script';
}
