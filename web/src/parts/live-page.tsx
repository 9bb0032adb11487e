// The live page: state of the line on top, the figures that count, then calls, queues and agents side by side.

import { VisuallyHidden } from '@mantine/core';
import { useEffect } from 'react';
import { emptyBoard, type Board } from '../live/board.ts';
import type { Line } from '../live/connection.ts';
import { useSpeech } from '../language.tsx';
import { AgentsPanel } from './agents.tsx';
import { CallsPanel } from './calls.tsx';
import { FigureStrip } from './figures.tsx';
import { Header } from './header.tsx';
import classes from './live-page.module.css';
import { QueuesPanel } from './queues.tsx';
import { ScriptsPanel } from './scripts.tsx';

export interface LivePageProps {
  readonly line: Line;
  /** Null before the first snapshot. */
  readonly board: Board | null;
  readonly onSignedOut: () => void;
}

export function LivePage({ line, board: known, onSignedOut }: LivePageProps) {
  const { words, count } = useSpeech();
  const board = known ?? emptyBoard;
  const waitingCount = board.waiting.size;
  useEffect(() => {
    const prefix = waitingCount === 0 ? '' : `${count(words.page.waitingTitle, waitingCount)} · `;
    document.title = `${prefix}Carillon`;
  }, [count, words, waitingCount]);
  return (
    <div className={classes['page']} data-line={line.kind}>
      <a className={classes['skip']} href="#content">
        {words.page.skip}
      </a>
      <Header line={line} board={board} known={known === null ? 'nothing' : 'board'} onSignedOut={onSignedOut} />
      {/* Before anything is known, nothing is said: "no calls" would be a claim. */}
      <main id="content" className={classes['content']} data-known={known === null ? 'nothing' : 'board'} tabIndex={-1}>
        <VisuallyHidden component="h1">{words.page.title}</VisuallyHidden>
        <FigureStrip board={board} />
        <div className={classes['panels']}>
          <CallsPanel board={board} />
          <QueuesPanel board={board} />
          <AgentsPanel board={board} />
          <ScriptsPanel board={board} />
        </div>
      </main>
    </div>
  );
}
