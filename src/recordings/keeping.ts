// How one recording is kept, decided purely: it stays where it was made while its call may still play it, then it is fetched,
// indexed, and removed where it was made. Not here: doing any of it (recordings.ts).

import { unreachable } from '../base/assert.ts';
import type { Instant } from '../base/clock.ts';
import type { CallId, QueueName, RecordingId } from '../base/ids.ts';
import type { Decision } from '../base/machine.ts';
import type { Fact } from '../call/index.ts';
import type { KeptRecording, Made } from './ports.ts';

/** What was made, and under which names. */
export interface MadeRecording {
  readonly recording: RecordingId;
  readonly call: CallId;
  readonly made: Made;
  readonly voicemail: string | null;
  readonly queue: QueueName | null;
  readonly at: Instant;
  /** One piece after the other; each is one file, or one for each side. */
  readonly pieces: readonly (readonly RecordingId[])[];
}

export type Keeping =
  | { readonly kind: 'none' }
  | { readonly kind: 'made'; readonly of: MadeRecording }
  | { readonly kind: 'fetching'; readonly of: MadeRecording }
  /** On our disk, not in the index yet. */
  | { readonly kind: 'fetched'; readonly of: MadeRecording; readonly kept: KeptRecording }
  /** Nobody needs it any more where it was made. */
  | { readonly kind: 'clearing'; readonly of: MadeRecording };

export type KeepingEvent =
  /** Its call is over: nobody plays it any more. */
  | { readonly kind: 'callOver' }
  /** The caller recorded it again: the later one counts. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'fetched'; readonly kept: KeptRecording }
  /** There was nothing said in it. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'indexed' }
  | { readonly kind: 'cleared' }
  /** What was under way did not succeed, or we were away: it is asked for again. */
  | { readonly kind: 'again' };

export type KeepingEffect =
  | { readonly kind: 'fetch'; readonly of: MadeRecording }
  | { readonly kind: 'index'; readonly kept: KeptRecording }
  | { readonly kind: 'clear'; readonly of: MadeRecording };

export type KeepingDecision = Decision<Keeping, Fact, KeepingEffect>;

/** The next state of one recording. */
export function keepingTransition(state: Keeping, event: KeepingEvent): KeepingDecision {
  switch (event.kind) {
    case 'callOver':
      return state.kind === 'made' ? to({ kind: 'fetching', of: state.of }) : unchanged(state);
    case 'replaced':
      return state.kind === 'made' ? to({ kind: 'clearing', of: state.of }) : unchanged(state);
    case 'fetched':
      if (state.kind !== 'fetching') return unchanged(state);
      return to({ kind: 'fetched', of: state.of, kept: event.kept }, [factOf(event.kept)]);
    case 'empty':
      return state.kind === 'fetching' ? to({ kind: 'clearing', of: state.of }) : unchanged(state);
    case 'indexed':
      return state.kind === 'fetched' ? to({ kind: 'clearing', of: state.of }) : unchanged(state);
    case 'cleared':
      return state.kind === 'clearing' ? to({ kind: 'none' }) : unchanged(state);
    case 'again':
      return { state, facts: [], effects: effectsOf(state) };
    default:
      return unreachable(event);
  }
}

/** What is to be done in a state. */
function effectsOf(state: Keeping): readonly KeepingEffect[] {
  if (state.kind === 'fetching') return [{ kind: 'fetch', of: state.of }];
  if (state.kind === 'fetched') return [{ kind: 'index', kept: state.kept }];
  return state.kind === 'clearing' ? [{ kind: 'clear', of: state.of }] : [];
}

const to = (state: Keeping, facts: readonly Fact[] = []): KeepingDecision => ({
  state,
  facts,
  effects: effectsOf(state),
});

const unchanged = (state: Keeping): KeepingDecision => ({ state, facts: [], effects: [] });

const factOf = ({ recording, call, made, state, lengthMs, bytes, digest }: KeptRecording): Fact => ({
  ...{ kind: 'recordingKept', call, recording, made, state, lengthMs, bytes, digest },
});

/** The recordings that these facts tell of. */
export const madeBy = (facts: readonly Fact[], at: Instant): MadeRecording[] =>
  facts.flatMap((fact): MadeRecording[] => {
    if (fact.kind === 'conversationRecorded') {
      const { call, recording, pieces } = fact;
      return [{ recording, call, made: 'conversation', voicemail: null, queue: null, at, pieces }];
    }
    if (fact.kind !== 'voicemailLeft') return [];
    const { call, voicemail, queue } = fact;
    return [{ recording: fact.recording, call, made: 'voicemail', voicemail, queue, at, pieces: [[fact.recording]] }];
  });

/** How its keeping begins: a message may be played as long as its call goes on, a conversation is fetched at once. */
export const keepingOf = (of: MadeRecording): Exclude<Keeping, { kind: 'none' }> => ({
  kind: of.made === 'voicemail' ? 'made' : 'fetching',
  of,
});
