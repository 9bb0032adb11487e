// The telephone system in memory, as tests hold it. Not here: how it works (telephony.ts).

import type { Clock } from '../../src/base/clock.ts';
import type { LegId, PhoneId, PromptId, RecordingId } from '../../src/base/ids.ts';
import type { Digit, EndReason } from '../../src/call/index.ts';
import type {
  Legs,
  Media,
  Phones,
  Recorder,
  Rooms,
  Supervision,
  Survey,
  TelephonyNotice,
  Trunks,
} from '../../src/call/ports.ts';
import type { FakeOutside } from './outside.ts';

/** What a phone does when it is rung. It rings for `afterMs` before it answers or declines. */
export type PhoneHabit =
  | { readonly kind: 'answers' | 'declines' | 'isBusy'; readonly afterMs: number }
  | { readonly kind: 'rings' }
  | { readonly kind: 'signedOut' };

export interface FakeTelephonyOptions {
  readonly clock: Clock;
  readonly onNotice: (notice: TelephonyNotice) => void;
  /** How long a command takes; without it commands take no time, not even on the clock. */
  readonly commandMs?: () => number;
}

/** The ports, and the hands by which a test moves the world outside. */
export interface FakeTelephony {
  readonly legs: Legs;
  readonly media: Media;
  readonly recorder: Recorder;
  readonly rooms: Rooms;
  readonly phones: Phones;
  readonly trunks: Trunks;
  readonly supervision: Supervision;
  /** The numbers outside, and the trunks that lead to them. */
  readonly outside: Pick<FakeOutside, 'number' | 'trunk' | 'dialled'>;
  /** A call comes in. While the connection is down it finds nobody, and null is returned. */
  readonly offer: (call: { readonly caller: string | null; readonly called: string }) => LegId | null;
  readonly press: (leg: LegId, digit: Digit) => void;
  /** The party at the far end speaks for so long from now on. */
  readonly says: (leg: LegId, ms: number) => void;
  /** The party at the far end hangs up. */
  readonly hangUp: (leg: LegId, reason?: EndReason) => void;
  /** Says what a phone does from now on; until told, one that was put answers after a second. */
  readonly habit: (phone: PhoneId, habit: PhoneHabit) => void;
  /** The far end of a ringing leg answers. */
  readonly pickUp: (leg: LegId) => void;
  /** These sounds cannot be played. */
  readonly loseSound: (sound: string) => void;
  /** What a leg hears now. */
  readonly hears: (leg: LegId) => Heard;
  readonly isUp: (leg: LegId) => boolean;
  /** Which recordings follow a leg now. */
  readonly followed: (leg: LegId) => readonly RecordingId[];
  /** What was recorded and is still there. */
  readonly leftRecordings: () => readonly RecordingId[];
  /** What there is now, whatever the connection. */
  readonly inventory: () => Pick<Survey, 'legs' | 'rooms'>;
  /** How an inbound leg was ended before its answer, as its caller was told. */
  readonly toldCaller: (leg: LegId) => 'normal' | 'busy' | 'refused' | null;
  readonly disconnect: (why: string) => void;
  readonly connect: () => void;
  /** The telephone system dies and is empty when it comes back: no leg's end is told, phones have to be put again. */
  readonly die: () => void;
}

export type Heard =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'prompt'; readonly prompt: PromptId }
  | { readonly kind: 'music'; readonly music: string }
  | { readonly kind: 'legs'; readonly legs: readonly LegId[] };
