// Values that were only begun, made whole by their type: what a test leaves out is empty, zero, the first member, none.
// Pure. Not here: which values there are (src/dsl), whether one fits (it was checked).

import type { Program, Value, ValueType } from '../../dsl/index.ts';

/** The value with everything it lacks. */
export function wholeValue(value: Value, type: ValueType, program: Program): Value {
  if (value === null) return type.kind === 'optional' ? null : emptyValue(type, program);
  if (type.kind === 'optional') return wholeValue(value, type.of, program);
  if (type.kind === 'List' && Array.isArray(value)) {
    return value.map((item: Value) => wholeValue(item, type.of, program));
  }
  if (type.kind !== 'record' || typeof value !== 'object' || Array.isArray(value)) return value;
  const given = new Map(Object.entries(value));
  return Object.fromEntries(
    Object.entries(program.records[type.name] ?? {}).map(([name, field]) => [
      name,
      wholeValue(given.get(name) ?? null, field, program),
    ]),
  );
}

/** What a value of this type is where nobody said anything: empty, zero, the first member, none. */
export function emptyValue(type: ValueType, program: Program): Value {
  switch (type.kind) {
    case 'Text':
    case 'Digits':
    case 'Recording':
      return '';
    case 'Phone':
      return '+33600000000';
    case 'Number':
    case 'Duration':
    case 'DateTime':
      return 0;
    case 'Score':
      return type.min ?? 0;
    case 'Boolean':
      return false;
    case 'Money':
      return { amount: '0', currency: 'EUR' };
    case 'Date':
      return '1970-01-01';
    case 'Time':
      return '00:00';
    case 'Language':
      return Object.keys(program.prompts)[0] ?? 'fr-FR';
    case 'List':
      return [];
    case 'optional':
      return null;
    case 'enum':
      return program.enums[type.name]?.members[0]?.name ?? '';
    case 'record':
      return wholeValue({}, type, program);
  }
}
