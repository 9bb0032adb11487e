// The whole wiring (flows, ACD, conversations, survey) on the fake telephone and the virtual clock, with a journal that is
// a map: a controller can die and come back within a test. Not here: any service, any real time.

import type { IdSource } from '../src/base/ids.ts';
import { agentId, phoneId, queueName } from '../src/base/ids.ts';
import { silentLog } from '../src/base/log.ts';
import type { Fact } from '../src/call/index.ts';
import type { Program } from '../src/dsl/index.ts';
import { type Machines, startMachines } from '../src/machines.ts';
import { type Reconnection, startReconnection } from '../src/reconnection.ts';
import { decodeStored } from '../src/stored-decode.ts';
import { type FakeClock, fakeClock } from './fakes/clock.ts';
import { type FakeTelephony, fakeTelephony } from './fakes/telephony.ts';

export interface InMemoryCentre {
  readonly clock: FakeClock;
  readonly telephony: FakeTelephony;
  readonly facts: readonly Fact[];
  readonly machines: () => Machines;
  /** Lets so much time pass, in small steps, so that what follows from what happens in it is done too. */
  readonly pass: (ms: number) => Promise<void>;
  /** `kill -9`: whatever was not recorded is gone; nobody listens until `start`. */
  readonly kill: () => void;
  readonly isDead: () => boolean;
  readonly start: () => Promise<void>;
  readonly ready: (agent: string) => void;
}

/** How long each prompt plays, in milliseconds. */
const promptMs = 1_000;
const stepMs = 100;

export interface InMemoryOptions {
  /** The controller dies right after its nth record, before any effect of it. */
  readonly dieAfterRecord?: number;
  /** How long each command of the telephone takes. */
  readonly commandMs?: number;
}

export async function openInMemoryCentre(
  program: Program,
  { dieAfterRecord = Infinity, commandMs }: InMemoryOptions = {},
): Promise<InMemoryCentre> {
  const clock = fakeClock(1_000_000);
  const stored = new Map<string, unknown>();
  const facts: Fact[] = [];
  let idCount = 0;
  const ids: IdSource = (prefix) => `${prefix}-${(idCount += 1)}`;
  let recordCount = 0;
  let alive: { readonly machines: Machines; readonly reconnection: Reconnection; kind: 'alive' | 'dead' };
  const telephony = fakeTelephony({
    clock,
    ...(commandMs === undefined ? {} : { commandMs: () => commandMs }),
    onNotice: (notice) => {
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
  const kill = (life: { kind: 'alive' | 'dead' }): void => {
    life.kind = 'dead';
    telephony.disconnect('the controller died');
  };
  const boot = (): typeof alive => {
    const life: { kind: 'alive' | 'dead' } = { kind: 'alive' };
    // What a dead controller still had in hand must reach neither the journal nor the telephone.
    const living = {
      ...clock,
      after: (ms: number, task: () => void) => clock.after(ms, () => life.kind === 'alive' && task()),
    };
    const machines = startMachines(
      {
        clock: living,
        ids,
        log: silentLog,
        record: (entry) => {
          // The rest of the turn in which it died is not lived any more.
          if (life.kind === 'dead') throw new Error('A dead controller records nothing.');
          facts.push(...entry.facts);
          for (const [key, value] of Object.entries(entry.changes)) {
            if (value === null) stored.delete(key);
            else stored.set(key, JSON.parse(JSON.stringify(value)));
          }
          recordCount += 1;
          if (recordCount === dieAfterRecord) kill(life);
        },
        telephony: whileAlive(telephony, life),
        routes: {
          find: (called) => {
            const flow = Object.values(program.flows).find(({ entries }) => entries.includes(called));
            return flow === undefined ? null : { program, flow: flow.name };
          },
          program: (hash) => (hash === program.hash ? program : null),
        },
        sounds: (parts) => Promise.resolve(parts.map(({ text }) => ({ sound: text, lengthMs: promptMs }))),
      },
      decodeStored(stored, silentLog),
    );
    const parts = { clock: living, log: silentLog, machines, ...telephony, onReady: () => undefined };
    return Object.assign(life, { machines, reconnection: startReconnection(parts) });
  };
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += stepMs) {
      clock.pass(Math.min(stepMs, ms - passed));
      await settle();
    }
  };
  alive = boot();
  telephony.connect();
  await settle();
  return {
    clock,
    telephony,
    facts,
    machines: () => alive.machines,
    pass,
    kill: () => kill(alive),
    isDead: () => alive.kind === 'dead',
    start: async () => {
      alive = boot();
      telephony.connect();
      await settle();
    },
    ready: (agent) => {
      const { acd } = alive.machines;
      const queue = { name: queueName('support'), music: 'jazz', wrapUpMs: 0, ringMs: 20_000, state: 'open' } as const;
      acd.post({ kind: 'queuePut', queue });
      acd.post({
        kind: 'agentPut',
        agent: { id: agentId(agent), name: agent, phone: phoneId(agent), queues: [queue.name] },
      });
      acd.post({ kind: 'availabilityChosen', agent: agentId(agent), availability: { kind: 'available' } });
      void telephony.phones.put({ phone: phoneId(agent), digest: '' });
    },
  };
}

/** Everything that follows from promises already resolved has happened: as many turns as the longest chain of effects. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

/** A dead process sends no more commands: those it would have sent never resolve. */
function whileAlive(
  telephony: FakeTelephony,
  life: { readonly kind: 'alive' | 'dead' },
): Pick<FakeTelephony, 'legs' | 'media' | 'rooms'> {
  const guarded = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]): unknown =>
          life.kind === 'alive' ? Reflect.apply(method, target, args) : new Promise(() => undefined);
      },
    });
  return { legs: guarded(telephony.legs), media: guarded(telephony.media), rooms: guarded(telephony.rooms) };
}
