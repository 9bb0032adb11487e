// The waiting line and the agent of one simulated call, as a test or the explorer says they are. Not here: the real ACD (src/queue).

import type { Program } from '../../dsl/index.ts';
import type { IvrEffect, IvrEvent, QueueView } from '../../ivr/index.ts';
import type { Outside } from './outside.ts';

type Join = Extract<IvrEffect, { kind: 'joinQueue' }>;

export class Line {
  /** `connecting`: answered, and the two are not yet put together. */
  agent: 'none' | 'connecting' | 'talking' = 'none';
  #joined: Join | null = null;
  readonly #outside: Outside;
  readonly #post: (event: IvrEvent) => void;
  readonly #names = new WeakMap<Program, readonly string[]>();

  constructor(outside: Outside, post: (event: IvrEvent) => void) {
    this.#outside = outside;
    this.#post = post;
  }

  /** Whether an agent could answer this caller now. */
  isWaiting(): boolean {
    return this.#joined !== null && this.agent === 'none';
  }

  /** The queues as expressions see them. */
  views(program: Program): Readonly<Record<string, QueueView>> {
    return Object.fromEntries(this.#queuesOf(program).map((name) => [name, this.#view(name)]));
  }

  join(effect: Join): void {
    if (this.#joined?.visit === effect.visit) return;
    this.#joined = effect;
    this.agent = 'none';
    this.#outside.joins?.(effect.queue);
    this.look();
  }

  /** What the line says now to a caller who waits in it. */
  look(): void {
    if (this.#joined === null || this.agent !== 'none') return;
    const { state, position, waitMs } = this.#outside.queue(this.#joined.queue);
    if (state === 'open') {
      this.#post({ kind: 'waiting', position, estimateMs: waitMs });
      return;
    }
    this.#joined = null;
    this.#post({ kind: 'queue', outcome: state === 'no agent' ? 'noAgent' : state });
  }

  leave(why: 'abandoned' | 'flow'): void {
    if (this.#joined === null || this.agent === 'talking') return;
    this.#joined = null;
    this.agent = 'none';
    if (why === 'flow') this.#post({ kind: 'queue', outcome: 'left' });
  }

  agentAnswers(): void {
    if (this.#joined === null) return;
    const asks = this.#joined.connect === 'asks';
    this.agent = asks ? 'connecting' : 'talking';
    this.#post(asks ? { kind: 'agentAnswered', agent: 'agent' } : { kind: 'queue', outcome: 'connected' });
  }

  /** Asked for again after an absence: said again. */
  bridge(): void {
    if (this.agent === 'none') return;
    this.agent = 'talking';
    this.#post({ kind: 'queue', outcome: 'connected' });
  }

  agentLeaves(): void {
    const { agent } = this;
    if (agent === 'none') return;
    this.agent = 'none';
    if (agent === 'connecting') this.#post({ kind: 'agentGone' });
    else {
      this.#joined = null;
      this.#post({ kind: 'conversationEnded', next: { kind: 'flow' } });
    }
  }

  #view(name: string): QueueView {
    const { state, position, waitMs } = this.#outside.queue(name);
    return { estimateMs: waitMs, agentCount: state === 'no agent' ? 0 : 1, callerCount: position - 1 };
  }

  #queuesOf(program: Program): readonly string[] {
    const known = this.#names.get(program);
    if (known !== undefined) return known;
    const ops = Object.values(program.flows).flatMap((flow) => flow.ops);
    const texts = ops.flatMap((op) => (op.op === 'queue' || op.op === 'schedule' ? [op.queue] : []));
    const names = [...new Set([...texts, ...namedIn(program)])];
    this.#names.set(program, names);
    return names;
  }
}

/** The queues that `estimate(q)`, `agents(q)` and `callers(q)` name. */
function namedIn(program: Program): readonly string[] {
  const found: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isQueueFunction(value)) found.push(...value.arguments.flatMap(({ value: name }) => name ?? []));
    for (const inner of Object.values(value)) look(inner);
  };
  look(program.flows);
  return found;
}

const isQueueFunction = (value: object): value is { arguments: readonly { value?: string }[] } =>
  'kind' in value &&
  value.kind === 'apply' &&
  'name' in value &&
  (value.name === 'estimate' || value.name === 'agents' || value.name === 'callers');
