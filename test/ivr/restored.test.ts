// Frames that an earlier release stored: the call goes on where it was.

import { describe, expect, it } from 'vitest';
import { queueName } from '../../src/base/ids.ts';
import { type Frame, type StoredFrame, restoredFrame } from '../../src/ivr/index.ts';
import { source } from './centre-flow.ts';
import { compiled } from './compiled.ts';
import { newFrame, runFlow } from './flow-timeline.ts';

/** As the first release stored it. */
const stored = (frame: Frame): StoredFrame => {
  const { call, leg, caller, called, program, flow, startedAt, language, step, stepAt, address, part } = frame;
  const { line, variables, serial, faultCount, wait } = frame;
  const known = { call, leg, caller, called, program, flow, startedAt, language, step, stepAt, address, part };
  return JSON.parse(JSON.stringify({ ...known, line, variables, serial, faultCount, wait })) as StoredFrame;
};

describe('a frame of the first release', () => {
  it('that waits in a line goes on waiting there', async () => {
    const program = await compiled(source);
    const address = program.flows['accueil']?.ops.findIndex(({ op }) => op === 'queue') ?? 0;
    const frame = restoredFrame(
      stored({
        ...newFrame(program, 'accueil'),
        ...{ line: 'up', address, step: 'conseiller', serial: 7 },
        wait: {
          ...{ kind: 'queue', queue: queueName('support'), stage: { kind: 'music' }, timer: 7 },
          after: { at: 60_000, lengthMs: 60_000 },
        },
      }),
    );
    expect(frame.stay).toMatchObject({ queue: 'support', address, after: { at: 60_000 } });
    runFlow(
      program,
      'accueil',
      `00:10 back             -> answer, join support 10, music jazz
       00:20 queue connected  ->
       01:20 agent leaves     -> play merci`,
      { frame },
    );
  });
});
