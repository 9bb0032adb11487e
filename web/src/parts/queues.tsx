// Queues: how many wait, how long the one who waited longest, and everybody who waits, in the order in which they are
// served.

import { Badge } from '@mantine/core';
import type { LiveQueue, LiveWaiting } from '../../../src/api/contract/index.ts';
import { liveKeys } from '../../../src/api/contract/index.ts';
import type { Board } from '../live/board.ts';
import { lineOf, readyFor, unofferedIn, waitLevel } from '../live/figures.ts';
import { useSpeech } from '../language.tsx';
import { Ago, useNow } from '../time.tsx';
import { callerText, clockText, fill } from '../words/index.ts';
import { Icon } from './icons.tsx';
import { Nothing, Panel } from './panel.tsx';
import classes from './queues.module.css';

/** More than anybody reads of one line; its count says the rest. */
const shownCountMax = 100;

export function QueuesPanel({ board }: { readonly board: Board }) {
  const { words } = useSpeech();
  const queues = [...board.queue.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  return (
    <Panel title={words.queues.title} summary={queues.length > 1 ? queues.length : ''}>
      {queues.length === 0 && <Nothing text={words.queues.none} note={words.queues.noneNote} />}
      <div className={classes['queues']}>
        {queues.map((queue) => (
          <QueueCard key={queue.name} queue={queue} board={board} />
        ))}
      </div>
    </Panel>
  );
}

function QueueCard({ queue, board }: { readonly queue: LiveQueue; readonly board: Board }) {
  const { words, count } = useSpeech();
  const line = lineOf(board, queue.name);
  const ready = readyFor(board, queue.name);
  // A closed queue that has run empty has no line to keep a place for.
  const shut = queue.state === 'closed' && line.length === 0;
  return (
    <article
      className={classes['queue']}
      data-queue={queue.name}
      data-line={shut ? 'none' : undefined}
      aria-label={queue.name}
    >
      <div className={classes['head']}>
        <span className={classes['count']} title={count(words.queues.waiting, line.length)}>
          <span className="figure">{line.length}</span>
        </span>
        <div className={classes['about']}>
          <h3 className={classes['name']}>
            {queue.name}
            <Shut queue={queue} waitingCount={line.length} />
          </h3>
          <p className={classes['facts']}>
            <span data-short={ready === 0 && unofferedIn(line) > 0 ? '' : undefined}>
              {ready === 0 ? words.queues.noReadyFor : count(words.queues.readyFor, ready)}
            </span>
            <Longest line={line} />
          </p>
        </div>
      </div>
      {!shut && (
        <ol className={classes['line']} tabIndex={0} aria-label={count(words.queues.waiting, line.length)}>
          {line.length === 0 && <li className={classes['nobody']}>{words.queues.nobody}</li>}
          {line.slice(0, shownCountMax).map((one, place) => (
            <Waiting key={place} one={one} place={place + 1} board={board} />
          ))}
        </ol>
      )}
    </article>
  );
}

/** Why nobody else may wait here, when nobody may. */
function Shut({ queue, waitingCount }: { readonly queue: LiveQueue; readonly waitingCount: number }) {
  const { words } = useSpeech();
  const isFull = queue.waitingMax !== null && waitingCount >= queue.waitingMax;
  if (queue.state === 'open' && !isFull) return null;
  return (
    <Badge variant="outline" color={isFull ? 'orange' : 'gray'} size="sm" className={classes['closed']}>
      {queue.state === 'closed' ? words.queues.closed : words.queues.full}
    </Badge>
  );
}

function Longest({ line }: { readonly line: readonly LiveWaiting[] }) {
  const { words } = useSpeech();
  const oldestAt = line.reduce<number | null>((at, one) => Math.min(at ?? one.joinedAt, one.joinedAt), null);
  const text = useNow((now) => (oldestAt === null ? null : clockText(now - oldestAt)));
  const level = useNow((now) => (oldestAt === null ? 'fine' : waitLevel(now - oldestAt)));
  if (text === null) return null;
  return (
    <span className="clock" data-level={level}>
      {level === 'fine' ? null : <Icon name="alert" />} {fill(words.queues.longest, { time: text })}
    </span>
  );
}

interface WaitingProps {
  readonly one: LiveWaiting;
  readonly place: number;
  readonly board: Board;
}

function Waiting({ one, place, board }: WaitingProps) {
  const { words } = useSpeech();
  const agent = one.offeredTo === null ? undefined : board.agent.get(liveKeys.agent(one.offeredTo));
  const level = useNow((now) => waitLevel(now - one.joinedAt));
  return (
    <li className={classes['waiting']} data-level={level} data-call={one.call}>
      <span className={`${classes['place'] ?? ''} figure`} aria-hidden="true">
        {place}
      </span>
      <span className={classes['caller']}>{one.caller === null ? words.calls.withheld : callerText(one.caller)}</span>
      <span className={classes['offer']}>
        {agent === undefined ? (
          one.priority > 0 && fill(words.queues.priority, { count: one.priority })
        ) : (
          <>
            <Icon name="ringing" /> {fill(words.ringsAt, { agent: agent.name })}
          </>
        )}
      </span>
      <Ago since={one.joinedAt} className={`${classes['wait'] ?? ''} clock`} />
    </li>
  );
}
