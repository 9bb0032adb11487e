// Sound for the many phones of `bench hold`: one thread for all legs, which sends silence and counts gaps. It stands in for
// the sound of the test phone, so what is said is not heard there and keys cannot be pressed. Not here: sockets (leg-thread.ts).

import { Worker } from 'node:worker_threads';
import type { MediaSource, MediaStream, StreamEvents } from '../../test/live/phone/media.ts';
import type { LegCommand, LegReport } from './leg-protocol.ts';

type GapReport = Extract<LegReport, { readonly kind: 'gaps' }>;

interface Waiting {
  readonly opened: (port: number) => void;
  readonly failed: (fault: Error) => void;
  readonly events: StreamEvents;
}

/** Owns one thread; `close` ends it. */
export class LegMedia implements MediaSource {
  readonly #worker = new Worker(new URL('./leg-thread.ts', import.meta.url));
  readonly #legs = new Map<number, Waiting>();
  #lastLeg = 0;
  #reported: ((report: GapReport) => void) | null = null;

  constructor() {
    this.#worker.on('message', (report: LegReport) => this.#take(report));
    this.#worker.on('error', (fault: Error) => {
      for (const { failed } of this.#legs.values()) failed(fault);
    });
  }

  async open(host: string, events: StreamEvents): Promise<MediaStream> {
    const leg = (this.#lastLeg += 1);
    const port = await new Promise<number>((opened, failed) => {
      this.#legs.set(leg, { opened, failed, events });
      this.#tell({ kind: 'open', leg, host });
    });
    return {
      port,
      aim: ({ to }) => this.#tell({ kind: 'target', leg, ...to }),
      say: () => undefined,
      setSending: (sending) => this.#tell({ kind: 'sending', leg, sending }),
      press: () => Promise.reject(new Error('The legs of `bench hold` have no keys.')),
      close: () => this.#tell({ kind: 'close', leg }),
    };
  }

  /** From now on gaps count. */
  begin(): void {
    this.#tell({ kind: 'begin' });
  }

  /** What every open leg received since `begin`. */
  report(): Promise<GapReport> {
    return new Promise((resolve) => {
      this.#reported = resolve;
      this.#tell({ kind: 'report' });
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #take(report: LegReport): void {
    if (report.kind === 'gaps') return this.#reported?.(report);
    const waiting = this.#legs.get(report.leg);
    if (report.kind === 'opened') waiting?.opened(report.port);
    else if (report.kind === 'failed') waiting?.failed(new Error(`A leg has no socket: ${report.what}`));
    else {
      waiting?.events.closed();
      this.#legs.delete(report.leg);
    }
  }

  #tell(command: LegCommand): void {
    this.#worker.postMessage(command);
  }
}
