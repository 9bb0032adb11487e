import { describe, expect, it } from 'vitest';
import { pinoLog, redacted, redactedNames } from '../../src/log.ts';

function logged(level: 'info' | 'warn' | 'error' = 'info') {
  const lines: string[] = [];
  const log = pinoLog(level, { write: (line) => void lines.push(line) });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

const hidden = 'must-not-be-seen';

describe('the log', () => {
  it.each(['digits', 'secret', 'password', 'digest', 'caller', 'called', 'authorization', 'number'])(
    'redacts a field called %s at the top, deep inside, in lists, maps and errors',
    (name) => {
      expect(redactedNames).toContain(name);
      const { log, lines } = logged();
      const fault = Object.assign(new Error('static words'), { [name]: hidden });
      log.info('Static sentence.', {
        [name]: hidden,
        deep: { deeper: [{ [name]: hidden }] },
        map: new Map([[name, hidden]]),
        fault,
        wrapped: new Error('outer', { cause: fault }),
      });
      expect(lines.join('')).not.toContain(hidden);
      expect(lines.join('').split(redacted)).toHaveLength(6);
    },
  );

  it.each(['callerNumber', 'caller_number', 'Proxy-Authorization', 'PASSWORD', 'apiToken', 'oldSecret'])(
    'redacts %s by its last word',
    (name) => {
      const { log, last } = logged();
      log.warn('Static sentence.', { [name]: { inner: hidden } });
      expect(last()[name]).toBe(redacted);
    },
  );

  it('keeps fields that only resemble redacted ones', () => {
    const { log, last } = logged();
    const fields = { digitCount: 3, passwordFile: '/secrets/ari', secretary: 'Ada', numbered: 1, calls: 2 };
    log.info('Static sentence.', fields);
    expect(last()).toMatchObject(fields);
  });

  it('redacts the digit of an event that a fault report carries', () => {
    const { log, last } = logged();
    log.error('A call failed.', { about: { event: { kind: 'digit', digit: '7' } } });
    expect(last()).toMatchObject({ about: { event: { kind: 'digit', digit: redacted } } });
  });

  it('writes an error with its code, its words and its cause', () => {
    const { log, last } = logged();
    const fault = Object.assign(new Error('refused', { cause: new Error('disk full') }), { code: 'ENOSPC' });
    log.error('The journal could not be written.', { fault });
    expect(last()).toMatchObject({
      msg: 'The journal could not be written.',
      fault: { name: 'Error', message: 'refused', code: 'ENOSPC', cause: { message: 'disk full' } },
    });
  });

  it('survives a field that contains itself, and cuts what is too deep, too long or too many', () => {
    const { log, lines } = logged();
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    let deep: unknown = hidden;
    for (let level = 0; level < 20; level += 1) deep = { deep };
    log.info('Static sentence.', {
      circle,
      deep,
      long: 'x'.repeat(100_000),
      many: Array.from({ length: 10_000 }, () => 1),
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.length).toBeLessThan(5000);
    expect(lines[0]).not.toContain(hidden);
  });

  it('writes one line of JSON with time and level, and nothing below its level', () => {
    const { log, lines, last } = logged('warn');
    log.info('Not told.');
    log.warn('Two\nlines.');
    expect(lines).toHaveLength(1);
    expect(last()).toMatchObject({ level: 40, msg: 'Two\nlines.' });
    expect(last()['time']).toMatch(/^\d{4}-\d\d-\d\dT/);
  });
});
