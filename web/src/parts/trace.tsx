// One call step by step, over the live page: what reached its flow and what it did, while it lives as it goes on. Not here: asking.

import { useEffect, useRef, useState } from 'react';
import type { TraceLineView } from '../../../src/api/contract/index.ts';
import { type TraceAnswer, askTrace, isOver } from '../live/trace.ts';
import { useSpeech } from '../language.tsx';
import { callerText, clockText, fill } from '../words/index.ts';
import classes from './trace.module.css';

/** Between two looks at a call that goes on. */
const lookMs = 1_500;

/** What came from outside of the flow; the rest is what the flow did. */
const fromOutside: ReadonlySet<string> = new Set([
  ...['pressed', 'silence', 'left', 'line', 'person', 'sound', 'result', 'far end', 'away', 'fault'],
]);

export interface TraceDialogProps {
  readonly call: string;
  readonly onClose: () => void;
}

export function TraceDialog({ call, onClose }: TraceDialogProps) {
  const { words } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const answer = useTrace(call);
  useEffect(() => dialog.current?.showModal(), []);
  const trace = answer?.kind === 'there' ? answer.trace : null;
  const note = answer === null ? words.trace.waiting : answer.kind === 'there' ? null : words.trace[answer.kind];
  return (
    <dialog
      ref={dialog}
      className={classes['dialog']}
      onClose={onClose}
      aria-label={words.trace.title}
      data-trace={call}
    >
      <header className={classes['head']}>
        <div>
          <h2 className={classes['title']}>{words.trace.title}</h2>
          {trace !== null && (
            <p className={classes['about']}>
              {trace.caller === null ? words.calls.withheld : callerText(trace.caller)} {'→'} {trace.called}
              {' · '}
              {trace.flow}
            </p>
          )}
        </div>
        <button type="button" className={classes['close']} onClick={() => dialog.current?.close()}>
          {words.trace.close}
        </button>
      </header>
      {note !== null && <p className={classes['note']}>{note}</p>}
      <ol className={classes['lines']} data-testid="trace" tabIndex={0}>
        {trace?.lines.map((line, place) => (
          <Line key={place} line={line} />
        ))}
      </ol>
    </dialog>
  );
}

function Line({ line }: { readonly line: TraceLineView }) {
  const { words } = useSpeech();
  const names: Readonly<Record<string, string>> = words.trace.what;
  return (
    <li className={classes['line']} data-what={line.what} data-outside={fromOutside.has(line.what) ? '' : undefined}>
      <span className={`${classes['when'] ?? ''} clock`}>
        {clockText(line.sinceBeginMs)}
        <small>.{String(Math.max(0, line.sinceBeginMs) % 1_000).padStart(3, '0')}</small>
      </span>
      <span className={classes['what']}>{names[line.what] ?? line.what}</span>
      <span className={classes['text']}>
        {line.text}
        {line.lengthMs !== null && (
          <small>{` ${fill(words.trace.lasted, { time: (line.lengthMs / 1_000).toFixed(1) })}`}</small>
        )}
      </span>
    </li>
  );
}

/** The trace, asked for again while the call goes on; null before the first answer. */
function useTrace(call: string): TraceAnswer | null {
  const [answer, setAnswer] = useState<TraceAnswer | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let phase: 'shown' | 'gone' = 'shown';
    const look = async (): Promise<void> => {
      const next = await askTrace(call);
      if (phase === 'gone') return;
      // What was read stays on the screen while nobody answers.
      setAnswer((before) => (next.kind !== 'there' && before?.kind === 'there' ? before : next));
      if (!isOver(next)) timer = setTimeout(() => void look(), lookMs);
    };
    void look();
    return () => {
      phase = 'gone';
      clearTimeout(timer);
    };
  }, [call]);
  return answer;
}
