// What flows need from others. main.ts plugs these.

import type { Clock } from '../base/clock.ts';
import type { CallId, IdSource, LegId, ProgramHash, QueueName } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Entry } from '../base/machine.ts';
import type { CallFact } from '../call/index.ts';
import type { LeftSound, Legs, Media, Recorder, Rooms, Sound } from '../call/ports.ts';
import type { Program } from '../dsl/index.ts';
import type { PromptPart } from './effects.ts';
import type { Seal } from './sealing.ts';

/** Where a dialled number leads. */
export interface FlowRoutes {
  /** The flow that answers `called`, or null when no flow has that entry; on the version that this new call gets. */
  find(called: string, call: CallId): { readonly program: Program; readonly flow: string } | null;
  /** A program that calls still run, by its hash. */
  program(hash: ProgramHash): Program | null;
}

/** The waiting lines, as a flow sees them. */
export interface CallQueue {
  /** Safe to repeat for the same call: the first place counts. The outcome arrives as a `queue` event. */
  join(request: {
    readonly call: CallId;
    readonly leg: LegId;
    readonly caller: string | null;
    readonly queue: QueueName;
    readonly priority: number;
    /** Another number for each time that this call comes to a line. */
    readonly visit: number;
  }): void;
  leave(call: CallId, why: 'abandoned' | 'flow'): void;
  /** The music of a queue. */
  music(queue: QueueName): string;
}

export interface IvrPorts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly record: (entry: Entry<CallFact>) => void;
  readonly routes: FlowRoutes;
  readonly seal: Seal;
  readonly legs: Pick<Legs, 'answer' | 'end'>;
  readonly media: Media;
  readonly rooms: Pick<Rooms, 'open' | 'join' | 'leave'>;
  readonly recorder: Pick<Recorder, 'record' | 'end' | 'remove'>;
  /** Whether the conversation of this call is to be recorded; before it begins, the next one. */
  readonly talkRecording: (call: CallId, wish: 'on' | 'paused' | 'off') => void;
  /**
   * The sounds for what is to be heard, in the recordings of that program; made beforehand where nothing varies. Rejects when
   * speech cannot be made.
   */
  readonly sounds: (parts: readonly PromptPart[], program: ProgramHash) => Promise<readonly (Sound | LeftSound)[]>;
  /** Heard before a message is recorded. Rejects when it cannot be made. */
  readonly beep: () => Promise<Sound>;
  readonly queue: CallQueue;
}
