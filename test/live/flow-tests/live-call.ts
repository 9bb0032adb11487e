// One call of a flow test on a real Asterisk. The test's clock stands still while anything real is under way, and moves from one
// timer to the next when nothing is; what happened is told in the words of tests. Not here: the lines of a test (live-test.ts).

import { type CallId, type LegId, callId } from '../../../src/base/ids.ts';
import { realIds } from '../../../src/base/real-clock.ts';
import type { CallEvent, Digit } from '../../../src/call/index.ts';
import type { Value } from '../../../src/dsl/index.ts';
import { type DecidedCall, type Frame, newFrame } from '../../../src/ivr/index.ts';
import type { Bench } from '../../../src/sim/flows/bench.ts';
import type { Happening } from '../../../src/sim/flows/happening.ts';
import { happeningsOf } from '../../../src/sim/flows/interleave.ts';
import type { Mocks } from '../../../src/sim/flows/mocks.ts';
import { isInbound } from '../../../src/sim/flows/test-setup.ts';
import { VirtualClock } from '../../../src/sim/flows/virtual-clock.ts';
import { type PhoneCall, silence, tone } from '../phone/index.ts';
import { until } from '../until.ts';
import { type CallerEar, listenTo } from './caller-ear.ts';
import { CodedSounds, type SoundPlace, beepIn, comfortIn } from './coded-sounds.ts';
import type { Desk } from './desk.ts';
import { Evidence } from './evidence.ts';
import { FarEnd } from './far-end.ts';
import { LiveLife } from './live-life.ts';
import { LiveTelephone } from './live-telephone.ts';
import { MockedServices } from './mocked-services.ts';
import { type Stubs, waysTo } from './stubs.ts';
import { clockOf, surroundingsOf } from './surroundings.ts';
import type { Switchboard } from './switchboard.ts';

/** What every live call needs, whatever its test. */
export interface LiveRing {
  readonly switchboard: Switchboard;
  readonly stubs: Stubs;
  readonly sounds: SoundPlace;
}

export interface LiveCallSetup {
  readonly ring: LiveRing;
  readonly desk: Desk;
  readonly bench: Bench;
  readonly flow: string;
  readonly arguments: Readonly<Record<string, Value>>;
  readonly caller: string | null;
  readonly called: string;
  readonly startsAt: number;
  readonly begins: 'begin' | 'answeringMachine';
  readonly mocks: Mocks;
}

/** Whatever is under way in reality has come to its end by then. */
const restMsMax = 12_000;
const agentMsMax = 8_000;
const hearMsMax = 4_000;
/** Distinct from all tones of prompts. */
const callerHz = 2_800;
const agentHz = 2_450;
const talkToneMs = 100;
/** A person speaks so long in reality, however long the test says. */
const speechMs = 1_500;

export class LiveCall {
  readonly clock: VirtualClock;
  readonly happened: Happening[] = [];
  /** What the flow asked for and calls do not do yet. */
  readonly notYet = new Set<string>();
  readonly unmocked: { readonly service: string; readonly operation: string }[] = [];
  readonly #setup: LiveCallSetup;
  readonly #telephone: LiveTelephone;
  readonly #services: MockedServices;
  readonly #evidence: Evidence;
  readonly #far: FarEnd;
  readonly #http: ReturnType<Stubs['client']>;
  /** What was asked for before happened before. */
  readonly #known = new Set<string>();
  #life: LiveLife | null = null;
  #phone: PhoneCall | null = null;
  #ear: CallerEar | null = null;
  #agent: PhoneCall | null = null;
  /** The answer of an agent who does not talk to the caller yet. */
  #talkToCome: Happening | null = null;
  #leg: LegId | null = null;
  #call: CallId | null = null;

  constructor(setup: LiveCallSetup) {
    this.#setup = setup;
    const { ring, mocks, startsAt } = setup;
    this.clock = new VirtualClock(startsAt);
    const name = realIds('flowtest');
    this.#http = ring.stubs.client(name, (reached) =>
      this.#evidence.sms(reached) ? Promise.resolve({ status: 202, body: '' }) : this.#services.answer(reached),
    );
    const onUnmocked = (asked: { service: string; operation: string }): void => void this.unmocked.push(asked);
    this.#services = new MockedServices({ clock: this.clock, mocks, http: this.#http, onUnmocked });
    this.#telephone = new LiveTelephone({
      ...{ clock: this.clock, switchboard: ring.switchboard, sounds: new CodedSounds(ring.sounds) },
      tell: (event) => this.#tell(event),
    });
    const { prompts, ringing } = this.#telephone;
    const { far } = setup.desk;
    this.#far = new FarEnd({ clock: this.clock, far, outside: mocks, rings: () => ringing.size > 0 });
    this.#evidence = new Evidence({ prompts, services: this.#services, far, stubs: ring.stubs });
  }

  /** Dials, and lets the flow begin. */
  async begin(): Promise<void> {
    const { ring, desk, bench, flow, caller, called, begins } = this.#setup;
    const { leg } = await ring.switchboard.incoming(
      async () => {
        this.#phone = await desk.caller.dial(called, { callerNumber: caller ?? 'anonymous' });
        this.#ear = listenTo(this.#phone, (number) => this.#telephone.prompts.heard(number));
      },
      (event) => this.#telephone.onEvent(event),
    );
    this.#leg = leg;
    if (isInbound(bench.program, flow)) {
      this.#life = this.#lifeOf(null);
      this.#life.tell({ kind: 'offered', leg, caller, called });
      this.#call = this.#life.machines.calls.frames().find((frame) => frame.leg === leg)?.call ?? null;
    } else {
      await ring.switchboard.ari.legs.answer(leg);
      const frame = this.#placed(leg);
      this.#call = frame.call;
      this.#life = this.#lifeOf(frame);
      this.#life.machines.calls.post(frame.call, { kind: begins });
    }
    await this.rest();
  }

  /** Null: it has not begun. */
  get name(): CallId | null {
    return this.#call;
  }

  frame(): Frame | null {
    return this.#life?.machines.calls.frames().find(({ call }) => call === this.#call) ?? null;
  }

  isOver(): boolean {
    return this.frame() === null;
  }

  /** Lets the call run until `isDone` holds or so much of the test's time has passed; whether it holds. */
  async run(lengthMs: number, isDone: () => boolean = () => false): Promise<boolean> {
    const limit = this.clock.now() + lengthMs;
    await this.rest();
    while (!isDone() && this.notYet.size === 0 && this.unmocked.length === 0) {
      const stepped = this.clock.step(limit);
      await this.rest();
      if (!stepped) break;
    }
    return isDone();
  }

  /** Resolves when nothing real is under way any more. Rejects with WaitedInVain, which says what is. */
  async rest(): Promise<void> {
    const look = async (): Promise<boolean> => {
      await this.#settled();
      const awaited = this.#awaited();
      if (awaited === null) return true;
      throw new Error(awaited);
    };
    await until(look, { withinMs: restMsMax, what: 'the call to come to rest', everyMs: 5 });
    if (this.#talkToCome !== null && this.#isTalking()) await this.#talk(this.#talkToCome);
  }

  async press(digit: Digit): Promise<void> {
    this.#note('caller', `presses ${digit}`);
    const before = this.#telephone.digitCount;
    await this.#phone?.press(digit, { toneMs: 80, gapMs: 60 });
    await until(() => this.#telephone.digitCount > before || this.isOver(), {
      withinMs: hearMsMax,
      what: `key ${digit} to reach the flow`,
    });
    await this.rest();
  }

  async speak(lengthMs: number): Promise<void> {
    this.#note('caller', 'speaks');
    this.#telephone.recorder.mouth.speak(lengthMs);
    this.#phone?.say(tone(callerHz));
    await passes(speechMs);
    this.#phone?.say(silence);
  }

  isRecording(): boolean {
    return this.#telephone.recorder.isRecording();
  }

  async hangUp(): Promise<void> {
    this.#note('caller', 'hangs up');
    await this.#phone?.hangup();
    await until(() => this.isOver(), { withinMs: restMsMax, what: 'the flow to hear of the end' });
    await this.rest();
  }

  isWaiting(): boolean {
    const call = this.#call;
    return call !== null && this.#agent === null && this.#life?.machines.acd.state().waiting.has(call) === true;
  }

  hasAgent(): boolean {
    return this.#agent !== null;
  }

  /** The agent's phone rings and is answered; once the two are put together, both are to hear each other. */
  async agentAnswers(): Promise<void> {
    this.#talkToCome = this.#note('agent', 'answers');
    const queue = this.frame()?.stay?.queue ?? '';
    this.#life?.agent(queue, 'ready');
    const agent = await this.#setup.desk.agent.nextCall({ withinMs: agentMsMax });
    this.#agent = agent;
    await agent.answer({ sound: tone(agentHz) });
    const isTaken = (): boolean => this.#isTalking() || this.isConnecting() || this.notYet.size > 0;
    await until(isTaken, { withinMs: agentMsMax, what: 'the call to be the agent’s' });
    this.#life?.agent(queue, 'not ready');
    await this.rest();
  }

  /** Answered, and not yet put together: the flow still has something to say to one of them. */
  isConnecting(): boolean {
    const frame = this.frame();
    return frame?.stay?.block === 'connect' || (frame?.wait.kind === 'queue' && frame.wait.stage.kind === 'bridging');
  }

  async agentHangsUp(): Promise<void> {
    this.#note('agent', 'hangs up');
    await this.#agent?.hangup();
    this.#agent = null;
    await until(() => !this.#isTalking(), { withinMs: agentMsMax, what: 'the conversation to end' });
    await this.rest();
  }

  /** What is outside has changed. */
  readonly lookOutside = (): void => this.#life?.look();

  restart(): void {
    this.#life?.restart(new Set(this.#telephone.prompts.playing()));
  }

  /** Everything that happened, each line with what was really heard and seen of it. */
  async told(): Promise<readonly Happening[]> {
    return this.#evidence.vouched(this.happened, this.#phone);
  }

  /** Ends what is left, in reality too. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#phone?.hangup(), this.#agent?.hangup()]);
    const over = (): boolean => this.isOver() && this.#life?.machines.conversations.talking().length === 0;
    if (this.#life !== null)
      await until(over, { withinMs: hearMsMax, what: 'the call to be over' }).catch(() => undefined);
    await this.rest().catch(() => undefined);
    if (this.#leg !== null) await this.#setup.ring.switchboard.ari.legs.end(this.#leg, 'normal').catch(() => undefined);
    this.#life?.end();
    this.#ear?.close();
    await this.#http.close();
  }

  #note(kind: 'caller' | 'agent', name: string): Happening {
    const { flow = '', step = '' } = this.frame() ?? {};
    const note: Happening = { at: this.clock.now(), kind, name, values: {}, text: null, flow, step };
    this.happened.push(note);
    return note;
  }

  async #talk(answered: Happening): Promise<void> {
    this.#talkToCome = null;
    this.#phone?.say(tone(callerHz));
    const both = async (): Promise<unknown> =>
      Promise.all([this.#phone?.hears(agentHz, talkTone), this.#agent?.hears(callerHz, talkTone)]);
    const heard = await both().then(
      () => 'yes',
      () => 'no',
    );
    this.#phone?.say(silence);
    if (heard === 'no') this.#evidence.mark(answered, 'they do not hear each other');
  }

  #tell(event: CallEvent): void {
    if (event.kind === 'legEnded' && event.leg === this.#leg) this.#telephone.callerLeft();
    this.#life?.tell(event);
  }

  /** Everything that the flow asked for so far is done, or takes its time and is waited for by name. */
  async #settled(): Promise<void> {
    const { calls } = this.#life?.machines ?? {};
    if (calls !== undefined && this.#call !== null)
      await Promise.race([calls.settled(this.#call), passes(commandMsMax)]);
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** What has to happen before the test's clock may go on; null: nothing. */
  #awaited(): string | null {
    const wait = this.frame()?.wait;
    if (this.unmocked.length > 0) return null;
    if (wait?.kind === 'ending') return 'the call to end';
    return this.#far.awaited(wait) ?? this.#telephone.awaited() ?? this.#services.awaited();
  }

  #placed(leg: LegId): Frame {
    const { bench, flow, caller, called, startsAt, arguments: given } = this.#setup;
    const { program, reference } = bench;
    const call = { call: callId(realIds('call')), leg, caller, called, program, flow, now: startsAt };
    const frame = newFrame(call, { arguments: given, attempt: 1 });
    return frame.language === '' ? { ...frame, language: reference } : frame;
  }

  #lifeOf(frame: Frame | null): LiveLife {
    const { ring, desk, bench, mocks } = this.#setup;
    const { sounds: place, stubs } = ring;
    return new LiveLife(
      {
        ...{ clock: clockOf(this.clock), program: bench.program, desk, outside: mocks },
        life: {
          telephone: this.#telephone.ports,
          sounds: this.#telephone.sounds.make,
          services: this.#services.services,
          ways: waysTo(stubs, this.#http),
          decided: (decided) => this.#decided(decided),
          comfort: () => Promise.resolve(comfortIn(place)),
          beep: () => Promise.resolve(beepIn(place)),
          environment: surroundingsOf(bench.program, mocks),
        },
      },
      frame,
    );
  }

  #decided(decided: DecidedCall): void {
    const { event, decision } = decided;
    const happenings = happeningsOf({ ...decided, known: this.#known });
    this.happened.push(...happenings);
    this.#evidence.note(happenings, decision.effects, decided.now);
    for (const effect of decision.effects) {
      if (unwitnessed.some((kind) => kind === effect.kind)) this.notYet.add(effect.kind);
      if (effect.kind === 'joinQueue' && effect.connect === 'asks') this.notYet.add('connect');
      if (effect.kind === 'joinQueue' || effect.kind === 'updateQueue') this.#life?.needed(effect.requirements);
      if (effect.kind === 'transfer') this.#far.begins(effect.to);
    }
    this.#far.onEvent(event);
  }

  #isTalking(): boolean {
    const wait = this.frame()?.wait;
    return wait?.kind === 'queue' && wait.stage.kind === 'talking';
  }
}

/** Calls perform these, and no witness of these tests has seen it yet. */
const unwitnessed = ['tell', 'schedule', 'openScript', 'askAgent', 'offerObjections'] as const;

/** A command that takes longer is waited for by what it is about. */
const commandMsMax = 1_000;
const talkTone = { withinMs: hearMsMax, forMs: talkToneMs };

const passes = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
