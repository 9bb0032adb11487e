// One event at a time, in order of arrival. Not here: what an event means.

/** The most events that may wait in one mailbox: far above any burst of one call, low enough to notice a storm. */
export const mailboxLimit = 10_000;

/** `die`: no further event is taken. `goOn`: the faulty event is left out. */
export type AfterFault = 'die' | 'goOn';

/** Takes events one by one; an event posted while another is handled waits its turn. */
export class Mailbox<Event> {
  readonly #handle: (event: Event) => void;
  readonly #waiting: Event[] = [];
  #state: 'idle' | 'working' | 'dead' = 'idle';
  readonly #onFault: (fault: unknown, event: Event) => AfterFault;

  /** `handle` is synchronous; when it throws, `onFault` is told and says what becomes of the mailbox. */
  constructor(handle: (event: Event) => void, onFault: (fault: unknown, event: Event) => AfterFault) {
    this.#handle = handle;
    this.#onFault = onFault;
  }

  /** Handles `event` now, or after those that came before it. Says whether it was taken. */
  post(event: Event): 'taken' | 'full' | 'dead' {
    if (this.#state === 'dead') return 'dead';
    if (this.#waiting.length >= mailboxLimit) return 'full';
    this.#waiting.push(event);
    if (this.#state === 'idle') this.#work();
    return 'taken';
  }

  #work(): void {
    this.#state = 'working';
    for (let event = this.#waiting.shift(); event !== undefined; event = this.#waiting.shift()) {
      try {
        this.#handle(event);
      } catch (fault) {
        if (this.#onFault(fault, event) === 'goOn') continue;
        this.#state = 'dead';
        this.#waiting.length = 0;
        return;
      }
    }
    this.#state = 'idle';
  }
}
