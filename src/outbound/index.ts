// Calls that leave the house: what may be called, by which trunk, and what becomes of it.

export { costOf, emptyBooks, nightEnd, nightOf } from './books.ts';
export type { Books } from './books.ts';
export { dangerOf } from './dangerous.ts';
export { mayPlace } from './gate.ts';
export type { Refused, Route, Verdict, Wish } from './gate.ts';
export { readNumber } from './number.ts';
export { isOutsideRoom, isTogether, outboundTransition } from './outbound.ts';
export { endingOf } from './outcome.ts';
export type { Outcome } from './outcome.ts';
export type { OutboundEvent, OutboundState, PlaceRequest, Placed, PlacedOutcome, StoredBreaker } from './placed.ts';
export { closedPolicy, isCountry, silenceMsDefault } from './policy.ts';
export type { Country, Policy, Rate, Trunk } from './policy.ts';
export { outsidePlaces, startOutbound } from './service.ts';
export type { LivePlaced, Outbound, OutboundPorts, StoredOutbound } from './service.ts';
export { breakersAfter, breakersTried, trunkOrder } from './trunks.ts';
export type { Breaker, Breakers } from './trunks.ts';
export { openReception, receptionChanges, receptionFrom, receptionTransition, welcome } from './reception.ts';
export type { BlockedCaller, Emergency, NumberRoute, Reception, ReceptionEvent, StoredReception } from './reception.ts';
