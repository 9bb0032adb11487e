import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/dsl/index.ts';
import { commandLine } from './command-line.ts';

describe('carillon explain', () => {
  it.each(Object.keys(catalogue))('%s has an explanation in both languages', async (code) => {
    const english = await commandLine().run(['explain', code]);
    const french = await commandLine().run(['explain', code.toLowerCase(), '--lang', 'fr']);
    expect([english.code, french.code]).toEqual([0, 0]);
    expect(english.out).toMatch(new RegExp(`^${code}  .+\n\n.{20,}`));
    expect(french.out).not.toBe(english.out);
  });

  it('of a code that does not exist: exit 2 and the codes there are', async () => {
    const { code, err } = await commandLine().run(['explain', 'FIL999']);
    expect(code).toBe(2);
    expect(err).toContain('FIL305');
  });
});
