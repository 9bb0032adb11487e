// The reception of new calls, plugged between the telephone and the flows: it decides which flow of the served program
// answers, on the version that the call gets. Not here: the rules (src/outbound/reception.ts).

import type { Clock } from './base/clock.ts';
import type { CallId } from './base/ids.ts';
import type { Log } from './base/log.ts';
import { type Entry, type Machine, startMachine } from './base/machine.ts';
import type { Fact, ReceptionFact } from './call/index.ts';
import type { FlowRoutes } from './ivr/index.ts';
import {
  type Country,
  type Reception,
  type ReceptionEvent,
  receptionChanges,
  receptionTransition,
  welcome,
} from './outbound/index.ts';

export type ReceptionDesk = Machine<Reception, ReceptionEvent>;

/** Where numbers lead by the flows' own entries, and a flow by its name, both on the version that the call gets. */
export interface ServedFlows extends FlowRoutes {
  readonly named: (flow: string, call: CallId) => ReturnType<FlowRoutes['find']>;
}

export interface ReceptionParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly record: (entry: Entry<Fact>) => void;
}

/** Starts from a stored state; an order that was posted holds for the next call, and is recorded before. */
export function startReception({ clock, log, record }: ReceptionParts, state: Reception): ReceptionDesk {
  return startMachine<Reception, ReceptionEvent, ReceptionFact, never>({
    name: 'reception',
    state,
    now: clock.now,
    transition: receptionTransition,
    changes: receptionChanges,
    record,
    lane: () => 'reception',
    perform: () => Promise.resolve(),
    onFault: (fault, event) => {
      log.error('An order for the reception of calls could not be followed.', { fault, kind: event.kind });
      return 'goOn';
    },
    onEffectFault: (fault) => log.error('The reception of calls could not do what it decided.', { fault }),
  });
}

/** The flows as new calls get them. */
export function receivedBy(
  desk: Pick<ReceptionDesk, 'state'>,
  routes: ServedFlows,
  parts: ReceptionParts & { readonly home: Country },
): FlowRoutes {
  const { clock, log, record, home } = parts;
  const turnedAway = (call: CallId, why: 'blocked' | 'closed'): null => {
    const facts = [{ kind: 'callTurnedAway', call, why } as const];
    record({ at: clock.now(), machine: 'reception', event: { kind: 'turnedAway' }, facts, changes: {} });
    return null;
  };
  return {
    program: (hash) => routes.program(hash),
    find: (called, call, caller) => {
      const how = welcome(desk.state(), { caller, called }, home);
      if (how.kind === 'turnedAway') return turnedAway(call, 'blocked');
      if (how.kind === 'entry') return routes.find(called, call, caller);
      const flow = routes.named(how.flow, call);
      if (flow !== null) return flow;
      // What is deployed has changed since: closed stays closed, a number falls back to the flow whose entry it is.
      log.error('A flow to which calls are led is not in what is deployed.', { flow: how.flow });
      return how.kind === 'closing' ? turnedAway(call, 'closed') : routes.find(called, call, caller);
    },
  };
}
