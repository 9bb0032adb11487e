// What the driver remembers of each leg and prompt while they live: enough to say each thing once and to name an end.
// All of it may be lost in a restart: the survey writes it anew. Not here: talking to Asterisk.

import type { LegId, PromptId } from '../base/ids.ts';
import type { EndReason } from '../call/index.ts';
import type { Causes } from './hang-ups.ts';
import type { Direction } from './leg-ids.ts';
import { endedCountMax, keysRememberedMax, legCountMax } from './limits.ts';

export type Progress = 'new' | 'ringing' | 'sounding' | 'answered';

/** A key as it was told: by these it is recognised when it is told again. */
export interface KeyTold {
  readonly digit: string;
  readonly timestamp: string;
}

export interface KnownLeg {
  readonly direction: Direction;
  readonly progress: Progress;
  /** The reason to give at its end, when the end is our doing. */
  readonly wanted: EndReason | null;
  /** What was told of its hang-up, after which it leaves; null: nothing. */
  readonly hangUp: Causes | null;
}

/** `asked`: sent, the answer not known. `stopping`: its end will have been our doing. */
export type PromptState = 'asked' | 'playing' | 'stopping';

interface KnownPrompt {
  readonly leg: LegId;
  readonly state: PromptState;
}

/** The memory of one connection. */
export class LegBook {
  readonly #legs = new Map<LegId, KnownLeg>();
  readonly #keys = new Map<LegId, readonly string[]>();
  readonly #prompts = new Map<PromptId, KnownPrompt>();
  readonly #promptsByLeg = new Map<LegId, Set<PromptId>>();
  readonly #endedLegs = new Recent<LegId>();
  readonly #endedPrompts = new Recent<PromptId>();

  leg(leg: LegId): KnownLeg | undefined {
    return this.#legs.get(leg);
  }

  legs(): readonly LegId[] {
    return [...this.#legs.keys()];
  }

  hasEnded(leg: LegId): boolean {
    return this.#endedLegs.has(leg);
  }

  /** Enters a leg; one that is known or has ended stays as it is. */
  enter(leg: LegId, direction: Direction, progress: Progress): 'new' | 'known' | 'ended' | 'full' {
    if (this.hasEnded(leg)) return 'ended';
    if (this.#legs.has(leg)) return 'known';
    if (this.#legs.size >= legCountMax) return 'full';
    this.#legs.set(leg, { direction, progress, wanted: null, hangUp: null });
    return 'new';
  }

  /** Moves a leg forward, never back; 'same' when it was there already. */
  advance(leg: LegId, progress: Progress): 'moved' | 'same' {
    const known = this.#legs.get(leg);
    if (known === undefined || rank[known.progress] >= rank[progress]) return 'same';
    this.#legs.set(leg, { ...known, progress });
    return 'moved';
  }

  /** Notes the reason to give when this leg ends; null takes it back. */
  want(leg: LegId, wanted: EndReason | null): void {
    const known = this.#legs.get(leg);
    if (known !== undefined) this.#legs.set(leg, { ...known, wanted });
  }

  /** Notes why this leg is about to end: what is told first stands, for what follows from it is told too. */
  hangUp(leg: LegId, causes: Causes): void {
    const known = this.#legs.get(leg);
    if (known !== undefined) this.#legs.set(leg, { ...known, hangUp: known.hangUp ?? causes });
  }

  /** Notes a key; 'late' when this very one was told before, among the latest of its leg. */
  press(leg: LegId, { digit, timestamp }: KeyTold): 'new' | 'late' {
    const told = `${timestamp} ${digit}`;
    const before = this.#keys.get(leg) ?? [];
    if (before.includes(told)) return 'late';
    this.#keys.set(leg, [...before.slice(1 - keysRememberedMax), told]);
    return 'new';
  }

  /** Strikes a leg and its prompts off; 'late' when that was done before. */
  end(leg: LegId): 'ended' | 'late' {
    if (this.hasEnded(leg)) return 'late';
    this.#legs.delete(leg);
    this.#keys.delete(leg);
    this.#endedLegs.add(leg);
    for (const prompt of this.promptsOn(leg)) this.endPrompt(prompt);
    return 'ended';
  }

  prompt(prompt: PromptId): KnownPrompt | 'ended' | undefined {
    return this.#endedPrompts.has(prompt) ? 'ended' : this.#prompts.get(prompt);
  }

  notePrompt(prompt: PromptId, leg: LegId, state: PromptState): void {
    if (this.#endedPrompts.has(prompt)) return;
    this.#prompts.set(prompt, { leg, state });
    const ofLeg = this.#promptsByLeg.get(leg) ?? new Set();
    this.#promptsByLeg.set(leg, ofLeg.add(prompt));
  }

  /** As if it had never been asked for: Asterisk refused it. */
  forgetPrompt(prompt: PromptId): void {
    const leg = this.#prompts.get(prompt)?.leg;
    this.#prompts.delete(prompt);
    if (leg === undefined) return;
    const ofLeg = this.#promptsByLeg.get(leg);
    ofLeg?.delete(prompt);
    if (ofLeg?.size === 0) this.#promptsByLeg.delete(leg);
  }

  /** Strikes a prompt off and tells how it stood. */
  endPrompt(prompt: PromptId): PromptState | 'unknown' | 'late' {
    if (this.#endedPrompts.has(prompt)) return 'late';
    const state = this.#prompts.get(prompt)?.state ?? 'unknown';
    this.forgetPrompt(prompt);
    this.#endedPrompts.add(prompt);
    return state;
  }

  promptsOn(leg: LegId): readonly PromptId[] {
    return [...(this.#promptsByLeg.get(leg) ?? [])];
  }
}

const rank = { new: 0, ringing: 1, sounding: 2, answered: 3 } as const;

/** The last ids that ended, oldest forgotten first. */
class Recent<Id> {
  readonly #ids = new Set<Id>();

  has(id: Id): boolean {
    return this.#ids.has(id);
  }

  add(id: Id): void {
    this.#ids.add(id);
    if (this.#ids.size <= endedCountMax) return;
    const [oldest] = this.#ids;
    if (oldest !== undefined) this.#ids.delete(oldest);
  }
}
