// One `advance` under way: the frame as it becomes, with the facts and effects gathered so far. Verbs speak to this and
// return where the call goes next. Lives for one call of `advance`; nothing of it leaves but the decision.

import { type Deadline, type Instant, deadline } from '../base/clock.ts';
import { type PromptId, promptId } from '../base/ids.ts';
import type { CallFact } from '../call/index.ts';
import type { Address, Expression, FlowCode, MenuKey, Op, Program, PromptUse, Value } from '../dsl/index.ts';
import type { IvrEffect, Said } from './effects.ts';
import { FlowFault } from './flow-fault.ts';
import type { Frame, Wait } from './frame.ts';
import { type Worded, worded } from './prompt-parts.ts';
import { evaluate, isTrue } from './values/evaluate.ts';
import { remembered } from './values/memory.ts';
import type { Scope } from './values/scope.ts';
import { ambientOf } from './ambient.ts';
import type { World } from './world.ts';

/** Where a verb sends the call. */
export type Next =
  | { readonly kind: 'next' }
  | { readonly kind: 'goto'; readonly address: Address }
  | { readonly kind: 'wait'; readonly wait: Wait }
  /** The flow has no more to say: hang up. */
  | { readonly kind: 'hangup' }
  /** Nothing more happens here: a script that returned, a handler of a caller who has left. */
  | { readonly kind: 'over' };

export const next: Next = { kind: 'next' };
export const over: Next = { kind: 'over' };
export const goto = (address: Address): Next => ({ kind: 'goto', address });
export const waitFor = (wait: Wait): Next => ({ kind: 'wait', wait });

export class Turn {
  readonly world: World;
  readonly program: Program;
  readonly now: Instant;
  readonly facts: CallFact[] = [];
  readonly effects: IvrEffect[] = [];
  frame: Frame;
  /** The wait that this event meets; null once it is over, so that nobody calls it off. */
  waiting: Wait | null;
  /** What the call's own flow, or the script, has returned. */
  result: Value = null;
  #scope: { readonly frame: Frame; readonly scope: Scope } | null = null;

  constructor(world: World, frame: Frame, now: Instant) {
    this.world = world;
    this.program = world.program;
    this.frame = frame;
    this.waiting = frame.wait;
    this.now = now;
  }

  /** The flow of that name, or null: the frame may be of another program. */
  flow(name: string = this.frame.flow): FlowCode | null {
    return (Object.hasOwn(this.program.flows, name) ? this.program.flows[name] : undefined) ?? null;
  }

  /** The flow under way. Throws FlowFault when the frame is not of this program. */
  code(flow: string = this.frame.flow): FlowCode {
    const code = this.flow(flow);
    if (code === null) throw new FlowFault('frameMismatch', 'The flow is not in its program.');
    return code;
  }

  /** The statement at an address of the flow under way. Throws FlowFault when there is none. */
  op(address: Address = this.frame.address): Op {
    const op = this.code().ops[address];
    if (op === undefined) throw new FlowFault('frameMismatch', 'The address is not in its flow.');
    return op;
  }

  /** Whether an agent's script runs, and not the call's own flow. */
  isScript(): boolean {
    return this.flow(this.frame.stack[0]?.flow)?.kind === 'script';
  }

  /** Starts the prompts, one after the other as one; their common id tells when they ended. The call must be answered. */
  play(as: Said['as'], prompts: readonly Worded[]): PromptId {
    const { call, language } = this.frame;
    const prompt = this.promptId();
    for (const { name } of prompts) {
      this.fact({ kind: as === 'announce' ? 'announced' : 'promptPlayed', call, prompt: name, language });
    }
    this.effect({
      kind: 'play',
      prompt,
      parts: prompts.flatMap(({ parts }) => parts),
      said: prompts.map(({ name, values }) => ({ as, prompt: name, arguments: values })),
    });
    return prompt;
  }

  promptId(): PromptId {
    return promptId(`${this.frame.call}-prompt-${this.number()}`);
  }

  /** What a prompt says in the language of the call. Throws FlowFault. */
  words(use: PromptUse, scope: Scope = this.scope(), keys: readonly MenuKey[] = []): Worded {
    return worded(use, this.frame.language, scope, keys);
  }

  /** Starts a timer and says under which number it comes back. */
  timer(lengthMs: number): { readonly timer: number; readonly until: Deadline } {
    const timer = this.number();
    const until = deadline(this.now, lengthMs);
    this.effect({ kind: 'timer', timer, wait: until });
    return { timer, until };
  }

  value(expression: Expression, scope: Scope = this.scope()): Value {
    return evaluate(expression, scope);
  }
  holds(condition: Expression, scope: Scope = this.scope()): boolean {
    return isTrue(condition, scope);
  }
  values(expressions: Readonly<Record<string, Expression>>): Readonly<Record<string, Value>> {
    return Object.fromEntries(Object.entries(expressions).map(([name, one]) => [name, this.value(one)] as const));
  }
  /** Throws FlowFault when the flow would remember too much. */
  set(variable: string, value: Value): void {
    this.change({ variables: remembered({ ...this.frame.variables, [variable]: value }) });
  }
  /** The statement goes on waiting; when nothing about it changed, the frame stays the same one and is not written again. */
  rest(wait: Wait): void {
    if (wait !== this.frame.wait) this.change({ wait });
  }
  /** The wait is over, whatever follows. */
  done(): void {
    this.waiting = null;
  }
  change(part: Partial<Frame>): void {
    this.frame = { ...this.frame, ...part };
  }
  effect(effect: IvrEffect): void {
    this.effects.push(effect);
  }
  fact(fact: CallFact): void {
    this.facts.push(fact);
  }

  /** What expressions read: the variables of the flow under way, or the given ones instead. */
  scope(variables?: Scope['variables']): Scope {
    const { frame } = this;
    if (this.#scope?.frame !== frame) {
      const { world, now } = this;
      this.#scope = {
        frame,
        scope: { variables: frame.variables, world, now, ambient: (...what) => ambientOf(frame, now, ...what) },
      };
    }
    return variables === undefined ? this.#scope.scope : { ...this.#scope.scope, variables };
  }

  /** A number that this call has not used yet. */
  number(): number {
    const serial = this.frame.serial + 1;
    this.change({ serial });
    return serial;
  }
}
