// A secret is not recorded: the recording pauses while the caller gives it. Not here: masking values in what is shown.

import type { Turn } from './turn.ts';

/** Pauses a running recording of the conversation. */
export const cover = (turn: Turn): void => change(turn, 'on', 'masked');

/** Goes on with a recording that was paused for a secret. */
export const uncover = (turn: Turn): void => change(turn, 'masked', 'on');

function change(turn: Turn, from: 'on' | 'masked', to: 'on' | 'masked'): void {
  if (turn.frame.recording !== from) return;
  const action = to === 'masked' ? 'pause' : 'resume';
  turn.change({ recording: to });
  turn.effect({ kind: 'recording', action });
  turn.fact({ kind: 'recordingChanged', call: turn.frame.call, action, why: 'secret' });
}
