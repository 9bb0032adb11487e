// Every limit of the driver, with its reason. Not here: limits of calls or queues.

/** How long one request may take, by class, in milliseconds. Asterisk on the loopback answers in 1 to 5. */
export const deadlineMs = {
  /** Commands on legs, prompts and rooms: two seconds without an answer is a fault that a caller notices. */
  command: 2_000,
  /** Lists of everything: larger, and asked only after a reconnection. */
  survey: 5_000,
  /** A recorded file: the largest takes a second from a machine nearby. */
  file: 10_000,
  /** Accounts and modules: nobody waits on the telephone for these. */
  configure: 5_000,
} as const;

/**
 * Connections to Asterisk at most. One is taken for as long as a command waits for its channel: with a dozen of them, a dozen
 * slow commands would hold up everybody else's until their deadline. Asterisk's default of 100 sessions leaves room for others.
 */
export const connectionCountMax = 64;

/** Connections that are being opened at a time: Asterisk lets ten wait, and is not ours alone. */
export const openingCountMax = 6;

/** How soon Asterisk has taken a connection that is open, in milliseconds: it does nothing else on that thread. */
export const acceptMs = 15;

/** Prompts that are asked about at a time: each answer takes a millisecond, and each question at once a connection. */
export const looksAtOnceCount = 8;

/** Asterisk closes an idle connection after 15 s; we let go of it before, so that no command meets a closed one. */
export const idleConnectionMs = 10_000;

/** Requests under way or waiting for a connection; above it a command is refused unsent rather than queued for seconds. */
export const requestCountMax = 2_000;

/** The largest reply that is read, in bytes: a survey of about 20,000 channels. */
export const replyBytesMax = 32 * 1024 * 1024;

/** The largest event that is read, in bytes; they are about 1,000. */
export const eventBytesMax = 1024 * 1024;

/** Events kept while a new connection is being prepared, which takes milliseconds. */
export const heldEventCountMax = 10_000;

/** Time for the connection's handshake and for the first request on it, in milliseconds. */
export const handshakeMs = 5_000;

/** How often we ask whether the other side of the event connection lives, in milliseconds. */
export const pingEveryMs = 2_000;

/** Without a sign of life for this long the event connection is given up, in milliseconds. */
export const silenceMsMax = 5_000;

/** A beat this late means that our own process stood still: the other side gets another chance, in milliseconds. */
export const lateBeatMs = 1_000;

/** First and longest wait before connecting again, in milliseconds. */
export const retryMs = { first: 100, longest: 1_000 } as const;

/** How long a created leg may take to report itself, and a stopped prompt to end, in milliseconds. */
export const followUpMs = 2_000;

/**
 * How long the failure of a prompt is held back, in milliseconds: when its party has hung up, the end of the leg follows within a few,
 * and a prompt that failed by itself leaves a silence that is this much longer.
 */
export const failureHeldMs = 300;

/** How often a leg that left the application without having ended is looked at, in milliseconds. */
export const departureCheckMs = 1_000;

/** Legs known at one time: more than one Asterisk carries. */
export const legCountMax = 50_000;

/** Ids of ended legs and prompts that are remembered, so that a late event or a repeated command finds them ended. */
export const endedCountMax = 10_000;

/** Keys of one leg that are remembered, so that one told twice counts once: more than fingers press within seconds. */
export const keysRememberedMax = 16;

/** Sounds in one prompt: a long amount read aloud takes about 30. */
export const promptSoundCountMax = 200;

/** Characters of a shown name and a shown number. */
export const shownLengthMax = { name: 64, number: 32 } as const;

/** Headers of ours that go with one call to the outside, and characters of one. */
export const dialHeaderMax = { count: 10, length: 256 } as const;

/** Bytes of the call records read at a time: some 1,500 calls. */
export const noteBytesMax = 256 * 1024;

/** The longest recording of what a leg says by itself, in milliseconds: nobody listens to a longer message. */
export const recordingMsMax = 3_600_000;

/** The largest recorded file that is read, in bytes: four hours of one party, the longest call there is. */
export const recordedBytesMax = 256 * 1024 * 1024;

/** The longest piece of a conversation that is recorded, in milliseconds: no call outlives four hours. */
export const talkMsMax = 14_400_000;
