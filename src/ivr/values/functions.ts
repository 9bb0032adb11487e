// The built-in functions of the language. Pure, bounded. Not here: `speaks` and `skill`, which are no values (steps/queue).

import type { HoursCode, Value } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import type { QueueView } from '../world.ts';
import { isDate, localTime, timeText, weekdayOf, yearsBetween } from './calendar.ts';
import { isOpen, nextOpen } from './hours.ts';
import type { Scope } from './scope.ts';
import { number, text } from './values.ts';

/** What the function gives. Throws FlowFault. */
export function applyFunction(name: string, given: readonly Value[], scope: Scope): Value {
  const run = functions[name];
  if (run === undefined) throw new FlowFault('unknownFunction', 'A function that this release does not have.');
  const [first = null, second = null] = given;
  return run(first, second, scope);
}

type Run = (first: Value, second: Value, scope: Scope) => Value;

const functions: Readonly<Record<string, Run>> = {
  open: (hours, _, scope) => isOpen(hoursNamed(hours, scope), scope.now),
  next_open: (hours, _, scope) => nextOpen(hoursNamed(hours, scope), scope.now),
  today: (_first, _second, scope) => today(scope),
  now: (_first, _second, { now }) => now,
  date: (at, _, { world }) => localTime(number(at), world.program.timezone).date,
  time: (at, _, { world }) => timeText(localTime(number(at), world.program.timezone).minute),
  weekday: (day) => weekdayOf(text(day)),
  age: (birth, _, scope) => yearsBetween(dateText(birth), today(scope)),
  luhn: (digits) => luhn(text(digits)),
  last: (digits, count) => lastOf(text(digits), number(count)),
  length: (value) => (Array.isArray(value) ? value.length : Array.from(text(value)).length),
  starts: (whole, prefix) => text(whole).startsWith(text(prefix)),
  round: (value) => Math.floor(number(value) + 0.5),
  estimate: (queue, _, scope) => queueNamed(queue, scope).estimateMs,
  agents: (queue, _, scope) => queueNamed(queue, scope).agentCount,
  callers: (queue, _, scope) => queueNamed(queue, scope).callerCount,
  config: (key, _, { world }) => environment(world.config, text(key)),
  number: (name, _, { world }) => environment(world.numbers, text(name)),
};

const today = ({ world, now }: Scope): string => localTime(now, world.program.timezone).date;

function hoursNamed(name: Value, { world }: Scope): HoursCode {
  const hours = world.program.hours[text(name)];
  if (hours === undefined) throw new FlowFault('hoursUnknown', 'Opening times that are not in the program.');
  return hours;
}

function queueNamed(name: Value, { world }: Scope): QueueView {
  const queue = world.queues[text(name)];
  if (queue === undefined) throw new FlowFault('queueUnknown', 'Nothing is known of a queue.');
  return queue;
}

function environment(entries: Readonly<Record<string, string>>, key: string): string {
  const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
  if (entry === undefined) throw new FlowFault('environmentMissing', 'The environment does not say this.');
  return entry;
}

function dateText(value: Value): string {
  if (typeof value === 'string' && isDate(value)) return value;
  throw new FlowFault('wrongType', 'A date was expected.');
}

function lastOf(digits: string, count: number): string {
  const kept = Math.max(0, Math.floor(count));
  return kept === 0 ? '' : digits.slice(-kept);
}

/** The check digit of ISO/IEC 7812-1 annex B: every second digit from the right doubled, the sum a multiple of ten. */
function luhn(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
