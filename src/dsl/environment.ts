// The manifest of an environment (`env/NAME.json`): which queues, skills, numbers and sounds of music there are where the
// flows will run. Not here: where it is read from, and who writes it.

import { Findings } from './diagnostics.ts';
import type { Diagnostic, Report } from './diagnostics.ts';
import type { SourceFile } from './read.ts';
import { endSpan } from './spans.ts';
import { isPhone, simpleType } from './types.ts';
import type { Type } from './types.ts';

/** What an environment has, by symbolic name. */
export interface Environment {
  /** The file it came from. */
  readonly file: string;
  readonly queues: readonly string[];
  readonly skills: readonly string[];
  /** Telephone numbers, E.164, by name. */
  readonly numbers: Readonly<Record<string, string>>;
  readonly music: readonly string[];
  readonly config: Readonly<Record<string, string>>;
  /** Settings like those of `config` whose values are not written here: whoever runs the flows is given them. */
  readonly secrets: readonly string[];
  /** Hosts that requests may reach although their address is not of the public internet. */
  readonly privateHosts: readonly string[];
  /** The queue of recordings that name none. */
  readonly voicemail: string | null;
  /** The project's own pure functions. */
  readonly functions: Readonly<Record<string, { readonly takes: readonly Type[]; readonly gives: Type }>>;
}

const known = [
  ...['queues', 'skills', 'numbers', 'music', 'config', 'secrets', 'privateHosts', 'voicemail', 'functions'],
];

/** Reads a manifest; what is wrong in it is reported (FIL101) and left out. */
export function readEnvironment(file: SourceFile): {
  readonly environment: Environment;
  readonly diagnostics: readonly Diagnostic[];
} {
  const findings = new Findings();
  const found = parse(file, findings.report);
  const complain = (message: string, hint: string): void => report(file, { message, hint }, findings.report);
  const names = (key: string): readonly string[] => {
    const value = found.get(key) ?? [];
    if (Array.isArray(value) && value.every((each): each is string => typeof each === 'string')) return value;
    complain(`\`${key}\` must be a list of names`, `write for instance \`"${key}": ["support"]\`.`);
    return [];
  };
  const texts = (key: string, fits: (text: string) => boolean): Readonly<Record<string, string>> => {
    const entries = entriesOf(found.get(key) ?? {});
    const right = entries?.flatMap(([name, value]) =>
      typeof value === 'string' && fits(value) ? [[name, value] as const] : [],
    );
    if (right?.length !== entries?.length || right === undefined) {
      complain(`\`${key}\` must give a text for each name`, `write for instance \`"${key}": { "name": "..." }\`.`);
    }
    return Object.fromEntries(right ?? []);
  };
  const voicemail = found.get('voicemail') ?? null;
  if (voicemail !== null && typeof voicemail !== 'string')
    complain('`voicemail` must be a queue', 'write its name in quotes.');
  const environment: Environment = {
    file: file.file,
    queues: names('queues'),
    skills: names('skills'),
    numbers: texts('numbers', isPhone),
    music: names('music'),
    config: texts('config', () => true),
    secrets: names('secrets'),
    privateHosts: names('privateHosts'),
    voicemail: typeof voicemail === 'string' ? voicemail : null,
    functions: functionsOf(found.get('functions') ?? {}, complain),
  };
  return { environment, diagnostics: findings.sorted() };
}

function functionsOf(value: unknown, complain: (message: string, hint: string) => void): Environment['functions'] {
  const right = (entriesOf(value) ?? []).flatMap(([name, signature]) => {
    const fields = new Map(entriesOf(signature) ?? []);
    const takes = fields.get('takes');
    const gives = typeNamed(fields.get('gives'));
    const taken = Array.isArray(takes) ? takes.map(typeNamed) : null;
    if (gives !== null && taken?.every((each) => each !== null) === true)
      return [[name, { takes: taken, gives }] as const];
    complain(`The function \`${name}\` has no signature`, 'write `{ "takes": ["Text"], "gives": "Boolean" }`.');
    return [];
  });
  return Object.fromEntries(right);
}

function typeNamed(value: unknown): Type | null {
  if (typeof value !== 'string') return null;
  const type = simpleType(value.replace(/\?$/, ''));
  return type !== null && value.endsWith('?') ? { kind: 'optional', of: type } : type;
}

const entriesOf = (value: unknown): readonly [string, unknown][] | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null;

function parse(file: SourceFile, tell: Report): ReadonlyMap<string, unknown> {
  try {
    const entries = entriesOf(JSON.parse(file.text));
    if (entries === null) throw new SyntaxError('not an object');
    for (const [key] of entries.filter(([each]) => !known.includes(each))) {
      report(file, { message: `An environment has no \`${key}\``, hint: `it has ${known.join(', ')}.` }, tell);
    }
    return new Map(entries);
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    report(
      file,
      { message: 'This is not a JSON object', hint: 'write for instance `{ "queues": ["support"] }`.' },
      tell,
    );
    return new Map();
  }
}

function report({ file, text }: SourceFile, { message, hint }: { message: string; hint: string }, tell: Report): void {
  tell({ code: 'FIL101', message, span: endSpan(file, text.slice(0, 1)), hint });
}
