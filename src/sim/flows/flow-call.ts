// One simulated call: the engine that runs on real calls, with the line, the caller, the agent and the waiting line around it,
// all on a virtual clock. Not here: what a test makes of it (run-test.ts), what single effects do (running-flow.ts).

import type { Instant } from '../../base/clock.ts';
import { callId, legId } from '../../base/ids.ts';
import { type Digit, type EndReason, endReason } from '../../call/index.ts';
import type { Program, Value } from '../../dsl/index.ts';
import {
  type CallDecision,
  type Frame,
  type IvrEffect,
  type IvrEvent,
  type RequestEffect,
  type World,
  advance,
  newFrame,
  scriptFrame,
} from '../../ivr/index.ts';
import { thawed } from './decode-frame.ts';
import type { Happening } from './happening.ts';
import { happeningsOf } from './interleave.ts';
import { Line } from './line.ts';
import { Mouth } from './mouth.ts';
import type { Outside } from './outside.ts';
import { type LineEffect, RunningFlow, type Surroundings } from './running-flow.ts';
import { isInbound } from './test-setup.ts';
import { VirtualClock } from './virtual-clock.ts';

export interface CallSetup {
  readonly program: Program;
  readonly flow: string;
  readonly arguments: Readonly<Record<string, Value>>;
  /** The person on the line; null: withheld. */
  readonly caller: string | null;
  /** Our number. */
  readonly called: string;
  readonly startsAt: Instant;
  /** For a flow that names no language. */
  readonly language: string;
  readonly begins: 'begin' | 'answeringMachine';
  readonly outside: Outside;
  /** Told of every decision, for coverage. */
  readonly onDecision?: (decided: DecidedStep) => void;
}

/** One decision with everything that coverage needs. */
export interface DecidedStep {
  readonly program: Program;
  readonly before: Frame;
  readonly event: IvrEvent;
  readonly decision: CallDecision;
  readonly now: Instant;
  /** 0: the call's own flow; n: the nth script that it opened. */
  readonly of: number;
  readonly world: World;
  /** The statements that began, in order. */
  readonly passed: readonly { readonly flow: string; readonly address: number }[];
}

/** More events than any call has between two lines of a test: a call that goes round without end. */
const eventsMax = 20_000;

/** What an agent does in a script. */
export type AgentEvent = Extract<IvrEvent, { kind: 'fieldGiven' | 'objection' | 'continued' }>;

/** What an agent is told to have done. */
export const agentWords = { fieldGiven: 'fills in', objection: 'notes an objection', continued: 'continues' } as const;

/** A call that has no end, which is a fault of its flow. */
export class EndlessCall extends Error {
  readonly code = 'endlessCall';
  readonly retryable = false;
}

export class FlowCall {
  readonly clock: VirtualClock;
  readonly happened: Happening[] = [];
  /** Requests that nobody has said anything about. */
  readonly unmocked: RequestEffect[] = [];
  readonly line: Line;
  readonly main: RunningFlow;
  readonly #mouth: Mouth;
  readonly #scripts: RunningFlow[] = [];
  readonly #setup: CallSetup;
  readonly #mail: { readonly flow: RunningFlow; readonly event: IvrEvent }[] = [];
  #eventCount = 0;
  #byteCountMax = 0;
  #leg: 'there' | 'gone' = 'there';

  constructor(setup: CallSetup) {
    this.#setup = setup;
    this.clock = new VirtualClock(setup.startsAt);
    this.#mouth = new Mouth(this.clock);
    this.line = new Line(setup.outside, (event) => this.#post(this.main, event));
    this.main = new RunningFlow(firstFrame(setup), setup.program, this.#around());
  }

  begin(): void {
    this.#post(this.main, { kind: this.#setup.begins });
    this.#deliver();
  }

  /** Everything that runs: the call's own flow, then the agent's scripts. */
  flows(): readonly RunningFlow[] {
    return [this.main, ...this.#scripts].filter(({ frame }) => frame !== null);
  }

  isOver(): boolean {
    return this.flows().length === 0;
  }

  /** The largest record that a frame of this call took. */
  byteCountMax(): number {
    return this.#byteCountMax;
  }

  /** Lets the call run until `until` holds (looked at between events) or `limit` is there; whether it holds. */
  run(limit: Instant, until: () => boolean = () => false): boolean {
    while (!until()) {
      if (!this.clock.step(limit)) return until();
      this.#deliver();
    }
    return true;
  }

  press(digit: Digit): void {
    this.#note('caller', `presses ${digit}`);
    this.#tell(this.main, { kind: 'digit', digit });
  }

  speak(lengthMs: number): void {
    this.#note('caller', 'speaks');
    this.#mouth.speak(lengthMs);
  }

  isRecording(): boolean {
    return this.#mouth.isRecording();
  }

  /** The caller hangs up. */
  hangUp(): void {
    this.#note('caller', 'hangs up');
    this.#legEnds(endReason('network', 'hangup'));
    this.#deliver();
  }

  agentAnswers(): void {
    this.#note('agent', 'answers');
    this.line.agentAnswers();
    this.#deliver();
  }

  agentHangsUp(): void {
    this.#note('agent', 'hangs up');
    if (this.main.frame?.wait.kind === 'queue' || this.line.agent !== 'none') this.line.agentLeaves();
    else this.#legEnds(endReason('agent', 'hangup'));
    this.#deliver();
  }

  /** What an agent does with the task before them. */
  agentDoes(flow: RunningFlow, event: AgentEvent): void {
    this.#note('agent', agentWords[event.kind]);
    flow.task = null;
    this.#tell(flow, event);
  }

  /** What is outside has changed. */
  lookOutside(): void {
    this.line.look();
    this.#deliver();
  }

  /** The controller dies and starts again: frames come back from their records, whatever the telephone does goes on. */
  restart(): void {
    for (const flow of this.flows()) {
      const { frame } = flow;
      if (frame === null) continue;
      flow.forgetTimers();
      flow.frame = this.#stored(frame);
    }
    for (const flow of this.flows()) this.#post(flow, { kind: 'resumed', playing: flow.playing() });
    this.#deliver();
  }

  #stored(frame: Frame): Frame {
    const { frame: back, byteCount } = thawed(frame);
    this.#byteCountMax = Math.max(this.#byteCountMax, byteCount);
    return back;
  }

  #around(): Surroundings {
    return {
      clock: this.clock,
      outside: this.#setup.outside,
      mouth: this.#mouth,
      post: (flow, event) => this.#post(flow, event),
      onLine: (flow, effect) => this.#onLine(flow, effect),
      onUnmocked: (effect) => this.unmocked.push(effect),
    };
  }

  #post(flow: RunningFlow, event: IvrEvent): void {
    this.#mail.push({ flow, event });
  }

  #tell(flow: RunningFlow, event: IvrEvent): void {
    this.#post(flow, event);
    this.#deliver();
  }

  #deliver(): void {
    for (let next = this.#mail.shift(); next !== undefined; next = this.#mail.shift()) {
      this.#eventCount += 1;
      if (this.#eventCount > eventsMax) throw new EndlessCall('The call goes on without end.');
      this.#decide(next.flow, next.event);
    }
  }

  #decide(flow: RunningFlow, event: IvrEvent): void {
    const { frame: before, program } = flow;
    if (before === null) return;
    const now = this.clock.now();
    const passed: { flow: string; address: number }[] = [];
    const world = this.#world(program, passed);
    const decision = advance(world, before, event, now);
    flow.frame = decision.state;
    if (decision.state !== null && decision.state.wait !== before.wait) flow.task = null;
    this.happened.push(...happeningsOf({ before, decision, program, now, known: flow.known }));
    const of = flow === this.main ? 0 : this.#scripts.indexOf(flow) + 1;
    this.#setup.onDecision?.({ program, before, event, decision, passed, now, of, world });
    for (const effect of decision.effects) flow.perform(effect);
    if (decision.state === null) this.#flowOver(flow);
  }

  #world(program: Program, passed: { flow: string; address: number }[]): World {
    const { config, numbers, splits } = this.#setup.outside;
    return {
      ...{ program, config, numbers, splits },
      queues: this.line.views(program),
      passed: (flow, address) => passed.push({ flow, address }),
    };
  }

  #flowOver(flow: RunningFlow): void {
    flow.end();
    if (flow === this.main) this.#mouth.drop();
  }

  #onLine(flow: RunningFlow, effect: LineEffect): void {
    switch (effect.kind) {
      case 'joinQueue':
        return this.line.join(effect);
      case 'leaveQueue':
        return this.line.leave(effect.why);
      case 'bridge':
        return this.line.bridge();
      case 'openScript':
        return this.#openScript(flow, effect);
      case 'keepVoicemail':
        return;
      case 'end':
        return this.#legEnds(endReason('completed', 'hangup'));
    }
  }

  #openScript({ frame, program }: RunningFlow, effect: IvrEffect & { kind: 'openScript' }): void {
    if (frame === null) return;
    const script = new RunningFlow(
      scriptFrame(frame, { ...effect, given: effect.arguments }, this.clock.now()),
      program,
      this.#around(),
    );
    this.#scripts.push(script);
    this.#post(script, { kind: 'begin' });
  }

  /** Whoever hung up: the leg is gone, and with it the call, the conversation and the agent's script. */
  #legEnds(reason: EndReason): void {
    if (this.#leg === 'gone') return;
    this.#leg = 'gone';
    for (const flow of this.flows()) this.#post(flow, { kind: 'legEnded', reason });
  }

  #note(kind: 'caller' | 'agent', name: string): void {
    const { flow = '', step = '' } = this.main.frame ?? {};
    this.happened.push({ at: this.clock.now(), kind, name, values: {}, text: null, flow, step });
  }
}

function firstFrame({ program, flow, arguments: given, caller, called, startsAt, language }: CallSetup): Frame {
  const call = { call: callId('call'), leg: legId('leg'), caller, called, program, flow, now: startsAt };
  const frame = newFrame(call, isInbound(program, flow) ? null : { arguments: given, attempt: 1 });
  return frame.language === '' ? { ...frame, language } : frame;
}
