// Facts about a call that hold from some statement on, kept beside the values that were given. They begin with `!`, which no
// name does. Not here: how they spread over a flow (states.ts).

/** A queue was joined: `waiting` can be read. */
export const waitedFact = '!waiting';
/** The caller was told that the call is recorded, or agreed to it. */
export const announcedFact = '!announced';
/** This queue was the last one joined. */
export const queueFact = (queue: string): string => `!queue ${queue}`;
export const isQueueFact = (fact: string): boolean => fact.startsWith('!queue ');
/** Whether this is a fact about the call, not a value. */
export const isFact = (name: string): boolean => name.startsWith('!');
