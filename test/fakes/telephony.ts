// A telephone system in memory behind the ports of src/call: legs, prompts, rooms and phones on a clock that may be
// virtual. It promises what src/ari promises on Asterisk; the contract suite runs on both. Not here: sound itself.

import { assert } from '../../src/base/assert.ts';
import { legId, promptId } from '../../src/base/ids.ts';
import type { LegId, PhoneId, RoomId } from '../../src/base/ids.ts';
import { endReason } from '../../src/call/index.ts';
import type { CallEvent, EndReason } from '../../src/call/index.ts';
import { TelephonyFault } from '../../src/call/ports.ts';
import type { Done, Legs, RecordRequest, RoomKind, Supervision, Survey, Voice } from '../../src/call/ports.ts';
import { type FakeOutside, openOutside } from './outside.ts';
import { FakePrompts } from './prompts.ts';
import { FakeRecordings, recorderOver } from './recordings.ts';
import type { FakeTelephony, FakeTelephonyOptions, Heard, PhoneHabit } from './telephony-types.ts';

interface FakeLeg {
  readonly direction: 'inbound' | 'outbound';
  readonly caller: string | null;
  readonly called: string;
  readonly state: 'ringing' | 'up';
}

const defaultHabit: PhoneHabit = { kind: 'answers', afterMs: 1_000 };

/** Starts disconnected, as a driver does; `connect` begins. */
export function fakeTelephony(options: FakeTelephonyOptions): FakeTelephony {
  const world = new FakeWorld(options);
  const command = commandsOf(options, world);
  return {
    legs: {
      answer: (leg) => command(() => world.answer(leg)),
      end: (leg, how) => command(() => world.end(leg, how)),
      ring: (request) => command(() => world.ring(request)),
      dial: (request) => command(() => world.dial(request)),
      voice: (leg, voice) => command(() => world.voice(leg, voice)),
    },
    media: {
      play: (leg, prompt, sounds) => command(() => world.prompts.play(leg, prompt, sounds)),
      stop: (prompt) => command(() => world.prompts.stop(prompt)),
    },
    recorder: recorderOver(command, world.recordings, (request) => world.record(request)),
    rooms: {
      open: (room, kind) => command(() => world.open(room, kind)),
      join: (room, leg) => command(() => world.join(room, leg)),
      leave: (room, leg) => command(() => world.leave(room, leg)),
      close: (room) => command(() => (world.rooms.delete(room) ? 'ok' : 'gone')),
    },
    phones: {
      put: (account) => command(() => void world.accounts.add(account.phone)),
      remove: (phone) => command<Done>(() => (world.accounts.delete(phone) ? 'ok' : 'gone')),
    },
    trunks: {
      put: (line) => command(() => world.outside.trunk(line.trunk, 'works')),
      remove: (trunk) => command(() => world.outside.remove(trunk)),
    },
    outside: world.outside,
    supervision: {
      survey: () => command(() => world.survey()),
      playing: (prompts) => command(() => new Set(prompts.filter((prompt) => world.prompts.isPlaying(prompt)))),
    },
    offer: (call) => world.offer(call),
    press: (leg, digit) => {
      if (world.legs.get(leg)?.state === 'up') world.post({ kind: 'digit', leg, digit });
    },
    says: (leg, ms) => world.recordings.says(leg, ms),
    hangUp: (leg, reason) => world.farEndHangsUp(leg, reason),
    habit: (phone, habit) => void world.habits.set(phone, habit),
    pickUp: (leg) => world.pickUp(leg),
    loseSound: (sound) => world.prompts.lose(sound),
    hears: (leg) => world.hears(leg),
    isUp: (leg) => world.legs.get(leg)?.state === 'up',
    followed: (leg) => world.recordings.follows(leg),
    leftRecordings: () => world.recordings.left(),
    inventory: () => world.inventory(),
    toldCaller: (leg) => world.told.get(leg) ?? null,
    disconnect: (why) => world.disconnect(why),
    connect: () => world.connect(),
    die: () => world.die(),
  };
}

/** Commands find the telephone system dead or alive; those under way when it dies get no answer. */
function commandsOf({ clock, commandMs }: FakeTelephonyOptions, world: FakeWorld) {
  return async <Reply>(task: () => Reply): Promise<Reply> => {
    if (commandMs !== undefined) await new Promise<void>((resolve) => void clock.after(commandMs(), resolve));
    if (world.life === 'dead') throw new TelephonyFault('unreachable', 'The telephone system is dead.');
    return task();
  };
}

class FakeWorld {
  readonly legs = new Map<LegId, FakeLeg>();
  readonly ended = new Set<LegId>();
  readonly rooms = new Map<RoomId, { readonly kind: RoomKind; readonly legs: Set<LegId> }>();
  readonly accounts = new Set<PhoneId>();
  readonly habits = new Map<PhoneId, PhoneHabit>();
  readonly told = new Map<LegId, 'normal' | 'busy' | 'refused'>();
  readonly muted = new Set<LegId>();
  readonly prompts: FakePrompts;
  readonly outside: FakeOutside = openOutside();
  readonly recordings: FakeRecordings;
  life: 'alive' | 'dead' = 'alive';
  readonly #options: FakeTelephonyOptions;
  #link: 'up' | 'down' = 'down';
  #offeredCount = 0;

  constructor(options: FakeTelephonyOptions) {
    this.#options = options;
    const parts = {
      clock: options.clock,
      isThere: (leg: LegId) => this.legs.has(leg),
      post: (event: CallEvent) => {
        this.post(event);
      },
    };
    this.prompts = new FakePrompts(parts);
    this.recordings = new FakeRecordings(parts);
  }

  /** What is asked for after a beep waits for its end. */
  record(request: RecordRequest): Done {
    const { beep, leg, recording } = request;
    const done = this.recordings.record(request, this.isInRoom(leg) ? 'in a room' : 'alone', beep?.lengthMs ?? 0);
    if (done === 'begun' && beep !== null) this.prompts.play(leg, promptId(`${recording}-beep`), [beep]);
    return done === 'gone' ? 'gone' : 'ok';
  }

  isInRoom(leg: LegId): boolean {
    return [...this.rooms.values()].some(({ legs }) => legs.has(leg));
  }

  /** Events are lost while nobody listens. */
  post(event: CallEvent): void {
    if (this.#link === 'up') this.#options.onNotice({ kind: 'event', event });
  }

  connect(): void {
    this.life = 'alive';
    if (this.#link === 'up') return;
    this.#link = 'up';
    this.#options.onNotice({ kind: 'connected' });
  }

  disconnect(why: string): void {
    if (this.#link === 'down') return;
    this.#link = 'down';
    this.#options.onNotice({ kind: 'disconnected', why });
  }

  die(): void {
    this.disconnect('the telephone system died');
    this.life = 'dead';
    for (const leg of [...this.legs.keys()]) this.endLeg(leg, endReason('network', 'lost'));
    this.rooms.clear();
    this.accounts.clear();
  }

  offer(call: { readonly caller: string | null; readonly called: string }): LegId | null {
    if (this.#link === 'down') return null;
    this.#offeredCount += 1;
    const leg = legId(`in-${String(this.#options.clock.now())}.${String(this.#offeredCount)}`);
    this.legs.set(leg, { direction: 'inbound', state: 'ringing', ...call });
    this.post({ kind: 'offered', leg, ...call });
    return leg;
  }

  answer(leg: LegId): Done {
    const known = this.legs.get(leg);
    if (known === undefined) return 'gone';
    if (known.state === 'up') return 'ok';
    this.prompts.quieten(leg);
    this.legs.set(leg, { ...known, state: 'up' });
    return 'ok';
  }

  end(leg: LegId, how: 'normal' | 'busy' | 'refused'): Done {
    const known = this.legs.get(leg);
    if (known === undefined) return 'gone';
    if (known.direction === 'inbound' && known.state === 'ringing') this.told.set(leg, how);
    this.endLeg(leg, endReason('us', 'hangup'));
    return 'ok';
  }

  ring(request: Parameters<Legs['ring']>[0]): Done {
    const { leg, phone, timeoutMs } = request;
    const before = this.#mayCall(leg);
    if (before !== null) return before;
    const habit = this.habits.get(phone) ?? defaultHabit;
    this.legs.set(leg, { direction: 'outbound', state: 'ringing', caller: null, called: phone });
    if (!this.accounts.has(phone) || habit.kind === 'signedOut') {
      this.endLeg(leg, endReason('agent', 'unreachable'));
      return 'gone';
    }
    const { clock } = this.#options;
    this.#after(leg, 0, () => this.post({ kind: 'legRinging', leg }));
    this.#after(leg, timeoutMs, () => this.endLeg(leg, endReason('agent', 'noAnswer')));
    if (habit.kind !== 'rings') clock.after(habit.afterMs, () => this.reactToRing(leg, habit.kind));
    return 'ok';
  }

  dial(request: Parameters<Legs['dial']>[0]): Done {
    const { leg, number, timeoutMs } = request;
    const before = this.#mayCall(leg);
    if (before !== null) return before;
    if (request.when === 'again') return 'gone';
    this.legs.set(leg, { direction: 'outbound', state: 'ringing', caller: null, called: number });
    const fate = this.outside.dial(request);
    if (fate.kind === 'noTrunk') {
      this.endLeg(leg, endReason('network', 'unreachable'));
      return 'gone';
    }
    this.#after(leg, timeoutMs, () => this.endLeg(leg, endReason('network', 'noAnswer')));
    if (fate.rings) this.#after(leg, 0, () => this.post({ kind: 'legRinging', leg }));
    if (fate.sounds === true) this.#after(leg, 0, () => this.post({ kind: 'legSounding', leg }));
    if (fate.kind === 'answers') this.#options.clock.after(fate.afterMs, () => this.pickUp(leg));
    if (fate.kind === 'ends') this.#after(leg, fate.afterMs, () => this.endLeg(leg, fate.reason));
    return 'ok';
  }

  /** What stands in the way of calling somebody on this leg; null: nothing. */
  #mayCall(leg: LegId): Done | null {
    assert(/^[A-Za-z0-9][\w-]{0,148}$/.test(leg), 'A leg that we dial has a name of its own.');
    if (this.ended.has(leg)) return 'gone';
    if (this.#link === 'down') throw new TelephonyFault('unreachable', 'Not connected: nobody is called now.');
    return this.legs.has(leg) ? 'ok' : null;
  }

  /** Later, if the leg still rings. */
  #after(leg: LegId, delayMs: number, task: () => void): void {
    this.#options.clock.after(delayMs, () => {
      if (this.legs.get(leg)?.state === 'ringing') task();
    });
  }

  voice(leg: LegId, voice: Voice): Done {
    if (!this.legs.has(leg)) return 'gone';
    if (voice === 'muted') this.muted.add(leg);
    else this.muted.delete(leg);
    return 'ok';
  }

  reactToRing(leg: LegId, how: 'answers' | 'declines' | 'isBusy'): void {
    if (how === 'answers') this.pickUp(leg);
    else this.endLeg(leg, endReason('agent', how === 'isBusy' ? 'busy' : 'refused'));
  }

  pickUp(leg: LegId): void {
    const known = this.legs.get(leg);
    if (known?.direction !== 'outbound' || known.state === 'up') return;
    this.legs.set(leg, { ...known, state: 'up' });
    this.post({ kind: 'legAnswered', leg });
  }

  farEndHangsUp(leg: LegId, reason: EndReason | undefined): void {
    const known = this.legs.get(leg);
    const far = known?.called.startsWith('+') === true ? 'network' : 'agent';
    const party = known?.direction === 'outbound' ? far : 'caller';
    this.endLeg(leg, reason ?? endReason(party, 'hangup'));
  }

  endLeg(leg: LegId, reason: EndReason): void {
    if (!this.legs.has(leg)) return;
    this.prompts.abandon(leg);
    this.recordings.abandon(leg);
    this.legs.delete(leg);
    this.ended.add(leg);
    for (const room of this.rooms.values()) room.legs.delete(leg);
    this.post({ kind: 'legEnded', leg, reason });
  }

  open(room: RoomId, kind: RoomKind): Done {
    const there = this.rooms.get(room);
    if (there !== undefined && there.kind.kind !== kind.kind)
      throw new TelephonyFault('refused', 'A room of another kind has this id.');
    this.rooms.set(room, { kind, legs: there?.legs ?? new Set() });
    return 'ok';
  }

  join(room: RoomId, leg: LegId): Done {
    const there = this.rooms.get(room);
    if (there === undefined || !this.legs.has(leg)) return 'gone';
    this.prompts.quieten(leg);
    for (const other of this.rooms.values()) other.legs.delete(leg);
    there.legs.add(leg);
    return 'ok';
  }

  leave(room: RoomId, leg: LegId): Done {
    const there = this.rooms.get(room);
    if (there === undefined || !this.legs.has(leg)) return 'gone';
    this.prompts.quieten(leg);
    there.legs.delete(leg);
    return 'ok';
  }

  hears(leg: LegId): Heard {
    const prompt = this.prompts.on(leg);
    if (prompt !== null) return { kind: 'prompt', prompt };
    const room = [...this.rooms.values()].find(({ legs }) => legs.has(leg));
    if (room === undefined) return { kind: 'nothing' };
    if (room.kind.kind === 'waiting') return { kind: 'music', music: room.kind.music };
    const others = [...room.legs].filter((other) => other !== leg && !this.muted.has(other));
    return others.length === 0 ? { kind: 'nothing' } : { kind: 'legs', legs: others };
  }

  survey(): Awaited<ReturnType<Supervision['survey']>> {
    if (this.#link === 'down') throw new TelephonyFault('unreachable', 'Not connected: nothing can be surveyed.');
    return { at: this.#options.clock.now(), ...this.inventory() };
  }

  inventory(): Pick<Survey, 'legs' | 'rooms'> {
    return {
      legs: [...this.legs].map(([leg, known]) => ({ leg, ...known })),
      rooms: [...this.rooms].map(([room, { legs }]) => ({ room, legs: [...legs] })),
    };
  }
}
