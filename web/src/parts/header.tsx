// The top of the page: whose it is, whether the telephone system is in hand, whether what is shown is live, and the
// page's few controls.

import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import type { Board } from '../live/board.ts';
import type { Line } from '../live/connection.ts';
import { signOut } from '../live/session.ts';
import { useSpeech } from '../language.tsx';
import { fill } from '../words/index.ts';
import classes from './header.module.css';
import { Icon } from './icons.tsx';
import { LanguageSwitch } from './language-switch.tsx';

export interface HeaderProps {
  readonly line: Line;
  readonly board: Board;
  readonly known: 'nothing' | 'board';
  readonly onSignedOut: () => void;
}

export function Header({ line, board, known, onSignedOut }: HeaderProps) {
  return (
    <header className={classes['header']}>
      <div className={classes['name']}>
        <svg viewBox="0 0 32 32" aria-hidden="true" className={classes['mark']}>
          <path d="M16 6.500c-4 0-6.600 3-6.600 7v4.200L7.500 21h17l-1.900-3.300V13.500c0-4-2.600-7-6.600-7z" />
          <path d="M13 23.500a3 3 0 0 0 6 0z" />
        </svg>
        <span>Carillon</span>
      </div>
      <Telephony board={board} />
      <LineState line={line} known={known} />
      <Controls onSignedOut={onSignedOut} />
    </header>
  );
}

/** Whether calls can be served; of no interest while we do not know anything new. */
function Telephony({ board }: { readonly board: Board }) {
  const { words, time } = useSpeech();
  const state = board.telephony.get('telephony');
  if (state === undefined) return null;
  const text = fill(words.telephony[state.state], { time: time(state.since) });
  return (
    <p className={classes['telephony']} data-state={state.state} role={state.state === 'away' ? 'alert' : undefined}>
      <Icon name={state.state === 'ready' ? 'call' : 'alert'} />
      <span>{text}</span>
    </p>
  );
}

function LineState({ line, known }: Pick<HeaderProps, 'line' | 'known'>) {
  const { words, time } = useSpeech();
  const since = line.kind === 'lost' ? time(line.since) : '';
  const text = line.kind === 'lost' ? fill(words.link.lostSince, { time: since }) : words.link[wordOf(line)];
  return (
    <>
      <p className={classes['line']} data-kind={line.kind} role="status" data-testid="line">
        {line.kind === 'lost' ? <Icon name="alert" /> : <span className={classes['dot']} />}
        <span>{text}</span>
      </p>
      {line.kind === 'lost' && (
        <p className={classes['notice']} role="alert">
          <Icon name="alert" />
          <span>{known === 'board' ? fill(words.link.lostNote, { time: since }) : words.link.neverYet}</span>
        </p>
      )}
    </>
  );
}

const wordOf = (line: Line): 'live' | 'connecting' => (line.kind === 'live' ? 'live' : 'connecting');

function Controls({ onSignedOut }: Pick<HeaderProps, 'onSignedOut'>) {
  const { words } = useSpeech();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const other = scheme === 'dark' ? 'light' : 'dark';
  const themeLabel = scheme === 'dark' ? words.page.toLight : words.page.toDark;
  return (
    <div className={classes['controls']}>
      <LanguageSwitch
        labels={{ fr: <abbr title="Français">FR</abbr>, en: <abbr title="English">EN</abbr> }}
        classNames={{ label: classes['choice'] ?? '', root: classes['choices'] ?? '' }}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={themeLabel}
        title={themeLabel}
        onClick={() => setColorScheme(other)}
      >
        <Icon name={scheme === 'dark' ? 'sun' : 'moon'} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words.page.signOut}
        title={words.page.signOut}
        onClick={() => void signOut().then(onSignedOut)}
      >
        <Icon name="leave" />
      </ActionIcon>
    </div>
  );
}
