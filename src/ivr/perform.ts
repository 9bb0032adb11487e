// Performs what the engine asks for, one effect at a time and in order per call. What cannot be done comes back as an
// event; a leg that is gone is silent here, since its end arrives by itself.

import { unreachable } from '../base/assert.ts';
import { remainingMs } from '../base/clock.ts';
import { type LegId, type QueueName, type RoomId, roomId } from '../base/ids.ts';
import { endReason, insist } from '../call/index.ts';
import { type Done, TelephonyFault } from '../call/ports.ts';
import type { IvrEffect } from './effects.ts';
import type { Frame } from './frame.ts';
import { performOutside } from './perform-outside.ts';
import type { Performance } from './performance.ts';
import { performRecording } from './perform-recording.ts';
import { isWanted } from './wanted.ts';

export type { Performance } from './performance.ts';

/** How much later than its length a prompt's end may arrive before we go on without it: no wait lasts for ever. */
const promptGraceMs = 10_000;

/** Performs one effect; resolves when the next one of this call may begin. */
export async function perform(at: Performance, effect: IvrEffect): Promise<void> {
  const { ports, frame, post } = at;
  if (!isWanted(effect, at.state())) return;
  switch (effect.kind) {
    case 'answer':
      return command(at, () => ports.legs.answer(frame.leg), 'answerFailed');
    case 'play':
      return play(at, effect, frame.leg);
    case 'tell':
      return tell(at, effect);
    case 'stop':
      // One that cannot be stopped ends by itself, and nobody waits for it any more.
      return command(at, () => ports.media.stop(effect.prompt), null);
    case 'timer':
      arm(at, effect.timer, remainingMs(effect.wait, ports.clock.now()), () => post(effect));
      return;
    case 'joinQueue':
    case 'updateQueue':
    case 'leaveQueue':
    case 'bridge':
    case 'enterWaitingRoom':
    case 'leaveWaitingRoom':
      return performWaiting(at, effect);
    case 'record':
    case 'endRecord':
    case 'dropRecord':
    case 'recording':
      return performRecording(at, effect);
    case 'end':
      return end(at, effect.how);
    case 'transfer':
    case 'endTransfer':
      performTransfer(at, effect);
      return;
    case 'request':
    case 'cancelRequest':
    case 'comfort':
    case 'send':
    case 'schedule':
      return performOutside(at, effect);
    // Done by the very record of them: a message is kept by it (src/recordings), a consent is its fact, a script is opened beside
    // the call (scripts.ts) and what it shows its agent is on its sheet.
    case 'keepVoicemail':
    case 'consent':
    case 'returned':
    case 'openScript':
    case 'askAgent':
    case 'offerObjections':
      return;
    default:
      return unreachable(effect);
  }
}

function performTransfer(
  { ports, frame }: Performance,
  effect: Extract<IvrEffect, { kind: 'transfer' | 'endTransfer' }>,
): void {
  if (effect.kind === 'endTransfer') ports.transfers.end(frame.call, effect.transfer);
  else ports.transfers.begin({ ...effect, call: frame.call, leg: frame.leg });
}

type WaitingEffect = Extract<
  IvrEffect,
  { kind: 'joinQueue' | 'updateQueue' | 'leaveQueue' | 'bridge' | 'enterWaitingRoom' | 'leaveWaitingRoom' }
>;

/** A place in a line, and where its music is heard. */
async function performWaiting(at: Performance, effect: WaitingEffect): Promise<void> {
  const { ports, frame } = at;
  switch (effect.kind) {
    case 'joinQueue':
      ports.queue.join({ ...joining(frame), ...asked(effect) });
      return;
    case 'updateQueue':
      ports.queue.change(frame.call, effect);
      return;
    case 'bridge':
      ports.queue.bridge(frame.call, frame.leg);
      return;
    case 'leaveQueue':
      ports.queue.leave(frame.call, effect.why);
      return;
    case 'enterWaitingRoom':
      return enterWaitingRoom(at, effect);
    case 'leaveWaitingRoom':
      return command(at, () => ports.rooms.leave(waitingRoom(at, effect.queue, effect.music).room, frame.leg), null);
  }
}

const joining = ({ call, leg, caller }: Frame): Pick<Frame, 'call' | 'leg' | 'caller'> => ({ call, leg, caller });

const asked = ({ queue, priority, visit, requirements, connect }: IvrEffect & { kind: 'joinQueue' }) => ({
  ...{ queue, priority, visit, requirements, connect },
});

/** For the agent who has answered; one who has left meanwhile is told of as such. */
async function tell(at: Performance, effect: IvrEffect & { kind: 'tell' }): Promise<void> {
  const leg = at.ports.queue.agentLeg(at.frame.call);
  if (leg === null) at.post({ kind: 'agentGone' });
  else return play(at, effect, leg);
}

type Heard = Pick<IvrEffect & { kind: 'play' }, 'prompt' | 'parts'>;

async function play(at: Performance, { prompt, parts }: Heard, leg: LegId): Promise<void> {
  const { ports, frame, post } = at;
  try {
    const sounds = await ports.sounds(parts, frame.program);
    // A prompt with nothing to say has ended as it began.
    if (sounds.length === 0) {
      post({ kind: 'promptEnded', prompt, end: 'finished' });
      return;
    }
    const lengthMs = sounds.reduce((total, sound) => total + sound.lengthMs, 0);
    const giveUp = (): void => post({ kind: 'promptEnded', prompt, end: 'failed' });
    // Before asking: whatever becomes of the command, the wait for this prompt has an end.
    arm(at, promptGuard, lengthMs + promptGraceMs, giveUp);
    await insist(ports.clock, () => ports.media.play(leg, prompt, sounds));
  } catch (fault) {
    if (isBriefly(fault)) return;
    ports.log.error('A prompt could not be played.', { call: frame.call, prompt, fault });
    post({ kind: 'promptEnded', prompt, end: 'failed' });
  }
}

/** The guard of the one prompt that may play at a time; timers of the engine count from 1. */
const promptGuard = 0;

function arm({ ports, timers }: Performance, timer: number, delayMs: number, task: () => void): void {
  timers.get(timer)?.();
  const cancel = ports.clock.after(delayMs, () => {
    timers.delete(timer);
    task();
  });
  timers.set(timer, cancel);
}

async function enterWaitingRoom(at: Performance, effect: IvrEffect & { kind: 'enterWaitingRoom' }): Promise<void> {
  const { room, music: heard } = waitingRoom(at, effect.queue, effect.music);
  await command(at, () => at.ports.rooms.open(room, { kind: 'waiting', music: heard }), null);
  // Looked at again at each repeat: an agent who answered meanwhile has the caller.
  const join = (): Promise<Done> =>
    isWanted(effect, at.state()) ? at.ports.rooms.join(room, at.frame.leg) : Promise.resolve('gone');
  await command(at, join, null);
}

/** One room for all who hear the same music in the same queue: one source for any number of callers. */
function waitingRoom({ ports }: Performance, queue: QueueName, music: string | null): { room: RoomId; music: string } {
  const heard = music ?? ports.queue.music(queue);
  return { room: roomId(`waiting-${queue}-${heard}`), music: heard };
}

/** Runs a command, again if need be; `code` is what the flow is told when it fails, null: nothing, the call can go on without it. */
async function command(at: Performance, run: () => Promise<Done>, code: string | null): Promise<void> {
  try {
    await insist(at.ports.clock, run);
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    at.ports.log.warn('A telephone command failed.', { call: at.frame.call, fault });
    if (code !== null && !isBriefly(fault)) at.post({ kind: 'failed', code });
  }
}

/** A leg that is gone has ended, whether or not we shall hear of it. What cannot be ended now is tried again by a timer. */
async function end({ ports, frame, post }: Performance, how: 'normal' | 'refused'): Promise<void> {
  try {
    const done = await insist(ports.clock, () => ports.legs.end(frame.leg, how));
    if (done === 'gone') post({ kind: 'legEnded', reason: endReason('unknown', 'lost') });
  } catch (fault) {
    if (!(fault instanceof TelephonyFault)) throw fault;
    ports.log.warn('A leg could not be ended.', { leg: frame.leg, fault });
  }
}

/** The telephone system cannot be reached: once it is, every call is resumed and asks again for what it waits for. */
const isBriefly = (fault: unknown): boolean => fault instanceof TelephonyFault && fault.retryable;
