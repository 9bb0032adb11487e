// Carries facts and traces from the journal to the record, each exactly once: an insert whose answer was lost is sent again and the
// sink stores nothing twice. Not here: what follows from what (shipping.ts), SQL.

import type { Cancel, Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { systemCode } from './journal-fault.ts';
import type { Journal } from './journal-model.ts';
import type { FactSink } from './ports.ts';
import type { FactBatch } from './reader.ts';
import {
  batchFactCountMax,
  shipperNext,
  shipperStart,
  type Outage,
  type ShipperEvent,
  type ShipperState,
} from './shipping.ts';

export interface ShipperParts {
  readonly journal: Pick<Journal, 'facts' | 'markShipped' | 'status'>;
  readonly sink: FactSink;
  readonly clock: Clock;
  readonly log: Log;
}

export interface ShipperStatus {
  readonly state: ShipperState;
  /** Null while all goes well. */
  readonly outage: Outage | null;
  /** Facts of records up to here are committed. */
  readonly shippedSeq: number;
  /** Records written but not shipped. */
  readonly lagCount: number;
}

export interface Shipper {
  readonly status: () => ShipperStatus;
  /** Ships no more; resolves when nothing is under way. */
  readonly stop: () => Promise<void>;
}

/** Ships from now on, until stopped. */
export function startShipper(parts: ShipperParts): Shipper {
  const loop = new ShipperLoop(parts);
  loop.begin();
  return {
    status: () => loop.status(),
    stop: () => loop.stop(),
  };
}

class ShipperLoop {
  readonly #parts: ShipperParts;
  #step = shipperStart;
  #batch: Pick<FactBatch, 'facts' | 'traces'> = { facts: [], traces: [] };
  #timer: Cancel | null = null;
  #work: Promise<void> = Promise.resolve();

  constructor(parts: ShipperParts) {
    this.#parts = parts;
  }

  begin(): void {
    this.#post({ kind: 'due' });
  }

  status(): ShipperStatus {
    const { shippedSeq, lastSeq } = this.#parts.journal.status();
    return { state: this.#step.state, outage: this.#step.outage, shippedSeq, lagCount: lastSeq - shippedSeq };
  }

  async stop(): Promise<void> {
    this.#timer?.();
    this.#post({ kind: 'stop' });
    await this.#work;
  }

  #post(event: ShipperEvent): void {
    const before = this.#step.outage;
    this.#step = shipperNext(this.#step, event, this.#parts.clock.now());
    this.#report(before);
    const { effect } = this.#step;
    if (effect.kind === 'none') return;
    if (effect.kind === 'wait') {
      this.#timer = this.#parts.clock.after(effect.delayMs, () => {
        this.#post({ kind: 'due' });
      });
      return;
    }
    this.#work = this.#perform(effect).then(
      (result) => {
        this.#post(result);
      },
      (fault: unknown) => {
        this.#parts.log.warn('Facts could not be shipped; they stay in the journal', {
          code: systemCode(fault),
          why: String(fault),
        });
        this.#post({ kind: 'failed', code: systemCode(fault) });
      },
    );
  }

  async #perform(effect: { kind: 'read' } | { kind: 'send' } | { kind: 'mark'; seq: number }): Promise<ShipperEvent> {
    const { journal, sink } = this.#parts;
    if (effect.kind === 'mark') {
      await journal.markShipped(effect.seq);
      return { kind: 'marked' };
    }
    if (effect.kind === 'send') {
      await sink.insert(this.#batch.facts, this.#batch.traces);
      return { kind: 'committed' };
    }
    const { shippedSeq: fromSeq, syncedSeq } = journal.status();
    const { facts, traces, throughSeq } = await journal.facts(fromSeq, batchFactCountMax);
    this.#batch = { facts, traces };
    return {
      kind: 'read',
      factCount: facts.length + traces.length,
      fromSeq,
      throughSeq,
      leftCount: syncedSeq - throughSeq,
    };
  }

  #report(before: Outage | null): void {
    if (before === null || this.#step.outage !== null) return;
    this.#parts.log.info('Facts are shipped again', { ...before, lagCount: this.status().lagCount });
  }
}
