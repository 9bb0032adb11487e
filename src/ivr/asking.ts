// A call that asks something of the outside, as those see it who do it. Data only.

import type { CallState, Frame, IvrEvent } from './frame.ts';
import type { IvrPorts } from './ports.ts';
import type { World } from './world.ts';

/** The call that asks, as far as it matters here. */
export interface Asking {
  readonly ports: Pick<IvrPorts, 'clock' | 'log' | 'media' | 'services' | 'comfort' | 'outbox' | 'callbacks'>;
  readonly world: World;
  readonly frame: Pick<Frame, 'call' | 'leg'>;
  /** The call as it is now. */
  readonly state: () => CallState;
  readonly post: (event: IvrEvent) => void;
}
