// What expressions can name wherever they stand: declarations, and what the environment has. Not here: values.

import { typeText } from '../types.ts';
import { functions } from './built-in.ts';
import type { Signature } from './built-in.ts';
import type { ProjectModel } from './model.ts';
import type { Scope } from './scope.ts';

/** The part of a scope that is the same in a whole project. */
export function environmentScope({
  declarations,
  environment,
}: ProjectModel): Pick<Scope, 'declarations' | 'functions' | 'numbers'> {
  const own = Object.entries(environment?.functions ?? {}).map(([name, { takes, gives }]): [string, Signature] => [
    name,
    { takes, gives, form: `${name}(${takes.map(typeText).join(', ')})` },
  ]);
  return {
    declarations,
    functions: new Map([...functions, ...own]),
    numbers: new Set(Object.keys(environment?.numbers ?? {})),
  };
}
