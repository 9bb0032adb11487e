// How a leg or a call ended: one result and a code. Asterisk's cause numbers are turned into this in src/ari, nowhere else.

export type EndResult = 'completed' | 'caller' | 'agent' | 'network' | 'us' | 'unknown';

/** `code` is a short stable word (`hangup`, `busy`, `noAnswer`, `badNumber`, `congestion`, `lost`, `flowEnded`...). */
export interface EndReason {
  readonly result: EndResult;
  readonly code: string;
}

export const endReason = (result: EndResult, code: string): EndReason => ({ result, code });
