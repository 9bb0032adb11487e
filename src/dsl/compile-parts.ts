// What compiling statements needs besides the statement: the code, the project, where loops end. Also the blocks of outcomes,
// which are written behind their statement. Not here: what any statement becomes.

import type { Block, HandlerNode, Outcome } from './ast.ts';
import type { Assembler, Label } from './assembler.ts';
import type { FlowModel, ProjectModel } from './check/model.ts';
import type { Span, Variable } from './program.ts';

/** Where a statement is compiled. */
export interface Site {
  readonly code: Assembler;
  readonly project: ProjectModel;
  readonly flow: FlowModel;
  /** Where `leave` goes. */
  readonly afterLoop: Label | null;
  /** The question that `again` repeats. */
  readonly asking: Label | null;
  /** Writes the instructions of a block. */
  readonly block: (block: Block, site: Site) => void;
  /** Makes a variable that no name of the author can be. */
  readonly hidden: (variable: Omit<Variable, 'name'>) => string;
}

/** Whether the last statement never goes on: then nothing needs to stand behind it. */
export function leaves({ statements }: Block): boolean {
  const last = statements.at(-1)?.kind;
  return last === 'goto' || last === 'hangup' || last === 'return' || last === 'again' || last === 'leave';
}

/** The handler of an event, or null. */
export const handlerOf = (handlers: readonly HandlerNode[], event: string): HandlerNode | null =>
  handlers.find(({ events }) => events.some(({ text }) => text === event)) ?? null;

/** The blocks of one statement's outcomes: written behind it, each going on with what follows the statement. */
export class Blocks {
  readonly next: Label;
  readonly #site: Site;
  readonly #labels = new Map<Outcome, { readonly label: Label; readonly end: 'next' | 'resumeWait' }>();

  constructor(site: Site, next?: Label) {
    this.#site = site;
    this.next = next ?? site.code.label();
  }

  /** Where an outcome leads; one that is taken for several events is written once. */
  label(outcome: Outcome, end: 'next' | 'resumeWait' = 'next'): Label {
    if (outcome.kind === 'goto') return this.#site.code.step(outcome.step.text);
    const { label } = this.#labels.get(outcome) ?? { label: this.#site.code.label() };
    this.#labels.set(outcome, { label, end });
    return label;
  }

  /** The outcome of a handler, or null. */
  handled(handlers: readonly HandlerNode[], event: string): Label | null {
    const handler = handlerOf(handlers, event);
    return handler === null ? null : this.label(handler.outcome);
  }

  /** Goes on behind the blocks, if there are any. */
  skip(span: Span): void {
    if (this.#labels.size > 0) this.#site.code.jump(this.next, span);
  }

  /** Writes the blocks; `inside` is where they stand. The label `next` is placed behind them unless it was given. */
  write(inside: Site = this.#site, place: 'place' | 'leave' = 'place'): void {
    const { code } = this.#site;
    for (const [outcome, { label, end }] of this.#labels) {
      code.place(label);
      if (outcome.kind !== 'block') continue;
      inside.block(outcome.block, inside);
      if (leaves(outcome.block)) continue;
      if (end === 'next') code.jump(this.next, outcome.span);
      else code.emit({ op: 'resumeWait', span: outcome.span });
    }
    if (place === 'place') code.place(this.next);
  }
}
