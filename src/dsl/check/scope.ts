// What the names of a place mean to the expressions that stand there. Not here: how expressions are walked (infer.ts).

import type { ExpressionNode, Name } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { nearest, nearestOf } from '../nearest.ts';
import type { Span } from '../program.ts';
import type { Type } from '../types.ts';
import type { Taken } from './built-in.ts';
import type { Declarations } from './declarations.ts';
import type { State } from './states.ts';

/** What the names of a flow mean at one place. */
export interface Scope {
  /** The type of a value, or null when there is none of this name. */
  readonly typeOf: (name: string) => Type | null;
  readonly names: () => readonly string[];
  /** The fields of `call` here; null: there is no call. */
  readonly callFields: ReadonlyMap<string, Type> | null;
  readonly declarations: Declarations;
  /** The functions of the environment. */
  readonly functions: ReadonlyMap<
    string,
    { readonly takes: readonly Taken[]; readonly gives: Type; readonly form: string }
  >;
  /** Names of the environment that are values: its telephone numbers. */
  readonly numbers: ReadonlySet<string>;
  /** Hears of each use of a value that may not have been given. */
  readonly unset: (name: string, span: Span) => void;
  /** Whether a value is given on every way here. */
  readonly given: (name: string, state: State) => boolean;
  /** Hears what every expression turned out to be. */
  readonly note: (node: ExpressionNode, meaning: Meaning) => void;
  readonly report: Report;
}

/** What an expression turned out to be: a value of a type, or the name of something. */
export type Meaning =
  | { readonly kind: 'value'; readonly type: Type }
  | { readonly kind: 'member'; readonly enumName: string }
  | { readonly kind: 'number' }
  | { readonly kind: 'named'; readonly what: 'hours' | 'queue' | 'skill' };

/** Reports a name that nothing has, with the nearest ones. */
export function reportUnknown(
  name: Name,
  what: string,
  known: readonly string[] | readonly Name[],
  report: Report,
): void {
  const names = known.map((each) => (typeof each === 'string' ? each : each.text));
  const declared = known.flatMap((each) => (typeof each === 'string' ? [] : [each]));
  const near = nearest(name.text, names);
  const hint =
    near === ''
      ? names.length === 0
        ? 'declare it first.'
        : `known here: ${names
            .slice(0, 8)
            .map((each) => `\`${each}\``)
            .join(', ')}.`
      : near.slice(2);
  const [best] = nearestOf(name.text, names);
  const meant = declared.find(({ text }) => text === best);
  const related = meant === undefined ? [] : [{ span: meant.span, label: 'this is the nearest name' }];
  report({ code: 'FIL201', message: `There is no ${what} \`${name.text}\``, span: name.span, related, hint });
}
