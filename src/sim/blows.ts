// What strikes the centre as a whole, at drawn moments: the controller killed, the connection cut or half open, the
// telephone system dead; and the recovery from each. Not here: faults of single commands and events (faults.ts).

import { type Random, between, waitAround } from '../base/random.ts';
import type { Blow, FaultProfile } from './faults.ts';
import type { SimulatedCentre } from './ports.ts';

export interface Blows {
  /** The controller just died (by us or after a record): it will be started again. */
  readonly died: () => void;
  /** No more blows; what is down comes up again now. */
  readonly end: () => void;
}

export interface BlowParts {
  readonly random: Random;
  readonly profile: FaultProfile;
  readonly centre: SimulatedCentre;
  readonly note: (line: string) => void;
}

/** A supervisor has a dead controller back within three seconds. */
const restartMsMax = 3_000;
/** A half-open connection is noticed within this long. */
const halfOpenMsMax = 5_000;
const reconnectMsMax = 4_000;

export function startBlows({ random, profile, centre, note }: BlowParts): Blows {
  let going: 'on' | 'over' = 'on';
  const later = (ms: number, task: () => void): void => void centre.clock.after(ms, task);
  const strike = striking({ random, centre, later });
  const again = (blow: Blow): void => {
    const meanMs = profile.meanMs[blow];
    if (meanMs === Infinity) return;
    later(waitAround(random, meanMs), () => {
      if (going === 'over') return;
      note(`BLOW ${blow}`);
      strike[blow]();
      again(blow);
    });
  };
  for (const blow of ['kill', 'disconnect', 'halfOpen', 'telephonyDeath'] as const) again(blow);
  return {
    died: () => {
      later(between(random, 0, restartMsMax), () => {
        if (centre.picture().controller === 'dead') void centre.start();
      });
    },
    end: () => {
      going = 'over';
    },
  };
}

interface Striking {
  readonly random: Random;
  readonly centre: SimulatedCentre;
  readonly later: (ms: number, task: () => void) => void;
}

/** Each blow, with the recovery that it calls for; a dead controller is started by `died`. */
function striking({ random, centre, later }: Striking): Record<Blow, () => void> {
  const comeBack = (): void => {
    later(between(random, 100, reconnectMsMax), () => {
      if (centre.picture().controller === 'alive') centre.connect();
    });
  };
  return {
    kill: () => {
      if (centre.picture().controller === 'alive') centre.kill();
    },
    disconnect: () => {
      centre.disconnect();
      comeBack();
    },
    halfOpen: () => {
      centre.deafen();
      later(between(random, 500, halfOpenMsMax), () => {
        centre.disconnect();
        comeBack();
      });
    },
    telephonyDeath: () => {
      centre.die();
      comeBack();
    },
  };
}
