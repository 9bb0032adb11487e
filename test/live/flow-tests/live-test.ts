// One test of a flow on a real Asterisk, line by line: the lines mean what they mean in the simulator (src/sim/flows/test-call.ts),
// and are done by real telephones. Not here: the call (live-call.ts), comparing the two.

import type {
  AgentAct,
  Expectation,
  ExpressionNode,
  Given,
  TestLine,
  TestNode,
  Value,
} from '../../../src/dsl/index.ts';
import type { Bench } from '../../../src/sim/flows/bench.ts';
import { type AtTask, answerTo } from '../../../src/sim/flows/agent-answer.ts';
import { type Wanted, isWanted, wantedOf, wantedText } from '../../../src/sim/flows/expectation.ts';
import type { Happening } from '../../../src/sim/flows/happening.ts';
import { digitsOf, isAtVoicemail, listensToKeys } from '../../../src/sim/flows/listening.ts';
import { Mocks } from '../../../src/sim/flows/mocks.ts';
import type { TestRun } from '../../../src/sim/flows/run-test.ts';
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
} from '../../../src/sim/flows/test-setup.ts';
import type { Desk } from './desk.ts';
import { LiveCall } from './live-call.ts';
import type { LiveRing } from './live-call-setup.ts';

/** A test that was run on a real call. */
export interface LiveRun {
  readonly outcome: TestRun['outcome'];
  readonly happened: readonly Happening[];
  /** The name that the call had, which is another in the simulator. */
  readonly call: string;
  readonly tookMs: number;
}

/** Runs a test on the telephones of a desk. Never rejects. */
export async function runLiveTest(test: TestNode, bench: Bench, ring: LiveRing, desk: Desk): Promise<LiveRun> {
  const beganAt = performance.now();
  const live = new LiveTest(test, bench, ring, desk);
  const done = async (line: TestLine | null, message: string | null): Promise<LiveRun> => {
    const happened = await live.told();
    await live.close();
    return {
      ...{ happened, call: live.callName(), tookMs: performance.now() - beganAt },
      outcome: message === null ? { kind: 'passed' } : { kind: 'failed', line, message },
    };
  };
  for (const line of test.lines) {
    const problem = await guarded(() => live.take(line));
    if (problem !== null) return done(line, problem);
  }
  return done(null, test.lines.length === 0 ? 'The test has no lines.' : null);
}

async function guarded(task: () => Promise<string | null>): Promise<string | null> {
  try {
    return await task();
  } catch (fault) {
    if (!(fault instanceof Error)) throw fault;
    const because = fault.cause instanceof Error ? ` (${fault.cause.message})` : '';
    return `The call could not go on: ${fault.message}${because}`;
  }
}

class LiveTest {
  readonly #test: TestNode;
  readonly #bench: Bench;
  readonly #ring: LiveRing;
  readonly #desk: Desk;
  readonly #mocks: Mocks;
  #given: GivenCall | null = null;
  #begins: 'begin' | 'answeringMachine' = 'begin';
  #call: LiveCall | null = null;
  /** What happened before was seen already. */
  #cursor = 0;

  constructor(test: TestNode, bench: Bench, ring: LiveRing, desk: Desk) {
    this.#test = test;
    this.#bench = bench;
    this.#ring = ring;
    this.#desk = desk;
    this.#mocks = new Mocks(bench.program, bench.environment, bench.valueOf, bench.manner);
  }

  callName(): string {
    return this.#call?.name ?? '';
  }

  async told(): Promise<readonly Happening[]> {
    return (await this.#call?.told()) ?? [];
  }

  async close(): Promise<void> {
    await this.#call?.close();
  }

  /** Does what the line says; gives what went wrong. */
  async take(line: TestLine): Promise<string | null> {
    if (line.kind === 'given') return this.#give(line.given);
    const call = await this.#begun();
    return (await this.#act(line, call)) ?? this.#unmocked(call);
  }

  #act(line: Exclude<TestLine, { kind: 'given' }>, call: LiveCall): Promise<string | null> {
    switch (line.kind) {
      case 'expect':
        return this.#expected(call, line);
      case 'press':
        return this.#press(call, line.keys);
      case 'speak':
        return this.#speak(call, line.duration.value);
      case 'wait':
        return call.run(line.duration.value).then(() => null);
      case 'hang up':
        this.#toNow(call);
        return call.hangUp().then(() => null);
      case 'restart':
        this.#toNow(call);
        call.restart();
        return call.rest().then(() => null);
      case 'reload':
        this.#toNow(call);
        return Promise.resolve(this.#bench.reload(this.#test.span.file, line.version.text));
      case 'agent':
        return this.#agent(call, line.does);
    }
  }

  async #give(given: Given): Promise<string | null> {
    if (given.kind === 'call' || given.kind === 'answering_machine') {
      if (this.#call !== null) return 'The call has begun already: this belongs at the beginning of the test.';
      if (given.kind === 'call') this.#given = given;
      else this.#begins = 'answeringMachine';
      return null;
    }
    this.#mocks.give(given, this.#now());
    this.#call?.lookOutside();
    await this.#call?.rest();
    return null;
  }

  async #begun(): Promise<LiveCall> {
    if (this.#call !== null) return this.#call;
    const { program } = this.#bench;
    const flow = this.#test.flow.text;
    const call = new LiveCall({
      ...{ ring: this.#ring, desk: this.#desk, bench: this.#bench, mocks: this.#mocks, flow, begins: this.#begins },
      ...{ startsAt: this.#now(), ...partiesOf(this.#given, program, flow) },
      arguments: argumentsOf(this.#test, program, (node) => this.#value(node)),
    });
    this.#call = call;
    await call.begin();
    return call;
  }

  #now(): number {
    return this.#call?.clock.now() ?? startsAtOf(this.#given, this.#bench.program.timezone);
  }

  #value(node: ExpressionNode): Value {
    return this.#bench.valueOf(node, this.#mocks.world(), this.#now());
  }

  #toNow(call: LiveCall): void {
    this.#cursor = call.happened.length;
  }

  #unmocked(call: LiveCall): string | null {
    const [first] = call.unmocked;
    return first === undefined ? null : unmockedText(first);
  }

  #expected(call: LiveCall, line: Extract<TestLine, { kind: 'expect' }>): Promise<string | null> {
    const expectation: Expectation = line.expectation;
    const wanted = wantedOf(expectation, (node) => this.#value(node));
    const withinMs = line.within?.value ?? patienceMs;
    return line.wanted === 'yes' ? this.#expect(call, wanted, withinMs) : this.#expectNo(call, wanted, withinMs);
  }

  async #expect(call: LiveCall, wanted: Wanted, withinMs: number): Promise<string | null> {
    let index = this.#cursor;
    const found = (): boolean => {
      while (index < call.happened.length) {
        const happening = call.happened[index];
        if (happening !== undefined && isWanted(wanted, happening)) return true;
        index += 1;
      }
      return false;
    };
    if (!(await call.run(withinMs, found))) {
      const looked = { happened: call.happened, cursor: this.#cursor, frame: call.frame() };
      return this.#unmocked(call) ?? missingText(looked, wanted, withinMs);
    }
    this.#cursor = index + 1;
    return null;
  }

  async #expectNo(call: LiveCall, wanted: Wanted, withinMs: number): Promise<string | null> {
    const found = (): boolean => call.happened.slice(this.#cursor).some((each) => isWanted(wanted, each));
    if (!(await call.run(withinMs, () => found() || call.isOver())) || !found()) return null;
    return `\`${wantedText(wanted)}\` happened, and was not to.`;
  }

  async #press(call: LiveCall, keys: string): Promise<string | null> {
    const { program } = this.#bench;
    if (!(await call.run(patienceMs, () => listensToKeys(call.frame(), program, keys)))) {
      return (
        this.#unmocked(call) ?? `Nobody listened to the keys within 60 s: the call is at ${whereabouts(call.frame())}.`
      );
    }
    this.#toNow(call);
    for (const [index, digit] of digitsOf(keys).entries()) {
      if (index > 0) await call.run(keyGapMs);
      await call.press(digit);
    }
    return null;
  }

  async #speak(call: LiveCall, lengthMs: number): Promise<string | null> {
    if (isAtVoicemail(call.frame())) await call.run(patienceMs, () => call.isRecording());
    this.#toNow(call);
    await call.speak(lengthMs);
    await call.run(lengthMs);
    return null;
  }

  async #agent(call: LiveCall, does: AgentAct): Promise<string | null> {
    switch (does.kind) {
      case 'answer':
        if (!(await call.run(patienceMs, () => call.isWaiting()))) {
          return this.#unmocked(call) ?? `No caller waits for an agent: the call is at ${whereabouts(call.frame())}.`;
        }
        this.#toNow(call);
        await call.agentAnswers();
        return null;
      case 'hang up':
        if (!call.hasAgent()) return 'There is no agent on the line who could hang up.';
        // They hang up on the caller: first the two are put together.
        await call.run(patienceMs, () => !call.isConnecting());
        this.#toNow(call);
        await call.agentHangsUp();
        return null;
      case 'input':
      case 'objection':
      case 'continue':
        return this.#atTask(call, does);
    }
  }

  /** What an agent does with the form that is before them. */
  async #atTask(call: LiveCall, does: AtTask): Promise<string | null> {
    await call.run(patienceMs, () => call.task() !== null);
    const task = call.task();
    if (task === null)
      return this.#unmocked(call) ?? `The agent is asked nothing: the call is at ${whereabouts(call.frame())}.`;
    this.#toNow(call);
    const answer = answerTo(task, does, (node) => this.#value(node));
    if (typeof answer === 'string') return answer;
    await call.agentDoes(answer);
    return null;
  }
}
