// Which of the two screens there is: the form to sign in, or the live page. Not here: what either shows.

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { LiveConnection } from './live/connection.ts';
import type { ServerTime } from './live/now.ts';
import { signIn, takeLink } from './live/session.ts';
import { LivePage } from './parts/live-page.tsx';
import { SignInForm, type Complaint } from './parts/sign-in.tsx';
import { TimeProvider } from './time.tsx';

export interface AppProps {
  readonly time: ServerTime;
  readonly connection: LiveConnection;
}

export function App({ time, connection }: AppProps) {
  const [link] = useState(takeLink);
  const [complaint, setComplaint] = useState<Complaint | null>(null);
  const { line, board } = useSyncExternalStore(connection.subscribe, connection.get);

  useEffect(() => {
    let phase: 'mounted' | 'gone' = 'mounted';
    void signInByLink(link).then((outcome) => {
      if (phase === 'gone') return;
      setComplaint(outcome);
      connection.start();
    });
    return () => {
      phase = 'gone';
      connection.stop();
    };
  }, [connection, link]);

  if (line.kind === 'signedOut')
    return <SignInForm complaint={complaint ?? (board === null ? null : 'over')} onSignedIn={connection.start} />;
  return (
    <TimeProvider time={time}>
      <LivePage line={line} board={board} onSignedOut={() => beginAgain(connection)} />
    </TimeProvider>
  );
}

/** Whoever signs out leaves nothing on the screen, nor in the page. */
function beginAgain(connection: LiveConnection): void {
  connection.stop();
  connection.start();
}

/** A link works once, also when React mounts twice. */
const used = new Map<string, Promise<Complaint | null>>();

function signInByLink(link: string | null): Promise<Complaint | null> {
  if (link === null) return Promise.resolve(null);
  const known = used.get(link) ?? signIn({ kind: 'link', link }).then((outcome) => complaintOf(outcome));
  used.set(link, known);
  return known;
}

const complaintOf = (outcome: Awaited<ReturnType<typeof signIn>>): Complaint | null =>
  outcome === 'taken' ? null : outcome === 'refused' ? 'linkUsed' : outcome === 'originRefused' ? outcome : 'failed';
