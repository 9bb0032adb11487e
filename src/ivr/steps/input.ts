// What menu and collect have in common: a prompt, then silence that counts; keys that interrupt; tries that run out.
// Each verb says only what a key means to it.

import type { Digit } from '../../call/index.ts';
import type { InputOptions, PromptUse } from '../../dsl/index.ts';
import { FlowFault } from '../evaluate.ts';
import type { IvrEvent, Wait } from '../frame.ts';
import { type Next, type Turn, goto, waitFor } from '../turn.ts';

export type InputWait = Extract<Wait, { kind: 'input' }>;

/** What the verb makes of the keys pressed so far. */
export type Heard =
  /** More keys may come; `lengthMs` of silence closes the input. */
  | { readonly kind: 'more'; readonly lengthMs: number }
  | { readonly kind: 'noMatch'; readonly correction: PromptUse | null }
  | { readonly kind: 'done'; readonly next: Next };

/** A verb that listens. `digits` is everything pressed since the prompt began. */
export interface Listener {
  readonly options: InputOptions;
  /** Silence after the prompt that counts as no input. */
  readonly firstMs: number;
  readonly onDigits: (turn: Turn, digits: string) => Heard;
  /** Silence after the first key: the input is closed as it stands. */
  readonly onSilence: (turn: Turn, digits: string) => Heard;
}

export const beginInput = (turn: Turn, { options }: Listener): Next =>
  ask(turn, [options.prompt], { noInputCount: 0, noMatchCount: 0 });

export function onInput(turn: Turn, listener: Listener, wait: InputWait, event: IvrEvent): Next {
  if (event.kind === 'digit') return onDigit(turn, listener, wait, event.digit);
  if (event.kind === 'promptEnded') return onPromptEnded(turn, listener, wait, event);
  if (event.kind === 'timer') return onTimer(turn, listener, wait, event.timer);
  if (event.kind === 'resumed') return resume(turn, listener, wait, event);
  return waitFor(wait);
}

function onDigit(turn: Turn, listener: Listener, wait: InputWait, digit: Digit): Next {
  if (wait.stage.kind === 'parting') return waitFor(wait);
  if (wait.stage.kind === 'prompting') {
    if (listener.options.bargeIn === 'off') return waitFor(wait);
    turn.effect({ kind: 'stop', prompt: wait.stage.prompt });
  }
  const digits = wait.digits + digit;
  return heard(turn, listener, { ...wait, digits }, listener.onDigits(turn, digits));
}

function onPromptEnded(
  turn: Turn,
  listener: Listener,
  wait: InputWait,
  event: IvrEvent & { kind: 'promptEnded' },
): Next {
  const { stage } = wait;
  if (stage.kind === 'listening' || event.prompt !== stage.prompt) return waitFor(wait);
  if (event.end === 'failed') throw new FlowFault('promptFailed', 'A prompt could not be played.');
  return stage.kind === 'parting' ? goto(stage.then) : listen(turn, wait, listener.firstMs);
}

function onTimer(turn: Turn, listener: Listener, wait: InputWait, timer: number): Next {
  if (wait.stage.kind !== 'listening' || wait.stage.timer !== timer) return waitFor(wait);
  if (wait.digits === '') return failed(turn, listener, wait, { why: 'noInput', correction: null });
  return heard(turn, listener, wait, listener.onSilence(turn, wait.digits));
}

function heard(turn: Turn, listener: Listener, wait: InputWait, result: Heard): Next {
  switch (result.kind) {
    case 'more':
      return listen(turn, wait, result.lengthMs);
    case 'noMatch':
      return failed(turn, listener, wait, { why: 'noMatch', correction: result.correction });
    case 'done':
      return result.next;
  }
}

interface Failure {
  readonly why: 'noInput' | 'noMatch';
  readonly correction: PromptUse | null;
}

/** One more failure: ask again, or leave by the outcome whose tries are used up. */
function failed(turn: Turn, { options }: Listener, wait: InputWait, { why, correction }: Failure): Next {
  const noInputCount = wait.noInputCount + (why === 'noInput' ? 1 : 0);
  const noMatchCount = wait.noMatchCount + (why === 'noMatch' ? 1 : 0);
  const [tries, outcome] = why === 'noInput' ? [noInputCount, options.noInput] : [noMatchCount, options.noMatch];
  turn.fact({ kind: 'inputFailed', call: turn.frame.call, input: options.name, why, tries });
  if (tries < outcome.tries) {
    const retry = retryPrompt(options, noInputCount + noMatchCount);
    return ask(turn, correction === null ? [retry] : [correction, retry], { noInputCount, noMatchCount });
  }
  if (correction === null) return goto(outcome.target);
  const stage = { kind: 'parting', prompt: turn.play(correction), then: outcome.target } as const;
  return waitFor({ kind: 'input', stage, digits: '', noInputCount, noMatchCount });
}

/** The prompt of the next try: the nth retry for the nth failure, the last one again and again. */
const retryPrompt = (options: InputOptions, failureCount: number): PromptUse =>
  options.retry[Math.min(failureCount, options.retry.length) - 1] ?? options.prompt;

type Counts = Pick<InputWait, 'noInputCount' | 'noMatchCount'>;

const ask = (turn: Turn, prompts: readonly PromptUse[], counts: Counts): Next =>
  waitFor({ kind: 'input', stage: { kind: 'prompting', prompt: turn.play(...prompts) }, digits: '', ...counts });

const listen = (turn: Turn, wait: InputWait, lengthMs: number): Next =>
  waitFor({ ...wait, stage: { kind: 'listening', ...turn.timer(lengthMs) } });

/** After an absence: keys pressed before it are kept; a prompt that is no longer heard is said again, no try counted. */
function resume(turn: Turn, { options }: Listener, wait: InputWait, event: IvrEvent & { kind: 'resumed' }): Next {
  const { stage } = wait;
  switch (stage.kind) {
    case 'listening':
      // Anew, not what was left of it: keys pressed meanwhile are lost, and the caller needs the time to press them again.
      return listen(turn, wait, stage.until.lengthMs);
    case 'parting':
      return event.playing.includes(stage.prompt) ? waitFor(wait) : goto(stage.then);
    case 'prompting':
      if (event.playing.includes(stage.prompt)) return waitFor(wait);
      return askAgain(turn, options, wait);
  }
}

function askAgain(turn: Turn, options: InputOptions, { noInputCount, noMatchCount }: InputWait): Next {
  const failureCount = noInputCount + noMatchCount;
  const prompt = failureCount === 0 ? options.prompt : retryPrompt(options, failureCount);
  return ask(turn, [prompt], { noInputCount, noMatchCount });
}
