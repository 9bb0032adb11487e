// Exact decimal arithmetic of bounded size: what flows compute Numbers and Money with. Not here: reading them aloud, types.

import { FlowFault } from '../flow-fault.ts';

/** `units` divided by ten to the power of `scale`. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

export type Operation = '+' | '-' | '*' | '/';

/** A double holds this many decimal digits without loss; a Number is rounded to them, half up. */
const digitsMax = 15;
/** Numbers and amounts stay below this in size: beyond it a double would begin to lose units. */
const sizeMax = 10n ** 15n;
/** The most decimals of an amount of money; its coins are far coarser. */
const moneyScaleMax = 6;

/** `one operation other`, exactly; a quotient and what has too many digits is rounded half up. Throws FlowFault. */
export function compute(operation: Operation, one: number, other: number): number {
  const quick = operation === '/' ? Number.NaN : native(operation, one, other);
  if (Number.isSafeInteger(one) && Number.isSafeInteger(other) && Number.isSafeInteger(quick)) return inBounds(quick);
  const result = exactly(operation, decimalOf(one), decimalOf(other));
  return Number(textOf(rounded(result, result.scale - Math.max(0, digitCount(result) - digitsMax))));
}

/** The same for an amount, as text; at least the decimals that both had, at most six. Throws FlowFault. */
export function computeAmount(operation: Operation, one: string, other: string | number): string {
  const result = exactly(operation, amountOf(one), typeof other === 'number' ? decimalOf(other) : amountOf(other));
  return textOf(operation === '*' || operation === '/' ? shortened(rounded(result, moneyScaleMax)) : result);
}

/** Negative, zero or positive, as the first amount is less than, equal to or more than the second. Throws FlowFault. */
export function compareAmounts(one: string, other: string): number {
  const [left, right] = sameScale(amountOf(one), amountOf(other));
  return left.units < right.units ? -1 : Number(left.units > right.units);
}

/** The number without exponent, for instance `-0.0000001`. */
export const plainNumber = (value: number): string =>
  Number.isSafeInteger(value) ? String(value) : textOf(shortened(decimalOf(value), 0));

/** Whether this is an amount: plain decimal notation of bounded size. */
export const isAmount = (text: string): boolean => /^-?\d{1,15}(\.\d{1,6})?$/.test(text);

function native(operation: Exclude<Operation, '/'>, one: number, other: number): number {
  if (operation === '+') return one + other;
  return operation === '-' ? one - other : one * other;
}

function exactly(operation: Operation, one: Decimal, other: Decimal): Decimal {
  if (operation === '*') return bounded({ units: one.units * other.units, scale: one.scale + other.scale });
  if (operation === '/') return bounded(quotient(one, other));
  const [left, right] = sameScale(one, other);
  return bounded({
    units: operation === '+' ? left.units + right.units : left.units - right.units,
    scale: left.scale,
  });
}

/** To more digits than are kept of it. */
function quotient(one: Decimal, other: Decimal): Decimal {
  if (other.units === 0n) throw new FlowFault('divisionByZero', 'A division by zero.');
  const scale = digitsMax + 4;
  const [left, right] = sameScale(one, other);
  return { units: (left.units * 10n ** BigInt(scale)) / right.units, scale };
}

function sameScale(one: Decimal, other: Decimal): readonly [Decimal, Decimal] {
  const scale = Math.max(one.scale, other.scale);
  const scaled = (decimal: Decimal): Decimal => ({
    units: decimal.units * 10n ** BigInt(scale - decimal.scale),
    scale,
  });
  return [scaled(one), scaled(other)];
}

/** Half up, as it is done by hand: away from zero. */
function rounded(decimal: Decimal, scale: number): Decimal {
  if (scale >= decimal.scale) return decimal;
  const kept = Math.max(scale, 0);
  const step = 10n ** BigInt(decimal.scale - kept);
  const half = decimal.units < 0n ? -step / 2n : step / 2n;
  return { units: (decimal.units + half) / step, scale: kept };
}

/** Without zeros at the end beyond `keep` decimals. */
function shortened({ units, scale }: Decimal, keep = 2): Decimal {
  let shorter = { units, scale };
  while (shorter.scale > keep && shorter.units % 10n === 0n)
    shorter = { units: shorter.units / 10n, scale: shorter.scale - 1 };
  return shorter;
}

function bounded(decimal: Decimal): Decimal {
  const whole = decimal.units / 10n ** BigInt(decimal.scale);
  if (whole >= sizeMax || whole <= -sizeMax) throw tooLarge();
  return decimal;
}

function inBounds(value: number): number {
  if (Math.abs(value) >= Number(sizeMax)) throw tooLarge();
  return value;
}

const tooLarge = (): FlowFault => new FlowFault('numberTooLarge', 'A number grew beyond its limit.');

const digitCount = ({ units }: Decimal): number => (units < 0n ? -units : units).toString().length;

/** Numbers smaller than this have no digits left that count. */
const smallestScale = 15;

function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) throw tooLarge();
  const text = String(value);
  return fromText(text.includes('e') ? value.toFixed(smallestScale) : text);
}

function amountOf(text: string): Decimal {
  if (!isAmount(text)) throw new FlowFault('wrongType', 'An amount was expected.');
  return fromText(text);
}

function fromText(text: string): Decimal {
  const point = text.indexOf('.');
  if (point === -1) return { units: BigInt(text), scale: 0 };
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

function textOf({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const sign = units < 0n ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
