// One call of a flow test on a real Asterisk. The test's clock stands still while anything real is under way, and moves from one
// timer to the next when nothing is; what happened is told in the words of tests. Not here: the lines of a test (live-test.ts).

import type { CallId, LegId } from '../../../src/base/ids.ts';
import { realIds } from '../../../src/base/real-clock.ts';
import type { CallEvent, Digit } from '../../../src/call/index.ts';
import { type DecidedCall, type Frame, type ScriptAnswer } from '../../../src/ivr/index.ts';
import { agentWords } from '../../../src/sim/flows/flow-call.ts';
import type { Happening } from '../../../src/sim/flows/happening.ts';
import type { AgentTask } from '../../../src/sim/flows/running-flow.ts';
import { isInbound } from '../../../src/sim/flows/test-setup.ts';
import { VirtualClock } from '../../../src/sim/flows/virtual-clock.ts';
import { type PhoneCall, silence, tone } from '../phone/index.ts';
import { until } from '../until.ts';
import { AgentPhone, callerHz } from './agent-phone.ts';
import { AgentScreen, give, taskOn } from './agent-screen.ts';
import { type CallerEar, listenTo } from './caller-ear.ts';
import { CallbacksMade } from './callbacks-made.ts';
import { Chronicle } from './chronicle.ts';
import { CodedSounds, beepIn, comfortIn } from './coded-sounds.ts';
import { Evidence } from './evidence.ts';
import { FarEnd } from './far-end.ts';
import { type LiveCallSetup, placedFrame } from './live-call-setup.ts';
import { LiveLife } from './live-life.ts';
import { LiveTelephone } from './live-telephone.ts';
import { MockedServices } from './mocked-services.ts';
import { type Begun, begunBy, scriptFlow } from './script-flow.ts';
import { type Stubs, waysTo } from './stubs.ts';
import { clockOf, surroundingsOf } from './surroundings.ts';

/** Whatever is under way in reality has come to its end by then. */
const restMsMax = 12_000;
const agentMsMax = 8_000;
const hearMsMax = 4_000;
/** A person speaks so long in reality, however long the test says. */
const speechMs = 1_500;

export class LiveCall {
  readonly clock: VirtualClock;
  readonly unmocked: { readonly service: string; readonly operation: string }[] = [];
  readonly #setup: LiveCallSetup;
  readonly #telephone: LiveTelephone;
  readonly #services: MockedServices;
  readonly #chronicle: Chronicle;
  readonly #far: FarEnd;
  readonly #http: ReturnType<Stubs['client']>;
  readonly #screen = new AgentScreen();
  readonly #callbacks = new CallbacksMade();
  readonly #agent: AgentPhone;
  readonly #begun: Begun;
  #life: LiveLife | null = null;
  #phone: PhoneCall | null = null;
  #ear: CallerEar | null = null;
  /** Whether an agent and the caller were put together. */
  #talked: 'yes' | 'no' = 'no';
  /** The answer of an agent who does not talk to the caller yet. */
  #talkToCome: Happening | null = null;
  #leg: LegId | null = null;
  #call: CallId | null = null;

  constructor(setup: LiveCallSetup) {
    this.#setup = setup;
    const { ring, mocks, startsAt } = setup;
    this.#begun = begunBy(setup);
    this.clock = new VirtualClock(startsAt);
    const name = realIds('flowtest');
    this.#http = ring.stubs.client(name, (reached) =>
      evidence.sms(reached) ? Promise.resolve({ status: 202, body: '' }) : this.#services.answer(reached),
    );
    const onUnmocked = (asked: { service: string; operation: string }): void => void this.unmocked.push(asked);
    this.#services = new MockedServices({ clock: this.clock, mocks, http: this.#http, onUnmocked });
    this.#telephone = new LiveTelephone({
      ...{ clock: this.clock, switchboard: ring.switchboard, sounds: new CodedSounds(ring.sounds) },
      earOf: (leg) => (leg === this.#leg ? 'caller' : 'agent'),
      tell: (event) => this.#tell(event),
    });
    const { prompts, ringing } = this.#telephone;
    this.#agent = new AgentPhone(setup.desk.agent, (number) => prompts.heard(number, 'agent'));
    const { far } = setup.desk;
    this.#far = new FarEnd({ clock: this.clock, far, outside: mocks, rings: () => ringing.size > 0 });
    const evidence = new Evidence({
      ...{
        prompts,
        services: this.#services,
        far,
        stubs: ring.stubs,
        screen: this.#screen,
        callbacks: this.#callbacks,
      },
      recordedCount: () => (this.#talked === 'no' ? null : this.#telephone.recorder.followed.size),
    });
    this.#chronicle = new Chronicle(evidence);
  }

  /** Dials, and lets the flow begin. */
  async begin(): Promise<void> {
    const { ring, desk, caller, called, begins } = this.#setup;
    const { leg } = await ring.switchboard.incoming(
      async () => {
        this.#phone = await desk.caller.dial(called, { callerNumber: caller ?? 'anonymous' });
        this.#ear = listenTo(this.#phone, (number) => this.#telephone.prompts.heard(number, 'caller'));
      },
      (event) => this.#telephone.onEvent(event),
    );
    this.#leg = leg;
    if (isInbound(this.#begun.program, this.#begun.flow)) {
      this.#life = this.#lifeOf(null);
      this.#life.tell({ kind: 'offered', leg, caller, called });
      this.#call = this.#life.machines.calls.frames().find((frame) => frame.leg === leg)?.call ?? null;
    } else {
      await ring.switchboard.ari.legs.answer(leg);
      const frame = placedFrame(this.#setup, this.#begun, leg);
      this.#call = frame.call;
      this.#life = this.#lifeOf(frame);
      this.#life.machines.calls.post(frame.call, { kind: begins });
    }
    await this.rest();
    if (this.#isScript()) await this.agentAnswers();
  }

  get happened(): readonly Happening[] {
    return this.#chronicle.happened;
  }

  /** Null: it has not begun. */
  get name(): CallId | null {
    return this.#call;
  }

  /** Where the test's flow or script is; null: it is over. */
  frame(): Frame | null {
    return this.#isScript() ? (this.#screen.frames()[0] ?? null) : this.#callFrame();
  }

  isOver(): boolean {
    return this.#isScript() ? this.#screen.state() === 'over' : this.#callFrame() === null;
  }

  /** Lets the call run until `isDone` holds or so much of the test's time has passed; whether it holds. */
  async run(lengthMs: number, isDone: () => boolean = () => false): Promise<boolean> {
    const limit = this.clock.now() + lengthMs;
    await this.rest();
    while (!isDone() && this.unmocked.length === 0) {
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
    return call !== null && !this.#agent.isUp() && this.#life?.machines.acd.state().waiting.has(call) === true;
  }

  hasAgent(): boolean {
    return this.#agent.isUp();
  }

  /** The agent's phone rings and is answered; once the two are put together, both are to hear each other. */
  async agentAnswers(): Promise<void> {
    this.#talkToCome = this.#isScript() ? unsaid : this.#note('agent', 'answers');
    const queue = this.#callFrame()?.stay?.queue ?? '';
    if (this.#life !== null) this.#callbacks.takeBack(this.#life.machines.callbacks);
    this.#life?.agent(queue, 'ready');
    await this.#agent.answers();
    const isTaken = (): boolean => this.#isTalking() || this.isConnecting();
    await until(isTaken, { withinMs: agentMsMax, what: 'the call to be the agent’s' });
    this.#life?.agent(queue, 'not ready');
    await this.rest();
  }

  /** Answered, and not yet put together: the flow still has something to say to one of them. */
  isConnecting(): boolean {
    const frame = this.#callFrame();
    return frame?.stay?.block === 'connect' || (frame?.wait.kind === 'queue' && frame.wait.stage.kind === 'bridging');
  }

  async agentHangsUp(): Promise<void> {
    this.#note('agent', 'hangs up');
    await this.#agent.hangsUp();
    await until(() => !this.#isTalking(), { withinMs: agentMsMax, what: 'the conversation to end' });
    await this.rest();
  }

  /** The task before the agent; null: none. */
  task(): AgentTask | null {
    return this.#life === null ? null : (taskOn(this.#life.machines.calls.scripts)?.task ?? null);
  }

  /** What the agent does with it. */
  async agentDoes(answer: ScriptAnswer): Promise<void> {
    this.#note('agent', agentWords[answer.kind]);
    const { scripts } = this.#life?.machines.calls ?? {};
    const at = scripts === undefined ? null : taskOn(scripts);
    if (scripts !== undefined && at !== null) give(scripts, at.id, answer);
    await this.rest();
  }

  /** What is outside has changed. */
  readonly lookOutside = (): void => this.#life?.look();

  restart(): void {
    this.#life?.restart(new Set(this.#telephone.prompts.playing()));
  }

  /** Everything that happened, each line with what was really heard and seen of it. */
  async told(): Promise<readonly Happening[]> {
    return this.#chronicle.told(this.#phone);
  }

  /** Ends what is left, in reality too. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#phone?.hangup(), this.#agent.hangsUp()]);
    const over = (): boolean => this.#callFrame() === null && this.#life?.machines.conversations.talking().length === 0;
    if (this.#life !== null) this.#callbacks.takeBack(this.#life.machines.callbacks);
    if (this.#life !== null)
      await until(over, { withinMs: hearMsMax, what: 'the call to be over' }).catch(() => undefined);
    await this.rest().catch(() => undefined);
    if (this.#leg !== null) await this.#setup.ring.switchboard.ari.legs.end(this.#leg, 'normal').catch(() => undefined);
    this.#life?.end();
    this.#ear?.close();
    this.#agent.close();
    await this.#http.close();
  }

  #note(kind: 'caller' | 'agent', name: string): Happening {
    return this.#chronicle.note(this.clock.now(), kind, name, this.frame());
  }

  async #talk(answered: Happening): Promise<void> {
    this.#talkToCome = null;
    this.#talked = 'yes';
    const heard = await this.#agent.talksTo(this.#phone);
    if (!heard && answered === unsaid) throw new Error('The agent and the caller do not hear each other.');
    if (!heard) this.#chronicle.mark(answered, 'they do not hear each other');
  }

  #tell(event: CallEvent): void {
    if (event.kind === 'legEnded' && event.leg === this.#leg) this.#telephone.callerLeft();
    this.#life?.tell(event);
  }

  /** Everything that the flow asked for so far is done, or takes its time and is waited for by name. */
  async #settled(): Promise<void> {
    const { calls, callbacks } = this.#life?.machines ?? {};
    if (calls !== undefined && this.#call !== null)
      await Promise.race([calls.settled(this.#call), passes(commandMsMax)]);
    await new Promise((resolve) => setImmediate(resolve));
    if (calls !== undefined) this.#screen.look(calls.scripts.sheets());
    if (callbacks !== undefined) this.#callbacks.look(callbacks);
  }

  /** What has to happen before the test's clock may go on; null: nothing. */
  #awaited(): string | null {
    const wait = this.#callFrame()?.wait;
    if (this.unmocked.length > 0) return null;
    if (wait?.kind === 'ending') return 'the call to end';
    return this.#far.awaited(wait) ?? this.#telephone.awaited() ?? this.#services.awaited();
  }

  #lifeOf(frame: Frame | null): LiveLife {
    const { ring, desk, mocks } = this.#setup;
    const { program } = this.#begun;
    const { sounds: place, stubs } = ring;
    return new LiveLife(
      {
        ...{ clock: clockOf(this.clock), program, desk, outside: mocks },
        life: {
          telephone: this.#telephone.ports,
          sounds: this.#telephone.sounds.make,
          services: this.#services.services,
          ways: waysTo(stubs, this.#http),
          decided: (decided) => this.#decided(decided),
          comfort: () => Promise.resolve(comfortIn(place)),
          beep: () => Promise.resolve(beepIn(place)),
          environment: surroundingsOf(program, mocks),
        },
      },
      frame,
    );
  }

  #decided(decided: DecidedCall): void {
    const { event, decision, script, before } = decided;
    if (script !== null) this.#screen.moved(script, decision.state, before.wait.kind === 'begin');
    if (!this.#isScript() || script !== null) this.#chronicle.decided(decided);
    for (const effect of decision.effects) {
      if (effect.kind === 'transfer') this.#far.begins(effect.to);
    }
    this.#far.onEvent(event);
  }

  /** Whether the test begins in a script, which then opens beside a call of ours. */
  #isScript(): boolean {
    return this.#begun.flow === scriptFlow;
  }

  #callFrame(): Frame | null {
    return this.#life?.machines.calls.frames().find(({ call }) => call === this.#call) ?? null;
  }

  #isTalking(): boolean {
    const wait = this.#callFrame()?.wait;
    return wait?.kind === 'queue' && wait.stage.kind === 'talking';
  }
}

/** That the agent of a script answers is no line of its test. */
const unsaid: Happening = { ...{ at: 0, kind: 'agent', name: 'answers', values: {}, text: null }, flow: '', step: '' };

/** A command that takes longer is waited for by what it is about. */
const commandMsMax = 1_000;

const passes = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
