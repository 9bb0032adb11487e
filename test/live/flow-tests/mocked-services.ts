// Requests of a flow test on a real call: they go out over HTTP to a real server, which answers what the test says, as late as the
// test says. Not here: HTTP (src/services, stubs.ts).

import { realClock } from '../../../src/base/real-clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { Expression, Program } from '../../../src/dsl/index.ts';
import type { IvrPorts, RequestEffect, ServiceCall } from '../../../src/ivr/index.ts';
import { type HttpClient, openServices } from '../../../src/services/index.ts';
import { toJson } from '../../../src/services/json-values.ts';
import type { Outside, ServiceAnswer } from '../../../src/sim/flows/outside.ts';
import type { VirtualClock } from '../../../src/sim/flows/virtual-clock.ts';
import type { Answering, Reached, Reply } from './stubs.ts';

/** A request of the call, and what reached the server of it. */
export interface Asked {
  readonly name: string;
  readonly reached: Reached[];
}

interface Pending extends Asked {
  readonly call: ServiceCall;
  readonly answer: ServiceAnswer['answer'];
  /** Resolves when the answer is due on the test's clock. */
  readonly due: Promise<void>;
  readonly isLate: boolean;
  state: 'sent' | 'held' | 'answered';
}

export interface MockedParts {
  readonly clock: VirtualClock;
  readonly mocks: Outside;
  readonly http: HttpClient;
  /** Nobody says what this service does. */
  readonly onUnmocked: (call: Pick<RequestEffect, 'service' | 'operation'>) => void;
}

export class MockedServices {
  /** In the order of asking. */
  readonly asked: Asked[] = [];
  readonly services: IvrPorts['services'];
  readonly #parts: MockedParts;
  readonly #pending = new Set<Pending>();

  constructor(parts: MockedParts) {
    this.#parts = parts;
    const recorded = (): Promise<void> => Promise.resolve();
    // Real time: pauses and budgets of HTTP are short, and the flow's own budget runs on the test's clock.
    const services = openServices({ clock: realClock(), log: silentLog, http: parts.http, recorded });
    this.services = {
      ask: async (call) => {
        const pending = this.#note(call);
        if (pending === null) return new Promise(() => undefined);
        try {
          return await services.ask(call);
        } finally {
          this.#pending.delete(pending);
        }
      },
      cancel: (call, request) => services.cancel(call, request),
    };
  }

  /** Answers what the server is asked. */
  readonly answer: Answering = async (reached) => {
    const pending = [...this.#pending].at(-1);
    if (pending === undefined) return { status: 410, body: '' };
    pending.reached.push(reached);
    if (pending.isLate) pending.state = 'held';
    await pending.due;
    pending.state = 'answered';
    return replyOf(pending);
  };

  /** What has to happen before the test's clock may go on; null: nothing, or an answer that is due later. */
  awaited(): string | null {
    const open = [...this.#pending].find(({ state }) => state !== 'held');
    return open === undefined ? null : `the request ${open.name} to be answered`;
  }

  #note(call: ServiceCall): Pending | null {
    const { service, operation } = call;
    const answer = this.#parts.mocks.request(call);
    if (answer === null) {
      this.#parts.onUnmocked(call);
      return null;
    }
    const isLate = answer.afterMs > 0;
    const due = isLate
      ? new Promise<void>((resolve) => void this.#parts.clock.after(answer.afterMs, resolve))
      : Promise.resolve();
    const name = `${service}.${operation}`;
    const pending: Pending = { name, call, answer: answer.answer, due, isLate, reached: [], state: 'sent' };
    this.#pending.add(pending);
    this.asked.push(pending);
    return pending;
  }
}

function replyOf({ answer, call: { program, service, operation } }: Pending): Reply {
  const returns = program.services[service]?.operations[operation]?.returns ?? null;
  if (answer.kind === 'failed') return { status: 500, body: '' };
  if (answer.kind === 'none') return { status: returns === null ? 204 : 404, body: '' };
  return { status: 200, body: JSON.stringify(toJson(answer.value, returns, program)) };
}

/** The settings by which services have their addresses, each with one that leads nowhere: a test says nothing of them. */
export const serviceSettings = ({ services }: Program): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.values(services)
      .flatMap(({ base }) => keyOf(base) ?? [])
      .map((key) => [key, `https://${key.replaceAll(/[^a-z0-9]+/gi, '-')}.invalid`]),
  );

function keyOf(base: Expression): string | null {
  if (base.kind !== 'apply' || base.name !== 'config') return null;
  const [key] = base.arguments;
  return key?.kind === 'literal' && typeof key.value === 'string' ? key.value : null;
}
