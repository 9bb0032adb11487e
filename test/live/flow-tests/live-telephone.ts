// The telephone of one flow test: the real one, on the test's clock, for one controller at a time. What it is doing is known, so
// that nobody's time goes on meanwhile. Not here: how prompts and recordings keep that time.

import type { LegId } from '../../../src/base/ids.ts';
import type { CallEvent } from '../../../src/call/index.ts';
import type { VirtualClock } from '../../../src/sim/flows/virtual-clock.ts';
import type { Life, TelephonePorts } from '../../controller-life.ts';
import type { CodedSounds } from './coded-sounds.ts';
import { type Ear, PacedPrompts } from './paced-prompts.ts';
import { PacedRecorder } from './paced-recorder.ts';
import type { Switchboard } from './switchboard.ts';

export interface LiveTelephoneParts {
  readonly clock: VirtualClock;
  readonly switchboard: Switchboard;
  readonly sounds: CodedSounds;
  readonly earOf: (leg: LegId) => Ear;
  /** The ears of the machines. */
  readonly tell: (event: CallEvent) => void;
}

export class LiveTelephone {
  readonly sounds: CodedSounds;
  readonly prompts: PacedPrompts;
  readonly recorder: PacedRecorder;
  /** Legs whose far end rings. */
  readonly ringing = new Set<LegId>();
  digitCount = 0;
  readonly #parts: LiveTelephoneParts;
  #inFlightCount = 0;

  constructor(parts: LiveTelephoneParts) {
    this.#parts = parts;
    const { clock, switchboard, sounds, earOf, tell } = parts;
    this.sounds = sounds;
    this.prompts = new PacedPrompts({ clock, media: switchboard.ari.media, sounds, earOf, tell });
    this.recorder = new PacedRecorder({ clock, recorder: switchboard.ari.recorder, tell });
  }

  /** Takes what happened to a leg of this test. */
  readonly onEvent = (event: CallEvent): void => {
    if (event.kind === 'promptEnded') return this.prompts.onEnded(event);
    if (event.kind === 'recordingEnded') return this.recorder.onEnded(event);
    if (event.kind === 'digit') this.digitCount += 1;
    if (event.kind === 'legRinging') this.ringing.add(event.leg);
    this.#parts.tell(event);
  };

  /** The caller has left: nothing is heard or said any more. */
  callerLeft(): void {
    this.prompts.drop();
    this.recorder.drop();
  }

  /** The ports as a controller has them while it lives. */
  readonly ports = (life: Life): TelephonePorts => {
    const { switchboard } = this.#parts;
    const { legs, rooms, supervision } = switchboard.ari;
    const owned: TelephonePorts['legs'] = {
      ...legs,
      ring: (request) => {
        switchboard.own(request.leg, this.onEvent);
        return legs.ring(request);
      },
      dial: (request) => {
        switchboard.own(request.leg, this.onEvent);
        return legs.dial(request);
      },
    };
    const of = <Port extends object>(port: Port): Port => this.#counted(port, life);
    return {
      ...{ legs: of(owned), media: of(this.prompts.media), recorder: of(this.recorder.recorder) },
      ...{ rooms: of(rooms), supervision: of(supervision) },
    };
  };

  /** Work beside the telephone that must be done before the test's clock goes on. */
  async during<Value>(work: Promise<Value>): Promise<Value> {
    this.#inFlightCount += 1;
    try {
      return await work;
    } finally {
      this.#inFlightCount -= 1;
    }
  }

  /** What has to happen before the test's clock may go on; null: nothing. */
  awaited(): string | null {
    if (this.#inFlightCount > 0) return `${this.#inFlightCount} commands to be answered`;
    return this.prompts.awaited() ?? this.recorder.awaited();
  }

  /** A dead controller sends no more commands: those it would have sent never resolve. */
  #counted<Port extends object>(port: Port, life: Life): Port {
    return new Proxy(port, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]): unknown =>
          life.kind === 'alive'
            ? this.during(Promise.resolve(Reflect.apply(method, target, args)))
            : new Promise(() => undefined);
      },
    });
  }
}
