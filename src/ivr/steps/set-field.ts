// `set` of one field of a record.

import type { OpBody, Value } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import { type Next, type Turn, next } from '../turn.ts';
import { isRecord } from '../values/values.ts';

export function setField(turn: Turn, op: Extract<OpBody, { op: 'setField' }>): Next {
  const before = turn.frame.variables[op.variable] ?? null;
  turn.set(op.variable, withField(before, op.fields, turn.value(op.value)));
  return next;
}

function withField(record: Value, fields: readonly string[], value: Value): Value {
  const [field, ...inner] = fields;
  if (field === undefined) return value;
  if (!isRecord(record)) throw new FlowFault('wrongType', 'A record was expected.');
  return { ...record, [field]: withField(record[field] ?? null, inner, value) };
}
