// A call's trace, and its replay on another version, as lines for people. Not here: asking for them.

import type { CallTraceView } from '../api/contract/index.ts';
import { type Divergence, type Followed, type Replayed, type TraceLine, traceLines } from '../sim/index.ts';
import { shownOffset } from './durations.ts';
import { harmless } from './terminal.ts';

/** The trace: a head, then a line for each thing that came in or was done, its time counted from the beginning. */
export function traceText(view: CallTraceView): string[] {
  const lines = view.lines.map((line): readonly [string, string, string] => [
    shownOffset(line.sinceBeginMs),
    words[line.what] ?? line.what,
    detailOf(line),
  ]);
  return [headOf(view), ...inColumns(lines)];
}

/** What must be known about a trace besides. */
export function notesOn({ rest, departsAt, since }: CallTraceView): readonly string[] {
  if (rest === 'cut') return ['Not all of this call was kept: the trace ends early.'];
  if (rest === 'versionMissing') return ['The version that this call ran is kept nowhere: only facts are shown.'];
  if (rest !== 'departs' || departsAt === null) return [];
  const when = shownOffset(departsAt - since);
  return [`From ${when} on only facts are shown: what the flow decided hangs on something that is not kept.`];
}

/** A replay for programs: both traces, and where they part. */
export function replayView(view: CallTraceView, here: Followed, { there, divergence, keys }: Replayed) {
  return {
    call: view.call,
    program: view.program,
    divergence: divergence === null ? null : { ...divergence, sinceBeginMs: divergence.at - view.since },
    keys,
    here: since(here, view.since),
    there: since(there, view.since),
  };
}

/** A replay for people: what both did, up to the line where they part. */
export function replayLines(view: CallTraceView, here: Followed, { there, divergence, keys }: Replayed): string[] {
  const placeholders = keys === 'placeholders' ? ['Zeros stood for the keys of a secret.'] : [];
  const shared = since(there, view.since).filter(({ at }) => divergence === null || at < divergence.at);
  const rows = shared.map((line): readonly [string, string, string] => [
    ...([shownOffset(line.sinceBeginMs), words[line.what] ?? line.what, detailOf(line)] as const),
  ]);
  const end = divergence === null ? [same(here)] : parting(divergence, view.since);
  return [headOf(view), ...inColumns(rows), ...end.map(harmless), ...placeholders];
}

const same = ({ steps }: Followed): string => `The same to its end: ${steps.length} events, no difference.`;

function parting({ at, why, here, there }: Divergence, beganAt: number): string[] {
  const when = shownOffset(at - beganAt);
  const head = {
    path: `At ${when} they part.`,
    words: `At ${when} other words are said; the way is the same there.`,
    flow: 'The other version has no flow of this name, nor one for this number.',
  }[why];
  return [head, ...side('-', here), ...side('+', there)];
}

const side = (sign: '-' | '+', texts: readonly string[]): string[] =>
  texts.length === 0 ? [`${sign} (nothing)`] : texts.map((text) => `${sign} ${text}`);

const since = (followed: Followed, beganAt: number) =>
  traceLines(followed).map((line) => ({ ...line, sinceBeginMs: line.at - beganAt }));

function headOf({ call, since: beganAt, caller, called, flow, program }: CallTraceView): string {
  const from = `from ${caller ?? 'a withheld number'} to ${called}`;
  return harmless(
    [call, `began ${new Date(beganAt).toISOString()}`, from, `flow ${flow}`, `version ${program.slice(0, 12)}`].join(
      ' · ',
    ),
  );
}

/** What came in stands out by its own words; the rest says what it is. */
const words: Readonly<Record<string, string>> = {
  pressed: '> key',
  left: '> leaves',
  silence: '> time is up',
  line: '> queue',
  person: '> agent',
  sound: '> recorded',
  result: '> answer',
  'far end': '> far end',
  away: '> back again',
  fault: '> fault',
  departs: 'facts only',
};

function detailOf({ text, lengthMs }: Pick<TraceLine, 'text' | 'lengthMs'>): string {
  const length = lengthMs === null ? '' : `(${(lengthMs / 1_000).toFixed(1)} s)`;
  return [text, length].filter((part) => part !== '').join('  ');
}

function inColumns(rows: readonly (readonly [string, string, string])[]): string[] {
  const whenWidth = Math.max(0, ...rows.map(([when]) => when.length));
  const whatWidth = Math.max(0, ...rows.map(([, what]) => what.length));
  return rows.map(([when, what, rest]) =>
    harmless(`${when.padStart(whenWidth)}  ${what.padEnd(whatWidth)}  ${rest}`.trimEnd()),
  );
}
