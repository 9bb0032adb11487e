// `fil.json`: the root of a project and what holds for all of it. Not here: environments.

import { catalogue } from './catalogue.ts';
import { Findings } from './diagnostics.ts';
import type { Diagnostic, Report } from './diagnostics.ts';
import type { SourceFile } from './read.ts';
import { endSpan } from './spans.ts';

/** What `fil.json` says, its defaults filled in. */
export interface Settings {
  /** The locale whose prompt parameters count, and the language of flows that name none. */
  readonly reference: string;
  readonly timezone: string;
  /** The folder of audio files, from the root. */
  readonly audio: string;
  /** For an id: off, a severity, or its limit. */
  readonly rules: Readonly<Record<string, 'off' | 'warning' | 'error' | number>>;
}

/** The name of the file at the root. */
export const settingsFile = 'fil.json';

/** What holds where `fil.json` says nothing. */
export const defaultSettings: Settings = { reference: 'fr-FR', timezone: 'Europe/Paris', audio: 'audio', rules: {} };

/** Reads the settings; a wrong one is reported (FIL101) and its default holds. */
export function readSettings(file: SourceFile | null): {
  readonly settings: Settings;
  readonly diagnostics: readonly Diagnostic[];
} {
  if (file === null) return { settings: defaultSettings, diagnostics: [] };
  const findings = new Findings();
  const found = parse(file, findings.report);
  const text = (key: 'reference' | 'timezone' | 'audio', form: RegExp): string => {
    const value = found.get(key);
    if (value === undefined) return defaultSettings[key];
    if (typeof value === 'string' && form.test(value)) return value;
    complain(
      file,
      `\`${key}\` cannot be this`,
      `write for instance \`"${key}": "${defaultSettings[key]}"\`.`,
      findings.report,
    );
    return defaultSettings[key];
  };
  const settings = {
    reference: text('reference', /^[a-z]{2,3}-[A-Z]{2}$/),
    timezone: text('timezone', /^[A-Za-z0-9_+\-/]+$/),
    audio: text('audio', /^[^./\\][^\\]*$/),
    rules: rulesOf(file, found.get('rules') ?? {}, findings.report),
  };
  return { settings, diagnostics: findings.sorted() };
}

const known = ['reference', 'timezone', 'audio', 'rules'];

function rulesOf(file: SourceFile, value: unknown, report: Report): Settings['rules'] {
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null;
  const right = (entries ?? []).flatMap(([id, rule]: [string, unknown]) => {
    const known = id in catalogue && isRule(rule);
    return known ? [[id, rule] as const] : [];
  });
  if (entries?.length !== right.length) {
    const hint = 'write an id and "off", "warning", "error" or a number: `{ "FIL503": 8 }`.';
    complain(file, '`rules` cannot be this', hint, report);
  }
  return Object.fromEntries(right);
}

const isRule = (rule: unknown): rule is 'off' | 'warning' | 'error' | number =>
  rule === 'off' || rule === 'warning' || rule === 'error' || (typeof rule === 'number' && rule > 0);

function parse(file: SourceFile, report: Report): ReadonlyMap<string, unknown> {
  try {
    const value: unknown = JSON.parse(file.text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('not an object');
    for (const key of Object.keys(value).filter((each) => !known.includes(each))) {
      complain(file, `There is no setting \`${key}\``, `the settings are ${known.join(', ')}.`, report);
    }
    return new Map<string, unknown>(Object.entries(value));
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    complain(file, 'This is not a JSON object', 'write for instance `{ "reference": "fr-FR" }`.', report);
    return new Map();
  }
}

function complain({ file, text }: SourceFile, message: string, hint: string, report: Report): void {
  report({ code: 'FIL101', message, span: endSpan(file, text.slice(0, 1)), hint });
}
