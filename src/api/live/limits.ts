// Every limit of the live page in one place, with its reason.

export const liveLimits = {
  /** Changes are gathered this long before they are sent: a person sees no difference, a busy centre sends ten times less. */
  gatherMs: 100,
  /** The page takes 2.5 s of silence for a dead line, so it must hear from us more often. */
  beatMs: 1_000,
  /** A client that has not answered a ping by the next one is gone, whatever its socket says. */
  pingMs: 15_000,
  /** What may wait in memory for one client: several snapshots of a thousand calls. Who reads slower than that is dropped. */
  bufferBytesMax: 2 * 1024 * 1024,
  /** More pages at a time than a centre has people to look at them. */
  watcherCountMax: 100,
  /** How long a client may take to say goodbye when we close: nobody's browser may hold up a controller that stops. */
  closeMs: 500,
  /** A client only ever says that a number was missing. */
  requestBytesMax: 256,
} as const;
