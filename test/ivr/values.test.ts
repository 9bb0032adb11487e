// Values: exact decimals, dates, opening times, holidays, what values are, and expressions that must not block nor explode.

import { describe, expect, it } from 'vitest';
import type { Expression, HoursCode, Program, Value } from '../../src/dsl/index.ts';
import { addDays, instantOf, localTime, weekdayOf, yearsBetween } from '../../src/ivr/values/calendar.ts';
import { compareAmounts, compute, computeAmount, plainNumber } from '../../src/ivr/values/decimal.ts';
import { evaluate } from '../../src/ivr/values/evaluate.ts';
import { easterSunday, holidaysOf } from '../../src/ivr/values/holidays.ts';
import { isOpen, nextOpen } from '../../src/ivr/values/hours.ts';
import { areEqual, isOfType } from '../../src/ivr/values/values.ts';
import { worldOf } from '../../src/ivr/index.ts';

const zone = 'Europe/Paris';
const at = (date: string, time: string): number =>
  instantOf({ date, minute: Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) }, zone);

describe('numbers', () => {
  it.each([
    ['+', 0.1, 0.2, 0.3],
    ['-', 0.3, 0.1, 0.2],
    ['*', 1.1, 1.1, 1.21],
    ['/', 1, 3, 0.333333333333333],
    ['/', 2, 3, 0.666666666666667],
    ['*', 0.000001, 0.000001, 0.000000000001],
    ['+', 999_999_999_999_998, 1, 999_999_999_999_999],
    ['-', -0.05, 0.05, -0.1],
  ] as const)('%s of %d and %d is exact or rounded half up', (operation, one, other, result) => {
    expect(compute(operation, one, other)).toBe(result);
  });

  it.each([
    ['+', 999_999_999_999_999, 1, 'numberTooLarge'],
    ['*', 1e14, 1e14, 'numberTooLarge'],
    ['/', 1, 0, 'divisionByZero'],
    ['/', 0.5, 0, 'divisionByZero'],
    ['/', 1, 1e-20, 'divisionByZero'],
    ['+', Number.POSITIVE_INFINITY, 1, 'numberTooLarge'],
  ] as const)('%s of %d and %d raises the flow’s error', (operation, one, other, code) => {
    expect(() => compute(operation, one, other)).toThrow(expect.objectContaining({ code }));
  });

  it('are written without exponent', () => {
    expect(plainNumber(0.0000001)).toBe('0.0000001');
    expect(plainNumber(-12.5)).toBe('-12.5');
  });
});

describe('amounts', () => {
  it.each([
    ['+', '1250.40', '0.60', '1251.00'],
    ['-', '0.30', '0.10', '0.20'],
    ['*', '19.99', 3, '59.97'],
    ['*', '100', 0.055, '5.50'],
    ['/', '10.00', 3, '3.333333'],
    ['*', '-0.01', 0.5, '-0.005'],
  ] as const)('%s of %s and %s is exact', (operation, one, other, result) => {
    expect(computeAmount(operation, one, other)).toBe(result);
  });

  it('are compared by what they are worth', () => {
    expect(compareAmounts('10', '10.00')).toBe(0);
    expect(compareAmounts('-1', '0.01')).toBeLessThan(0);
    expect(areEqual({ amount: '10', currency: 'EUR' }, { amount: '10.0', currency: 'EUR' })).toBe(true);
    expect(areEqual({ amount: '10', currency: 'EUR' }, { amount: '10', currency: 'USD' })).toBe(false);
  });
});

describe('days', () => {
  it('are those of the zone', () => {
    expect(localTime(Date.UTC(2026, 0, 6, 23, 30), zone)).toEqual({ date: '2026-01-07', minute: 30 });
    expect(localTime(Date.UTC(2026, 6, 6, 22, 30), zone)).toEqual({ date: '2026-07-07', minute: 30 });
  });

  it('are found again from what clocks show, also around the changes of the clock', () => {
    for (const [date, minute] of [
      ['2026-03-29', 30],
      ['2026-03-29', 240],
      ['2026-10-25', 30],
      ['2026-10-25', 300],
      ['2026-06-01', 719],
    ] as const) {
      expect(localTime(instantOf({ date, minute }, zone), zone)).toEqual({ date, minute });
    }
  });

  it('count on over months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(weekdayOf('2026-01-06')).toBe(2);
    expect(yearsBetween('2000-02-29', '2026-02-28')).toBe(25);
    expect(yearsBetween('2000-02-28', '2026-02-28')).toBe(26);
  });

  it('do not leave the calendar', () => {
    expect(() => addDays('2026-01-01', 1e9)).toThrow(expect.objectContaining({ code: 'dateOutOfRange' }));
  });
});

describe('public holidays', () => {
  it('have Easter where the calendar has it', () => {
    const known = {
      1818: '03-22',
      1943: '04-25',
      2000: '04-23',
      2024: '03-31',
      2025: '04-20',
      2026: '04-05',
      2038: '04-25',
    };
    for (const [year, day] of Object.entries(known)) expect(easterSunday(Number(year))).toBe(`${year}-${day}`);
  });

  it('of France are the eleven of the labour code', () => {
    expect([...(holidaysOf('fr-FR', 2026) ?? [])].sort()).toEqual([
      ...['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25', '2026-07-14'],
      ...['2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25'],
    ]);
  });

  it('of England give a weekend back', () => {
    const days = holidaysOf('en-GB', 2021);
    expect(days?.has('2021-12-27')).toBe(true);
    expect(days?.has('2021-12-28')).toBe(true);
    expect(holidaysOf('en-GB', 2026)?.has('2026-08-31')).toBe(true);
  });

  it('of the United States are kept on the nearest working day', () => {
    expect(holidaysOf('en-US', 2026)?.has('2026-07-03')).toBe(true);
    expect(holidaysOf('en-US', 2021)?.has('2021-12-31')).toBe(true);
    expect(holidaysOf('en-US', 2026)?.has('2026-11-26')).toBe(true);
  });

  it('of a country that is not known are not guessed', () => {
    expect(holidaysOf('xx-XX', 2026)).toBeNull();
  });
});

describe('opening times', () => {
  const hours: HoursCode = {
    timezone: zone,
    week: [
      ...[1, 2, 3, 4, 5].map((weekday) => ({ weekday, times: [{ fromMinute: 510, toMinute: 1140 }] })),
      { weekday: 6, times: [{ fromMinute: 1320, toMinute: 1800 }] },
    ],
    holidays: ['fr-FR'],
    exceptions: [
      { from: '2026-12-24', to: '2026-12-31', times: [], label: null },
      { from: '2026-12-28', to: '2026-12-28', times: [{ fromMinute: 600, toMinute: 660 }], label: null },
    ],
  };

  it.each([
    ['2026-01-06', '08:29', false],
    ['2026-01-06', '08:30', true],
    ['2026-01-06', '19:00', false],
    ['2026-07-14', '10:00', false],
    ['2026-12-24', '10:00', false],
    ['2026-12-28', '10:30', true],
    ['2026-01-10', '23:00', true],
    ['2026-01-11', '05:59', true],
    ['2026-01-11', '06:00', false],
  ])('on %s at %s: open %s', (date, time, open) => {
    expect(isOpen(hours, at(date, time))).toBe(open);
  });

  it('come next after holidays and exceptions', () => {
    expect(nextOpen(hours, at('2026-12-24', '10:00'))).toBe(at('2026-12-28', '10:00'));
    expect(nextOpen(hours, at('2026-01-06', '10:00'))).toBe(at('2026-01-06', '10:00'));
    expect(nextOpen(hours, at('2026-07-13', '19:30'))).toBe(at('2026-07-15', '08:30'));
  });

  it('that never come raise the flow’s error', () => {
    const never = { ...hours, week: [], exceptions: [] };
    expect(() => nextOpen(never, 0)).toThrow(expect.objectContaining({ code: 'neverOpen' }));
  });
});

describe('an expression', () => {
  const program: Program = {
    ...{
      hash: '' as Program['hash'],
      timezone: zone,
      flows: {},
      prompts: {},
      records: { R: { a: { kind: 'Number' } } },
    },
    ...{ enums: { E: { members: [{ name: 'x', label: 'X' }] } }, hours: {}, services: {}, questions: {} },
  };
  const given = (variables: Readonly<Record<string, Value>>, expression: Expression): Value =>
    evaluate(expression, {
      variables,
      world: worldOf(program),
      now: at('2026-01-06', '10:00'),
      ambient: () => undefined,
    });
  const literal = (value: Value): Expression => ({ kind: 'literal', value });
  const binary = (
    operator: '+' | '-' | '<' | '*',
    one: Value,
    other: Value,
    type: 'Text' | 'Money' | 'Date' | 'Number',
  ) =>
    given(
      {},
      {
        ...{ kind: 'binary', operator, left: literal(one), right: literal(other) },
        types: [type, typeof other === 'number' && type === 'Date' ? 'Duration' : type],
      },
    );
  const day = 86_400_000;

  it('adds days to a date, and takes dates from each other', () => {
    expect(binary('+', '2026-12-30', 3 * day, 'Date')).toBe('2027-01-02');
    expect(binary('-', '2027-01-02', '2026-12-30', 'Date')).toBe(3 * day);
    expect(binary('<', '2026-12-30', '2027-01-02', 'Date')).toBe(true);
  });

  it('does not mix currencies', () => {
    const [euros, dollars] = [
      { amount: '1', currency: 'EUR' },
      { amount: '1', currency: 'USD' },
    ];
    expect(() => binary('+', euros, dollars, 'Money')).toThrow(expect.objectContaining({ code: 'mixedCurrencies' }));
    expect(() => binary('<', euros, dollars, 'Money')).toThrow(expect.objectContaining({ code: 'mixedCurrencies' }));
  });

  it('makes no text beyond its limit', () => {
    const long = 'x'.repeat(6_000);
    expect(() => binary('+', long, long, 'Text')).toThrow(expect.objectContaining({ code: 'textTooLong' }));
  });

  it('reads no variable that is a property of every object', () => {
    expect(given({}, { kind: 'variable', name: 'constructor' })).toBeNull();
    const field: Expression = { kind: 'field', of: literal({ a: 1 }), field: 'toString' };
    expect(given({}, field)).toBeNull();
  });

  it('tells today and now in the zone of the project', () => {
    expect(given({}, { kind: 'apply', name: 'today', arguments: [] })).toBe('2026-01-06');
    const time: Expression = {
      kind: 'apply',
      name: 'time',
      arguments: [{ kind: 'apply', name: 'now', arguments: [] }],
    };
    expect(given({}, time)).toBe('10:00');
  });

  it('that asks for what nobody knows raises the flow’s error', () => {
    const config: Expression = { kind: 'apply', name: 'config', arguments: [literal('x')] };
    expect(() => given({}, config)).toThrow(expect.objectContaining({ code: 'environmentMissing' }));
    const ambient: Expression = { kind: 'ambient', object: 'waiting', field: 'position' };
    expect(() => given({}, ambient)).toThrow(expect.objectContaining({ code: 'notKnown' }));
  });

  it('judges what comes from outside by its type', () => {
    const of = (value: Value, type: Parameters<typeof isOfType>[1]): boolean => isOfType(value, type, program);
    expect(of({ a: 1 }, { kind: 'record', name: 'R' })).toBe(true);
    expect(of({ a: 'x' }, { kind: 'record', name: 'R' })).toBe(false);
    expect(of('x', { kind: 'enum', name: 'E' })).toBe(true);
    expect(of('toString', { kind: 'enum', name: 'E' })).toBe(false);
    expect(of('2026-02-30', { kind: 'Date' })).toBe(false);
    expect(of(null, { kind: 'optional', of: { kind: 'Date' } })).toBe(true);
    expect(
      of(
        Array.from({ length: 101 }, () => 1),
        { kind: 'List', of: { kind: 'Number' } },
      ),
    ).toBe(false);
    expect(of('x'.repeat(10_001), { kind: 'Text' })).toBe(false);
    expect(of({ amount: '1e9', currency: 'EUR' }, { kind: 'Money' })).toBe(false);
  });
});
