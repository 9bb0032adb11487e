// What records, enums, hours, services, questions and prompts become. Not here: flows (compile.ts).

import { present } from '../base/assert.ts';
import type {
  BodyNode,
  HoursNode,
  OperationNode,
  ParamNode,
  PieceNode,
  QuestionNode,
  ServiceNode,
  TimesNode,
} from './ast.ts';
import type { ProjectModel } from './check/model.ts';
import { questionForm } from './check/question-form.ts';
import { pathParamsOf, usedInRequest } from './check/service-params.ts';
import { compileExpression, compiledType, compilePattern, typeOfNode } from './compile-expressions.ts';
import { digitsOptions, inputPrompts } from './compile-inputs.ts';
import { defaults } from './defaults.ts';
import type {
  EnumCode,
  HoursCode,
  Minutes,
  OperationCode,
  Parameter,
  PromptBody,
  PromptPiece,
  QuestionCode,
  ServiceCode,
  SpokenBody,
  ValueType,
} from './program.ts';
import type { PromptEntry } from './prompt-index.ts';
import type { Type } from './types.ts';
import { withoutOptional } from './types.ts';

/** Parameters with their types and first values. */
export const compileParams = (params: readonly ParamNode[] | null, project: ProjectModel): readonly Parameter[] =>
  (params ?? []).map(({ name, type, initial }) => ({
    name: name.text,
    type: compiledType(project.declarations.typeOf(type)),
    initial: initial && compileExpression(initial, project),
  }));

/** The fields of every record. */
export const compileRecords = ({
  modules,
  declarations,
}: ProjectModel): readonly [string, Readonly<Record<string, ValueType>>][] =>
  modules
    .flatMap(({ records }) => records)
    .map(({ name, fields }) => [
      name.text,
      Object.fromEntries(fields.map((field) => [field.name.text, compiledType(declarations.typeOf(field.type))])),
    ]);

/** The members of every enum; one without a label is read by its name. */
export const compileEnums = ({ modules }: ProjectModel): readonly [string, EnumCode][] =>
  modules
    .flatMap(({ enums }) => enums)
    .map(({ name, members }) => [
      name.text,
      { members: members.map((member) => ({ name: member.name.text, label: member.label ?? member.name.text })) },
    ]);

/** Opening times. */
export function compileHours({ timezone, items }: HoursNode): HoursCode {
  const week = items.flatMap((item) =>
    item.kind === 'days'
      ? daysBetween(item.from, item.to).map((weekday) => ({ weekday, times: item.times.map(minutesOf) }))
      : [],
  );
  const exceptions = items.flatMap((item) => {
    if (item.kind !== 'closed' && item.kind !== 'open') return [];
    const times = item.kind === 'open' ? item.times.map(minutesOf) : [];
    const label = item.kind === 'closed' ? item.label : null;
    return [{ from: item.dates.from.text, to: item.dates.to.text, times, label }];
  });
  const holidays = items.flatMap((item) => (item.kind === 'holidays' ? [item.locale.text] : []));
  return { timezone: timezone.text, week, holidays, exceptions };
}

const daysPerWeek = 7;
const minutesPerDay = 1440;

/** `sam..lun` goes over the end of the week. */
const daysBetween = (from: number, to: number): readonly number[] =>
  Array.from(
    { length: ((to - from + daysPerWeek) % daysPerWeek) + 1 },
    (_, index) => ((from - 1 + index) % daysPerWeek) + 1,
  );

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A range that ends before it begins crosses midnight. */
export function minutesOf({ from, to }: TimesNode): Minutes {
  const fromMinute = minuteOf(from.text);
  const toMinute = minuteOf(to.text);
  return { fromMinute, toMinute: toMinute > fromMinute ? toMinute : toMinute + minutesPerDay };
}

/** A service and its operations. */
export const compileService = ({ base, operations }: ServiceNode, project: ProjectModel): ServiceCode => ({
  base: compileExpression(base, project),
  operations: Object.fromEntries(operations.map((each) => [each.name.text, compileOperation(each, project)])),
});

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

function compileOperation(node: OperationNode, project: ProjectModel): OperationCode {
  const params = compileParams(node.params, project);
  const types = new Map<string, Type>(params.map(({ name, type }) => [name, type]));
  const used = new Set([...pathParamsOf(node), ...usedInRequest(node)]);
  return {
    kind: node.kind,
    parameters: params,
    returns: node.returns && compiledType(project.declarations.typeOf(node.returns)),
    method: methods.find((each) => each === node.method?.text) ?? 'get',
    path: (node.path?.pieces ?? []).map((piece) => compilePiece(piece, types)),
    timeoutMs: present(node.timeout, 'the timeout of a checked operation').value,
    retryCount: node.retry?.value ?? 0,
    headers: node.headers.map(({ name, value }) => ({ name: name.text, value: compileExpression(value, project) })),
    body: node.body && compileExpression(node.body, project),
    rest: node.params.map(({ name }) => name.text).filter((name) => !used.has(name)),
  };
}

/** A question in the form in which it can be asked. */
export function compileQuestion(node: QuestionNode, project: ProjectModel): QuestionCode {
  const type = project.declarations.typeOf(node.type);
  return {
    ...inputPrompts(node, project),
    type: compiledType(type),
    parameters: compileParams(node.params, project),
    form: compileForm(node, type, project),
    meanings: node.meanings.flatMap(({ pattern, text }) =>
      pattern.kind === 'number' ? [{ min: pattern.min, max: pattern.max, text }] : [],
    ),
  };
}

function compileForm(node: QuestionNode, type: Type, project: ProjectModel): QuestionCode['form'] {
  const form = questionForm(node, type);
  if (form === 'field') return { kind: 'field' };
  if (form === 'digits') return { kind: 'digits', ...digitsOptions(node, project) };
  const keys = node.keys.map(({ keys: key, label, when, outcome }) => {
    const [first] = outcome.kind === 'block' ? outcome.block.statements : [];
    const value = first?.kind === 'return' ? first.value : null;
    return {
      key: key.text,
      label: label ?? '',
      when: when && compileExpression(when, project),
      value: compileExpression(present(value, 'what the key of a checked question returns'), project),
    };
  });
  return { kind: 'keys', waitMs: node.wait?.value ?? defaults.waitMs, endKeys: node.endKeys?.text ?? '', keys };
}

/** A prompt in one of its languages. */
export function compilePromptBody(entry: PromptEntry, locale: string, project: ProjectModel): PromptBody {
  const types = new Map<string, Type>([...entry.params].map(([name, { type }]) => [name, type]));
  const { body } = present(entry.locals.get(locale), `prompt ${entry.name} in ${locale}`).node;
  if (body.kind === 'body') return compileBody(body, types);
  const type = present(typeOfNode(body.value, project), 'the type of a checked choice');
  const last = present(body.cases.find(({ pattern }) => pattern === null) ?? body.cases.at(-1), 'a case of a choice');
  return {
    ...compileBody(last.body, types),
    choose: {
      value: compileExpression(body.value, project),
      type: compiledType(type),
      cases: body.cases.flatMap(({ pattern, body: each }) =>
        pattern === null
          ? []
          : [{ pattern: compilePattern(pattern, withoutOptional(type)), ...compileBody(each, types) }],
      ),
    },
  };
}

const compileBody = ({ audio, pieces }: BodyNode, types: ReadonlyMap<string, Type>): SpokenBody => ({
  audio: audio?.text ?? null,
  pieces: pieces.map((piece) => compilePiece(piece, types)),
});

function compilePiece(piece: PieceNode, types: ReadonlyMap<string, Type>): PromptPiece {
  if (piece.kind === 'text') return piece;
  const name = piece.name.text;
  const type = compiledType(types.get(name) ?? { kind: 'Text' });
  return { kind: 'parameter', name, type, ...(piece.format === null ? {} : { format: piece.format.text }) };
}
