// The schema, docs/operating.md and .env.example say the same. Documentation that can rot does.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/cli/index.ts';
import { readConfig, variables } from '../../src/config.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The cells of every table row that begins with a `name` in back quotes. */
const rows = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/^\| `([^`]+)` +\|(.*)\|$/gm)].map(([, name = '', rest = '']) => [
    name,
    ...rest.split('|').map((cell) => cell.trim().replaceAll('`', '')),
  ]);

const section = (text: string, title: string): string =>
  text.split(/^## /m).find((part) => part.startsWith(title)) ?? '';

describe('docs/operating.md', () => {
  const configuration = rows(section(read('docs/operating.md'), 'Configuration'));

  it('lists every variable with its default', () => {
    const documented = configuration.map(([name, byDefault]) => ({
      name,
      default: byDefault === '-' ? null : byDefault,
    }));
    expect(documented).toEqual(variables);
  });

  it('gives every variable a meaning', () => {
    for (const [name, , meaning] of configuration) expect(meaning, name).toMatch(/^.{10,}\.$/);
  });

  it('lists every exit code of the command line', () => {
    const documented = rows(section(read('docs/operating.md'), 'Exit codes')).map(([code]) => Number(code));
    expect(documented).toEqual(Object.values(exitCodes));
  });
});

describe('.env.example', () => {
  const text = read('.env.example');
  const named = [...text.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);

  it('names every variable once and no other', () => {
    expect(named.toSorted()).toEqual(variables.map(({ name }) => name).toSorted());
  });

  it('shows the defaults', () => {
    const shown = parseEnv(text.replaceAll(/^# ?(?=[A-Z][A-Z0-9_]+=)/gm, ''));
    for (const { name, default: byDefault } of variables)
      if (byDefault !== null) expect(shown[name], name).toBe(byDefault);
  });

  it('is a configuration that can be read as it stands', () => {
    expect(readConfig(parseEnv(text))).toMatchObject({ kind: 'ok' });
  });
});
