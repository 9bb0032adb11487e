// `fil.json`: the root of a project and what holds for all of it. Not here: environments.

import type { Settings } from './check/model.ts';
import { Findings } from './diagnostics.ts';
import type { Diagnostic, Report } from './diagnostics.ts';
import type { SourceFile } from './read.ts';
import { endSpan } from './spans.ts';

/** The name of the file at the root. */
export const settingsFile = 'fil.json';

/** What holds where `fil.json` says nothing. */
export const defaultSettings: Settings = { reference: 'fr-FR', timezone: 'Europe/Paris', audio: 'audio' };

/** Reads the settings; a wrong one is reported (FIL101) and its default holds. */
export function readSettings(file: SourceFile | null): {
  readonly settings: Settings;
  readonly diagnostics: readonly Diagnostic[];
} {
  if (file === null) return { settings: defaultSettings, diagnostics: [] };
  const findings = new Findings();
  const found = parse(file, findings.report);
  const text = (key: keyof Settings, form: RegExp): string => {
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
  };
  return { settings, diagnostics: findings.sorted() };
}

const known = ['reference', 'timezone', 'audio', 'rules'];

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
