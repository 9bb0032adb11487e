// The world outside as the explorer varies it: every answer is a choice on a path. Not here: choosing (path.ts), values (variants.ts).

import type { Program } from '../../dsl/index.ts';
import type { Environment } from './mocks.ts';
import type { FarEnd, Outside, QueueState, RequestAsked, ServiceAnswer } from './outside.ts';
import type { Path } from './path.ts';
import { valueText } from './happening.ts';
import { settingsOf, variantsOf } from './variants.ts';

const lines: readonly { readonly label: string; readonly state: QueueState }[] = [
  { label: 'open', state: { state: 'open', position: 1, waitMs: 60_000 } },
  { label: 'open, a long wait', state: { state: 'open', position: 5, waitMs: 900_000 } },
  { label: 'closed', state: { state: 'closed', position: 1, waitMs: 0 } },
  { label: 'no agent', state: { state: 'no agent', position: 1, waitMs: 0 } },
  { label: 'full', state: { state: 'full', position: 1, waitMs: 0 } },
];
const usualLine: QueueState = { state: 'open', position: 1, waitMs: 60_000 };

const farEnds: readonly { readonly label: string; readonly farEnd: FarEnd }[] = [
  { label: 'answers', farEnd: { kind: 'answers', forMs: 60_000 } },
  { label: 'busy', farEnd: { kind: 'busy' } },
  { label: 'no answer', farEnd: { kind: 'no answer' } },
  { label: 'fails', farEnd: { kind: 'fails' } },
];

/** Longer than any budget. */
const neverMs = 3_600_000;

export class ExploredOutside implements Outside {
  readonly config: Outside['config'];
  readonly numbers: Outside['numbers'];
  readonly splits: Outside['splits'];
  readonly #program: Program;
  readonly #path: Path;
  readonly #queues = new Map<string, QueueState>();

  constructor(program: Program, flow: string, environment: Environment, path: Path) {
    this.#program = program;
    this.#path = path;
    this.numbers = environment.numbers;
    this.config = { ...environment.config, ...chosenSettings(program, flow, path) };
    this.splits = chosenSplits(program, flow, path);
  }

  request({ service, operation, arguments: given }: RequestAsked): ServiceAnswer {
    const returns = this.#program.services[service]?.operations[operation]?.returns ?? null;
    const values = returns === null ? [null] : variantsOf(returns, this.#program);
    const answers: readonly ServiceAnswer[] = [
      ...values.map((value): ServiceAnswer => ({
        afterMs: 0,
        answer: value === null ? { kind: 'none' } : { kind: 'answered', value },
      })),
      { afterMs: 0, answer: { kind: 'failed' } },
      { afterMs: neverMs, answer: { kind: 'none' } },
    ];
    const labels = [...values.map((value) => `returns ${valueText(value)}`), 'fails', 'takes an hour'];
    const chosen = this.#path.choose(`request ${service}.${operation}(${valueText(given)})`, labels, 'answer');
    return answers[chosen] ?? { afterMs: 0, answer: { kind: 'failed' } };
  }

  readonly joins = (queue: string): void => {
    const labels = lines.map(({ label }) => label);
    const chosen = this.#path.choose(`queue ${queue}`, labels, 'answer');
    this.#queues.set(queue, lines[chosen]?.state ?? usualLine);
  };

  queue(name: string): QueueState {
    return this.#queues.get(name) ?? usualLine;
  }

  transfer(to: string): FarEnd {
    const labels = farEnds.map(({ label }) => label);
    return farEnds[this.#path.choose(`transfer to ${to}`, labels, 'answer')]?.farEnd ?? { kind: 'fails' };
  }
}

/** Only those that this flow itself reads: others change nothing for it. */
function chosenSettings(program: Program, flow: string, path: Path): Readonly<Record<string, string>> {
  const code = program.flows[flow];
  const own =
    code === undefined ? new Map<string, readonly string[]>() : settingsOf({ ...program, flows: { [flow]: code } });
  return Object.fromEntries(
    [...settingsOf(program)].map(([key, texts]) => {
      const chosen = own.has(key) && texts.length > 1 ? path.choose(`config ${key}`, texts, 'answer') : 0;
      return [key, texts[chosen] ?? ''];
    }),
  );
}

function chosenSplits(program: Program, flow: string, path: Path): Readonly<Record<string, string>> {
  const splits = (program.flows[flow]?.ops ?? []).flatMap((op) => (op.op === 'split' ? [op] : []));
  return Object.fromEntries(
    splits.map(({ name, branches }) => {
      const names = branches.map((branch) => branch.name);
      return [name, names[path.choose(`split ${name}`, names, 'answer')] ?? ''];
    }),
  );
}
