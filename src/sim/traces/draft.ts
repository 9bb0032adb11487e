// A followed call as the lines of a test, in order: what was given, what the caller and the agent did, what was to be expected.
// Pure. Not here: whether the simulator follows them (as-test.ts).

import type { Instant } from '../../base/clock.ts';
import type { IvrEvent } from '../../ivr/index.ts';
import { type Turns, requestTurns, transferTurns } from './answers.ts';
import { expectedText } from './expected.ts';
import type { FollowedStep } from './follow.ts';
import { lineOf } from './lines-of-queues.ts';
import { type Writing, durationText, literalOf, textOf } from './literal.ts';

/** One line; without its `act` a test is another call, without an expectation it is only less sharp. */
export interface DraftLine {
  readonly kind: 'given' | 'act' | 'expect';
  readonly text: string;
  readonly note: string | null;
}

/** What the call did, line by line. Answers and far ends that come first stand at the beginning. */
export function draftOf(steps: readonly FollowedStep[], where: Writing, flow: string): readonly DraftLine[] {
  return new Draft(steps, where, flow).lines();
}

/** Longer than this an expectation waits only when it says so; a minute is what the language grants. */
const usualWaitMs = 45_000;
const spareWaitMs = 30_000;

class Draft {
  readonly #steps: readonly FollowedStep[];
  readonly #where: Writing;
  readonly #flow: string;
  readonly #turns: readonly Turns[];
  readonly #used = new Map<string, number>();
  readonly #tasks = new Map<string, Task>();
  readonly #lines: DraftLine[] = [];
  #keys: { text: string; masked: boolean } = { text: '', masked: false };
  #queue: { readonly name: string; said: string | null; agent: 'none' | 'there' } | null = null;
  /** Of the last line. */
  #at: Instant = 0;

  constructor(steps: readonly FollowedStep[], where: Writing, flow: string) {
    this.#steps = steps;
    this.#where = where;
    this.#flow = flow;
    this.#turns = [requestTurns(steps, where), transferTurns(steps)];
  }

  lines(): readonly DraftLine[] {
    this.#at = this.#steps[0]?.input.at ?? 0;
    for (const turns of this.#turns) for (const [name] of turns) this.#giveNext(name);
    for (const [index, step] of this.#steps.entries()) this.#step(step, index);
    this.#press();
    return this.#lines;
  }

  #step(step: FollowedStep, index: number): void {
    const { input, happenings, decision } = step;
    const { event } = input;
    if (event.kind === 'digit' && isHeard(step)) {
      this.#keys = { text: this.#keys.text + event.digit, masked: this.#keys.masked || input.key === 'masked' };
    }
    const typed = typedKeys(step);
    if (happenings.length > 0 || this.#isAct(event)) this.#press();
    this.#act(step);
    if (typed !== '') this.#add('act', `press ${textOf(typed)}`, input.at);
    for (const happening of happenings) {
      const text = expectedText(happening, this.#where, this.#flow);
      if (text !== null) this.#expect(text, input.at);
      if (happening.kind === 'request' || happening.kind === 'transfer') this.#giveNext(happening.name);
    }
    for (const effect of decision.effects) {
      if (effect.kind === 'joinQueue') this.#queue = { name: effect.queue, said: null, agent: 'none' };
      if (effect.kind === 'askAgent')
        this.#tasks.set(taskKey(input.of, effect.field), { question: effect.question, texts: [] });
      if (effect.kind === 'offerObjections')
        this.#tasks.set(taskKey(input.of, effect.field), { question: '', texts: effect.texts });
      if (effect.kind === 'record') this.#speak(index, effect.recording);
    }
  }

  /** The next thing that this service, or this number, did. */
  #giveNext(name: string): void {
    const count = this.#used.get(name) ?? 0;
    this.#used.set(name, count + 1);
    for (const turns of this.#turns)
      for (const text of turns.get(name)?.[count] ?? []) this.#add('given', text, this.#at);
  }

  #isAct(event: IvrEvent): boolean {
    return event.kind !== 'digit' && event.kind !== 'promptEnded' && event.kind !== 'timer';
  }

  /** What somebody did, or the line said. */
  #act({ input, before }: FollowedStep): void {
    const { event, at, of } = input;
    if (event.kind === 'legEnded' && of === 0 && before.wait.kind !== 'ending')
      this.#hangUp(before, event.reason.result, at);
    if (event.kind === 'resumed' && (of === 0 || this.#lines.at(-1)?.text !== 'restart'))
      this.#add('act', 'restart', at);
    if (event.kind === 'agentAnswered') this.#agentAnswers(at);
    if (event.kind === 'waiting' || event.kind === 'queue') this.#line(event, at);
    if (event.kind === 'agentGone' || (event.kind === 'conversationEnded' && event.next.kind === 'flow'))
      this.#agentLeaves(at);
    if (event.kind === 'fieldGiven' || event.kind === 'objection' || event.kind === 'continued')
      this.#atTask(event, of, at);
  }

  /** Who leaves a message speaks first: then the recorder is known to run. */
  #hangUp({ wait }: FollowedStep['before'], result: string, at: Instant): void {
    if (
      wait.kind === 'voicemail' &&
      wait.stage.kind === 'recording' &&
      this.#lines.at(-1)?.text.startsWith('speak') !== true
    )
      this.#add('act', 'speak 1s', at);
    this.#add('act', result === 'agent' ? 'agent hang up' : 'hang up', at);
  }

  #line(event: Extract<IvrEvent, { kind: 'waiting' | 'queue' }>, at: Instant): void {
    const queue = this.#queue;
    if (event.kind === 'queue' && event.outcome === 'connected') return this.#agentAnswers(at);
    if (queue === null) return;
    const said = lineOf(event, queue.name);
    // The first word of the line was given at the beginning, or before this stay.
    if (said !== null && said !== queue.said && queue.said !== null) this.#add('given', said, at);
    queue.said = said ?? queue.said;
  }

  #agentAnswers(at: Instant): void {
    if (this.#queue?.agent !== 'there') this.#add('act', 'agent answer', at);
    if (this.#queue !== null) this.#queue.agent = 'there';
  }

  #agentLeaves(at: Instant): void {
    this.#add('act', 'agent hang up', at);
    if (this.#queue !== null) this.#queue.agent = 'none';
  }

  #atTask(event: Extract<IvrEvent, { kind: 'fieldGiven' | 'objection' | 'continued' }>, of: number, at: Instant): void {
    const task = this.#tasks.get(taskKey(of, event.field));
    if (event.kind === 'continued') return this.#add('act', 'agent continue', at);
    if (task === undefined) return;
    if (event.kind === 'objection')
      return this.#add('act', `agent objection ${textOf(task.texts[event.objection] ?? '')}`, at);
    const type = this.#where.program.questions[task.question]?.type;
    const value = event.value === null ? 'none' : type && literalOf(event.value, type, this.#where);
    this.#add('act', `agent input ${task.question} = ${value ?? 'none'}`, at);
  }

  /** What the caller said into a recording that has just begun. */
  #speak(index: number, recording: string): void {
    const later = this.#steps.slice(index + 1);
    const ended = later.find(({ input: { event } }) => event.kind === 'recorded' && event.recording === recording);
    if (ended?.input.event.kind !== 'recorded') return;
    const { soundMs } = ended.input.event.result;
    const { at } = this.#steps[index]?.input ?? { at: this.#at };
    if (soundMs > 0) this.#add('act', `speak ${durationText(soundMs)}`, at);
  }

  #press(): void {
    const { text, masked } = this.#keys;
    this.#keys = { text: '', masked: false };
    if (text === '') return;
    this.#lines.push({
      kind: 'act',
      text: `press ${textOf(text)}`,
      note: masked ? 'a secret: zeros stand for it' : null,
    });
  }

  #expect(text: string, at: Instant): void {
    const gapMs = at - this.#at;
    const within = gapMs > usualWaitMs ? ` within ${Math.ceil((gapMs + spareWaitMs) / 1_000)}s` : '';
    this.#add('expect', `expect ${text}${within}`, at);
  }

  #add(kind: DraftLine['kind'], text: string, at: Instant): void {
    this.#at = at;
    this.#lines.push({ kind, text, note: null });
  }
}

interface Task {
  readonly question: string;
  readonly texts: readonly string[];
}

const taskKey = (of: number, field: number): string => `${of} ${field}`;

/** A key that nobody listened to is no part of a test: there it would wait for somebody who does. */
const isHeard = ({ before, decision, happenings }: FollowedStep): boolean =>
  happenings.length > 0 ||
  decision.effects.length > 0 ||
  (decision.state !== null && decision.state.wait !== before.wait);

/** Keys typed ahead that answered a question now. */
function typedKeys({ before, decision }: FollowedStep): string {
  const left = decision.state?.typed ?? '';
  return before.typed !== '' && before.typed.endsWith(left) && left.length < before.typed.length
    ? before.typed.slice(0, before.typed.length - left.length)
    : '';
}
