// Puts instructions one after the other and turns labels into addresses once all are placed.
// Not here: which instructions a statement becomes (compile-statements.ts).

import { assert, present } from '../base/assert.ts';
import type { Address, Op, OpBody, Span } from './program.ts';

/** A place in the code that has no address yet. */
export type Label = symbol;
/** Turns labels into addresses; valid once the code is complete. */
export type Resolve = (label: Label) => Address;
type Pending = (resolve: Resolve) => Op;
type Simple = Exclude<
  OpBody,
  {
    op:
      | ('menu' | 'collect' | 'ask' | 'voicemail' | 'request' | 'run' | 'queue' | 'transfer' | 'split' | 'choose')
      | ('jump' | 'jumpUnless' | 'repeat' | 'forEach' | 'objections' | 'again');
  }
>;

/** The code of one flow while it is being written. */
export class Assembler {
  readonly #ops: Pending[] = [];
  readonly #addresses = new Map<Label, Address>();
  readonly #steps: ReadonlyMap<string, Label>;

  constructor(steps: readonly string[]) {
    this.#steps = new Map(steps.map((name) => [name, Symbol(name)]));
  }

  label(): Label {
    return Symbol('label');
  }

  /** Where a step begins. */
  step(name: string): Label {
    return present(this.#steps.get(name), `step ${name}`);
  }

  /** The next instruction stands at `label`. */
  place(label: Label): void {
    assert(!this.#addresses.has(label), 'A label stands at one place');
    this.#addresses.set(label, this.#ops.length);
  }

  /** Adds an instruction that goes on with the next one. */
  emit(op: Simple & { readonly span: Span }): void {
    this.#ops.push(() => op);
  }

  /** Adds an instruction that holds addresses. */
  emitWith(make: Pending): void {
    this.#ops.push(make);
  }

  jump(to: Label, span: Span): void {
    this.emitWith((at) => ({ op: 'jump', target: at(to), span }));
  }

  /** Ends code that something still points behind: no call gets there, but every address must exist. */
  close(span: Span): void {
    if ([...this.#addresses.values()].includes(this.#ops.length)) this.emit({ op: 'hangup', span });
  }

  addressOf(label: Label): Address {
    return present(this.#addresses.get(label), 'the address of a placed label');
  }

  finish(): readonly Op[] {
    return this.#ops.map((make) => make((label) => this.addressOf(label)));
  }
}
