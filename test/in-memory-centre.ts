// A centre on the fake telephone and the virtual clock, for journeys told by hand: its controller can die and come back
// within a test. Not here: chance (test/sim), any service, any real time.

import type { IdSource, PhoneId, ProgramHash } from '../src/base/ids.ts';
import { silentLog } from '../src/base/log.ts';
import { agentId, phoneId, queueName } from '../src/base/ids.ts';
import type { CallEvent, Fact } from '../src/call/index.ts';
import type { Program } from '../src/dsl/index.ts';
import type { IvrPorts } from '../src/ivr/index.ts';
import type { Machines } from '../src/machines.ts';
import type { Policy } from '../src/outbound/index.ts';
import type { ServedFlows } from '../src/reception.ts';
import { decodeStored } from '../src/stored-decode.ts';
import { type ControllerLife, type Life, type LifeParts, type TelephonePorts, beginLife } from './controller-life.ts';
import { type FakeClock, fakeClock } from './fakes/clock.ts';
import { type MemoryRecordings, memoryRecordings } from './fakes/kept-recordings.ts';
import type { FakeTelephony } from './fakes/telephony-types.ts';
import { fakeTelephony } from './fakes/telephony.ts';

export interface InMemoryCentre {
  readonly clock: FakeClock;
  readonly telephony: FakeTelephony;
  readonly facts: readonly Fact[];
  /** Everything that was recorded, as the journal would hold it. */
  readonly journal: readonly string[];
  /** What was kept of what was recorded; it outlives the controller. */
  readonly kept: MemoryRecordings;
  /** How many records were written so far. */
  readonly recordCount: () => number;
  readonly machines: () => Machines;
  /** Lets so much time pass, in small steps, so that what follows from what happens in it is done too. */
  readonly pass: (ms: number) => Promise<void>;
  /** `kill -9`: whatever was not recorded is gone; nobody listens until `start`. */
  readonly kill: () => void;
  readonly isDead: () => boolean;
  readonly start: () => Promise<void>;
  readonly ready: (agent: string) => void;
  readonly phone: (agent: string) => PhoneId;
  /** The next event of this kind never arrives. */
  readonly loseNext: (kind: CallEvent['kind']) => void;
}

export interface InMemoryCentreOptions {
  /** The controller dies right after its nth record, before any effect of it. */
  readonly dieAfterRecord?: number;
  /** The controller dies right after the first record with such a fact. */
  readonly dieAfterFact?: (fact: Fact) => boolean;
  /** Puts something between the controller and the telephone. */
  readonly between?: (telephone: TelephonePorts) => TelephonePorts;
  /** What each life of the controller opens first: where numbers lead, given the programs that calls run. */
  readonly routes?: (running: readonly ProgramHash[]) => Promise<ServedFlows>;
  /** What may be called; unless said, the policy of tests. */
  readonly policy?: Policy;
  /** The ways out for messages; unless said, there are none. */
  readonly ways?: LifeParts['ways'];
  /** The seal of each life; unless said, the same for all. */
  readonly seal?: () => IvrPorts['seal'];
  /** How long each command of the telephone takes. */
  readonly commandMs?: number;
}

/** How long each prompt plays, in milliseconds. */
export const promptMs = 1_000;
const stepMs = 100;

export async function openInMemoryCentre(
  program: Program,
  options: InMemoryCentreOptions = {},
): Promise<InMemoryCentre> {
  const {
    dieAfterRecord = Infinity,
    dieAfterFact = () => false,
    between = nothingBetween,
    commandMs,
    routes,
    policy,
    ways,
  } = options;
  const clock = fakeClock(1_000_000);
  const stored = new Map<string, unknown>();
  const facts: Fact[] = [];
  let idCount = 0;
  const ids: IdSource = (prefix) => `${prefix}-${(idCount += 1)}`;
  let recordCount = 0;
  const kept = memoryRecordings(clock.now);
  const journal: string[] = [];
  let alive: ControllerLife;
  let deadly = dieAfterFact;
  const lost = new Set<CallEvent['kind']>();
  const telephony = fakeTelephony({
    clock,
    ...(commandMs === undefined ? {} : { commandMs: () => commandMs }),
    onNotice: (notice) => {
      if (notice.kind === 'event' && lost.delete(notice.event.kind)) return;
      if (alive.kind === 'dead') return;
      const life: { readonly kind: 'alive' | 'dead' } = alive;
      try {
        alive.reconnection.onNotice(notice);
      } catch (fault) {
        // It died in this very turn: nobody is there to hear of it.
        if (life.kind === 'alive') throw fault;
      }
    },
  });
  const kill = (life: Life): void => {
    life.kind = 'dead';
    telephony.disconnect('the controller died');
  };
  const boot = async (): Promise<ControllerLife> =>
    beginLife({
      ...{ clock, ids, program, stored, onReady: () => undefined, recordingStore: kept },
      ...(policy === undefined ? {} : { policy }),
      ...(ways === undefined ? {} : { ways }),
      ...(options.seal === undefined ? {} : { seal: options.seal() }),
      ...(routes === undefined
        ? {}
        : { routes: await routes(decodeStored(stored, silentLog).frames.map((one) => one.program)) }),
      telephone: (life) => whileAlive(between(telephony), life),
      sounds: (parts) => Promise.resolve(parts.map(({ text }) => ({ sound: text, lengthMs: promptMs }))),
      onRecord: (entry, life) => {
        facts.push(...entry.facts);
        journal.push(JSON.stringify(entry));
        recordCount += 1;
        if (recordCount !== dieAfterRecord && !entry.facts.some(deadly)) return;
        deadly = () => false;
        kill(life);
      },
    });
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += stepMs) {
      clock.pass(Math.min(stepMs, ms - passed));
      await settle();
    }
  };
  alive = await boot();
  telephony.connect();
  await settle();
  return {
    clock,
    telephony,
    facts,
    kept,
    recordCount: () => recordCount,
    journal,
    machines: () => alive.machines,
    pass,
    kill: () => kill(alive),
    isDead: () => alive.kind === 'dead',
    start: async () => {
      alive = await boot();
      telephony.connect();
      await settle();
    },
    phone: phoneId,
    loseNext: (kind) => void lost.add(kind),
    ready: (agent) => {
      const { acd } = alive.machines;
      const timing = { wrapUpMs: 0, ringMs: 20_000 };
      const queue = { name: queueName('support'), music: 'jazz', ...timing, state: 'open', waitingMax: null } as const;
      acd.post({ kind: 'queuePut', queue });
      acd.post({
        kind: 'agentPut',
        agent: {
          ...{ id: agentId(agent), name: agent, phone: phoneId(agent), queues: [queue.name] },
          abilities: { languages: ['fr-FR'], skills: [{ skill: 'fibre', level: 3 }] },
        },
      });
      acd.post({ kind: 'availabilityChosen', agent: agentId(agent), availability: { kind: 'available' } });
      void telephony.phones.put({ phone: phoneId(agent), digest: '' });
    },
  };
}

const nothingBetween = (telephone: TelephonePorts): TelephonePorts => telephone;

/** Everything that follows from promises already resolved has happened: Node runs them all before the next turn. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A dead process sends no more commands: those it would have sent never resolve. */
function whileAlive(telephone: TelephonePorts, life: Life): TelephonePorts {
  const guarded = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]): unknown =>
          life.kind === 'alive' ? Reflect.apply(method, target, args) : new Promise(() => undefined);
      },
    });
  const { legs, media, recorder, rooms, supervision } = telephone;
  return {
    ...{ legs: guarded(legs), media: guarded(media), recorder: guarded(recorder), rooms: guarded(rooms) },
    supervision: guarded(supervision),
  };
}
