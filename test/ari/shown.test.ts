// What reaches the SIP header of a phone that rings.

import { expect, it } from 'vitest';
import { shownVariables } from '../../src/ari/shown.ts';

it.each([
  ['Élise "Martin"', '+33 6 12', { 'CONNECTEDLINE(num,i)': '+33612', 'CONNECTEDLINE(name,i)': 'Élise Martin' }],
  ["O'Neil & Co. (Paris)", '*21#', { 'CONNECTEDLINE(num,i)': '*21#', 'CONNECTEDLINE(name,i)': "O'Neil & Co. (Paris)" }],
  ['a\r\nContact: <sip:x@y>', '1\r\n2', { 'CONNECTEDLINE(num,i)': '12', 'CONNECTEDLINE(name,i)': 'aContact sipxy' }],
  ['${SHELL(id)};$[1+1]', '${EXTEN}', { 'CONNECTEDLINE(num,i)': 'EXTEN', 'CONNECTEDLINE(name,i)': 'SHELL(id)1+1' }],
  ['', '', {}],
  ['n'.repeat(99), '1'.repeat(99), { 'CONNECTEDLINE(num,i)': '1'.repeat(32), 'CONNECTEDLINE(name,i)': 'n'.repeat(64) }],
])('%j and %j are shown cleaned', (name, number, variables) => {
  expect(shownVariables({ name, number })).toEqual(variables);
});
