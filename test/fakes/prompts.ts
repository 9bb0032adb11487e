// The prompts of the telephone system in memory: one after the other on each leg, each ending once. Not here: legs.

import type { Cancel, Clock } from '../../src/base/clock.ts';
import type { LegId, PromptId } from '../../src/base/ids.ts';
import type { CallEvent, PromptEnd } from '../../src/call/index.ts';
import type { Done, LeftSound, Sound } from '../../src/call/ports.ts';

export interface FakePromptsOptions {
  readonly clock: Clock;
  readonly isThere: (leg: LegId) => boolean;
  readonly post: (event: CallEvent) => void;
}

interface FakePrompt {
  readonly leg: LegId;
  readonly lengthMs: number;
  /** Not set while another prompt plays before it. */
  cancel: Cancel | null;
}

export class FakePrompts {
  readonly #options: FakePromptsOptions;
  readonly #playing = new Map<PromptId, FakePrompt>();
  readonly #ended = new Set<PromptId>();
  readonly #lost = new Set<string>();

  constructor(options: FakePromptsOptions) {
    this.#options = options;
  }

  lose(sound: string): void {
    this.#lost.add(sound);
  }

  isPlaying(prompt: PromptId): boolean {
    return this.#playing.has(prompt);
  }

  /** The prompt that a leg hears now. */
  on(leg: LegId): PromptId | null {
    return [...this.#playing].find(([, playing]) => playing.leg === leg)?.[0] ?? null;
  }

  play(leg: LegId, prompt: PromptId, sounds: readonly (Sound | LeftSound)[]): Done {
    if (this.#ended.has(prompt) || this.#playing.has(prompt)) return 'ok';
    if (!this.#options.isThere(leg)) return 'gone';
    const audible = sounds.filter((one) => 'recording' in one || !this.#lost.has(one.sound));
    const isFirst = this.on(leg) === null;
    const lengthMs = audible.reduce((sum, sound) => sum + sound.lengthMs, 0);
    this.#playing.set(prompt, { leg, lengthMs, cancel: null });
    if (audible.length === 0) this.#end(prompt, 'failed');
    else if (isFirst) this.#begin(prompt);
    return 'ok';
  }

  stop(prompt: PromptId): Done {
    if (!this.#playing.has(prompt)) return 'gone';
    this.#end(prompt, 'stopped');
    return 'ok';
  }

  /** Stops all on a leg, as answering, joining and leaving do. */
  quieten(leg: LegId): void {
    for (const prompt of this.#of(leg)) this.#end(prompt, 'stopped');
  }

  /** The leg is ending: that says all of its prompts. */
  abandon(leg: LegId): void {
    for (const prompt of this.#of(leg)) {
      this.#playing.get(prompt)?.cancel?.();
      this.#playing.delete(prompt);
      this.#ended.add(prompt);
    }
  }

  #of(leg: LegId): readonly PromptId[] {
    return [...this.#playing].filter(([, playing]) => playing.leg === leg).map(([prompt]) => prompt);
  }

  #begin(prompt: PromptId): void {
    const playing = this.#playing.get(prompt);
    if (playing === undefined) return;
    playing.cancel = this.#options.clock.after(playing.lengthMs, () => {
      this.#end(prompt, 'finished');
    });
  }

  #end(prompt: PromptId, end: PromptEnd): void {
    const ending = this.#playing.get(prompt);
    if (ending === undefined) return;
    ending.cancel?.();
    const wasFirst = this.on(ending.leg) === prompt;
    this.#playing.delete(prompt);
    this.#ended.add(prompt);
    this.#options.post({ kind: 'promptEnded', leg: ending.leg, prompt, end });
    const next = this.on(ending.leg);
    if (wasFirst && next !== null) this.#begin(next);
  }
}
