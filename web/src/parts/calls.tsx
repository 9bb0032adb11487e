// Live calls as they move through their flows: where each is, what it does, since when. Not here: the order of a queue.

import { useState } from 'react';
import type { LiveCall } from '../../../src/api/contract/index.ts';
import type { Board } from '../live/board.ts';
import { type Stage, agentOf, heldSince, sinceOf, stageOf } from '../live/figures.ts';
import { type Seats, seated } from '../live/seats.ts';
import { useSpeech } from '../language.tsx';
import { Ago, useNow } from '../time.tsx';
import { type Words, callerText, clockText, fill } from '../words/index.ts';
import { Disc, type IconName, type Tone } from './icons.tsx';
import { Nothing, Panel } from './panel.tsx';
import { TraceDialog } from './trace.tsx';
import classes from './rows.module.css';

/** More rows than anybody reads; the rest is counted. */
const rowCountMax = 200;

export function CallsPanel({ board }: { readonly board: Board }) {
  const { words, count } = useSpeech();
  const seats = useSeats(board.call);
  const [traced, setTraced] = useState<string | null>(null);
  const stages = [...board.call.values()].map(stageOf);
  const inStage = (stage: Stage): number => stages.filter((one) => one === stage).length;
  const { inMenu, inLine, inTalk, title, none, noneNote, more } = words.calls;
  const summary = [
    [inMenu, inStage('menu')],
    [inLine, inStage('line')],
    [inTalk, inStage('talk')],
  ] as const;
  const shown = summary.filter(([, stageCount]) => stageCount > 0).map(([text, stageCount]) => count(text, stageCount));
  const rest = board.call.size - seats.slice(0, rowCountMax).filter((key) => key !== null).length;
  return (
    <Panel title={title} summary={shown.join(' · ')}>
      {board.call.size === 0 ? (
        <Nothing text={none} note={noneNote} />
      ) : (
        <ul className={classes['rows']} data-testid="calls">
          {seats.slice(0, rowCountMax).map((key, place) => (
            <CallRow
              key={place}
              call={key === null ? null : (board.call.get(key) ?? null)}
              board={board}
              onTrace={setTraced}
            />
          ))}
        </ul>
      )}
      {rest > 0 && <p className={classes['more']}>{count(more, rest)}</p>}
      {traced !== null && <TraceDialog key={traced} call={traced} onClose={() => setTraced(null)} />}
    </Panel>
  );
}

/** Each call's row for as long as it lasts; a change of calls is noticed while drawing, so that nothing is drawn twice. */
function useSeats(calls: ReadonlyMap<string, LiveCall>): Seats {
  const [known, setKnown] = useState<{ readonly calls: typeof calls | null; readonly seats: Seats }>({
    calls: null,
    seats: [],
  });
  if (known.calls === calls) return known.seats;
  const byAge = [...calls].sort(
    ([, one], [, other]) => one.startedAt - other.startedAt || (one.id < other.id ? -1 : 1),
  );
  const seats = seated(
    known.seats,
    byAge.map(([key]) => key),
  );
  setKnown({ calls, seats });
  return seats;
}

const looks = {
  begin: ['arriving', 'grey'],
  say: ['prompt', 'grey'],
  pause: ['pause', 'grey'],
  input: ['keypad', 'teal'],
  queue: ['waiting', 'amber'],
  talking: ['talking', 'blue'],
  ending: ['ending', 'faint'],
} as const satisfies Readonly<Record<LiveCall['doing'], readonly [IconName, Tone]>>;

interface CallRowProps {
  readonly call: LiveCall | null;
  readonly board: Board;
  readonly onTrace: (call: string) => void;
}

function CallRow({ call, board, onTrace }: CallRowProps) {
  const { words } = useSpeech();
  // A row that is free keeps its place; the next call takes it.
  if (call === null) return <li className={classes['row']} aria-hidden="true" />;
  const agent = agentOf(board, call.id);
  const rung = agent?.state === 'reserved';
  // The agent has answered a moment before the flow knows.
  const doing = agent?.state === 'talking' ? 'talking' : call.doing;
  const heldAt = doing === 'talking' ? heldSince(board, call.id) : null;
  const [icon, tone] = rung ? (['ringing', 'violet'] as const) : heldAt === null ? looks[doing] : looks.pause;
  return (
    <li className={classes['row']} data-tone={tone} data-call={call.id} data-doing={heldAt === null ? doing : 'held'}>
      <Disc name={icon} tone={tone} />
      <div>
        <button
          type="button"
          className={`${classes['main'] ?? ''} ${classes['open'] ?? ''}`}
          title={words.trace.open}
          onClick={() => onTrace(call.id)}
        >
          {/* Whoever talks to somebody is no longer where the flow left them. */}
          {agent !== null && !rung ? fill(words.withAgent, { agent: agent.name }) : stepText(call, words)}
        </button>
        <div className={classes['detail']}>
          <span className={classes['state']}>
            {rung ? fill(words.ringsAt, { agent: agent.name }) : heldAt === null ? words.doing[doing] : words.callHeld}
          </span>
          {' · '}
          {call.caller === null ? words.calls.withheld : callerText(call.caller)}
          {call.flow !== '' && ` · ${call.flow}`}
        </div>
      </div>
      <div className={classes['times']}>
        <Ago since={heldAt ?? sinceOf(board, call, agent)} className={`${classes['since'] ?? ''} clock`} />
        <Total startedAt={call.startedAt} />
      </div>
    </li>
  );
}

function stepText({ flow, step }: LiveCall, words: Words): string {
  // A number that no flow serves: the call is refused, or waits to be.
  if (flow === '') return words.calls.noFlow;
  return step.label ?? (step.name === '' ? words.calls.noStep : step.name);
}

function Total({ startedAt }: { readonly startedAt: number }) {
  const { words } = useSpeech();
  const total = useNow((now) => clockText(now - startedAt));
  return <div className={`${classes['detail'] ?? ''} clock`}>{fill(words.calls.total, { time: total })}</div>;
}
