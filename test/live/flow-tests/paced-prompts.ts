// Prompts of a flow test on a real call: the sounds are real and short; on the test's clock each lasts as long as its words. An end
// is told when both have come. Not here: which sound says what (coded-sounds.ts), the ears (caller-ear.ts).

import type { Cancel } from '../../../src/base/clock.ts';
import type { LegId, PromptId } from '../../../src/base/ids.ts';
import type { CallEvent } from '../../../src/call/index.ts';
import type { Media } from '../../../src/call/ports.ts';
import type { VirtualClock } from '../../../src/sim/flows/virtual-clock.ts';
import { type CodedPart, type CodedSounds, spokenMs } from './coded-sounds.ts';

type PromptEnded = Extract<CallEvent, { kind: 'promptEnded' }>;

/** Whose telephone. */
export type Ear = 'caller' | 'agent';

/** What somebody was to hear, and what they heard of it. */
export interface Speech {
  readonly prompt: PromptId;
  readonly to: Ear;
  readonly parts: readonly CodedPart[];
  readonly heard: Set<number>;
  /** What reached the other ear, for which it was not. */
  readonly overheard: Set<number>;
  readonly cancel: Cancel;
  /** `due`: its time is over on the test's clock. */
  clock: 'running' | 'due';
  stop: 'not asked' | 'asked';
  /** Its real end, while that waits to be told. */
  ended: PromptEnded | null;
}

export interface PacedPromptsParts {
  readonly clock: VirtualClock;
  readonly media: Media;
  readonly sounds: CodedSounds;
  readonly earOf: (leg: LegId) => Ear;
  /** The ears of the machines. */
  readonly tell: (event: CallEvent) => void;
}

export class PacedPrompts {
  /** Everything that was said in this call. */
  readonly speeches: Speech[] = [];
  readonly #parts: PacedPromptsParts;
  readonly #playing = new Map<PromptId, Speech>();
  /** Numbers whose pieces were said, the latest of each. */
  readonly #byNumber = new Map<number, Speech>();

  constructor(parts: PacedPromptsParts) {
    this.#parts = parts;
  }

  readonly media: Media = {
    play: (leg, prompt, sounds) => {
      const parts = sounds.flatMap((sound) => this.#parts.sounds.partOf(sound) ?? []);
      if (parts.length > 0 && !this.#playing.has(prompt)) this.#begin(prompt, this.#parts.earOf(leg), parts);
      return this.#parts.media.play(leg, prompt, sounds);
    },
    stop: async (prompt) => {
      const speech = this.#playing.get(prompt);
      if (speech === undefined) return this.#parts.media.stop(prompt);
      speech.stop = 'asked';
      // Its short sound is over, its words are not: it is stopped all the same.
      if (speech.ended !== null) this.#over(speech, { ...speech.ended, end: 'stopped' });
      return this.#parts.media.stop(prompt);
    },
  };

  /** Takes the end of a prompt; another event is not ours. */
  onEnded(event: PromptEnded): void {
    const speech = this.#playing.get(event.prompt);
    if (speech === undefined) return this.#parts.tell(event);
    speech.ended = event;
    if (speech.stop === 'asked') this.#over(speech, { ...event, end: 'stopped' });
    else if (event.end !== 'finished' || speech.clock === 'due') this.#over(speech, event);
  }

  /** Somebody heard this number. */
  heard(number: number, by: Ear): void {
    const speech = this.#byNumber.get(number);
    (speech?.to === by ? speech.heard : speech?.overheard)?.add(number);
  }

  /** The caller has left: nothing is said any more. */
  drop(): void {
    for (const { cancel } of this.#playing.values()) cancel();
    this.#playing.clear();
  }

  /** What is still said, by the test's clock. */
  playing(): readonly PromptId[] {
    return [...this.#playing.keys()];
  }

  /** What has to happen before the test's clock may go on; null: nothing. */
  awaited(): string | null {
    for (const speech of this.#playing.values()) {
      const [first] = speech.parts;
      if (first !== undefined && !speech.heard.has(first.number) && speech.ended === null)
        return `"${first.text}" to be heard`;
      if (speech.clock === 'due' || speech.stop === 'asked') return `the prompt "${first?.text ?? ''}" to end`;
    }
    return null;
  }

  #begin(prompt: PromptId, to: Ear, parts: readonly CodedPart[]): void {
    const cancel = this.#parts.clock.after(spokenMs(parts.map(({ text }) => text).join('')), () => {
      speech.clock = 'due';
      if (speech.ended !== null) this.#over(speech, speech.ended);
    });
    const speech: Speech = {
      ...{ prompt, to, parts, heard: new Set<number>(), overheard: new Set<number>() },
      ...{ cancel, clock: 'running', stop: 'not asked', ended: null },
    };
    this.#playing.set(prompt, speech);
    this.speeches.push(speech);
    for (const { number } of parts) this.#byNumber.set(number, speech);
  }

  #over(speech: Speech, event: PromptEnded): void {
    speech.cancel();
    this.#playing.delete(speech.prompt);
    this.#parts.tell(event);
  }
}

/** Whether the caller heard this piece; of a prompt that was broken off its beginning is enough. */
export function isHeard({ parts, heard, stop }: Speech, { number }: CodedPart): boolean {
  const [first] = parts;
  return heard.has(number) || (stop === 'asked' && first !== undefined && heard.has(first.number));
}
