// One `advance` under way: the frame as it becomes, with the facts and effects gathered so far. Verbs speak to this and
// return where the call goes next. Lives for one call of `advance`; nothing of it leaves but the decision.

import { type Deadline, type Instant, deadline } from '../base/clock.ts';
import { type PromptId, promptId } from '../base/ids.ts';
import type { CallFact } from '../call/index.ts';
import type { Address, Expression, Program, PromptUse, Value } from '../dsl/index.ts';
import { type Scope, evaluate, isTrue } from './evaluate.ts';
import type { IvrEffect, Said } from './effects.ts';
import type { Frame, Wait } from './frame.ts';
import type { World } from './world.ts';
import { promptName, promptParts } from './prompt-parts.ts';

/** Where a verb sends the call. */
export type Next =
  | { readonly kind: 'next' }
  | { readonly kind: 'goto'; readonly address: Address }
  | { readonly kind: 'wait'; readonly wait: Wait }
  /** The flow has no more to say: hang up. */
  | { readonly kind: 'hangup' };

export const next: Next = { kind: 'next' };
export const goto = (address: Address): Next => ({ kind: 'goto', address });
export const waitFor = (wait: Wait): Next => ({ kind: 'wait', wait });

export class Turn {
  readonly world: World;
  readonly program: Program;
  readonly now: Instant;
  readonly facts: CallFact[] = [];
  readonly effects: IvrEffect[] = [];
  frame: Frame;

  constructor(world: World, frame: Frame, now: Instant) {
    this.world = world;
    this.program = world.program;
    this.frame = frame;
    this.now = now;
  }

  /** Answers the call if it still rings: a flow answers just before it first speaks or listens. */
  answer(): void {
    if (this.frame.line === 'up') return;
    this.change({ line: 'up' });
    this.effect({ kind: 'answer' });
    this.fact({ kind: 'callAnswered', call: this.frame.call });
  }

  /** Answers if need be and starts the prompts, one after the other as one; their common id tells when they ended. */
  play(...uses: readonly PromptUse[]): PromptId {
    this.answer();
    const { call, language } = this.frame;
    const prompt = promptId(`${call}-prompt-${this.#number()}`);
    const parts = uses.flatMap((use) => promptParts(this.program, use, language, this.scope()));
    for (const use of uses) this.fact({ kind: 'promptPlayed', call, prompt: promptName(use), language });
    const said = uses.map((use): Said => ({ as: 'say', prompt: promptName(use), arguments: {} }));
    this.effect({ kind: 'play', prompt, parts, said });
    return prompt;
  }

  /** Starts a timer and says under which number it comes back. */
  timer(lengthMs: number): { readonly timer: number; readonly until: Deadline } {
    const timer = this.#number();
    const until = deadline(this.now, lengthMs);
    this.effect({ kind: 'timer', timer, wait: until });
    return { timer, until };
  }

  value(expression: Expression): Value {
    return evaluate(expression, this.scope());
  }
  holds(condition: Expression): boolean {
    return isTrue(condition, this.scope());
  }
  set(variable: string, value: Value): void {
    this.change({ variables: { ...this.frame.variables, [variable]: value } });
  }
  /** The statement goes on waiting; when nothing about it changed, the frame stays the same one and is not written again. */
  rest(wait: Wait): void {
    if (wait !== this.frame.wait) this.change({ wait });
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

  scope(): Scope {
    const { call, caller, called, language, step, variables } = this.frame;
    return { variables, call: { id: call, caller, called, language, step } };
  }

  #number(): number {
    const serial = this.frame.serial + 1;
    this.change({ serial });
    return serial;
  }
}
