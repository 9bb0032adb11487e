// Which id of one run is which of another: what both ask for in the same order is the same thing. A timer of another length is
// another timer. Not here: when two runs part (replay.ts).

import type { Instant } from '../../base/clock.ts';
import { promptId } from '../../base/ids.ts';
import type { IvrEffect, IvrEvent } from '../../ivr/index.ts';

/** A timer that only the other run has. */
export interface OwnTimer {
  readonly at: Instant;
  readonly of: number;
  readonly timer: number;
}

type TimerEffect = Extract<IvrEffect, { kind: 'timer' }>;

/** What one effect is known by; `group` holds what can be the same thing. */
interface Named {
  readonly group: 'prompt' | 'request' | 'recording' | 'transfer' | 'field';
  readonly id: string;
}

export class Pairs {
  readonly #ids = new Map<string, string>();
  #own: OwnTimer[] = [];

  /** Pairs what two runs ask for after the same event. */
  pair(here: readonly IvrEffect[], there: readonly IvrEffect[], of: number): void {
    const others = there.flatMap(namesOf);
    for (const { group, id } of here.flatMap(namesOf)) {
      const index = others.findIndex((other) => other.group === group);
      const [other] = index < 0 ? [] : others.splice(index, 1);
      if (other !== undefined) this.#ids.set(keyOf(group, of, id), other.id);
    }
    this.#pairTimers(here.filter(isTimer), there.filter(isTimer), of);
  }

  /** The event as the other run knows it; null: it tells of something that the other one has not. */
  translated(event: IvrEvent, of: number): IvrEvent | null {
    const other = (group: Named['group'] | 'timer', id: string | number): string | null =>
      this.#ids.get(keyOf(group, of, String(id))) ?? null;
    if (event.kind === 'promptEnded')
      return withId(other('prompt', event.prompt), (id) => ({ ...event, prompt: promptId(id) }));
    if (event.kind === 'timer') return withId(other('timer', event.timer), (id) => ({ ...event, timer: Number(id) }));
    if (event.kind === 'recorded')
      return withId(other('recording', event.recording), (recording) => ({ ...event, recording }));
    if (event.kind === 'requestEnded')
      return withId(other('request', event.request), (id) => ({ ...event, request: Number(id) }));
    if (event.kind === 'transferAnswered' || event.kind === 'transferEnded')
      return withId(other('transfer', event.transfer), (id) => ({ ...event, transfer: Number(id) }));
    if (event.kind === 'fieldGiven' || event.kind === 'objection' || event.kind === 'continued')
      return withId(other('field', event.field), (id) => ({ ...event, field: Number(id) }));
    if (event.kind !== 'resumed') return event;
    return { ...event, playing: event.playing.flatMap((id) => other('prompt', id) ?? []).map(promptId) };
  }

  /** The next own timer of the other run until `limit`, which then has gone off; null: there is none. */
  due(limit: Instant): OwnTimer | null {
    const [first] = this.#own.filter(({ at }) => at <= limit).sort((one, other) => one.at - other.at);
    if (first === undefined) return null;
    this.#own = this.#own.filter((each) => each !== first);
    return first;
  }

  #pairTimers(here: readonly TimerEffect[], there: readonly TimerEffect[], of: number): void {
    const others = [...there];
    for (const { timer, wait } of here) {
      const index = others.findIndex((other) => other.wait.lengthMs === wait.lengthMs);
      const [other] = index < 0 ? [] : others.splice(index, 1);
      if (other !== undefined) this.#ids.set(keyOf('timer', of, String(timer)), String(other.timer));
    }
    this.#own.push(...others.map(({ timer, wait }) => ({ at: wait.at, of, timer })));
  }
}

const keyOf = (group: string, of: number, id: string): string => `${group} ${of} ${id}`;

const withId = (id: string | null, named: (id: string) => IvrEvent): IvrEvent | null =>
  id === null ? null : named(id);

const isTimer = (effect: IvrEffect): effect is TimerEffect => effect.kind === 'timer';

function namesOf(effect: IvrEffect): readonly Named[] {
  if (effect.kind === 'play' || effect.kind === 'tell') return [{ group: 'prompt', id: effect.prompt }];
  if (effect.kind === 'request') return [{ group: 'request', id: String(effect.request) }];
  if (effect.kind === 'record') return [{ group: 'recording', id: effect.recording }];
  if (effect.kind === 'transfer') return [{ group: 'transfer', id: String(effect.transfer) }];
  if (effect.kind !== 'askAgent' && effect.kind !== 'offerObjections') return [];
  return [{ group: 'field', id: String(effect.field) }];
}
