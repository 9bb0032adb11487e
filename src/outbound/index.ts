// Calls that leave the house: what may be called, by which trunk, and what becomes of it.

export { booksAt, costOf, emptyBooks, nightOf } from './books.ts';
export type { Books } from './books.ts';
export { dangerOf } from './dangerous.ts';
export { mayPlace } from './gate.ts';
export type { Refused, Route, Verdict, Wish } from './gate.ts';
export { readNumber } from './number.ts';
export { closedPolicy, isCountry } from './policy.ts';
export type { Country, Policy, Rate, Trunk } from './policy.ts';
