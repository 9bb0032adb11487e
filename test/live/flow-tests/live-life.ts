// The controller of one flow test: its machines, on a real telephone that keeps the test's time, with the queues, agents and other
// systems that the test speaks of. It can die and begin again. Not here: what happens in the call (live-call.ts).

import type { Clock } from '../../../src/base/clock.ts';
import { type AgentId, type CallId, agentId, callId, legId, queueName } from '../../../src/base/ids.ts';
import { realIds } from '../../../src/base/real-clock.ts';
import { nothingFound } from '../../../src/call/index.ts';
import type { Program } from '../../../src/dsl/index.ts';
import type { Frame } from '../../../src/ivr/index.ts';
import type { Machines } from '../../../src/machines.ts';
import type { Abilities, AcdEvent } from '../../../src/queue/index.ts';
import type { Outside, QueueState } from '../../../src/sim/flows/outside.ts';
import { type ControllerLife, type LifeParts, beginLife } from '../../controller-life.ts';
import { memoryRecordings } from '../../fakes/kept-recordings.ts';
import { ableToAll } from './able.ts';
import type { Desk } from './desk.ts';

export interface LiveLifeParts {
  readonly clock: Clock;
  readonly program: Program;
  readonly desk: Pick<Desk, 'agentPhone' | 'policy'>;
  readonly outside: Outside;
  readonly life: Pick<
    LifeParts,
    'telephone' | 'sounds' | 'services' | 'ways' | 'decided' | 'comfort' | 'beep' | 'environment'
  >;
}

/** A phone rings for long enough, whatever the machine is busy with: the test's clock stands still meanwhile. */
const ringMs = 20_000;

export class LiveLife {
  readonly kept = memoryRecordings();
  readonly #parts: LiveLifeParts;
  readonly #stored = new Map<string, unknown>();
  readonly #queues: readonly string[];
  readonly #abilities: Abilities;
  #life: ControllerLife;

  /** `frame`: of a call that we have placed; one that reaches us makes its own. */
  constructor(parts: LiveLifeParts, frame: Frame | null) {
    this.#parts = parts;
    this.#queues = queuesIn(parts.program);
    this.#abilities = ableToAll(parts.program);
    if (frame !== null) this.#stored.set(`call/${frame.call}`, frame);
    this.#life = this.#begin();
    this.look();
  }

  get machines(): Machines {
    return this.#life.machines;
  }

  /** What the test says of queues and agents holds from now on. */
  look(): void {
    const { acd } = this.machines;
    for (const name of this.#queues) {
      const { state } = this.#parts.outside.queue(name);
      const queue = { name: queueName(name), music: 'default', wrapUpMs: 0, ringMs } as const;
      const waitingMax = state === 'full' ? 1 : null;
      acd.post({ kind: 'queuePut', queue: { ...queue, waitingMax, state: state === 'closed' ? 'closed' : 'open' } });
      const { agentPhone: phone } = this.#parts.desk;
      const profile = { id: agentOf(name), name, phone, queues: [queue.name], abilities: this.#abilities };
      acd.post({ kind: 'agentPut', agent: profile });
      if (state === 'no agent') acd.post({ kind: 'availabilityChosen', agent: profile.id, availability: signedOut });
      else acd.post({ kind: 'availabilityChosen', agent: profile.id, availability: paused });
      acd.post(state === 'full' ? someoneWaits(name) : nobodyWaits(name));
    }
  }

  /** The agent of a queue takes a call, or no further one. */
  agent(queue: string, is: 'ready' | 'not ready'): void {
    const availability = is === 'ready' ? available : paused;
    this.machines.acd.post({ kind: 'availabilityChosen', agent: agentOf(queue), availability });
  }

  /** It dies, and begins again from what was recorded; what the telephone does goes on. */
  restart(playing: Parameters<Machines['resume']>[1]): void {
    this.end();
    this.#life = this.#begin();
    this.machines.resume(nothingFound, playing);
  }

  end(): void {
    this.#life.kind = 'dead';
  }

  tell(event: Parameters<Machines['onEvent']>[0]): void {
    if (this.#life.kind === 'alive') this.machines.onEvent(event);
  }

  #begin(): ControllerLife {
    const { clock, program, desk, outside, life } = this.#parts;
    const begun = beginLife({
      ...{ clock, program, ids: realIds, stored: this.#stored, policy: desk.policy, recordingStore: this.kept },
      ...life,
      // Where a caller stands depends on callers whom the test only speaks of.
      place: (call) => placeBy(begun.machines, outside, call),
      onRecord: () => undefined,
      onReady: () => undefined,
    });
    begun.machines.acd.post({ kind: 'resumed' });
    return begun;
  }
}

const available = { kind: 'available' } as const;
const paused = { kind: 'paused', reason: 'test' } as const;
const signedOut = { kind: 'signedOut' } as const;

/** Somebody else, who fills the line of a queue that may hold one. */
const someoneWaits = (queue: string): AcdEvent => ({
  ...{ kind: 'callJoined', call: callId(`other-${queue}`), leg: legId(`other-${queue}`), caller: null },
  ...{ queue: queueName(queue), priority: 0, requirements: [], connect: 'asks', since: null, visit: 1 },
});
const nobodyWaits = (queue: string): AcdEvent => ({
  ...{ kind: 'callLeft', call: callId(`other-${queue}`), why: 'abandoned' },
});

const agentOf = (queue: string): AgentId => agentId(`agent-${queue}`);

function placeBy({ acd }: Machines, outside: Outside, call: CallId): { position: number; estimateMs: number } {
  const { position, waitMs }: QueueState = outside.queue(acd.state().waiting.get(call)?.queue ?? '');
  return { position, estimateMs: waitMs };
}

const queuesIn = ({ flows }: Program): readonly string[] => [
  ...new Set(
    Object.values(flows)
      .flatMap(({ ops }) => ops)
      .flatMap((op) => (op.op === 'queue' ? [op.queue] : [])),
  ),
];
