// A whole centre for the simulation: the product's wiring on the faulty telephone and the virtual clock.
// Not here: chance, people, and what must hold (src/sim).

import type { Entry } from '../../src/base/machine.ts';
import { e164 } from '../../src/base/ids.ts';
import { type Fact, endReason } from '../../src/call/index.ts';
import type { Program } from '../../src/dsl/index.ts';
import type { CentreParts, OpenCentre, Picture, SimulatedCentre } from '../../src/sim/index.ts';
import { type ControllerLife, type Life, beginLife } from '../controller-life.ts';
import { type FakeClock, fakeClock } from '../fakes/clock.ts';
import type { NumberHabit } from '../fakes/outside.ts';
import { settle } from '../in-memory-centre.ts';
import { type FaultyTelephone, faultyTelephone } from './faulty-telephone.ts';

/** The simulated day begins here, so that instants in a trace count from zero. */
const beginning = 1_000_000;
/** How long a character of a prompt takes to say, in milliseconds. */
const msPerCharacter = 60;

export const openSimulatedCentre =
  (program: Program): OpenCentre =>
  async (parts) => {
    const centre = new Centre(program, parts);
    await centre.start();
    return centre.hands();
  };

class Centre {
  readonly #program: Program;
  readonly #parts: CentreParts;
  readonly #clock: FakeClock = fakeClock(beginning);
  readonly #stored = new Map<string, unknown>();
  readonly #phones = new Set<Parameters<SimulatedCentre['habit']>[0]>();
  readonly #telephone: FaultyTelephone;
  #life: ControllerLife | null = null;
  #idCount = 0;

  constructor(program: Program, parts: CentreParts) {
    this.#program = program;
    this.#parts = parts;
    this.#telephone = faultyTelephone({
      clock: this.#clock,
      faults: parts.faults,
      note: (line) => this.#note(line),
      onNotice: (notice) => {
        if (this.#life?.kind === 'alive') this.#life.reconnection.onNotice(notice);
      },
    });
  }

  async start(): Promise<void> {
    this.#note('controller starts');
    this.#life = beginLife({
      ...{ clock: this.#clock, program: this.#program, stored: this.#stored },
      ids: (prefix) => `${prefix}-${String((this.#idCount += 1))}`,
      telephone: this.#telephone.portsOf,
      sounds: (spoken) =>
        Promise.resolve(spoken.map(({ text }) => ({ sound: text, lengthMs: text.length * msPerCharacter }))),
      onRecord: (entry, life) => this.#recorded(entry, life),
      onReady: () => this.#pushPhones(),
    });
    this.#telephone.system.connect();
    await settle();
  }

  hands(): SimulatedCentre {
    const { system } = this.#telephone;
    return {
      clock: this.#clock,
      advance: async () => {
        this.#clock.fireNext();
        await settle();
      },
      picture: () => this.#picture(),
      dial: (call) => {
        const leg = system.offer(call);
        this.#note(leg === null ? 'a caller finds nobody' : `dialled ${leg}`);
        return leg;
      },
      press: system.press,
      hangUp: (leg) => {
        this.#note(`hangs up ${leg}`);
        system.hangUp(leg);
      },
      habit: (phone, habit) => {
        this.#note(`habit of ${phone} ${JSON.stringify(habit)}`);
        if (phone.startsWith('+')) return system.outside.number(e164(phone), numberHabit(habit));
        this.#phones.add(phone);
        system.habit(phone, habit);
      },
      choose: (agent, availability) => this.#post({ kind: 'availabilityChosen', agent, availability }),
      order: (call, order) => {
        if (this.#life?.kind !== 'alive') return;
        this.#note(`ordered ${call} ${JSON.stringify(order)}`);
        this.#life.machines.conversations.order(call, order);
      },
      remove: (agent) => this.#post({ kind: 'agentRemoved', agent }),
      put: (what) => {
        if ('queue' in what) return this.#post({ kind: 'queuePut', queue: what.queue });
        void system.phones.put({ phone: what.agent.phone, digest: '' });
        this.#post({ kind: 'agentPut', agent: what.agent });
      },
      kill: () => {
        if (this.#life !== null) this.#kill(this.#life);
      },
      start: () => this.start(),
      deafen: this.#telephone.deafen,
      disconnect: () => system.disconnect('cut'),
      connect: () => system.connect(),
      die: () => system.die(),
    };
  }

  #recorded(entry: Entry<Fact>, life: Life): void {
    const { machine, event, facts, changes } = entry;
    this.#note(`record ${machine} ${JSON.stringify(event)} ${JSON.stringify(facts)} ${Object.keys(changes).join(' ')}`);
    this.#parts.onRecord(entry);
    if (this.#parts.faults.diesAfterRecord()) this.#kill(life);
  }

  #kill(life: Life): void {
    if (life.kind === 'dead') return;
    life.kind = 'dead';
    this.#note('controller dies');
    this.#telephone.system.disconnect('the controller died');
    this.#parts.onDeath();
  }

  /** As the roster does after each connection: the telephone system may have forgotten them. */
  #pushPhones(): void {
    for (const phone of this.#phones) void this.#telephone.system.phones.put({ phone, digest: '' });
  }

  #post(event: Parameters<ControllerLife['machines']['acd']['post']>[0]): void {
    if (this.#life?.kind !== 'alive') return;
    this.#note(`asked ${JSON.stringify(event)}`);
    this.#life.machines.acd.post(event);
  }

  #picture(): Picture {
    if (this.#life === null) throw new Error('The centre was not started.');
    const { machines, reconnection, kind: controller } = this.#life;
    const { system } = this.#telephone;
    const inventory = system.inventory();
    return {
      at: this.#clock.now(),
      controller,
      connection: reconnection.state().kind,
      acd: machines.acd.state(),
      frames: machines.calls.frames(),
      talking: machines.conversations.talking(),
      ending: machines.conversations.ending().map(({ call }) => call),
      placed: machines.outbound.state().calls,
      openLegs: machines.owned().openLegs,
      callbacks: machines.callbacks.list(),
      letters: machines.outbox.letters().map(({ key }) => key),
      ...inventory,
      followed: new Set(inventory.legs.map(({ leg }) => leg).filter((leg) => system.followed(leg).length > 0)),
      recorded: {
        calls: machines.talkRecordings.calls(),
        recordings: machines.recordings.underWay().flatMap((one) => (one.kind === 'none' ? [] : [one.of.recording])),
      },
      stored: this.#stored,
    };
  }

  #note(line: string): void {
    this.#parts.trace.note(this.#clock.now() - beginning, line);
  }
}

/** What a number outside does, in the words for phones. */
function numberHabit(habit: Parameters<SimulatedCentre['habit']>[1]): NumberHabit {
  if (habit.kind === 'rings') return habit;
  if (habit.kind === 'answers') return { kind: 'answers', afterMs: habit.afterMs };
  if (habit.kind === 'signedOut')
    return { kind: 'ends', afterMs: 50, rings: false, reason: endReason('network', 'congestion') };
  const code = habit.kind === 'isBusy' ? 'busy' : 'refused';
  return { kind: 'ends', afterMs: habit.afterMs, rings: habit.afterMs > 300, reason: endReason('network', code) };
}
