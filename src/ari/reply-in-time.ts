// One request over undici: the answer gathered as it comes in, the request given up at its deadline. undici's own `request` makes a
// stream and a signal for each, which cost more than the few bytes that Asterisk answers. Not here: the pool (rest.ts).

import type { Dispatcher } from 'undici';
import type { Clock } from '../base/clock.ts';
import { TelephonyFault } from '../call/ports.ts';
import { jsonOf } from './decode.ts';
import { unanswered } from './faults.ts';
import type { Reply } from './line.ts';

export interface Sending {
  readonly pool: Pick<Dispatcher, 'dispatch'>;
  readonly clock: Clock;
  /** As in `channels.create`. */
  readonly name: string;
  readonly withinMs: number;
}

/** Sends, and gives the answer whatever its status. Rejects with TelephonyFault when none came in time, or the connection broke. */
export function replyInTime(sending: Sending, request: Dispatcher.DispatchOptions): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const answer = new Answer(sending, resolve, reject);
    sending.pool.dispatch(request, answer);
  });
}

/** Below 200 Asterisk has not answered yet. */
const finalStatusMin = 200;

class Answer implements Dispatcher.DispatchHandler {
  readonly #name: string;
  readonly #resolve: (reply: Reply) => void;
  readonly #reject: (fault: TelephonyFault) => void;
  readonly #cancel: () => void;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  /** Set once the deadline has passed: whatever comes is dropped. */
  #late: TelephonyFault | null = null;

  constructor(
    { clock, name, withinMs }: Sending,
    resolve: (reply: Reply) => void,
    reject: (fault: TelephonyFault) => void,
  ) {
    this.#name = name;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#cancel = clock.after(withinMs, () => {
      this.#late = new TelephonyFault('timeout', `${name}: no answer in time.`);
      this.#reject(this.#late);
      this.#controller?.abort(this.#late);
    });
  }

  /** It has a connection, perhaps only now, when nobody waits for it any more. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#late !== null) controller.abort(this.#late);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    if (status >= finalStatusMin) this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#cancel();
    const [first = Buffer.alloc(0), ...rest] = this.#chunks;
    const bytes = rest.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, json: jsonOf(bytes.toString()) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, fault: Error): void {
    this.#cancel();
    if (this.#late === null) this.#reject(unanswered(this.#name, fault));
  }
}
