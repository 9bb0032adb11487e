// Events of a call, chosen by fast-check: mostly what the call waits for, sometimes anything at all. Not here: judging.

import fc from 'fast-check';
import { promptId, queueName } from '../../src/base/ids.ts';
import type { Value } from '../../src/dsl/index.ts';
import type { IvrEffect, IvrEvent, RequestResult, Wait } from '../../src/ivr/index.ts';

/** A number picks one of the things that the call has asked for. */
export const anEvent = fc.record({
  pick: fc.nat(1_000),
  kind: fc.nat(24),
  digit: fc.constantFrom(...Array.from('01234567891234*#')),
  passMs: fc.oneof(fc.nat(4_000), fc.nat(4_000), fc.nat(90_000)),
});
export type Chosen = typeof anEvent extends fc.Arbitrary<infer One> ? One : never;

const answers: readonly Value[] = [
  null,
  true,
  7,
  40,
  'oui',
  'premium',
  'locataire',
  '2026-12-24',
  { amount: '3.50', currency: 'EUR' },
];

const outcomes = ['connected', 'closed', 'full', 'noAgent', 'left', 'left', 'left'] as const;
const client = { id: '12', nom: 'Durand', solde: { amount: '12.50', currency: 'EUR' } };
const rich = { ...client, civilite: 'M.', segment: 'premium', telephone: '+33611111111', email: 'a@b' };
const quote = {
  mensuel: { amount: '20', currency: 'EUR' },
  garanties: 'tout',
  economie: { amount: '2', currency: 'EUR' },
};
const results: readonly RequestResult[] = [
  { kind: 'answered', value: client },
  { kind: 'answered', value: rich },
  { kind: 'answered', value: quote },
  { kind: 'answered', value: 7 },
  { kind: 'none' },
  { kind: 'failed', code: 'x' },
];

type EventKind = IvrEvent['kind'];

/** What usually happens to a call that waits for this. */
const usual: Readonly<Record<Wait['kind'], readonly EventKind[]>> = {
  begin: ['begin'],
  say: ['promptEnded'],
  tell: ['promptEnded'],
  pause: ['timer'],
  input: ['digit', 'digit', 'digit', 'promptEnded', 'timer'],
  voicemail: ['promptEnded', 'recorded', 'digit'],
  request: ['requestEnded', 'timer'],
  transfer: ['transferAnswered', 'transferEnded', 'timer', 'legEnded'],
  form: ['fieldGiven'],
  objections: ['objection', 'continued'],
  queue: ['queue', 'agentAnswered', 'waiting', 'timer', 'timer', 'timer', 'promptEnded', 'digit', 'conversationEnded'],
  ending: ['legEnded'],
};

const anything: readonly EventKind[] = [
  ...(['begin', 'answeringMachine', 'digit', 'promptEnded', 'timer', 'queue', 'agentAnswered', 'agentGone'] as const),
  ...(['waiting', 'conversationEnded', 'recorded', 'requestEnded', 'transferAnswered', 'transferEnded'] as const),
  ...(['fieldGiven', 'objection', 'continued', 'astray', 'failed', 'resumed', 'resumed', 'legEnded'] as const),
];

/** Whoever is offered something presses a key, and who asked to leave the line is mostly let go. */
function inLine(wait: Wait): readonly EventKind[] | null {
  const stage = wait.kind === 'queue' ? wait.stage.kind : null;
  if (stage === 'offering' || stage === 'offered') return ['digit', 'digit', 'promptEnded', 'timer'];
  return stage === 'leaving' ? ['queue', 'agentAnswered'] : null;
}

/** Mostly what the call waits for, sometimes anything at all. */
export function eventOf({ pick, kind, digit }: Chosen, asked: readonly IvrEffect[], wait: Wait): IvrEvent {
  const likely = inLine(wait) ?? usual[wait.kind];
  const chosen = kind < 20 ? likely[pick % likely.length] : anything[pick % anything.length];
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(pick / 7) % items.length] as Item;
  const last = <Kind extends IvrEffect['kind']>(name: Kind): Extract<IvrEffect, { kind: Kind }> | undefined =>
    asked.findLast((effect): effect is Extract<IvrEffect, { kind: Kind }> => effect.kind === name);
  const prompt =
    asked.findLast((effect) => effect.kind === 'play' || effect.kind === 'tell')?.prompt ?? promptId('none');
  const field =
    asked.findLast((effect) => effect.kind === 'askAgent' || effect.kind === 'offerObjections')?.field ?? pick;
  const request = last('request')?.request ?? pick;
  const transfer = last('transfer')?.transfer ?? pick;
  const event: Readonly<Record<EventKind, () => IvrEvent>> = {
    begin: () => ({ kind: 'begin' }),
    answeringMachine: () => ({ kind: 'answeringMachine' }),
    digit: () => ({ kind: 'digit', digit: digit as '1' }),
    promptEnded: () => ({ kind: 'promptEnded', prompt, end: pick % 40 === 0 ? 'failed' : 'finished' }),
    timer: () => ({ kind: 'timer', timer: pick % 5 === 0 ? pick % 30 : (last('timer')?.timer ?? pick) }),
    legEnded: () => ({ kind: 'legEnded', reason: { result: 'network', code: 'hangup' } }),
    queue: () => ({ kind: 'queue', outcome: one(outcomes) }),
    agentAnswered: () => ({ kind: 'agentAnswered', agent: 'alice' }),
    agentGone: () => ({ kind: 'agentGone' }),
    waiting: () => ({ kind: 'waiting', position: pick % 5, estimateMs: pick * 1_000 }),
    conversationEnded: () => ({
      kind: 'conversationEnded',
      next: pick % 3 === 0 ? { kind: 'queue', queue: queueName('support') } : { kind: 'flow' },
    }),
    recorded: () => ({
      kind: 'recorded',
      recording: last('record')?.recording ?? 'r',
      result: { end: pick % 20 === 0 ? 'failed' : 'silence', soundMs: pick * 10 },
    }),
    requestEnded: () => ({ kind: 'requestEnded', request, result: one(results) }),
    transferAnswered: () => ({ kind: 'transferAnswered', transfer }),
    transferEnded: () => ({
      kind: 'transferEnded',
      transfer,
      outcome: one(['completed', 'busy', 'noAnswer', 'failed']),
    }),
    fieldGiven: () => ({ kind: 'fieldGiven', field, value: one(answers) }),
    objection: () => ({ kind: 'objection', field, objection: pick % 3 }),
    continued: () => ({ kind: 'continued', field }),
    astray: () => ({ kind: 'astray' }),
    failed: () => ({ kind: 'failed', code: 'notAvailable' }),
    resumed: () => ({ kind: 'resumed', playing: pick % 2 === 0 ? [prompt] : [] }),
  };
  return event[chosen ?? 'begin']();
}
