// The call of one test and what each kind of line does to it. Every act gives back what is wrong, or null. Not here: the order of
// the lines (run-test.ts), matching (expectation.ts).

import { type AgentAct, type Given, type TestLine, type TestNode, type Value } from '../../dsl/index.ts';
import type { Instant } from '../../base/clock.ts';
import { type AtTask, answerTo } from './agent-answer.ts';
import { type Wanted, isWanted, wantedOf, wantedText } from './expectation.ts';
import { type DecidedStep, FlowCall } from './flow-call.ts';
import type { Happening } from './happening.ts';
import { digitsOf, isAtVoicemail, listensToKeys } from './listening.ts';
import { Mocks } from './mocks.ts';
import type { Bench } from './bench.ts';
import type { RunningFlow } from './running-flow.ts';
import {
  type GivenCall,
  argumentsOf,
  keyGapMs,
  missingText,
  partiesOf,
  patienceMs,
  startsAtOf,
  unmockedText,
  whereabouts,
} from './test-setup.ts';

export class TestCall {
  readonly #test: TestNode;
  readonly #bench: Bench;
  readonly #mocks: Mocks;
  readonly #onDecision: ((decided: DecidedStep) => void) | undefined;
  #given: GivenCall | null = null;
  #begins: 'begin' | 'answeringMachine' = 'begin';
  #call: FlowCall | null = null;
  /** What happened before was seen already. */
  #cursor = 0;

  constructor(test: TestNode, bench: Bench, onDecision: ((decided: DecidedStep) => void) | undefined) {
    this.#test = test;
    this.#bench = bench;
    this.#mocks = new Mocks(bench.program, bench.environment, bench.valueOf, bench.manner);
    this.#onDecision = onDecision;
  }

  happened(): readonly Happening[] {
    return this.#call?.happened ?? [];
  }

  byteCountMax(): number {
    return this.#call?.byteCountMax() ?? 0;
  }

  lengthMs(): number {
    return this.#call === null ? 0 : this.#call.clock.now() - this.#startsAt();
  }

  restart(): void {
    this.#call?.restart();
  }

  isOver(): boolean {
    return this.#call?.isOver() ?? false;
  }

  /** Lets the call run until something more happens, but no longer than that. */
  runOn(limitMs: number): void {
    const call = this.#begun();
    const before = call.happened.length;
    this.#run(call, limitMs, () => call.happened.length > before);
  }

  /** Does what the line says; gives what went wrong. */
  take(line: TestLine): string | null {
    if (line.kind === 'given') return this.#give(line.given);
    const call = this.#begun();
    return this.#act(line, call) ?? this.#unmocked(call);
  }

  #act(line: Exclude<TestLine, { kind: 'given' }>, call: FlowCall): string | null {
    switch (line.kind) {
      case 'expect': {
        const wanted = wantedOf(line.expectation, (node) => this.#value(node));
        const withinMs = line.within?.value ?? patienceMs;
        return line.wanted === 'yes' ? this.#expect(call, wanted, withinMs) : this.#expectNo(call, wanted, withinMs);
      }
      case 'press':
        return this.#press(call, line.keys);
      case 'speak':
        return this.#speak(call, line.duration.value);
      case 'wait':
        this.#run(call, line.duration.value);
        return null;
      case 'hang up':
        this.#toNow(call);
        call.hangUp();
        return null;
      case 'restart':
        this.#toNow(call);
        call.restart();
        return null;
      case 'reload':
        this.#toNow(call);
        return this.#bench.reload(this.#test.span.file, line.version.text);
      case 'agent':
        return this.#agent(call, line.does);
    }
  }

  #give(given: Given): string | null {
    if (given.kind === 'call' || given.kind === 'answering_machine') {
      if (this.#call !== null) return 'The call has begun already: this belongs at the beginning of the test.';
      if (given.kind === 'call') this.#given = given;
      else this.#begins = 'answeringMachine';
      return null;
    }
    this.#mocks.give(given, this.#call?.clock.now() ?? this.#startsAt());
    this.#call?.lookOutside();
    return null;
  }

  #begun(): FlowCall {
    if (this.#call !== null) return this.#call;
    const { program, reference } = this.#bench;
    const flow = this.#test.flow.text;
    const call = new FlowCall({
      ...{ program, flow, startsAt: this.#startsAt(), language: reference, begins: this.#begins },
      ...partiesOf(this.#given, program, flow),
      arguments: argumentsOf(this.#test, program, (node) => this.#value(node)),
      outside: this.#mocks,
      ...(this.#onDecision === undefined ? {} : { onDecision: this.#onDecision }),
    });
    this.#call = call;
    call.begin();
    return call;
  }

  #startsAt(): Instant {
    return startsAtOf(this.#given, this.#bench.program.timezone);
  }

  #value(node: Parameters<Bench['valueOf']>[0]): Value {
    return this.#bench.valueOf(node, this.#mocks.world(), this.#call?.clock.now() ?? this.#startsAt());
  }

  #toNow(call: FlowCall): void {
    this.#cursor = call.happened.length;
  }

  /** Lets the call run on, but never past a request that nobody speaks of. */
  #run(call: FlowCall, lengthMs: number, until: () => boolean = () => false): boolean {
    call.run(call.clock.now() + lengthMs, () => until() || call.unmocked.length > 0);
    return until();
  }

  #expect(call: FlowCall, wanted: Wanted, withinMs: number): string | null {
    let index = this.#cursor;
    const found = (): boolean => {
      while (index < call.happened.length) {
        const happening = call.happened[index];
        if (happening !== undefined && isWanted(wanted, happening)) return true;
        index += 1;
      }
      return false;
    };
    if (!this.#run(call, withinMs, found)) return this.#unmocked(call) ?? this.#missing(call, wanted, withinMs);
    this.#cursor = index + 1;
    return null;
  }

  #expectNo(call: FlowCall, wanted: Wanted, withinMs: number): string | null {
    const found = (): boolean => call.happened.slice(this.#cursor).some((each) => isWanted(wanted, each));
    if (!this.#run(call, withinMs, () => found() || call.isOver()) || !found()) return null;
    return `\`${wantedText(wanted)}\` happened, and was not to.`;
  }

  #missing({ happened, main }: FlowCall, wanted: Wanted, withinMs: number): string {
    return missingText({ happened, cursor: this.#cursor, frame: main.frame }, wanted, withinMs);
  }

  #unmocked(call: FlowCall): string | null {
    const [first] = call.unmocked;
    return first === undefined ? null : unmockedText(first);
  }

  #press(call: FlowCall, keys: string): string | null {
    const digits = digitsOf(keys);
    if (!this.#run(call, patienceMs, () => listensToKeys(call.main.frame, call.main.program, keys))) {
      return (
        this.#unmocked(call) ??
        `Nobody listened to the keys within 60 s: the call is at ${whereabouts(call.main.frame)}.`
      );
    }
    this.#toNow(call);
    for (const [index, digit] of digits.entries()) {
      if (index > 0) this.#run(call, keyGapMs);
      call.press(digit);
    }
    return null;
  }

  #speak(call: FlowCall, lengthMs: number): string | null {
    if (isAtVoicemail(call.main.frame)) this.#run(call, patienceMs, () => call.isRecording());
    this.#toNow(call);
    call.speak(lengthMs);
    this.#run(call, lengthMs);
    return null;
  }

  #agent(call: FlowCall, does: AgentAct): string | null {
    switch (does.kind) {
      case 'answer':
        if (!this.#run(call, patienceMs, () => call.line.isWaiting())) {
          return (
            this.#unmocked(call) ?? `No caller waits for an agent: the call is at ${whereabouts(call.main.frame)}.`
          );
        }
        this.#toNow(call);
        call.agentAnswers();
        return null;
      case 'hang up':
        if (call.line.agent === 'none' && !isScriptTest(this.#bench, this.#test)) {
          return 'There is no agent on the line who could hang up.';
        }
        // They hang up on the caller: first the two are put together.
        this.#run(call, patienceMs, () => call.line.agent !== 'connecting');
        this.#toNow(call);
        call.agentHangsUp();
        return null;
      case 'input':
      case 'objection':
      case 'continue':
        return this.#atTask(call, does);
    }
  }

  /** What an agent does with the form that is before them. */
  #atTask(call: FlowCall, does: AtTask): string | null {
    const waiting = (): RunningFlow | undefined => call.flows().findLast(({ task }) => task !== null);
    this.#run(call, patienceMs, () => waiting() !== undefined);
    const flow = waiting();
    const task = flow?.task ?? null;
    if (flow === undefined || task === null) {
      return this.#unmocked(call) ?? `The agent is asked nothing: the call is at ${whereabouts(call.main.frame)}.`;
    }
    this.#toNow(call);
    const answer = answerTo(task, does, (node) => this.#value(node));
    if (typeof answer === 'string') return answer;
    call.agentDoes(flow, answer);
    return null;
  }
}

const isScriptTest = ({ program }: Bench, { flow }: TestNode): boolean => program.flows[flow.text]?.kind === 'script';
