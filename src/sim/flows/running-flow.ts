// One frame under way in a simulated call: that of the call, or of a script in front of the agent. It performs what the
// engine asks for on the virtual clock. Not here: the line, the agent and the caller (flow-call.ts), any decision.

import type { Cancel } from '../../base/clock.ts';
import type { PromptId } from '../../base/ids.ts';
import type { Program } from '../../dsl/index.ts';
import type { Frame, IvrEffect, IvrEvent, PromptPart, RequestEffect, RequestResult } from '../../ivr/index.ts';
import type { Mouth } from './mouth.ts';
import type { Outside, ServiceAnswer } from './outside.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** How long a spoken prompt lasts, by character of its transcript. */
export const msPerCharacter = 50;

/** What the agent is asked to fill in or to choose. */
export type AgentTask =
  | { readonly kind: 'field'; readonly field: number; readonly question: string }
  | { readonly kind: 'objections'; readonly field: number; readonly texts: readonly string[] };

const taskOf = (effect: Extract<IvrEffect, { kind: 'askAgent' | 'offerObjections' }>): AgentTask =>
  effect.kind === 'askAgent'
    ? { kind: 'field', field: effect.field, question: effect.question }
    : { kind: 'objections', field: effect.field, texts: effect.texts };

export interface Surroundings {
  readonly clock: VirtualClock;
  readonly outside: Outside;
  readonly mouth: Mouth;
  readonly post: (flow: RunningFlow, event: IvrEvent) => void;
  /** What concerns the call as a whole. */
  readonly onLine: (flow: RunningFlow, effect: LineEffect) => void;
  readonly onUnmocked: (effect: RequestEffect) => void;
}

/** What concerns the call as a whole, and not one of its frames. */
export type LineEffect = Extract<
  IvrEffect,
  { kind: 'joinQueue' | 'leaveQueue' | 'bridge' | 'openScript' | 'end' | 'keepVoicemail' }
>;

export class RunningFlow {
  frame: Frame | null;
  readonly program: Program;
  /** Its own, so that what is asked for again is told only once. */
  readonly known = new Set<string>();
  task: AgentTask | null = null;
  readonly #around: Surroundings;
  readonly #timers = new Map<number, Cancel>();
  readonly #prompts = new Map<PromptId, Cancel>();
  readonly #requests = new Map<number, Cancel>();
  readonly #transfers = new Map<number, readonly Cancel[]>();

  constructor(frame: Frame, program: Program, around: Surroundings) {
    this.frame = frame;
    this.program = program;
    this.#around = around;
  }

  /** The prompts that are still heard. */
  playing(): readonly PromptId[] {
    return [...this.#prompts.keys()];
  }

  /** Whatever waits by itself is forgotten; what others do for us goes on. */
  forgetTimers(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  /** Nobody listens any more. */
  end(): void {
    this.frame = null;
    this.task = null;
    this.forgetTimers();
    for (const cancel of [...this.#prompts.values(), ...this.#requests.values()]) cancel();
    for (const cancel of [...this.#transfers.values()].flat()) cancel();
    this.#prompts.clear();
  }

  perform(effect: IvrEffect): void {
    switch (effect.kind) {
      case 'play':
        return this.#play(effect.prompt, effect.parts);
      case 'tell':
        // What is shown in a script is read at once, and nobody waits for it.
        if (effect.how === 'heard') this.#play(effect.prompt, effect.parts);
        return;
      case 'stop':
        return this.#stop(effect.prompt);
      case 'timer':
        return this.#arm(effect.timer, effect.wait.at - this.#around.clock.now());
      case 'request':
        return this.#request(effect);
      case 'cancelRequest':
        return this.#requests.get(effect.request)?.();
      case 'record':
        return this.#record(effect);
      case 'endRecord':
        return this.#around.mouth.stop(effect.recording);
      case 'transfer':
        return this.#transfer(effect);
      case 'endTransfer':
        return this.#transfers.get(effect.transfer)?.forEach((cancel) => cancel());
      case 'askAgent':
      case 'offerObjections':
        this.task = taskOf(effect);
        return;
      case 'joinQueue':
      case 'leaveQueue':
      case 'bridge':
      case 'openScript':
      case 'end':
      case 'keepVoicemail':
        return this.#around.onLine(this, effect);
      case 'answer':
      case 'dropRecord':
      case 'updateQueue':
      case 'enterWaitingRoom':
      case 'leaveWaitingRoom':
      case 'comfort':
      case 'send':
      case 'schedule':
      case 'consent':
      case 'recording':
      case 'returned':
        return;
    }
  }

  #post(event: IvrEvent): void {
    this.#around.post(this, event);
  }

  /** What comes at once comes before the clock moves. */
  #soon(afterMs: number, event: IvrEvent): Cancel {
    if (afterMs > 0) return this.#around.clock.after(afterMs, () => this.#post(event));
    this.#post(event);
    return () => undefined;
  }

  #arm(timer: number, delayMs: number): void {
    this.#timers.get(timer)?.();
    const cancel = this.#around.clock.after(delayMs, () => {
      this.#timers.delete(timer);
      this.#post({ kind: 'timer', timer });
    });
    this.#timers.set(timer, cancel);
  }

  #play(prompt: PromptId, parts: readonly PromptPart[]): void {
    if (this.#prompts.has(prompt)) return;
    const lengthMs = parts.reduce((total, { text }) => total + text.length * msPerCharacter, 0);
    const cancel = this.#around.clock.after(lengthMs, () => {
      this.#prompts.delete(prompt);
      this.#post({ kind: 'promptEnded', prompt, end: 'finished' });
    });
    this.#prompts.set(prompt, cancel);
  }

  #stop(prompt: PromptId): void {
    const cancel = this.#prompts.get(prompt);
    if (cancel === undefined) return;
    cancel();
    this.#prompts.delete(prompt);
    this.#post({ kind: 'promptEnded', prompt, end: 'stopped' });
  }

  /** A request that is sent again after an absence is the same one to the service, which goes on with it. */
  #request(effect: RequestEffect): void {
    const { request } = effect;
    if (this.#requests.has(request)) return;
    const answer = this.#around.outside.request(effect);
    if (answer === null) return this.#around.onUnmocked(effect);
    const result = resultOf(answer);
    this.#requests.set(request, this.#soon(answer.afterMs, { kind: 'requestEnded', request, result }));
  }

  #record({ recording, maxMs, silenceMs }: IvrEffect & { kind: 'record' }): void {
    const { mouth } = this.#around;
    if (mouth.isRecording()) return;
    mouth.record({
      recording,
      maxMs,
      silenceMs,
      onEnd: (result) => this.#post({ kind: 'recorded', recording, result }),
    });
  }

  #transfer({ transfer, to, timeoutMs }: IvrEffect & { kind: 'transfer' }): void {
    if (this.#transfers.has(transfer)) return;
    const ended = (outcome: 'completed' | 'busy' | 'noAnswer' | 'failed', afterMs: number): Cancel =>
      this.#soon(afterMs, { kind: 'transferEnded', transfer, outcome });
    const farEnd = this.#around.outside.transfer(to);
    switch (farEnd.kind) {
      case 'answers':
        this.#post({ kind: 'transferAnswered', transfer });
        this.#transfers.set(transfer, [ended('completed', farEnd.forMs)]);
        return;
      case 'busy':
        this.#transfers.set(transfer, [ended('busy', 0)]);
        return;
      case 'no answer':
        this.#transfers.set(transfer, [ended('noAnswer', timeoutMs)]);
        return;
      case 'fails':
        this.#transfers.set(transfer, [ended('failed', 0)]);
    }
  }
}

function resultOf({ answer }: ServiceAnswer): RequestResult {
  if (answer.kind === 'answered') return answer;
  return answer.kind === 'none' ? { kind: 'none' } : { kind: 'failed', code: 'refused' };
}
