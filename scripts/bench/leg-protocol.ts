// What the observer of many legs (leg-media.ts) and its thread (leg-thread.ts) tell each other. Plain data only.

/** Gaps between packets are counted in classes of a tenth of a millisecond, up to two seconds. */
export const gapClass = { ms: 0.1, count: 20_000 } as const;

export type LegCommand =
  | { readonly kind: 'open'; readonly leg: number; readonly host: string }
  | { readonly kind: 'target'; readonly leg: number; readonly host: string; readonly port: number }
  | { readonly kind: 'sending'; readonly leg: number; readonly sending: 'on' | 'paused' }
  | { readonly kind: 'close'; readonly leg: number }
  /** Forgets what was observed: from now on counts. */
  | { readonly kind: 'begin' }
  | { readonly kind: 'report' };

/** What one leg received since `begin`; gaps in milliseconds, our own stalls taken out. */
export interface LegGaps {
  readonly leg: number;
  readonly packetCount: number;
  readonly longestMs: number;
  /** The same with our own stalls left in. */
  readonly longestRawMs: number;
  /** By class: how many gaps were so long. */
  readonly classes: readonly (readonly [classIndex: number, count: number])[];
}

export type LegReport =
  | { readonly kind: 'opened'; readonly leg: number; readonly port: number }
  | { readonly kind: 'failed'; readonly leg: number; readonly what: string }
  | { readonly kind: 'closed'; readonly leg: number }
  | {
      readonly kind: 'gaps';
      readonly legs: readonly LegGaps[];
      /** How often and how long the thread itself stood still. */
      readonly stalls: readonly number[];
    };
