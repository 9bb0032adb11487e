// What a test says of the world outside: the later line counts. Strict: a request that no line speaks of has no answer; lenient:
// it has the usual one.
// Not here: the lines themselves (run-test.ts).

import type { Instant } from '../../base/clock.ts';
import type { Given, Program, Value, ValueType } from '../../dsl/index.ts';
import { type World, areEqual } from '../../ivr/index.ts';
import type { ValueOf } from './coder.ts';
import type { FarEnd, Outside, QueueState, RequestAsked, ServiceAnswer } from './outside.ts';
import { emptyValue, wholeValue } from './whole-value.ts';

/** What an environment says of itself. */
export interface Environment {
  readonly config: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, string>>;
}

type GivenRequest = Extract<Given, { kind: 'request' }>;

interface MockedRequest {
  readonly name: string;
  readonly arguments: Readonly<Record<string, Value>>;
  /** Null: what was said before. */
  readonly answer: ServiceAnswer['answer'] | null;
  readonly afterMs: number;
}

const openQueue: QueueState = { state: 'open', position: 1, waitMs: 60_000 };
const talkMs = 60_000;

export class Mocks implements Outside {
  readonly numbers: Environment['numbers'];
  config: Environment['config'];
  splits: Readonly<Record<string, string>>;
  readonly #program: Program;
  readonly #valueOf: ValueOf;
  #requests: readonly MockedRequest[] = [];
  readonly #queues = new Map<string, QueueState>();
  readonly #farEnds = new Map<string, FarEnd>();

  readonly #manner: 'strict' | 'lenient';

  constructor(program: Program, environment: Environment, valueOf: ValueOf, manner: 'strict' | 'lenient' = 'strict') {
    this.#manner = manner;
    this.#program = program;
    this.#valueOf = valueOf;
    this.numbers = environment.numbers;
    this.config = environment.config;
    this.splits = firstBranches(program);
  }

  /** Takes one line of a test, but the one of the call itself. Throws FlowFault for a value that cannot be computed. */
  give(given: Given, now: Instant): void {
    switch (given.kind) {
      case 'split':
        this.splits = { ...this.splits, [given.split.text]: given.branch.text };
        return;
      case 'config':
        this.config = { ...this.config, [given.key.text]: given.value.text };
        return;
      case 'queue':
        this.#queues.set(given.queue.text, {
          state: given.state,
          position: given.position?.value ?? openQueue.position,
          waitMs: given.expectedWait?.value ?? openQueue.waitMs,
        });
        return;
      case 'transfer':
        this.#farEnds.set(
          given.to.text,
          given.answer.kind === 'answers'
            ? { kind: 'answers', forMs: given.answer.for?.value ?? talkMs }
            : { kind: given.answer.kind },
        );
        return;
      case 'request':
        this.#requests = [this.#mocked(given, now), ...this.#requests];
        return;
      case 'call':
      case 'answering_machine':
    }
  }

  request(asked: RequestAsked): ServiceAnswer | null {
    const fitting = this.#requests.filter((each) => fits(each, asked));
    const [latest] = fitting;
    if (latest === undefined) return this.#manner === 'strict' ? null : { afterMs: 0, answer: this.#usual(asked) };
    const answer = fitting.find((each) => each.answer !== null)?.answer ?? this.#usual(asked);
    return { afterMs: latest.afterMs, answer };
  }

  queue(name: string): QueueState {
    return this.#queues.get(name) ?? openQueue;
  }

  transfer(to: string): FarEnd {
    return this.#farEnds.get(to) ?? { kind: 'answers', forMs: talkMs };
  }

  /** What expressions of the test itself can read. */
  world(): World {
    return { program: this.#program, config: this.config, numbers: this.numbers, queues: {}, splits: this.splits };
  }

  #mocked({ target, arguments: given, answer }: GivenRequest, now: Instant): MockedRequest {
    const valueOf = (node: Parameters<ValueOf>[0]): Value => this.#valueOf(node, this.world(), now);
    const name = target.parts.map(({ text }) => text).join('.');
    const values = Object.fromEntries(given.map((each) => [each.name.text, valueOf(each.value)] as const));
    if (answer.kind === 'takes') return { name, arguments: values, answer: null, afterMs: answer.duration.value };
    if (answer.kind === 'fails') return { name, arguments: values, answer: { kind: 'failed' }, afterMs: 0 };
    return { name, arguments: values, answer: this.#answer(name, valueOf(answer.value)), afterMs: 0 };
  }

  #answer(name: string, value: Value): ServiceAnswer['answer'] {
    const returns = this.#returns(name);
    if (returns === null || (value === null && returns.kind === 'optional')) return { kind: 'none' };
    return { kind: 'answered', value: wholeValue(value, returns, this.#program) };
  }

  #usual({ service, operation }: RequestAsked): ServiceAnswer['answer'] {
    const returns = this.#returns(`${service}.${operation}`);
    if (returns === null || returns.kind === 'optional') return { kind: 'none' };
    return { kind: 'answered', value: emptyValue(returns, this.#program) };
  }

  #returns(name: string): ValueType | null {
    const [service = '', operation = ''] = name.split('.');
    return this.#program.services[service]?.operations[operation]?.returns ?? null;
  }
}

/** A test that says nothing of a split takes its first branch. */
const firstBranches = ({ flows }: Program): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.values(flows)
      .flatMap(({ ops }) => ops)
      .flatMap((op) => (op.op === 'split' ? [[op.name, op.branches[0]?.name ?? ''] as const] : [])),
  );

const fits = (mocked: MockedRequest, { service, operation, arguments: given }: RequestAsked): boolean =>
  mocked.name === `${service}.${operation}` &&
  Object.entries(mocked.arguments).every(([name, value]) => areEqual(given[name] ?? null, value));
