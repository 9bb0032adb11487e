// Promises to call back as they are lived: one line an event, what is asked for behind it.
//   09:00:00 K asked -> timer 0  ·  09:00:01 K due -> join 1

import { describe, expect, it } from 'vitest';
import { agentId, callId, legId, queueName } from '../../src/base/ids.ts';
import type { CallbackFact } from '../../src/call/index.ts';
import type { CallbackEffect, CallbackEvent, CallbacksState } from '../../src/callbacks/callback.ts';
import { callbackCountMax } from '../../src/callbacks/callback-turn.ts';
import { callbacksNext } from '../../src/callbacks/callbacks.ts';

const id = 'C-callback-1';
const support = queueName('support');
const minute = 60_000;
const seconds = (text: string): number => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;

const wish = { id, call: callId('C'), to: '+33612345678', queue: support, at: null, since: null } as const;
const allowed = { kind: 'allowed' } as const;
const leg = legId('K-leg');

/** The events by the words that stand for them. */
function eventOf(words: string): CallbackEvent {
  const [verb = '', what = '', more = '1'] = words.split(' ');
  switch (verb) {
    case 'asked':
      return { kind: 'asked', wish: { ...wish, ...(what === '' ? {} : { at: seconds(what) }) } };
    case 'kept':
      return { kind: 'asked', wish: { ...wish, since: seconds(what) } };
    case 'due':
      return { kind: 'due', id, judgement: judgementOf(what, more) };
    case 'line':
      return { kind: 'line', id, news: { kind: what as 'closed' } };
    case 'agent':
      return { kind: 'line', id, news: { kind: 'agentAnswered', agent: agentId(what) } };
    case 'answers':
      return { kind: 'answered', id, dial: Number(what), leg };
    case 'ends':
      return { kind: 'dialEnded', id, outcome: what as 'busy', dial: Number(more), judgement: allowed };
    case 'gateSays':
      return { kind: 'dialEnded', id, outcome: 'refused', dial: 1, judgement: judgementOf(what, more) };
    case 'over':
      return { kind: 'over', id, queue: what === '' ? null : queueName(what) };
    case 'cancelled':
      return { kind: 'cancelled', id, by: 'ada' };
    default:
      return { kind: 'resumed' };
  }
}

function judgementOf(what: string, at: string) {
  if (what === 'later') return { kind: 'later', at: seconds(at), why: 'night' } as const;
  return what === 'never' ? ({ kind: 'never', why: 'country' } as const) : allowed;
}

function spelled(effect: CallbackEffect): string {
  switch (effect.kind) {
    case 'timer':
      return `timer ${new Date(effect.at).toISOString().slice(11, 19)}`;
    case 'joinLine': {
      const place = effect.since === null ? '' : ` since ${new Date(effect.since).toISOString().slice(11, 19)}`;
      return `join ${effect.queue} ${String(effect.visit)}${place}${effect.leg === null ? '' : ` with ${effect.leg}`}`;
    }
    case 'leaveLine':
      return `leave ${effect.why}`;
    case 'dial':
      return `dial ${String(effect.dial)}`;
    case 'hangUp':
      return `hang up ${String(effect.dial)}`;
    case 'join':
      return `together ${effect.leg}`;
    case 'entertain':
      return `music ${effect.queue}`;
  }
}

/** Runs the lines; gives the facts, each as KIND:WHAT, and what is left. */
function run(text: string): { readonly facts: string[]; readonly state: CallbacksState } {
  let state: CallbacksState = new Map();
  const facts: CallbackFact[] = [];
  for (const line of text.trim().split('\n')) {
    const [before = '', after = ''] = line.split('->').map((part) => part.trim());
    const [time = '', ...words] = before.split(' ');
    const decision = callbacksNext(state, eventOf(words.join(' ')), seconds(time));
    // As the journal gives it back.
    state = new Map(JSON.parse(JSON.stringify([...decision.state])) as [string, never][]);
    facts.push(...decision.facts);
    expect(decision.effects.map(spelled).join(', '), line).toBe(after);
  }
  return { facts: facts.map(told), state };
}

const told = (fact: CallbackFact): string => {
  if (fact.kind === 'callbackMoved') return `moved ${fact.why}`;
  return fact.kind === 'callbackDialled' ? `dialled ${String(fact.attempt)}` : `${fact.outcome} ${fact.code}`;
};

const dialled = `
09:00:00 asked       -> timer 09:00:00
09:00:00 due         -> join support 1
09:05:00 agent A1    -> dial 1`;

describe('a callback', () => {
  it('waits in the line like a caller, is dialled when an agent has answered, and ends with the talk', () => {
    const { facts, state } = run(`${dialled}
09:05:10 answers 1        -> together K-leg
09:05:10 line connected   ->
09:08:00 over             -> hang up 1
09:08:00 ends answered    ->`);
    expect(facts).toEqual(['dialled 1', 'completed talked']);
    expect(state.size).toBe(0);
  });

  it('keeps the place of the call in which it was promised', () => {
    run(`
09:00:00 kept 08:50:00  -> timer 09:00:00
09:00:00 due            -> join support 1 since 08:50:00`);
  });

  it('is not looked at before its time', () => {
    run(`
09:00:00 asked 11:00:00  -> timer 11:00:00
10:00:00 due             ->
11:00:00 due             -> join support 1`);
  });

  it('is moved when the number may not be called now, and refused when it never may', () => {
    expect(
      run(`
09:00:00 asked               -> timer 09:00:00
09:00:00 due later 10:30:00  -> timer 10:30:00
10:30:00 due never           ->`).facts,
    ).toEqual(['moved night', 'refused country']);
  });

  it('is looked at again when the queue is closed or has nobody, for as long as that lasts', () => {
    expect(
      run(`
09:00:00 asked         -> timer 09:00:00
09:00:00 due           -> join support 1
09:00:00 line closed   -> timer 09:01:00
09:01:00 due           -> join support 2
09:01:00 line noAgent  -> timer 09:02:00`).facts,
    ).toEqual(['moved closed', 'moved noAgent']);
  });

  it('is dialled three times when nobody answers, and then given up', () => {
    const { facts, state } = run(`${dialled}
09:05:45 ends noAnswer  -> leave flow, timer 09:20:45
09:20:45 due            -> join support 2
09:21:00 agent A1       -> dial 2
09:21:05 ends busy 2    -> leave flow, timer 09:36:05
09:36:05 due            -> join support 3
09:36:10 agent A1       -> dial 3
09:36:50 ends noAnswer 3 -> leave flow`);
    expect(facts.at(-1)).toBe('unanswered noAnswer');
    expect(state.size).toBe(0);
  });

  it('to a number that does not exist is given up at once', () => {
    expect(run(`${dialled}\n09:05:01 ends invalidNumber  -> leave flow`).facts.at(-1)).toBe('refused invalidNumber');
  });

  it('that the gate refuses after all frees the agent and is moved to when it may', () => {
    expect(run(`${dialled}\n09:05:00 gateSays later 10:00:00  -> leave flow, timer 10:00:00`).facts.at(-1)).toBe(
      'moved night',
    );
  });

  it('does not ring for nobody when the agent leaves: it goes back to the line, and the next agent dials anew', () => {
    expect(
      run(`${dialled}
09:05:05 line agentGone  -> hang up 1
09:05:05 ends calledOff  ->
09:05:09 agent A2        -> dial 2
09:05:19 answers 1       ->
09:05:20 answers 2       -> together K-leg`).facts,
    ).toEqual(['dialled 1', 'dialled 2']);
  });

  it('whose agents leave three times while it rings is left in peace for a while', () => {
    expect(
      run(`${dialled}
09:05:05 line agentGone  -> hang up 1
09:05:09 agent A2        -> dial 2
09:05:15 line agentGone  -> hang up 2
09:05:19 agent A3        -> dial 3
09:05:25 line agentGone  -> hang up 3, leave flow, timer 09:20:25`).facts.at(-1),
    ).toBe('moved agentGone');
  });

  it('to a number that the network does not reach is tried again soon', () => {
    const tries = Array.from({ length: 29 }, (_, index) => {
      const [at, dial] = [String(index * 2 + 5).padStart(2, '0'), String(index + 1)];
      const next = String(index * 2 + 7).padStart(2, '0');
      return `
10:${at}:00 ends unreachable ${dial}  -> leave flow, timer 10:${next}:00
10:${next}:00 due                     -> join support ${String(index + 2)}
10:${next}:00 agent A1                -> dial ${String(index + 2)}`;
    }).slice(0, 26);
    expect(run(`${dialled}${tries.join('')}`).facts.filter((fact) => fact.startsWith('moved'))).toHaveLength(26);
  });

  it('is given up after thirty calls, whoever was to blame', () => {
    const { state } = run(dialled);
    const [one] = state.values();
    const worn: CallbacksState = new Map(one === undefined ? [] : [[id, { ...one, dialCount: 30 }]]);
    const ended = { kind: 'dialEnded', id, dial: 30, outcome: 'unreachable', judgement: allowed } as const;
    expect(callbacksNext(worn, ended, minute).facts).toEqual([
      expect.objectContaining({ kind: 'callbackEnded', outcome: 'unanswered', tries: 30 }),
    ]);
    const waits: CallbacksState = new Map(
      one === undefined ? [] : [[id, { ...one, dialCount: 30, stage: { kind: 'inLine' } }]],
    );
    const { facts, effects } = callbacksNext(waits, eventOf('agent A1'), minute);
    expect(facts).toEqual([expect.objectContaining({ outcome: 'unanswered', code: 'tooOften' })]);
    expect(effects.map(spelled)).toEqual(['leave flow']);
  });

  it('of whom the agent leaves just as they answer hears music and goes to the next agent', () => {
    run(`${dialled}
09:05:10 answers 1       -> together K-leg
09:05:10 line agentGone  -> music support
09:05:30 agent A2        -> together K-leg
09:05:30 line connected  ->`);
  });

  it('who hangs up before an agent has them leaves the line', () => {
    expect(
      run(`${dialled}
09:05:10 answers 1       -> together K-leg
09:05:10 line agentGone  -> music support
09:05:20 ends answered   -> leave abandoned`).facts.at(-1),
    ).toBe('abandoned hangup');
  });

  it('whom the agent hands over to another queue waits there with music', () => {
    run(`${dialled}
09:05:10 answers 1       -> together K-leg
09:05:10 line connected  ->
09:06:00 over ventes     -> music ventes, join ventes 2 with K-leg
09:06:10 agent A2        -> together K-leg`);
  });

  it.each([
    ['while it is scheduled', '', ''],
    ['in the line', '\n09:00:00 due -> join support 1', 'leave flow'],
    ['while it rings', '\n09:00:00 due -> join support 1\n09:00:00 agent A1 -> dial 1', 'leave flow, hang up 1'],
  ])('%s may be cancelled', (_, more, effects) => {
    const { facts, state } = run(`09:00:00 asked -> timer 09:00:00${more}\n09:01:00 cancelled -> ${effects}`);
    expect(facts.at(-1)).toBe('cancelled ada');
    expect(state.size).toBe(0);
  });

  it('is one, however often it is asked for, and nothing once it is over', () => {
    run(`${dialled}
09:05:01 asked                ->
09:05:02 due                  ->
09:05:03 ends invalidNumber   -> leave flow
09:05:04 ends invalidNumber   ->
09:05:05 answers 1            ->
09:05:06 cancelled            ->`);
  });
});

describe('after an absence', () => {
  it.each([
    ['scheduled', '09:00:00 asked 11:00:00 -> timer 11:00:00', 'timer 11:00:00'],
    ['in the line', '09:00:00 asked -> timer 09:00:00\n09:00:00 due -> join support 1', 'join support 1'],
    ['ringing', dialled, 'join support 1, dial 1'],
    ['being put together', `${dialled}\n09:05:10 answers 1 -> together K-leg`, 'together K-leg'],
    [
      'on the line',
      `${dialled}\n09:05:10 answers 1 -> together K-leg\n09:05:10 line agentGone -> music support`,
      'music support, join support 1 with K-leg',
    ],
    ['talking', `${dialled}\n09:05:10 answers 1 -> together K-leg\n09:05:10 line connected ->`, ''],
  ])('one that is %s asks again for what it waits for, under the same names', (_, before, effects) => {
    const { facts } = run(`${before}\n10:00:00 back -> ${effects}`);
    expect(facts.filter((fact) => fact.startsWith('dialled')).length).toBeLessThanOrEqual(1);
  });

  it('the agent who is told of again does not make it dial again; another one does', () => {
    run(`${dialled}
09:06:00 back      -> join support 1, dial 1
09:06:00 agent A1  ->
09:06:01 agent A2  -> hang up 1, dial 2`);
  });
});

it('beyond what we can keep a promise is refused, and said so', () => {
  const many: CallbacksState = new Map(
    Array.from({ length: callbackCountMax }, (_, index) => [`other-${String(index)}`, {} as never]),
  );
  const { state, facts, effects } = callbacksNext(many, { kind: 'asked', wish }, minute);
  expect([state.size, effects]).toEqual([callbackCountMax, []]);
  expect(facts).toEqual([expect.objectContaining({ kind: 'callbackEnded', outcome: 'refused', code: 'tooMany' })]);
});
