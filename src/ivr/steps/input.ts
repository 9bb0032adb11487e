// What menu, collect and questions to the caller have in common: a prompt, then silence that counts; keys that interrupt; tries
// that run out. Each verb says only what a key means to it.

import type { Digit } from '../../call/index.ts';
import type { InputOutcome, InputPrompts, MenuKey, PromptUse } from '../../dsl/index.ts';
import { FlowFault } from '../flow-fault.ts';
import type { IvrEvent, Wait } from '../frame.ts';
import { cover, uncover } from '../masked-recording.ts';
import type { Worded } from '../prompt-parts.ts';
import { speak } from '../speak.ts';
import { type Next, type Turn, goto, waitFor } from '../turn.ts';
import { takeTyped } from '../typed-ahead.ts';
import type { Scope } from '../values/scope.ts';
import { type Counts, forgetCounts, noCounts, noteCounts } from './counts.ts';
import { liveKeys } from './live-keys.ts';

export type InputWait = Extract<Wait, { kind: 'input' }>;

/** What the verb makes of the keys pressed so far. */
export type Heard =
  /** More keys may come; `lengthMs` of silence closes the input. */
  | { readonly kind: 'more'; readonly lengthMs: number }
  | { readonly kind: 'noMatch'; readonly correction: PromptUse | null }
  | { readonly kind: 'done'; readonly next: () => Next };

/** A verb that listens. `digits` is everything pressed since the prompt began. */
export interface Listener {
  readonly options: InputPrompts;
  /** Null: `on error`. */
  readonly noInput: InputOutcome | null;
  readonly noMatch: InputOutcome | null;
  /** Silence after the prompt that counts as no input. */
  readonly firstMs: number;
  /** What the prompts read; null: what the flow reads. */
  readonly scope: Scope | null;
  /** Spoken by `prompt from keys`. */
  readonly keys: readonly MenuKey[];
  readonly onDigits: (digits: string) => Heard;
  /** Silence after the first key: the input is closed as it stands. */
  readonly onSilence: (digits: string) => Heard;
}

/** Puts the question for the first time. */
export function beginInput(turn: Turn, listener: Listener): Next {
  forgetCounts(turn);
  return putQuestion(turn, listener, noCounts);
}

/** Puts the question, its failures so far counted. */
export function putQuestion(turn: Turn, listener: Listener, counts: Counts): Next {
  if (listener.options.secrecy === 'secret') cover(turn);
  return ended(turn, listener, ask(turn, listener, { prompts: [listener.options.prompt], counts }));
}

export const onInput = (turn: Turn, listener: Listener, wait: InputWait, event: IvrEvent): Next =>
  ended(turn, listener, react(turn, listener, wait, event));

/** The question is over when nothing of it waits any more. */
function ended(turn: Turn, { options }: Listener, outcome: Next): Next {
  if (outcome.kind !== 'wait' && options.secrecy === 'secret') uncover(turn);
  return outcome;
}

function react(turn: Turn, listener: Listener, wait: InputWait, event: IvrEvent): Next {
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
  return heard(turn, listener, { ...wait, digits }, listener.onDigits(digits));
}

function onPromptEnded(
  turn: Turn,
  listener: Listener,
  wait: InputWait,
  event: IvrEvent & { kind: 'promptEnded' },
): Next {
  const { stage } = wait;
  if (stage.kind === 'listening' || event.prompt !== stage.prompt) return waitFor(wait);
  turn.done();
  if (event.end === 'failed') throw new FlowFault('promptFailed', 'A prompt could not be played.');
  return stage.kind === 'parting' ? goto(stage.then) : listen(turn, wait, listener.firstMs);
}

function onTimer(turn: Turn, listener: Listener, wait: InputWait, timer: number): Next {
  if (wait.stage.kind !== 'listening' || wait.stage.timer !== timer) return waitFor(wait);
  if (wait.digits === '') return failed(turn, listener, wait, { why: 'noInput', correction: null });
  return heard(turn, listener, wait, listener.onSilence(wait.digits));
}

function heard(turn: Turn, listener: Listener, wait: InputWait, result: Heard): Next {
  turn.done();
  switch (result.kind) {
    case 'more':
      return listen(turn, wait, result.lengthMs);
    case 'noMatch':
      return failed(turn, listener, wait, { why: 'noMatch', correction: result.correction });
    case 'done':
      noteCounts(turn, wait);
      return result.next();
  }
}

interface Failure {
  readonly why: 'noInput' | 'noMatch';
  readonly correction: PromptUse | null;
}

/** One more failure: ask again, or leave by the outcome whose tries are used up. */
function failed(turn: Turn, listener: Listener, wait: Counts, { why, correction }: Failure): Next {
  const { options, scope } = listener;
  const noInputCount = wait.noInputCount + (why === 'noInput' ? 1 : 0);
  const noMatchCount = wait.noMatchCount + (why === 'noMatch' ? 1 : 0);
  const counts = { noInputCount, noMatchCount };
  const [tries, outcome] = why === 'noInput' ? [noInputCount, listener.noInput] : [noMatchCount, listener.noMatch];
  turn.fact({ kind: 'inputFailed', call: turn.frame.call, input: options.name, why, tries });
  if (outcome === null) throw new FlowFault(why, 'A question without an answer.');
  if (tries < outcome.tries) {
    const retry = retryPrompt(options, noInputCount + noMatchCount);
    return ask(turn, listener, { prompts: correction === null ? [retry] : [correction, retry], counts });
  }
  noteCounts(turn, counts);
  if (correction === null) return goto(outcome.target);
  const prompt = speak(turn, 'say', turn.words(correction, scope ?? turn.scope()));
  return waitFor({ kind: 'input', stage: { kind: 'parting', prompt, then: outcome.target }, digits: '', ...counts });
}

/** The prompt of the next try: the nth retry for the nth failure, the last one again and again. */
const retryPrompt = (options: InputPrompts, failureCount: number): PromptUse =>
  options.retry[Math.min(failureCount, options.retry.length) - 1] ?? options.prompt;

interface Asking {
  readonly prompts: readonly PromptUse[];
  readonly counts: Counts;
}

/** Says the prompts and listens. A question that keeps what was typed ahead may be answered before it is put. */
function ask(turn: Turn, listener: Listener, { prompts, counts }: Asking): Next {
  const typed = takeTyped(turn);
  if (typed !== '' && listener.options.bargeIn === 'keep') return answered(turn, listener, typed, counts);
  const scope = listener.scope ?? turn.scope();
  const words = prompts.map((use): Worded => turn.words(use, scope, liveKeys(turn, listener.keys, scope)));
  const stage = { kind: 'prompting', prompt: speak(turn, 'say', ...words) } as const;
  return waitFor({ kind: 'input', stage, digits: '', ...counts });
}

/** Keys of before the question, one by one; those that it does not need are kept for the next. */
function answered(turn: Turn, listener: Listener, typed: string, counts: Counts): Next {
  for (let count = 1; count <= typed.length; count += 1) {
    const digits = typed.slice(0, count);
    const result = listener.onDigits(digits);
    const wait = { ...waiting(turn, digits), ...counts };
    if (result.kind === 'more' && count < typed.length) continue;
    if (result.kind === 'done') turn.change({ typed: typed.slice(count) });
    return heard(turn, listener, wait, result);
  }
  throw new FlowFault('frameMismatch', 'No keys were typed ahead.');
}

const waiting = (turn: Turn, digits: string): Omit<InputWait, keyof Counts> => ({
  kind: 'input',
  stage: { kind: 'listening', timer: 0, until: { at: turn.now, lengthMs: 0 } },
  digits,
});

const listen = (turn: Turn, wait: InputWait, lengthMs: number): Next =>
  waitFor({ ...wait, stage: { kind: 'listening', ...turn.timer(lengthMs) } });

/** After an absence: keys pressed before it are kept; a prompt that is no longer heard is said again, no try counted. */
function resume(turn: Turn, listener: Listener, wait: InputWait, event: IvrEvent & { kind: 'resumed' }): Next {
  const { stage, noInputCount, noMatchCount } = wait;
  switch (stage.kind) {
    case 'listening':
      // Anew, not what was left of it: keys pressed meanwhile are lost, and the caller needs the time to press them again.
      return listen(turn, wait, stage.until.lengthMs);
    case 'parting':
      return event.playing.includes(stage.prompt) ? waitFor(wait) : goto(stage.then);
    case 'prompting': {
      if (event.playing.includes(stage.prompt)) return waitFor(wait);
      const failureCount = noInputCount + noMatchCount;
      const prompt = failureCount === 0 ? listener.options.prompt : retryPrompt(listener.options, failureCount);
      return ask(turn, listener, { prompts: [prompt], counts: { noInputCount, noMatchCount } });
    }
  }
}
