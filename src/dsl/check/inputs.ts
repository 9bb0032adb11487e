// Questions to the caller: outcomes that are missing (FIL501), keys that are the beginning of others (FIL502), limits.
// Not here: which events exist (handlers.ts).

import type { AskNode, CollectNode, InputNode, KeyNode, MenuNode } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { defaults } from '../defaults.ts';
import { placeBehind } from '../fix.ts';
import { inputEvents } from './handlers.ts';
import { typeText } from '../types.ts';
import { effectOf, statementsOf } from '../walk.ts';
import type { ProjectModel } from './model.ts';
import { questionForm } from './question-form.ts';

export function checkInputs(project: ProjectModel, report: Report): void {
  for (const { node } of project.flows) {
    for (const { statement } of statementsOf(node)) {
      if (statement.kind === 'menu') checkMenu(statement, report);
      if (statement.kind === 'collect') checkCollect(statement, report);
      const effect = effectOf(statement);
      if (effect?.kind === 'ask' && node.kind !== 'script') checkAsk(effect, project, report);
    }
  }
  for (const question of project.modules.flatMap(({ questions }) => questions)) {
    const type = project.declarations.typeOf(question.type);
    if (questionForm(question, type) === 'digits') checkLength(question, report);
    for (const key of question.keys) checkPrefix(key, question, report);
  }
}

/** In a flow the caller answers: by keys or by digits, with both failures foreseen. */
function checkAsk(ask: AskNode, { declarations }: ProjectModel, report: Report): void {
  checkOutcomes(ask, 'question', report);
  const found = declarations.visibleIn(ask.span.file).get(ask.question.text);
  if (found?.kind !== 'question') return;
  const type = declarations.typeOf(found.node.type);
  if (type.kind === 'unknown' || questionForm(found.node, type) !== 'field') return;
  const message = `A caller cannot answer \`${ask.question.text}\`, which is a ${typeText(type)}`;
  const hint = 'only an agent can: ask it in a script, or give it keys.';
  report({ code: 'FIL301', message, span: ask.question.span, hint });
}

function checkMenu(menu: MenuNode, report: Report): void {
  checkOutcomes(menu, 'menu', report);
  if (menu.keys.length === 0) {
    report({
      code: 'FIL101',
      message: 'This menu has no key',
      span: menu.keyword,
      hint: 'write `key 1 "Label" -> step`.',
    });
  }
  for (const key of menu.keys) checkPrefix(key, menu, report);
}

function checkOutcomes(input: Pick<InputNode, 'handlers' | 'keyword'>, what: string, report: Report): void {
  const foreseen = input.handlers.flatMap(({ events }) => events.map(({ text }) => text));
  const missing = inputEvents.filter((event) => !foreseen.includes(event));
  // An event of another name was reported; most likely it is the one that seems to be missing.
  if (missing.length === 0 || foreseen.some((event) => !inputEvents.includes(event))) return;
  const names = missing.map((event) => `\`on ${event}\``).join(' or ');
  report({
    code: 'FIL501',
    message: `This ${what} has no ${names}`,
    span: input.keyword,
    hint: `say where the caller goes: \`on ${missing.join(', ')} after 2 tries -> step\`.`,
  });
}

function checkPrefix({ keys }: KeyNode, menu: Pick<InputNode, 'keys' | 'endKeys' | 'prompt'>, report: Report): void {
  if (menu.endKeys !== null) return;
  const longer = menu.keys.find((other) => other.keys.text !== keys.text && other.keys.text.startsWith(keys.text));
  if (longer === undefined) return;
  report({
    code: 'FIL502',
    message: `The key ${keys.text} is the beginning of ${longer.keys.text}`,
    span: keys.span,
    label: `waits ${seconds(defaults.betweenDigitsMs)} for a second digit`,
    related: [{ span: longer.keys.span, label: 'the longer one' }],
    hint: 'write `end on #`, or give keys of the same length.',
    ...(menu.prompt === null ? {} : { fix: { span: placeBehind(menu.prompt.span), text: '   end on #' } }),
  });
}

function checkCollect(collect: CollectNode, report: Report): void {
  checkOutcomes(collect, 'collect', report);
  checkLength(collect, report);
}

function checkLength(collect: InputNode, report: Report): void {
  const { length } = collect;
  if (length !== null && !inOrder(length.min.value, length.max.value)) {
    const hint = `write \`length ${defaults.lengthMin}..${defaults.lengthMax}\` or less.`;
    report({ code: 'FIL301', message: 'These lengths are not possible', span: length.span, hint });
    return;
  }
  const min = length?.min.value ?? defaults.lengthMin;
  const max = length?.max.value ?? defaults.lengthMax;
  if (min === max || collect.endKeys !== null) return;
  const wait = collect.betweenDigits?.value ?? defaults.betweenDigitsMs;
  report({
    code: 'FIL502',
    message: `A number of ${min} ${min === 1 ? 'digit' : 'digits'} may be the beginning of a longer one`,
    span: length?.span ?? collect.keyword,
    label: `waits ${seconds(wait)} after the last digit`,
    hint: 'write `end on #`, or give one length.',
    ...(length === null ? {} : { fix: { span: placeBehind(length.span), text: '   end on #' } }),
  });
}

const inOrder = (min: number, max: number): boolean =>
  Number.isInteger(min) &&
  Number.isInteger(max) &&
  defaults.lengthMin <= min &&
  min <= max &&
  max <= defaults.lengthMax;

const seconds = (ms: number): string => `${ms / 1000} s`;
