// Signing in to the live page: with the token, or with a link that works once. Not here: what a session opens.

import { z } from 'zod';

/** Where the page asks whether it is signed in, signs in and signs out. */
export const sessionPath = '/api/session';

/** The part of a link's address before its secret. A fragment is never sent to a server, so it stands in no log. */
export const linkFragment = '#link=';

/** No token is longer: they are read from files of 16 kB at most, and are some 40 characters. */
const secretLengthMax = 16 * 1024;
const secret = z.string().min(1).max(secretLengthMax);

export const signIn = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('token'), token: secret }),
  z.strictObject({ kind: z.literal('link'), link: secret }),
]);

export const sessionState = z.object({ state: z.enum(['signedIn', 'signedOut']) });

/** A link that signs in once: the path and fragment to put behind the server's address. */
export const linkMade = z.object({ path: z.string(), expiresAt: z.number() });

export type SignIn = z.output<typeof signIn>;
export type SessionState = z.output<typeof sessionState>;
