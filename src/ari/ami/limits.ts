// Every limit of the manager interface's adapter, with its reason.

/** Time for connecting and signing in, and for one action, in milliseconds; on the loopback both take two. */
export const actionMs = 2_000;

/** Actions under way at a time: we send one now and then. */
export const actionCountMax = 20;

/** How often we ask whether the other side lives, in milliseconds. */
export const pingEveryMs = 10_000;

/** First and longest wait before connecting again, in milliseconds. Nobody waits on the telephone for this. */
export const retryMs = { first: 500, longest: 30_000 } as const;

/** Refusals of one kind become one fact at once and one more for the rest after this long, in milliseconds. */
export const refusalWindowMs = 60_000;

/** Kinds of refusals told apart in one window: somebody who tries names would fill the record with them. */
export const refusalKindCountMax = 50;

/** Phones and trunks whose state is remembered, the oldest forgotten first. */
export const standingCountMax = 20_000;

/** Characters of a name that comes from outside. */
export const nameLengthMax = 64;
