// A hand between controller and telephone for stories told by hand: the next commands of one kind fail in a given way, or
// are held until the story goes on. Not here: chance (test/sim/faulty-telephone.ts).

import { TelephonyFault } from '../src/call/ports.ts';
import type { TelephonePorts } from './controller-life.ts';

/** `replyLost`: done, and not known to be. */
export type Failure = 'unreachable' | 'refused' | 'replyLost';

export interface Unruly {
  readonly between: (telephone: TelephonePorts) => TelephonePorts;
  /** The next `count` commands of this name fail so. */
  readonly fail: (command: string, how: Failure, count: number) => void;
  /** The next command of this name waits until what is returned is called. */
  readonly hold: (command: string) => () => void;
}

export function unruly(): Unruly {
  const failures = new Map<string, Failure[]>();
  const holds = new Map<string, Promise<void>>();
  const run = async (name: string, command: () => unknown): Promise<unknown> => {
    const hold = holds.get(name);
    holds.delete(name);
    if (hold !== undefined) await hold;
    const failure = failures.get(name)?.shift();
    if (failure === undefined) return command();
    if (failure === 'replyLost') await command();
    throw new TelephonyFault(failure === 'replyLost' ? 'timeout' : failure, `${name} fails by order.`);
  };
  const guarded = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]): unknown => run(String(name), () => Reflect.apply(method, target, args));
      },
    });
  return {
    between: ({ legs, media, recorder, rooms, supervision }) => ({
      ...{ legs: guarded(legs), media: guarded(media), recorder: guarded(recorder), rooms: guarded(rooms) },
      supervision: guarded(supervision),
    }),
    fail: (command, how, count) => void failures.set(command, new Array<Failure>(count).fill(how)),
    hold: (command) => {
      let release: () => void = () => undefined;
      holds.set(command, new Promise((resolve) => (release = resolve)));
      return () => {
        release();
      };
    },
  };
}
