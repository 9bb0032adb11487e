// One life of a controller in memory: the whole wiring (flows, ACD, conversations, survey) on ports given to it, with a
// journal that is a map. When its life ends, nothing of what it still had in hand gets out. Not here: when it lives or dies.

import type { Clock } from '../src/base/clock.ts';
import type { IdSource } from '../src/base/ids.ts';
import { type Log, silentLog } from '../src/base/log.ts';
import type { Entry } from '../src/base/machine.ts';
import type { Fact } from '../src/call/index.ts';
import type { Legs, Media, Recorder, Rooms, Supervision } from '../src/call/ports.ts';
import type { Program } from '../src/dsl/index.ts';
import type { IvrPorts } from '../src/ivr/index.ts';
import type { Policy } from '../src/outbound/index.ts';
import type { MachineParts } from '../src/machine-wires.ts';
import { type Machines, startMachines } from '../src/machines.ts';
import { sealWith } from '../src/seal.ts';
import { type MemoryRecordings, memoryRecordings } from './fakes/kept-recordings.ts';
import { type Reconnection, startReconnection } from '../src/reconnection.ts';
import type { ServedFlows } from '../src/reception.ts';
import { decodeStored } from '../src/stored-decode.ts';
import { openPolicy } from './outbound/policy.ts';

/** Whether a controller lives; once dead it stays so. */
export interface Life {
  kind: 'alive' | 'dead';
}

export interface ControllerLife extends Life {
  readonly machines: Machines;
  readonly reconnection: Reconnection;
}

export interface TelephonePorts {
  readonly legs: Legs;
  readonly media: Media;
  readonly recorder: Recorder;
  readonly rooms: Rooms;
  readonly supervision: Supervision;
}

export interface LifeParts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly program: Program;
  /** Where numbers lead; unless said, to `program` alone. */
  readonly routes?: ServedFlows;
  /** What was recorded; this life adds to it. */
  readonly stored: Map<string, unknown>;
  /** The telephone as this life may use it, which is not at all once it is dead. */
  readonly telephone: (life: Life) => TelephonePorts;
  readonly sounds: IvrPorts['sounds'];
  /** What may be called; unless said, the policy of tests. */
  readonly policy?: Policy;
  /** Other systems; unless said, none answers. */
  readonly services?: IvrPorts['services'];
  readonly ways?: MachineParts['ways'];
  readonly environment?: Partial<MachineParts['environment']>;
  readonly place?: NonNullable<MachineParts['place']>;
  readonly decided?: NonNullable<MachineParts['decided']>;
  readonly comfort?: IvrPorts['comfort'];
  readonly beep?: IvrPorts['beep'];
  readonly log?: Log;
  /** Unless said, that of one fixed key. */
  readonly seal?: IvrPorts['seal'];
  /** Where recordings are kept; unless said, in memory of its own. */
  readonly recordingStore?: MemoryRecordings;
  /** Told of each record once it is written; may end the life, right before the record's effects. */
  readonly onRecord: (entry: Entry<Fact>, life: Life) => void;
  readonly onReady: () => void;
}

/** Nobody answers there. */
const noServices: IvrPorts['services'] = {
  ask: () => Promise.resolve({ kind: 'failed', code: 'unreachable' }),
  cancel: () => undefined,
};
const lifeSeal = sealWith(new Uint8Array(32));

const comfort: IvrPorts['comfort'] = () => Promise.resolve({ sound: 'comfort', lengthMs: 2_000 });
const beep: IvrPorts['beep'] = () => Promise.resolve({ sound: 'beep', lengthMs: 400 });

/** Starts from what is stored; it is told of the telephone by its `reconnection`. */
export function beginLife(parts: LifeParts): ControllerLife {
  const { clock, ids, program, stored } = parts;
  const life: Life = { kind: 'alive' };
  const living: Clock = {
    now: clock.now,
    after: (ms, task) =>
      clock.after(ms, () => {
        if (life.kind === 'alive') task();
      }),
  };
  const record = (entry: Entry<Fact>): void => {
    // A dead process writes nothing; that it computes on in the dark is seen by nobody.
    if (life.kind === 'dead') return;
    for (const [key, value] of Object.entries(entry.changes)) {
      if (value === null) stored.delete(key);
      else stored.set(key, JSON.parse(JSON.stringify(value)));
    }
    parts.onRecord(entry, life);
  };
  const routes: ServedFlows = parts.routes ?? {
    named: (flow) => (program.flows[flow] === undefined ? null : { program, flow }),
    find: (called) => {
      const flow = Object.values(program.flows).find(({ entries }) => entries.includes(called));
      return flow === undefined ? null : { program, flow: flow.name };
    },
    program: (hash) => (hash === program.hash ? program : null),
  };
  const telephony = parts.telephone(life);
  const common = { clock: living, log: parts.log ?? silentLog };
  const machines = startMachines(
    {
      ...{ ...common, ids, record, telephony, routes, sounds: parts.sounds },
      comfort: parts.comfort ?? comfort,
      services: parts.services ?? noServices,
      ways: parts.ways ?? { email: null, sms: null },
      // A dead process gives nothing out any more.
      recorded: () => (life.kind === 'alive' ? Promise.resolve() : new Promise(() => undefined)),
      environment: { config: {}, numbers: {}, ...parts.environment },
      policy: parts.policy ?? openPolicy,
      random: () => 0,
      seal: parts.seal ?? lifeSeal,
      beep: parts.beep ?? beep,
      recordingStore: parts.recordingStore ?? memoryRecordings(),
      ...(parts.place === undefined ? {} : { place: parts.place }),
      ...(parts.decided === undefined ? {} : { decided: parts.decided }),
    },
    decodeStored(stored, silentLog),
  );
  const reconnection = startReconnection({ ...common, machines, ...telephony, onReady: parts.onReady });
  return Object.assign(life, { machines, reconnection });
}
