// Signing in and out, and asking whether we are. Not here: the form, the stream.

import { type SignIn, linkFragment, sessionPath, sessionState } from '../../../src/api/contract/index.ts';

/** `unknown`: nobody answers. */
export async function askSession(withinMs: number): Promise<'signedIn' | 'signedOut' | 'unknown'> {
  try {
    const reply = await fetch(sessionPath, { signal: AbortSignal.timeout(withinMs) });
    return reply.ok ? sessionState.parse(await reply.json()).state : 'unknown';
  } catch {
    // The server is away; asked again later.
    return 'unknown';
  }
}

export type SignInOutcome = 'taken' | 'refused' | 'originRefused' | 'unknown';

/** How long an answer may take. */
const answerMsMax = 10_000;

export async function signIn(body: SignIn): Promise<SignInOutcome> {
  try {
    const reply = await fetch(sessionPath, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerMsMax),
    });
    if (reply.ok) return 'taken';
    if (reply.status === 403) return 'originRefused';
    return reply.status < 500 ? 'refused' : 'unknown';
  } catch {
    return 'unknown';
  }
}

export async function signOut(): Promise<void> {
  try {
    await fetch(sessionPath, { method: 'DELETE', signal: AbortSignal.timeout(answerMsMax) });
  } catch {
    // The page forgets everything anyway; the cookie ends by itself.
  }
}

/** The one-time link that this page was opened by, taken out of the address so that it stays in no history. */
export function takeLink(): string | null {
  if (!location.hash.startsWith(linkFragment)) return null;
  const link = location.hash.slice(linkFragment.length);
  history.replaceState(null, '', location.pathname + location.search);
  return link;
}
