// Performs what a `request` asks for: the request itself beside the call's other commands, and the sound that says that it is
// under way. Not here: HTTP (src/services), what an answer means to the flow (steps/request.ts).

import { remainingMs } from '../base/clock.ts';
import { type PromptId, promptId } from '../base/ids.ts';
import { insist } from '../call/index.ts';
import { TelephonyFault } from '../call/ports.ts';
import type { IvrEffect, RequestEffect } from './effects.ts';
import type { Asking } from './asking.ts';
import { evaluate } from './values/evaluate.ts';

/** The most times that the comfort sound is played on end: longer than any budget that a caller bears. */
const comfortCountMax = 100;

/** Asks, and gives the lane back at once: what follows (a prompt, calling off) does not wait for other systems. */
export function performRequest(at: Asking, effect: RequestEffect): void {
  const { ports, world, frame, post } = at;
  const { request, service, operation, arguments: given, timeoutMs, key } = effect;
  const asking = ports.services.ask({
    ...{ call: frame.call, program: world.program, request, service, operation, arguments: given, timeoutMs, key },
    valueOf: (expression, variables) =>
      evaluate(expression, { variables, world, now: ports.clock.now(), ambient: () => undefined }),
  });
  asking.then(
    (result) => {
      if (result !== null && effect.answer === 'awaited') post({ kind: 'requestEnded', request, result });
    },
    (fault: unknown) => {
      ports.log.error('A request could not be asked.', { call: frame.call, service, operation, fault });
      post({ kind: 'requestEnded', request, result: { kind: 'failed', code: 'fault' } });
    },
  );
}

/** Nobody waits for it any more. */
export const cancelRequest = ({ ports, frame }: Asking, request: number): void =>
  ports.services.cancel(frame.call, request);

/** Starts or stops the comfort sound. A caller who does not hear it is served all the same. */
export async function performComfort(at: Asking, effect: IvrEffect & { kind: 'comfort' }): Promise<void> {
  const { ports, frame } = at;
  const prompt = comfortPrompt(at, effect.sound);
  try {
    if (effect.action === 'stop') {
      await insist(ports.clock, () => ports.media.stop(prompt));
      return;
    }
    const sound = await ports.comfort();
    const waitMs = comfortMs(at);
    const count = Math.min(comfortCountMax, Math.ceil(waitMs / Math.max(1, sound.lengthMs)));
    if (count === 0) return;
    await insist(ports.clock, () =>
      ports.media.play(
        frame.leg,
        prompt,
        Array.from({ length: count }, () => sound),
      ),
    );
  } catch (fault) {
    const { call } = frame;
    if (!(fault instanceof TelephonyFault)) ports.log.error('The comfort sound could not be made.', { call, fault });
    else ports.log.warn('The comfort sound could not be started or stopped.', { call, fault });
  }
}

const comfortPrompt = ({ frame }: Asking, sound: number): PromptId => promptId(`${frame.call}-comfort-${sound}`);

/** What is left of the request's budget; nothing when it has ended meanwhile. */
function comfortMs({ ports, state }: Asking): number {
  const wait = state()?.wait;
  return wait?.kind === 'request' ? remainingMs(wait.until, ports.clock.now()) : 0;
}
