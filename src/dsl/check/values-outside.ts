// Types of values outside flows: questions, services, choices in prompts, opening hours (FIL201, FIL301, FIL303, FIL601).
// Not here: flows (values.ts), what can be read aloud (reading.ts).

import type { HoursNode, OperationNode, ParamNode, QuestionNode, ServiceNode } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { typeText, withoutOptional } from '../types.ts';
import type { Type } from '../types.ts';
import { builtInNames, callFields } from './built-in.ts';
import { checkChoose } from './choices.ts';
import { environmentScope } from './environment-scope.ts';
import { expect, infer } from './infer.ts';
import type { ProjectModel } from './model.ts';
import { questionForm } from './question-form.ts';
import { reportUnknown } from './scope.ts';
import type { Scope } from './scope.ts';
import { nothingKnown } from './states.ts';
import { checkPromptUse } from './values-calls.ts';

export function checkOutside(project: ProjectModel, report: Report): void {
  for (const { questions, services, hours } of project.modules) {
    for (const question of questions) checkQuestion(question, { project, report });
    for (const service of services) checkService(service, { project, report });
    for (const each of hours) checkHours(each, report);
  }
  checkPrompts({ project, report });
}

interface About {
  readonly project: ProjectModel;
  readonly report: Report;
}

/** What expressions outside flows can name: parameters, and `call` where one is under way. */
function scopeWith(values: ReadonlyMap<string, Type>, call: Scope['callFields'], { project, report }: About): Scope {
  return {
    ...environmentScope(project),
    typeOf: (name) => values.get(name) ?? null,
    names: () => [...values.keys(), ...builtInNames],
    callFields: call,
    given: () => true,
    unset: () => undefined,
    note: (node, meaning) => project.meanings.set(node, meaning),
    report,
  };
}

const typesOf = (params: readonly ParamNode[] | null, { project }: About): ReadonlyMap<string, Type> =>
  new Map((params ?? []).map(({ name, type }): [string, Type] => [name.text, project.declarations.typeOf(type)]));

function checkFirstValues(params: readonly ParamNode[] | null, scope: Scope, { project }: About): void {
  for (const { type, initial } of params ?? []) {
    if (initial !== null) expect(initial, project.declarations.typeOf(type), nothingKnown, scope);
  }
}

function checkQuestion(question: QuestionNode, about: About): void {
  const { project, report } = about;
  const type = project.declarations.typeOf(question.type);
  const params = typesOf(question.params, about);
  const scope = scopeWith(params, callFields, about);
  const typed = scopeWith(new Map([...params, [question.name.text, type]]), callFields, about);
  const place = { state: nothingKnown, scope, project };
  checkFirstValues(question.params, scope, about);
  if (question.prompt !== null && question.prompt.kind !== 'keys') checkPromptUse(question.prompt, place);
  for (const retry of question.retry) checkPromptUse(retry, place);
  for (const { when } of question.keys) if (when !== null) expect(when, { kind: 'Boolean' }, nothingKnown, scope);
  if (question.valid !== null) {
    expect(question.valid.when, { kind: 'Boolean' }, nothingKnown, typed);
    if (question.valid.otherwiseSay !== null) checkPromptUse(question.valid.otherwiseSay, { ...place, scope: typed });
  }
  if (questionForm(question, type) === 'keys') checkKeyValues(question, type, scope);
  checkMeanings(question, type, report);
}

/** Each key returns a value of the question's type, and does nothing else. */
function checkKeyValues({ keys }: QuestionNode, type: Type, scope: Scope): void {
  for (const { outcome, keys: key } of keys) {
    const [only, ...more] = outcome.kind === 'block' ? outcome.block.statements : [];
    if (only?.kind === 'return' && only.value !== null && more.length === 0) {
      expect(only.value, type, nothingKnown, scope);
      continue;
    }
    scope.report({
      code: 'FIL301',
      message: `The key ${key.text} does not return its value`,
      span: key.span,
      hint: `write \`key ${key.text} "Label" { return value }\`.`,
    });
  }
}

function checkMeanings({ meanings }: QuestionNode, type: Type, report: Report): void {
  const of = withoutOptional(type);
  for (const { pattern } of meanings) {
    const fits =
      pattern.kind === 'number' &&
      (of.kind === 'Number' ||
        (of.kind === 'Score' && (of.min === null || (pattern.min >= of.min && pattern.max <= (of.max ?? of.min)))));
    if (fits || of.kind === 'unknown') continue;
    const message = `A ${typeText(type)} has no such answer`;
    report({ code: 'FIL301', message, span: pattern.span, hint: 'give meanings to the numbers of a Score.' });
  }
}

function checkService({ base, operations }: ServiceNode, about: About): void {
  expect(base, { kind: 'Text' }, nothingKnown, scopeWith(new Map(), null, about));
  for (const operation of operations) checkOperation(operation, about);
}

/** The most repetitions of a query: a caller is waiting. */
const retryMax = 5;

function checkOperation(operation: OperationNode, about: About): void {
  const { report } = about;
  const { name, timeout, method, retry, headers, body, params } = operation;
  const types = typesOf(params, about);
  const scope = scopeWith(types, null, about);
  checkFirstValues(params, scope, about);
  if (timeout === null) {
    const message = `The operation \`${name.text}\` has no \`timeout\``;
    report({ code: 'FIL601', message, span: name.span, hint: 'say how long a caller may wait for it: `timeout 2s`.' });
  }
  if (method === null) {
    const message = `The operation \`${name.text}\` does not say what it asks for`;
    report({ code: 'FIL101', message, span: name.span, hint: 'write for instance `get "/path/{id}"`.' });
  }
  if (retry !== null && !(Number.isInteger(retry.value) && retry.value >= 0 && retry.value <= retryMax)) {
    const message = `${retry.value} repetitions are not possible`;
    report({ code: 'FIL301', message, span: retry.span, hint: `write 0 to ${retryMax}.` });
  } else if (retry !== null && retry.value > 0 && operation.kind === 'command') {
    const message = `The command \`${name.text}\` would be sent again`;
    const hint = 'leave `retry` out; what may be repeated safely is a `query`.';
    report({ code: 'FIL603', message, span: retry.span, hint });
  }
  for (const { value } of headers) expect(value, { kind: 'Text' }, nothingKnown, scope);
  if (body?.kind === 'record') for (const field of body.fields) infer(field.value, nothingKnown, scope);
  else if (body !== null) infer(body, nothingKnown, scope);
  checkPath(operation, types, report);
}

const inPath: readonly Type['kind'][] = [
  ...(['Text', 'Digits', 'Phone', 'Number', 'Score', 'enum', 'Language', 'Date', 'unknown'] as const),
];

function checkPath({ path }: OperationNode, types: ReadonlyMap<string, Type>, report: Report): void {
  for (const piece of path?.pieces ?? []) {
    if (piece.kind === 'text') continue;
    const type = types.get(piece.name.text);
    if (type === undefined) reportUnknown(piece.name, 'parameter', [...types.keys()], report);
    else if (!inPath.includes(type.kind)) {
      const message = `A ${typeText(type)} cannot stand in a path`;
      report({ code: 'FIL301', message, span: piece.name.span, hint: 'put a text, digits, a number or a date there.' });
    }
  }
}

function checkHours({ timezone, items }: HoursNode, report: Report): void {
  if (!isTimezone(timezone.text)) {
    const message = `There is no time zone \`${timezone.text}\``;
    report({ code: 'FIL301', message, span: timezone.span, hint: 'write for instance "Europe/Paris".' });
  }
  for (const item of items) {
    if (item.kind !== 'closed' && item.kind !== 'open') continue;
    const { from, to } = item.dates;
    if (from.text <= to.text) continue;
    report({
      code: 'FIL301',
      message: 'These dates run backwards',
      span: from.span,
      hint: 'write the earlier one first.',
    });
  }
  for (const { from, to } of items.flatMap((item) => ('times' in item ? item.times : []))) {
    if (from.text !== to.text) continue;
    report({ code: 'FIL301', message: 'This range is empty', span: from.span, hint: 'a whole day is `00:00..24:00`.' });
  }
}

/** The zones of the IANA database, as the platform knows them. */
export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (fault) {
    if (fault instanceof RangeError) return false;
    throw fault;
  }
}

/** Words of plural rules, as locales have them (Unicode CLDR, cardinal and ordinal). */
const plurals = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** First values of prompts' parameters, and their choices: the values are parameters; a case for none proves the others. */
function checkPrompts(about: About): void {
  for (const entry of about.project.prompts.entries.values()) {
    // A parameter that is left out is filled in where the prompt is said: no other parameter is known there.
    checkFirstValues(entry.reference.node.params, scopeWith(new Map(), null, about), about);
    for (const { node } of entry.locals.values()) {
      if (node.body.kind === 'body') continue;
      const types = new Map([...entry.params].map(([name, { type }]): [string, Type] => [name, type]));
      // A name that a translation invents has its own message.
      const isReference = node === entry.reference.node;
      const report: Report = (finding) => {
        if (isReference || finding.code !== 'FIL201') about.report(finding);
      };
      const scope = scopeWith(types, null, { ...about, report });
      const { value, keyword, cases } = node.body;
      const read = cases.map(({ pattern, span }) => ({ patterns: pattern === null ? null : [pattern], span }));
      checkChoose({ value, keyword, cases: read }, { state: nothingKnown, scope }, plurals);
    }
  }
}
