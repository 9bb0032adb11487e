// The five figures that a supervisor looks for first, large enough to be read from across the room.

import type { Board } from '../live/board.ts';
import { figuresOf, waitLevel, waitLimitsMs } from '../live/figures.ts';
import { useSpeech } from '../language.tsx';
import { useNow } from '../time.tsx';
import { clockText, fill } from '../words/index.ts';
import classes from './figures.module.css';
import { Icon, type IconName } from './icons.tsx';

export function FigureStrip({ board }: { readonly board: Board }) {
  const { words, count } = useSpeech();
  const figures = figuresOf(board);
  const { title, calls, waiting, ready, talking, ofSignedIn } = words.figures;
  // Nobody free while somebody waits for whom no phone rings is what a supervisor can act on.
  const short = figures.readyCount === 0 && figures.unofferedCount > 0;
  return (
    <section className={classes['strip']} aria-label={title}>
      <Figure icon="call" label={calls} value={String(figures.callCount)} />
      <Figure icon="waiting" label={waiting} value={String(figures.waitingCount)} />
      <LongestWait oldestAt={figures.oldestAt} />
      <Figure
        icon="ready"
        label={ready}
        value={String(figures.readyCount)}
        level={short ? 'high' : 'fine'}
        note={count(ofSignedIn, figures.signedInCount)}
      />
      <Figure icon="talking" label={talking} value={String(figures.talkingCount)} />
    </section>
  );
}

interface FigureProps {
  readonly icon: IconName;
  readonly label: string;
  readonly value: string;
  readonly level?: 'fine' | 'high' | 'tooLong';
  readonly note?: string;
  readonly explained?: string;
}

function Figure({ icon, label, value, level = 'fine', note = '', explained }: FigureProps) {
  return (
    <div className={classes['figure']} data-level={level} title={explained}>
      <p className={classes['label']}>
        <Icon name={level === 'fine' ? icon : 'alert'} />
        <span>{label}</span>
      </p>
      <p className={classes['value']}>
        <span className="figure">{value}</span>
        <span className={classes['note']}>{note}</span>
      </p>
    </div>
  );
}

function LongestWait({ oldestAt }: { readonly oldestAt: number | null }) {
  const { words } = useSpeech();
  const { longest, limits, high, tooLong, nobody } = words.figures;
  const value = useNow((now) => (oldestAt === null ? '–' : clockText(now - oldestAt)));
  const level = useNow((now) => (oldestAt === null ? 'fine' : waitLevel(now - oldestAt)));
  const label = { fine: longest, high, tooLong }[level];
  const explained = fill(limits, { high: clockText(waitLimitsMs.high), tooLong: clockText(waitLimitsMs.tooLong) });
  const note = oldestAt === null ? nobody : '';
  return <Figure icon="queue" label={label} value={value} level={level} note={note} explained={explained} />;
}
