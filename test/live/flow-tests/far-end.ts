// The far end of a transfer in a flow test: a telephone that does what the test says of its number, and talks as long as it says on
// the test's clock. Not here: the trunk (desk.ts), the transfer itself (src/outbound).

import type { Frame, IvrEvent } from '../../../src/ivr/index.ts';
import type { Outside } from '../../../src/sim/flows/outside.ts';
import type { VirtualClock } from '../../../src/sim/flows/virtual-clock.ts';
import type { FarSide } from '../far-side.ts';

/** How far ends do what a test says of them. */
const habits = {
  answers: 'answers',
  busy: { status: 486 },
  'no answer': 'rings',
  fails: { status: 503 },
} as const;

export interface FarEndParts {
  readonly clock: VirtualClock;
  readonly far: FarSide;
  readonly outside: Outside;
  /** Whether any far end of the test rings. */
  readonly rings: () => boolean;
}

export class FarEnd {
  readonly #parts: FarEndParts;
  #to = '';
  #state: 'there' | 'leaving' = 'there';

  constructor(parts: FarEndParts) {
    this.#parts = parts;
  }

  /** The flow is about to have this number dialled. */
  begins(to: string): void {
    const { far, outside } = this.#parts;
    this.#to = to;
    this.#state = 'there';
    far.habit(to, habits[outside.transfer(to).kind]);
  }

  /** Takes what the flow hears of its transfer. */
  onEvent({ kind }: IvrEvent): void {
    if (kind === 'transferEnded') this.#state = 'there';
    const { clock, far, outside } = this.#parts;
    const to = this.#to;
    const end = outside.transfer(to);
    if (kind !== 'transferAnswered' || end.kind !== 'answers') return;
    clock.after(end.forMs, () => {
      this.#state = 'leaving';
      void far.call(to).then((call) => call.hangup());
    });
  }

  /** What has to happen before the test's clock may go on; null: nothing. */
  awaited(wait: Frame['wait'] | undefined): string | null {
    if (wait?.kind !== 'transfer') return null;
    if (wait.stage.kind === 'talking') return this.#state === 'leaving' ? 'the far end to be gone' : null;
    const { outside, rings } = this.#parts;
    return outside.transfer(this.#to).kind === 'no answer' && rings() ? null : 'the far end to do something';
  }
}
