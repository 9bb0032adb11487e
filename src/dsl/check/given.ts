// Named arguments against the parameters of what they are given to: prompts, requests, subflows, scripts, questions.
// Not here: whether those exist.

import type { ArgumentNode, Name, ParamNode } from '../ast.ts';
import { typeText } from '../types.ts';
import type { Type } from '../types.ts';
import { expect, infer } from './infer.ts';
import { reportUnknown } from './scope.ts';
import type { Scope } from './scope.ts';
import type { State } from './states.ts';

/** A parameter as the arguments see it. */
export interface Expected {
  readonly type: Type;
  readonly presence: 'required' | 'optional';
}

/** What is given to whom. */
export interface Given {
  /** How the owner is named in a message: `The prompt`. */
  readonly owner: string;
  readonly name: Name;
  readonly arguments: readonly ArgumentNode[];
  /** Null: nothing is known of it, so only the values are looked at. */
  readonly params: ReadonlyMap<string, Expected> | null;
}

/** The parameters as written; one with a first value may be left out. */
export const expectedOf = (
  params: readonly ParamNode[] | null,
  typeOf: (node: ParamNode['type']) => Type,
): ReadonlyMap<string, Expected> =>
  new Map(
    (params ?? []).map(({ name, type, initial }): [string, Expected] => [
      name.text,
      { type: typeOf(type), presence: initial === null ? 'required' : 'optional' },
    ]),
  );

/** FIL201, FIL203, FIL301: arguments unknown, twice, of a wrong type, missing. */
export function checkGiven({ owner, name, arguments: given, params }: Given, state: State, scope: Scope): void {
  const seen = new Set<string>();
  for (const argument of given) {
    if (seen.has(argument.name.text)) reportTwice(argument.name, scope);
    seen.add(argument.name.text);
    const wanted = params?.get(argument.name.text);
    if (wanted !== undefined) expect(argument.value, wanted.type, state, scope);
    else {
      infer(argument.value, state, scope);
      if (params !== null) reportUnknown(argument.name, 'parameter', [...params.keys()], scope.report);
    }
  }
  const missing = [...(params ?? [])].filter(([key, { presence }]) => presence === 'required' && !seen.has(key));
  // An argument of another name was reported; most likely it is the one that seems to be missing.
  const isMisspelt = given.some((argument) => params?.has(argument.name.text) === false);
  if (missing.length === 0 || isMisspelt) return;
  const names = missing.map(([key, { type }]) => `\`${key}: ${typeText(type)}\``).join(', ');
  const form = missing.map(([key]) => `${key}: ...`).join(', ');
  scope.report({
    code: 'FIL301',
    message: `${owner} \`${name.text}\` needs ${names}`,
    span: name.span,
    hint: `write \`${name.text}(${form})\`.`,
  });
}

function reportTwice(name: Name, scope: Scope): void {
  const message = `The argument \`${name.text}\` stands here twice`;
  scope.report({ code: 'FIL203', message, span: name.span, hint: 'keep one of them.' });
}
