// What an agent sees of a script: what was told, and the one thing that is to be filled in or chosen. Pure: a sheet follows from
// what the script asked for. Not here: the script itself (advance.ts), who shows the sheet.

import type { CallId } from '../base/ids.ts';
import type { EnumCode, Program, ValueType } from '../dsl/index.ts';
import type { IvrEffect } from './effects.ts';

/** How an answer is given: one of these, or a value of a type. */
export type AnswerForm =
  | {
      readonly kind: 'choice';
      readonly choices: readonly { readonly value: string | boolean; readonly label: string }[];
    }
  | { readonly kind: 'value'; readonly type: ValueType['kind'] };

/** What the agent is to do; the script waits for it. */
export type SheetTask =
  | {
      readonly kind: 'field';
      readonly field: number;
      readonly question: string;
      readonly text: string;
      readonly answer: 'required' | 'optional';
      readonly form: AnswerForm;
      /** What was wrong with the answer before; null: there was none. */
      readonly correction: string | null;
    }
  | { readonly kind: 'objections'; readonly field: number; readonly texts: readonly string[] };

export interface Sheet {
  /** Of the script under way: another one each time that a script is opened. */
  readonly id: string;
  readonly call: CallId;
  readonly agent: string | null;
  readonly script: string;
  /** What the agent is to say, and what the caller was made to hear, newest last. */
  readonly lines: readonly string[];
  readonly task: SheetTask | null;
  /** Counts changes, so that whoever shows it sees that there is another one. */
  readonly version: number;
}

/** Lines that are kept: more than any screen shows. */
const lineCountMax = 100;

/** The sheet after what the script asked for. `moved`: the script has gone on, so what it waited for is over. */
export function sheetAfter(
  sheet: Sheet,
  effects: readonly IvrEffect[],
  moved: 'moved' | 'waits',
  program: Program,
): Sheet {
  const before: Sheet = moved === 'moved' ? { ...sheet, task: null } : sheet;
  const after = effects.reduce((one, effect) => withEffect(one, effect, program), before);
  const isSame = after.task === sheet.task && after.lines === sheet.lines;
  return isSame ? sheet : { ...after, version: sheet.version + 1 };
}

function withEffect(sheet: Sheet, effect: IvrEffect, program: Program): Sheet {
  if (effect.kind === 'tell' || effect.kind === 'play') {
    const text = effect.parts.map((part) => part.text).join(' ');
    return { ...sheet, lines: [...sheet.lines, text].slice(-lineCountMax) };
  }
  if (effect.kind === 'offerObjections')
    return { ...sheet, task: { kind: 'objections', field: effect.field, texts: effect.texts } };
  if (effect.kind !== 'askAgent') return sheet;
  const { field, question, text, answer, correction } = effect;
  const form = formOf(program, question);
  return { ...sheet, task: { kind: 'field', field, question, text, answer, form, correction } };
}

/** An enum's members with their labels, yes and no, or a value to be written. */
function formOf({ questions, enums }: Program, question: string): AnswerForm {
  const type = Object.hasOwn(questions, question) ? questions[question]?.type : undefined;
  if (type === undefined) return { kind: 'value', type: 'Text' };
  if (type.kind === 'Boolean')
    return { kind: 'choice', choices: [true, false].map((value) => ({ value, label: String(value) })) };
  if (type.kind !== 'enum') return { kind: 'value', type: type.kind };
  const members: EnumCode['members'] = enums[type.name]?.members ?? [];
  return { kind: 'choice', choices: members.map(({ name, label }) => ({ value: name, label })) };
}
