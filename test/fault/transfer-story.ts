// What the record of a call that was handed over must tell, whatever was killed meanwhile: pure. Not here: reading it.

import type { CallFactView, RecordingView } from '../../src/api/contract/index.ts';
import type { Kind } from './transfer-lanes.ts';

export interface Story {
  readonly facts: readonly CallFactView[];
  readonly recordings: readonly RecordingView[];
}

/** When the controller was away. */
export interface Away {
  readonly from: number;
  readonly to: number;
}

/** What is wrong with a story, in sentences. */
export function faultsIn({ facts, recordings }: Story, kind: Kind, away: Away): readonly string[] {
  const found: string[] = [];
  const same = (what: string, left: unknown, right: unknown): void => {
    if (JSON.stringify(left) !== JSON.stringify(right))
      found.push(`${what}: ${JSON.stringify(left)} and ${JSON.stringify(right)}`);
  };
  const of = (...names: string[]) => facts.filter(({ kind: name }) => names.includes(name));
  const details = (name: string, ...names: string[]) =>
    of(...names)
      .map((fact) => text(fact.details[name]))
      .sort();
  same('calls offered and ended', [of('callOffered').length, of('callEnded').length], [1, 1]);
  const begun = details('leg', 'callOffered', 'callOfferedToAgent', 'directOfferMade', 'numberDialled');
  same('legs begun and ended', begun, details('leg', 'legEnded'));
  same('legs begun once', begun, [...new Set(begun)]);
  same('talks begun and ended', details('agent', 'conversationBegan'), details('agent', 'conversationEnded'));
  same('holds begun and ended', of('holdBegan').length, of('holdEnded').length);
  const firstAttempts = of('numberDialled').filter(({ details: { attempt } }) => attempt === 1);
  same('numbers called and what became of them', firstAttempts.length, of('dialEnded').length);
  same('outcomes', [of('callTransferred').length, of('calledInVain').length], outcomes[kind.outcome]);
  const isToQueue = kind.steps[0]?.[1] === 'queue';
  same('beginnings', of('consultBegan', 'handOverBegan').length, isToQueue ? 0 : 1);
  return [...found, ...wrongRecordings(facts, recordings, away)];
}

const text = (value: CallFactView['details'][string] | undefined): string => (typeof value === 'string' ? value : '');

const outcomes = { transferred: [1, 0], cancelled: [0, 0], inVain: [0, 1] } as const;

/** By how much a recording may differ from what the facts say, in milliseconds: commands take their time. */
const aboutMs = 1_500;

/** A command that was decided so long before a kill may not have been performed. */
const decidedMs = 200;

/** One recording for each party who had the caller, none silent, and none shorter than the talk without saying so. */
function wrongRecordings(
  facts: readonly CallFactView[],
  recordings: readonly RecordingView[],
  away: Away,
): readonly string[] {
  const talks = talksIn(facts);
  if (talks.length !== recordings.length)
    return [`${String(talks.length)} talks and ${String(recordings.length)} recordings`];
  return recordings.flatMap(({ id, state, lengthMs }, index) => {
    const talk = talks[index] ?? [];
    const talkedMs = talk.reduce((sum, { from, to }) => sum + to - from, 0);
    // What was decided right before a kill is done when the controller is back.
    const isLate = talk.some(({ from, to }) => from < away.to && to > away.from - decidedMs);
    const lateMs = isLate ? away.to - away.from : 0;
    if (state === 'failed') return [`${id} failed`];
    const isShort = state === 'whole' && lengthMs < talkedMs - aboutMs - lateMs;
    const isLong = lengthMs > talkedMs + aboutMs + lateMs;
    return isShort || isLong
      ? [`${id} is ${state}, ${String(lengthMs)} ms of a talk of ${String(talkedMs)} ms, ${String(lateMs)} ms away`]
      : [];
  });
}

/** Nobody has the caller. */
const nobody = '';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** For each party who had the caller: when the two could hear each other. */
function talksIn(facts: readonly CallFactView[]): readonly (readonly Span[])[] {
  const talks: Span[][] = [];
  let since: number | null = null;
  let holder: string = nobody;
  const stop = (at: number): void => {
    if (since !== null) talks.at(-1)?.push({ from: since, to: at });
    since = null;
  };
  const begin = (who: string, at: number): void => {
    talks.push([]);
    holder = who;
    since = at;
  };
  for (const { kind, at, details } of facts) {
    if (kind === 'conversationBegan' && holder === nobody) begin(text(details['agent']), at);
    if (kind === 'holdBegan') stop(at);
    if (kind === 'holdEnded' && holder !== nobody) since ??= at;
    if (kind === 'callTransferred') {
      stop(at);
      holder = nobody;
      if (details['toKind'] !== 'queue') begin(text(details['to']), at);
    }
    const isOver = kind === 'callEnded' || (kind === 'conversationEnded' && details['agent'] === holder);
    if (isOver || (kind === 'dialEnded' && holder.startsWith('+'))) {
      stop(at);
      holder = nobody;
    }
  }
  return talks;
}
