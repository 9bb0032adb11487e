// How the call of a test begins, from what the test says and leaves out; and how a line that did not come true is told. Pure; the
// same for simulated calls and real ones. Not here: the call.

import type { Instant } from '../../base/clock.ts';
import type { ExpressionNode, Given, Program, TestNode, Value } from '../../dsl/index.ts';
import { type Frame, instantOf } from '../../ivr/index.ts';
import { type Wanted, isKind, isWanted, wantedText } from './expectation.ts';
import { type Happening, happeningText } from './happening.ts';
import { emptyValue } from './whole-value.ts';

/** How long an expectation runs on, and how long keys and agents wait for somebody to listen. */
export const patienceMs = 60_000;
/** Between two keys. */
export const keyGapMs = 200;
const defaultDay = { date: '2026-01-06', time: '10:00' };
const defaultCaller = '+33600000000';
const defaultNumber = '+33100000000';

/** `given call ...`. */
export type GivenCall = Extract<Given, { kind: 'call' }>;

/** Whether callers reach this flow by its numbers; any other one is begun by us. */
export const isInbound = ({ flows }: Program, flow: string): boolean =>
  flows[flow]?.kind === 'flow' && flows[flow].entries.length > 0;

/** What the flow is given; what the test leaves out is empty. */
export function argumentsOf(
  { flow, arguments: given }: TestNode,
  program: Program,
  valueOf: (node: ExpressionNode) => Value,
): Readonly<Record<string, Value>> {
  const parameters = program.flows[flow.text]?.parameters ?? [];
  return Object.fromEntries([
    ...parameters.flatMap(({ name, type, initial }) =>
      initial === null ? [[name, emptyValue(type, program)] as const] : [],
    ),
    ...given.map(({ name, value }) => [name.text, valueOf(value)] as const),
  ]);
}

/** Inbound `from` calls us; outbound we call `to`, the person on the line. Null: withheld. */
export function partiesOf(
  given: GivenCall | null,
  program: Program,
  flow: string,
): { readonly caller: string | null; readonly called: string } {
  const entries = program.flows[flow]?.entries ?? [];
  const [from, to] = [given?.from?.text, given?.to?.text];
  if (entries.length === 0) return { caller: to ?? defaultCaller, called: from ?? defaultNumber };
  return {
    caller: from === 'anonymous' ? null : (from ?? defaultCaller),
    called: to ?? entries[0] ?? defaultNumber,
  };
}

/** When the call begins. */
export function startsAtOf(given: GivenCall | null, timezone: string): Instant {
  const { date, time } = given?.at ?? {};
  const [hours = 0, minutes = 0] = (time?.text ?? defaultDay.time).split(':').map(Number);
  return instantOf({ date: date?.text ?? defaultDay.date, minute: hours * 60 + minutes }, timezone);
}

/** What happened so far; `cursor` is what earlier lines have passed. */
export interface Looked {
  readonly happened: readonly Happening[];
  readonly cursor: number;
  /** Null: the call is over. */
  readonly frame: Frame | null;
}

/** Why an expectation did not come true. */
export function missingText({ happened, cursor, frame }: Looked, wanted: Wanted, withinMs: number): string {
  const since = happened.slice(cursor);
  const sameName = since.findLast((each) => isKind(wanted, each) && each.name === wanted.name);
  const earlier = happened.slice(0, cursor).some((each) => isWanted(wanted, each));
  const other = since.findLast((each) => isKind(wanted, each));
  const what = `\`${wantedText(wanted)}\` did not happen within ${String(withinMs / 1000)} s`;
  const instead = sameName ?? other;
  if (instead !== undefined) return `${what}; there was \`${happeningText({ ...instead, text: null })}\`.`;
  if (earlier) return `${what}; it had happened before, and an earlier line has passed it.`;
  return frame === null ? `${what}; the call is over.` : `${what}; the call is at ${whereabouts(frame)}.`;
}

/** A request that no line of the test speaks of. */
export const unmockedText = ({ service, operation }: { readonly service: string; readonly operation: string }) => {
  const name = `${service}.${operation}`;
  return `Nobody says what ${name} answers: add \`given request ${name} returns ...\`, \`fails\` or \`takes 5s\`.`;
};

/** Where the call is now. */
export const whereabouts = (frame: Frame | null): string =>
  frame === null ? 'its end' : `\`${frame.flow}\`, step \`${frame.step}\` (${frame.wait.kind})`;
