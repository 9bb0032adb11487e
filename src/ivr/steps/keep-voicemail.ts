// A message that a caller left becomes an interaction. Not here: taking it (voicemail.ts).

import { queueName } from '../../base/ids.ts';
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
  turn.fact({ kind: 'voicemailLeft', call: turn.frame.call, voicemail: op.name, recording, queue, soundMs });
}
