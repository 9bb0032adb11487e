// Work that must keep its order per key (stop the prompt, then play the next) while other keys go on.

/** Runs tasks of one lane in the order given; lanes do not wait for each other. */
export class Lanes {
  readonly #tails = new Map<string, Promise<void>>();
  readonly #onFault: (fault: unknown, lane: string) => void;

  /** `onFault` hears of every task that rejects; the lane goes on with the next one. */
  constructor(onFault: (fault: unknown, lane: string) => void) {
    this.#onFault = onFault;
  }

  run(lane: string, task: () => Promise<void>): void {
    const before = this.#tails.get(lane);
    const work = async (): Promise<void> => {
      if (before !== undefined) await before;
      try {
        await task();
      } catch (fault) {
        this.#onFault(fault, lane);
      }
    };
    const tail = work().finally(() => {
      if (this.#tails.get(lane) === tail) this.#tails.delete(lane);
    });
    this.#tails.set(lane, tail);
  }

  /** Resolves when everything given so far is done. */
  async settled(): Promise<void> {
    await Promise.all(this.#tails.values());
  }
}
