// What performing an effect has at hand. Not here: performing (perform.ts and its neighbours).

import type { Cancel } from '../base/clock.ts';
import type { CallState, Frame, IvrEvent } from './frame.ts';
import type { IvrPorts } from './ports.ts';
import type { World } from './world.ts';

/** One call whose effects are performed. */
export interface Performance {
  readonly ports: IvrPorts;
  readonly world: World;
  /** The call's first frame: only what never changes (call, leg, caller, program) is read from it. */
  readonly frame: Frame;
  /** The call as it is now, which may be further on than when it asked. */
  readonly state: () => CallState;
  readonly timers: Map<number, Cancel>;
  readonly post: (event: IvrEvent) => void;
}
