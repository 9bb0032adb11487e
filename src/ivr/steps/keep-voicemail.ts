// A message that a caller left becomes an interaction. Not here: taking it (voicemail.ts).

import { queueName, recordingId } from '../../base/ids.ts';
import type { VoicemailOp } from '../../dsl/index.ts';
import type { Turn } from '../turn.ts';

interface Left {
  readonly recording: string;
  /** Null: not known, the caller hung up. */
  readonly soundMs: number | null;
}

/** Of the queue that the statement names, else of the one joined last, else of the environment's. */
export function keepVoicemail(turn: Turn, op: VoicemailOp, { recording, soundMs }: Left): void {
  const queue = op.queue === null ? (turn.frame.waited?.queue ?? null) : queueName(op.queue);
  turn.effect({ kind: 'keepVoicemail', voicemail: op.name, recording, queue });
  const left = { call: turn.frame.call, voicemail: op.name, recording: recordingId(recording), queue, soundMs };
  turn.fact({ kind: 'voicemailLeft', ...left });
}
