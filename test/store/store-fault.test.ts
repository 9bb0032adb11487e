// What becomes of the driver's errors. Not here: the errors of a real server (test/contract).

import { expect, test } from 'vitest';
import { asStoreFault, StoreFault } from '../../src/store/store-fault.ts';

const coded = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

test.each([
  ['ECONNREFUSED', 'unreachable', true],
  ['EPIPE', 'unreachable', true],
  ['57P01', 'unreachable', true],
  ['57P03', 'unreachable', true],
  ['53300', 'unreachable', true],
  ['08006', 'unreachable', true],
  ['57014', 'timeout', true],
  ['40001', 'conflict', true],
  ['40P01', 'conflict', true],
  ['55P03', 'conflict', true],
  ['23505', 'conflict', false],
  ['42501', 'forbidden', false],
  ['28P01', 'forbidden', false],
  ['42P01', 'unmigrated', false],
  ['22P05', 'refused', false],
])('the driver reports %s: the fault is %s, worth a retry: %s', (code, expected, retryable) => {
  expect(asStoreFault(coded(code))).toMatchObject({ code: expected, retryable });
});

test('an error without a code, as when the connection ends, is an unreachable database', () => {
  expect(asStoreFault(new Error('Connection terminated unexpectedly'))).toMatchObject({
    code: 'unreachable',
    sqlState: null,
  });
});

test("the message holds nothing of what PostgreSQL said, which may be a row's values", () => {
  const fault = asStoreFault(coded('23505', 'Key (phone)=(+33612345678) already exists'));
  expect(fault.message).toBe('The database holds something that conflicts with this (SQLSTATE 23505)');
  expect(fault.cause).toBeInstanceOf(Error);
});

test('a StoreFault stays what it is', () => {
  const fault = new StoreFault('unwalled', null);
  expect(asStoreFault(fault)).toBe(fault);
});
