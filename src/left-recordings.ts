// What a caller left, as sounds that a prompt can play. Everything else that is heard is made elsewhere (src/prompts).

import { recordingId } from './base/ids.ts';
import { readRecorded } from './call/index.ts';
import type { LeftSound, Recorder } from './call/ports.ts';
import type { IvrPorts } from './ivr/index.ts';

/** `sounds`, with recordings among them played from the telephone system; one that is gone or empty is left out. */
export function withLeftSounds(sounds: IvrPorts['sounds'], recorder: Pick<Recorder, 'read'>): IvrPorts['sounds'] {
  return async (parts, program) => {
    if (parts.every(({ kind }) => kind !== 'recording')) return sounds(parts, program);
    const pieces = parts.map((part) =>
      part.kind === 'recording' ? leftSound(recorder, part.recording) : sounds([part], program),
    );
    return (await Promise.all(pieces)).flat();
  };
}

async function leftSound(recorder: Pick<Recorder, 'read'>, name: string): Promise<readonly LeftSound[]> {
  const recording = recordingId(name);
  const file = await recorder.read(recording);
  const lengthMs = file === null ? 0 : (readRecorded(file)?.lengthMs ?? 0);
  return lengthMs === 0 ? [] : [{ recording, lengthMs }];
}
