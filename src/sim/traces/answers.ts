// What the world outside did in a followed call, as `given` lines of a test: answers of services, far ends of transfers, queues.
// What is asked for several times is given one after the other. Pure. Not here: what the caller did and heard (draft.ts).

import type { Instant } from '../../base/clock.ts';
import type { IvrEffect, IvrEvent, RequestResult } from '../../ivr/index.ts';
import type { FollowedStep } from './follow.ts';
import { type Writing, durationText, literalOf, textOf } from './literal.ts';

/** Lines in the order in which they must be given: the first ones at the beginning, each other after the one before was used. */
export type Turns = ReadonlyMap<string, readonly (readonly string[])[]>;

/** What each operation answered, by `service.operation`. */
export function requestTurns(steps: readonly FollowedStep[], where: Writing): Turns {
  const asked = effectsOf(steps, 'request');
  const names = asked.map(({ effect: { service, operation } }) => `${service}.${operation}`);
  const turns = asked.map((one, index) => {
    const { request } = one.effect;
    const ended = eventOf(steps, one.of, (event) => event.kind === 'requestEnded' && event.request === request);
    const result = ended?.event.kind === 'requestEnded' ? ended.event.result : ({ kind: 'timeout' } as const);
    const name = names[index] ?? '';
    const isAlone = names.filter((each) => each === name).length === 1;
    return answerLines({ name, result, tookMs: ended === null ? 0 : ended.at - one.at, isAlone, where });
  });
  return inTurns(names, turns);
}

/** What became of each transfer, by its number. */
export function transferTurns(steps: readonly FollowedStep[]): Turns {
  const begun = effectsOf(steps, 'transfer');
  const turns = begun.map(({ effect: { transfer, to }, of }) => {
    const find = (kind: 'transferAnswered' | 'transferEnded') =>
      eventOf(steps, of, (event) => event.kind === kind && event.transfer === transfer);
    return [`given transfer to ${textOf(to)} ${farEnd(find('transferAnswered'), find('transferEnded'))}`];
  });
  return inTurns(
    begun.map(({ effect }) => effect.to),
    turns,
  );
}

function inTurns(names: readonly string[], turns: readonly (readonly string[])[]): Turns {
  const found = new Map<string, (readonly string[])[]>();
  for (const [index, name] of names.entries()) found.set(name, [...(found.get(name) ?? []), turns[index] ?? []]);
  return found;
}

interface Answered {
  readonly name: string;
  readonly result: RequestResult;
  readonly tookMs: number;
  /** Several must not be answered at once: the next one's answer is given in between. */
  readonly isAlone: boolean;
  readonly where: Writing;
}

/** An answer that took less is as good as one at once. */
const noticedMs = 1_000;

function answerLines({ name, result, tookMs, isAlone, where }: Answered): readonly string[] {
  const operation = operationOf(name, where);
  if (result.kind === 'timeout')
    return [`given request ${name} takes ${durationText((operation?.timeoutMs ?? 0) + 1_000)}`];
  const ms = tookMs >= noticedMs ? Math.round(tookMs) : isAlone ? 0 : 1;
  const takes = ms === 0 ? [] : [`given request ${name} takes ${durationText(ms)}`];
  if (result.kind === 'failed') return [`given request ${name} fails`, ...takes];
  const type = operation?.returns ?? null;
  const value = result.kind === 'none' || type === null ? null : literalOf(result.value, type, where);
  return [`given request ${name} returns ${value ?? 'none'}`, ...takes];
}

const operationOf = (name: string, { program: { services } }: Writing) => {
  const [service = '', operation = ''] = name.split('.');
  return services[service]?.operations[operation];
};

interface Seen {
  readonly at: Instant;
  readonly event: IvrEvent;
}

/** A far end that talked until the caller left. */
const talkMsMax = 3_600_000;

function farEnd(answered: Seen | null, ended: Seen | null): string {
  if (answered !== null) return `answers for ${durationText((ended?.at ?? answered.at + talkMsMax) - answered.at)}`;
  const outcome = ended?.event.kind === 'transferEnded' ? ended.event.outcome : 'noAnswer';
  return outcome === 'busy' ? 'busy' : outcome === 'failed' ? 'fails' : 'no answer';
}

interface Asked<Kind extends IvrEffect['kind']> {
  readonly effect: Extract<IvrEffect, { kind: Kind }>;
  readonly at: Instant;
  readonly of: number;
}

/** The effects of a kind, each once: after an absence it is asked for again. */
function effectsOf<Kind extends 'request' | 'transfer'>(
  steps: readonly FollowedStep[],
  kind: Kind,
): readonly Asked<Kind>[] {
  const known = new Set<string>();
  const found: Asked<Kind>[] = [];
  for (const { decision, input } of steps) {
    for (const effect of decision.effects) {
      if (!isOf(effect, kind)) continue;
      const id = `${input.of} ${numberOf(effect)}`;
      if (!known.has(id)) found.push({ effect, at: input.at, of: input.of });
      known.add(id);
    }
  }
  return found;
}

const numberOf = (effect: Extract<IvrEffect, { kind: 'request' | 'transfer' }>): number =>
  effect.kind === 'request' ? effect.request : effect.transfer;

const isOf = <Kind extends 'request' | 'transfer'>(
  effect: IvrEffect,
  kind: Kind,
): effect is Extract<IvrEffect, { kind: Kind }> => effect.kind === kind;

function eventOf(steps: readonly FollowedStep[], of: number, fits: (event: IvrEvent) => boolean): Seen | null {
  const found = steps.find(({ input }) => input.of === of && fits(input.event));
  return found === undefined ? null : { at: found.input.at, event: found.input.event };
}
