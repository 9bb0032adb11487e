// What the call of a flow test is made of, and the frame of one that counts as placed by us. Data and one pure function. Not here: the
// call (live-call.ts).

import { type LegId, callId } from '../../../src/base/ids.ts';
import { realIds } from '../../../src/base/real-clock.ts';
import type { Value } from '../../../src/dsl/index.ts';
import { type Frame, newFrame } from '../../../src/ivr/index.ts';
import type { Bench } from '../../../src/sim/flows/bench.ts';
import type { Mocks } from '../../../src/sim/flows/mocks.ts';
import type { SoundPlace } from './coded-sounds.ts';
import type { Desk } from './desk.ts';
import type { Begun } from './script-flow.ts';
import type { Stubs } from './stubs.ts';
import type { Switchboard } from './switchboard.ts';

/** What every live call needs, whatever its test. */
export interface LiveRing {
  readonly switchboard: Switchboard;
  readonly stubs: Stubs;
  readonly sounds: SoundPlace;
}

export interface LiveCallSetup {
  readonly ring: LiveRing;
  readonly desk: Desk;
  readonly bench: Bench;
  readonly flow: string;
  readonly arguments: Readonly<Record<string, Value>>;
  readonly caller: string | null;
  readonly called: string;
  readonly startsAt: number;
  readonly begins: 'begin' | 'answeringMachine';
  readonly mocks: Mocks;
}

/** The frame of a call as if we had placed it. */
export function placedFrame(
  { bench, caller, called, startsAt, arguments: given }: LiveCallSetup,
  begun: Begun,
  leg: LegId,
): Frame {
  const call = { call: callId(realIds('call')), leg, caller, called, ...begun, now: startsAt };
  const frame = newFrame(call, { arguments: given, attempt: 1 });
  return frame.language === '' ? { ...frame, language: bench.reference } : frame;
}
